"""What is counted, on a small centre that is counted by hand beside it."""

import pytest

from elderapp import clock
from elderapp.hub import figures, readmodels
from elderapp.hub.desk import Enquiry, note
from elderapp.hub.figures import Asked, Numbers
from elderapp.hub.reports import Mark, add_mark
from elderapp.hub.storage import cards, confidence, courses, people, places
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
        return figures.report(connection, {1: "晴川"}, Asked(month, cohort), now, lesson)


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


@pytest.fixture
def two(filled):
    """A second centre: a person who is called like one of the first, one with the same card, one with none."""
    starts = OCTOBER + 10 * 24 * HOUR

    def act(connection):
        places.new_centre(connection, 2, "望海")
        places.new_cohort(connection, 2, "k", "班", [Learner(one, one, "bird") for one in ("a", "x", "y")])
        for one in ("a", "x", "y"):
            people.save(connection, 2, Person(one, one, member="7", band="under-60" if one == "y" else "85+"))
        places.new_meeting(connection, 2, Meeting("m", "k", "班", starts, starts + HOUR, "", "", ""))
        for at, one in enumerate(("a", "x", "y")):
            add_mark(connection, 2, "m", Mark(one, "present", "chow", at, ""))
        done = [(1, Verb.COMPLETED, "x", "l", starts), (2, Verb.COMPLETED, "a", "l", starts)]
        readmodels.update_all(
            connection,
            2,
            "t",
            [Row(1, n, at, 0, "", verb, who, "m", who, thing, {}) for n, verb, who, thing, at in done],
        )
        card = cards.digest(b"key", "YF 2026-0412")
        assert "" == cards.link(connection, 1, "a", card)
        assert "" == cards.link(connection, 2, "x", cards.digest(b"key", "yf2026 0412"))

    transact(filled, act)
    return filled


BOTH = {1: "晴川", 2: "望海"}


def of(engine, centres, month="2026-10", months=1):
    with reading(engine) as connection:
        return figures.report(connection, centres, Asked(month, "", months), OCTOBER + 90 * 24 * HOUR, lesson)


def test_somebody_with_the_same_card_at_two_centres_is_one_and_the_same_name_is_not(two):
    told = of(two, BOTH)

    assert Numbers(visits=6, people=4, sessions=3, minutes=195) == told.total
    assert [("晴川", 3), ("望海", 2)] == [(title, one.people) for title, one in told.centres]
    assert (1, 2) == (told.shared, told.young)
    assert {"晴川・班": 4, "望海・班": 2} == {title: one.visits for title, one in told.cohorts}
    assert {"65-74": 2, "75-84": 1, "85+": 1} == {band: n for band, n in told.bands if n}
    # a and b at the first, b's namesake a at the second, "gone" of a: x is a, who had finished the lesson already
    assert 3 + 1 == told.completions

    transact(two, lambda connection: cards.unlink(connection, 2, "x"))
    assert (5, 0, 5) == (of(two, BOTH).total.people, of(two, BOTH).shared, of(two, BOTH).completions)


def test_what_was_finished_at_another_centre_a_month_before_is_not_finished_first(two):
    def act(connection):
        late = OCTOBER + 40 * 24 * HOUR
        row = Row(1, 9, late, 0, "", Verb.COMPLETED, "x", "", "late", "gone", {})
        readmodels.update_all(connection, 2, "u", [row])

    transact(two, act)
    assert (0, 1) == (of(two, BOTH, "2026-11").completions, of(two, {2: "望海"}, "2026-11").completions)


def test_a_span_of_months_counts_everybody_once_and_stands_beside_every_month(two):
    told = of(two, BOTH, "2026-11", months=12)

    assert ("2025-12", "2026-11", 12) == (told.months[0][0], told.months[-1][0], len(told.months))
    assert Numbers(visits=7, people=4, sessions=4, minutes=285) == told.total
    assert 3 == told.enquiries


def test_visitors_of_the_desk_are_counted_once_however_much_they_ask(two):
    def act(connection):
        for n in range(3):
            one = Enquiry(f"more{n}", OCTOBER + 5 * 24 * HOUR, "video", "android", "solved", "", 5, again=n > 0)
            note(connection, 2, one, "chow")

    transact(two, act)
    told = of(two, BOTH)
    assert (3, 5) == (told.desk_visits, told.enquiries)
    assert {"pay": 2, "video": 3} == {topic: n for topic, n in told.questions if n}


def test_confidence_counts_those_who_answered_both_times_in_the_month_of_the_second_answer(two):
    def act(connection):
        said = {("a", 0): 1, ("b", 0): 2, ("young", 0): 1, ("twin", 0): 2}
        assert 4 == confidence.save(connection, 1, "k", said, "chow", OCTOBER - 40 * 24 * HOUR)
        said = {("a", 1): 3, ("b", 1): 1, ("young", 1): 3, ("twin", 1): 7}
        assert 3 == confidence.save(connection, 1, "k", said, "chow", OCTOBER + 24 * HOUR)
        assert 0 == confidence.save(connection, 1, "k", {("a", 1): 3}, "chow", OCTOBER + 25 * HOUR)

    transact(two, act)
    told = of(two, BOTH).confidence
    assert ((0, 1, 1), (1, 0, 1), 1, 1) == (told.before, told.after, told.better, told.worse)
    assert 0 == of(two, BOTH, "2026-11").confidence.people


def test_a_card_belongs_to_one_learner_of_a_centre_and_cannot_be_read_back(two):
    def act(connection):
        card = cards.digest(b"key", "YF-2026-0412")
        assert "a" == cards.link(connection, 1, "b", card)
        assert not cards.is_linked(connection, 1, "b")
        return cards.cards(connection, 1)

    assert "0412" not in str(transact(two, act))
    assert cards.digest(b"key", "1") != cards.digest(b"other", "1")
