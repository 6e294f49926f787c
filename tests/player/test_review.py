import pytest
from msgspec.structs import replace

from elderapp.player.review import LONGEST, due_on, is_due, seconds, shortened
from elderapp.records.people import Progress
from tests.player import lessons as the


@pytest.mark.parametrize(
    ("expected", "finished"),
    [
        ("", ()),
        ("2026-11-21", ("2026-11-20",)),
        ("2026-11-28", ("2026-11-20", "2026-11-21")),
        ("2026-12-12", ("2026-11-19", "2026-11-20", "2026-11-21")),
        ("2026-12-21", ("2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21")),
        ("2026-12-21", ("2026-11-01", "2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21")),
    ],
)
def test_reviews_come_at_the_next_visit_then_after_a_week_three_weeks_and_every_month(expected, finished):
    assert expected == due_on(Progress("pay", finished=finished))


def test_a_review_is_due_from_its_day_on():
    progress = Progress("pay", finished=("2026-11-20",))

    assert [False, True, True] == [is_due(progress, f"2026-11-{day}") for day in (20, 21, 30)]
    assert not is_due(Progress("pay"), "2026-11-20")


def kinds(lesson):
    return [stage.kind for stage in lesson.stages]


def test_a_review_is_the_task_once_more_and_what_may_be_fake():
    assert set(kinds(shortened(the.PAY))) <= {"variant", "alone", "trick"}
    assert kinds(shortened(the.PAY))
    talk = shortened(the.SCAM)
    assert ["trick"] == kinds(talk)[-1:]


def test_of_many_tricks_only_those_are_left_for_which_there_is_time():
    trick = next(stage for stage in the.SCAM.stages if stage.kind == "trick")
    many = tuple(replace(step, id=f"{step.id}-{n}") for n in range(30) for step in trick.steps)
    short = shortened(replace(the.SCAM, stages=(replace(trick, steps=many),)))

    assert many[: len(short.stages[0].steps)] == short.stages[0].steps
    assert LONGEST >= sum(map(seconds, short.stages[0].steps))
    assert LONGEST < sum(map(seconds, many[: len(short.stages[0].steps) + 1])) + 40


def test_a_lesson_with_nothing_to_review_is_reviewed_as_a_whole():
    only = replace(the.PAY, stages=tuple(stage for stage in the.PAY.stages if stage.kind in {"why", "together"}))

    assert only == shortened(only)
