import pytest

from elderapp.player.review import due_on, is_due
from elderapp.records.people import Progress


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
