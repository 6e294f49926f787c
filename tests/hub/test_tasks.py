"""What waits on the first page."""

from elderapp import clock
from elderapp.hub import demo, tasks
from elderapp.hub.reports import Mark, add_mark
from elderapp.hub.storage import people, places
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.places import Meeting
from elderapp.records.people import Learner

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
