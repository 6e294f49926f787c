"""When to practise again: at the next visit, a week later, three weeks after that, then every month."""

import datetime as dt

from elderapp.records.people import Progress

INTERVALS = (1, 7, 21, 30)
"""Days from one finished sitting to the next review; the last one repeats. The next visit is any later day."""


def due_on(progress: Progress) -> str:
    """The ISO day from which a review is due; empty before the lesson was ever finished.

    >>> due_on(Progress("a", finished=("2026-11-20",)))
    '2026-11-21'
    """
    if not progress.finished:
        return ""
    days = INTERVALS[min(len(progress.finished), len(INTERVALS)) - 1]
    return (dt.date.fromisoformat(progress.finished[-1]) + dt.timedelta(days=days)).isoformat()


def is_due(progress: Progress, today: str) -> bool:
    """Whether a review is due on this ISO day."""
    due = due_on(progress)
    return bool(due) and due <= today
