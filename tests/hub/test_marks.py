"""Marks that trainers make on tablets: whose count, and which of several."""

import pytest
from sqlalchemy import select

from elderapp import clock
from elderapp.hub import marks, recount, reports
from elderapp.hub.storage import places, schema, staff
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.places import Meeting
from elderapp.records.statements import Verb

HOUR = 3_600_000
WHO = "demo-03"


@pytest.fixture
def week_old(hub):
    """A class of a week ago, and a tablet that has something to say of it."""
    begins = clock.wall_ms() - 7 * 24 * HOUR
    meeting = Meeting("old", "cohort", "上星期", begins, begins + HOUR, "", "", "")
    transact(hub.engine, lambda connection: places.new_meeting(connection, 1, meeting))
    return meeting


def told(tablet, meeting, status, by, wall):
    tablet.say(Verb.ATTENDED, WHO, meeting.session, meeting.session, wall=wall, status=status, by=by)
    assert 200 == tablet.push().status_code


def on_page(hub, meeting, status, made):
    mark = reports.Mark(WHO, status, "ng", made, "")
    transact(hub.engine, lambda connection: reports.add_mark(connection, 1, meeting.session, mark))


def status(hub, meeting):
    """What the roll says, and what is counted: they must be the same."""
    table = schema.attendance
    chosen = select(table.c.trainer_status).where(table.c.session == meeting.session, table.c.learner == WHO)
    with reading(hub.engine) as connection:
        counted = connection.scalar(chosen) or ""
        lines = reports.sheet(connection, 1, meeting, clock.wall_ms()).lines
    assert counted == next((line.status for line in lines if line.learner == WHO), "")
    assert [] == recount.check(hub.engine, 1)
    return counted


def test_nobody_at_all_marks_nobody_and_it_is_seen_at_the_tablet(hub, week_old):
    told(hub.tablet(), week_old, "absent", "nobody-at-all", week_old.starts + 60_000)

    assert "" == status(hub, week_old)
    with reading(hub.engine) as connection:
        assert ["unusable-result"] == list(connection.scalars(select(schema.quarantine.c.code)))


def test_who_left_since_had_marked_while_they_worked_here(hub, week_old):
    tablet, left = hub.tablet(), week_old.starts + HOUR // 2
    transact(hub.engine, lambda connection: staff.deactivate(connection, 1, "chow", left))
    told(tablet, week_old, "present", "chow", left - 1)
    told(tablet, week_old, "absent", "chow", left)

    assert "present" == status(hub, week_old)


def test_in_class_the_newest_counts_from_wherever_it_is(hub, week_old):
    tablet = hub.tablet()
    on_page(hub, week_old, "absent", week_old.starts)
    told(tablet, week_old, "present", "chow", week_old.starts + 1)
    assert "present" == status(hub, week_old)
    on_page(hub, week_old, "late", week_old.ends)
    assert "late" == status(hub, week_old)


def test_what_a_tablet_says_later_stands_only_where_the_page_says_nothing(hub, week_old):
    tablet, now = hub.tablet(), clock.wall_ms()
    told(tablet, week_old, "absent", "chow", now)
    assert "absent" == status(hub, week_old)
    on_page(hub, week_old, "present", week_old.starts + 60_000)
    assert "present" == status(hub, week_old)
    told(tablet, week_old, "absent", "chow", now + 1)
    assert "present" == status(hub, week_old)


def test_the_history_says_which_tablet_it_was(hub, week_old, manager):
    told(hub.tablet(), week_old, "absent", "chow", week_old.starts + 60_000)
    on_page(hub, week_old, "present", week_old.ends)

    html = manager.get(f"/attendance?session={week_old.session}").text
    assert 1 == html.count("01 號平板")
    with reading(hub.engine) as connection:
        names = list(connection.scalars(select(schema.mark.c.mark).where(schema.mark.c.session == "old")))
        assert ["01"] == list(marks.tablets_of(connection, 1, names).values())
