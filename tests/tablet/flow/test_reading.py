"""What is read off the state."""

from msgspec.structs import replace

from elderapp.records.people import Learner, Progress, Roster, Session
from elderapp.tablet.flow import Given, State
from elderapp.tablet.flow import reading as read
from tests.player import lessons as the

PEOPLE = tuple(Learner(f"c{n}", name, "flower") for n, name in enumerate(("陳太", "李生", "李太", "王姑娘")))
SESSION = Session("s1", "B 班", 0, 1000, learners=("c0", "c1", "c2"))
STATE = State(
    Roster("晴川", "7", session=SESSION, learners=PEOPLE), {one.id: one for one in the.LESSONS}, learner=PEOPLE[0],
    given=Given("2026-11-27", 10, "new"),
)  # fmt: skip


def test_a_class_that_is_long_over_shows_no_names():
    assert STATE.roster == read.current(STATE.roster, 1000 + read.LINGER)
    assert () == read.present(read.current(STATE.roster, 1001 + read.LINGER))


def test_names_are_those_of_the_class_and_of_the_surname_picked():
    assert ["李", "陳"] == read.surnames(STATE)
    assert ["c1", "c2"] == [one.id for one in read.named(replace(STATE, surname="李"))]


def test_days_away_are_counted_from_the_last_one_learnt():
    before = replace(
        STATE, progress={"a": Progress("a", last_day="2026-11-01"), "b": Progress("b", last_day="2026-11-12")}
    )

    assert 0 == read.away_days(STATE)
    assert 15 == read.away_days(before)


def test_what_was_finished_today_is_not_what_was_learnt_last():
    lesson = the.PAY.id
    days = {
        day: replace(STATE, progress={lesson: Progress(lesson, finished=(day,))})
        for day in ("2026-11-26", "2026-11-27")
    }

    assert [lesson, ""] == [read.learnt_last(state) for state in days.values()]
