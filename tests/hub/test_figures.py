"""What is counted, on a small centre that is counted by hand beside it."""

import pytest

from elderapp import clock
from elderapp.hub import figures, readmodels
from elderapp.hub.desk import Enquiry, note
from elderapp.hub.figures import Asked, Numbers
from elderapp.hub.reports import Mark, add_mark
from elderapp.hub.storage import courses, people, places
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.people import Person
from elderapp.hub.storage.places import Meeting
from elderapp.lesson.model import Lesson, Line
from elderapp.records.people import Learner
from elderapp.records.statements import Row, Verb

HOUR = 3_600_000
OCTOBER = figures.begins("2026-10")
PEOPLE = ("a", "b", "young", "twin")


def lesson(name: str) -> Lesson | None:
    line = Line("t", "題")
    return (
        Lesson(id=name, track="scams", title=line, goal=line, minutes=5, stages=(), done=line) if name == "l" else None
    )


@pytest.fixture
def filled(engine):
    """A class of four that met twice in October, once in September, and once was called off."""

    def act(connection):
        places.new_centre(connection, 1, "晴川")
        places.new_cohort(connection, 1, "k", "班", [Learner(one, one, "bird") for one in PEOPLE])
        places.new_cohort(connection, 1, "other", "別班", [])
        bands = {"a": ("65-74", "single"), "b": ("75-84", "double"), "young": ("under-60", ""), "twin": ("65-74", "")}
        for one, (band, living) in bands.items():
            people.save(connection, 1, Person(one, one, band=band, living=living))
        days = {"oct1": 1, "oct31": 31, "sep": -1, "off": 5}
        for name, day in days.items():
            starts = OCTOBER + (day - 1) * 24 * HOUR + 23 * HOUR
            minutes = 90 if name != "oct31" else 45
            places.new_meeting(connection, 1, Meeting(name, "k", "班", starts, starts + minutes * 60_000, "", "", ""))
        courses.cancel(connection, 1, "off", 1)
        marks = [
            ("oct1", "a", "present"), ("oct1", "b", "late"), ("oct1", "young", "present"), ("oct1", "twin", "absent"),
            ("oct31", "a", "left"), ("oct31", "twin", "makeup"), ("sep", "b", "present"), ("off", "a", "present"),
        ]  # fmt: skip
        for at, (session, learner, status) in enumerate(marks):
            add_mark(connection, 1, session, Mark(learner, status, "chow", at, ""))
        wall = OCTOBER + 23 * HOUR
        rows = [
            Row(1, 1, wall, 0, "", Verb.ATTENDED, "unmarked", "oct1", "", "oct1", {}),
            *(Row(1, 2 + n, wall, 0, "", Verb.COMPLETED, who, "oct1", who, thing, {})
              for n, (who, thing) in enumerate([("a", "l"), ("b", "l"), ("young", "l"), ("a", "gone")])),
            Row(1, 9, wall + 40 * 24 * HOUR, 0, "", Verb.COMPLETED, "a", "", "a", "l", {}),
        ]  # fmt: skip
        readmodels.update_all(connection, 1, "t", rows)
        for n, day in enumerate((2, 3, 40)):
            note(connection, 1, Enquiry(f"q{n}", OCTOBER + day * 24 * HOUR, "pay", "iphone", "solved", "", 10), "chow")

    transact(engine, act)
    return engine


def report(engine, month="2026-10", cohort="", now=OCTOBER + 90 * 24 * HOUR):
    with reading(engine) as connection:
        return figures.report(connection, 1, Asked(month, cohort), now, lesson)


def test_each_number_is_what_its_definition_says(filled):
    told = report(filled)

    assert Numbers(visits=4, people=3, sessions=2, minutes=135) == told.total
    assert 2.2 == told.total.hours
    assert (3, 1, 1) == (told.completions, told.young, told.unmarked)
    assert (2, 20) == (told.enquiries, told.enquiry_minutes)
    assert ("2026-09", Numbers(1, 1, 1, 90)) == told.months[-2]
    assert ("2026-10", told.total) == told.months[-1]
    assert [("班", told.total)] == list(told.cohorts)
    assert {"65-74": 2, "75-84": 1} == {band: count for band, count in told.bands if count}
    assert (("single", 1), ("double", 1)) == told.livings
    assert {"scams": 2} == {track: count for track, count in told.topics if count}


def test_the_last_hour_of_a_month_in_hong_kong_belongs_to_it(filled):
    assert 1 == report(filled, "2026-09").total.visits
    assert 0 == report(filled, "2026-11").total.visits
    assert 1 == report(filled, "2026-11").enquiries
    assert 0 == report(filled, "2026-11").completions  # the second time it was finished does not count again


def test_two_who_are_one_are_counted_once(filled):
    transact(filled, lambda connection: people.merge(connection, 1, "twin", "a"))

    assert Numbers(visits=3, people=2, sessions=2, minutes=135) == report(filled).total


def test_another_class_has_its_own_numbers_and_a_running_month_is_said_to_run(filled):
    told = report(filled, cohort="other", now=OCTOBER + 2 * 24 * HOUR)

    assert (Numbers(), 0, 0) == (told.total, told.completions, told.enquiries)
    assert told.is_running
    assert not report(filled).is_running
    assert "2026-10-03" == clock.day_of(told.until)
