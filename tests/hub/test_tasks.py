"""What waits on the first page."""

from elderapp import clock
from elderapp.hub import demo, demo_history, tasks
from elderapp.hub.demo_lessons import GAS
from elderapp.hub.reports import Mark, add_mark
from elderapp.hub.storage import alerts, people, places
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.places import Meeting
from elderapp.records.people import Learner
from elderapp.records.statements import Row, Verb

DAY = 24 * 3_600_000


def test_rolls_that_are_not_finished_and_walk_ins_wait_until_somebody_sees_to_them(engine):
    now = clock.wall_ms()

    def act(connection):
        places.new_centre(connection, 1, "晴川")
        places.new_cohort(connection, 1, demo.COHORT, "班", [Learner("a", "甲", "bird"), Learner("b", "乙", "bird")])
        for name, ago in (("old", 20), ("done", 3), ("half", 2), ("on", 0)):
            starts = now - ago * DAY - 1000
            places.new_meeting(connection, 1, Meeting(name, demo.COHORT, name, starts, starts + 3000, "", "", ""))
        for session, learner in (("done", "a"), ("done", "b"), ("half", "a")):
            add_mark(connection, 1, session, Mark(learner, "present", "chow", now, ""))
        places.add_learner(connection, 1, Learner("w", "路過", "bird"), walk_in=True, added=now)

    transact(engine, act)
    with reading(engine) as connection:
        found = tasks.waiting(connection, 1, now)
    assert [("half", 1, 0)] == [(one.meeting.session, one.unmarked, one.conflicts) for one in found.rolls]
    assert 1 == found.walk_ins

    transact(engine, lambda connection: people.save(connection, 1, people.Person("w", "路過婆婆", member="7")))
    transact(engine, lambda connection: add_mark(connection, 1, "half", Mark("b", "absent", "chow", now, "")))
    with reading(engine) as connection:
        assert tasks.Waiting((), 0) == tasks.waiting(connection, 1, now)


def test_alerts_of_others_and_reports_of_changed_screens_wait_too(small_hub):
    said = Row(
        1, 1, 1_795_000_000_000, 0, "", Verb.ASKED, "", "", "", "pay/alone/one", {"what": "changed", "by": "chow"}
    )

    def act(connection):
        alerts.save(connection, 1, "alert-1-gas", GAS, "ng", 1)
        demo_history.hear(connection, 1, [said])

    transact(small_hub.engine, act)
    with reading(small_hub.engine) as connection:
        theirs, own = (tasks.waiting(connection, 1, 2, who) for who in ("chow", "ng"))
    assert ["假煤氣檢查電話"] == [one.words.title for one in theirs.alerts]
    assert ((), {"pay": 1}) == (own.alerts, own.changed)


def test_a_class_that_runs_is_not_ousted_by_the_next_one(small_hub):
    hour = 3_600_000

    def act(connection):
        for name, starts in (("on", 10 * hour), ("next", 11 * hour)):
            places.new_meeting(connection, 2, Meeting(name, "c", name, starts, starts + hour, "", "", ""))

    transact(small_hub.engine, act)
    with reading(small_hub.engine) as connection:
        at = {minutes: places.meeting_for(connection, 2, 10 * hour + minutes * 60_000) for minutes in (-10, 45, 65)}
    assert {-10: "on", 45: "on", 65: "next"} == {minutes: found.session for minutes, found in at.items()}
