"""A read model: the day on which each learner finished each lesson for the first time. Reports count these."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete

from elderapp.hub.storage.schema_reports import completion
from elderapp.hub.storage.writer import put
from elderapp.records.people import Progress


def keep(
    connection: Connection, centre: int, learner: str, lesson: str, before: Progress | None, after: Progress | None
) -> None:
    """Follows a learner's progress in a lesson from `before` to `after`; mostly there is nothing to do."""
    was, day = _first(before.finished if before else ()), _first(after.finished if after else ())
    key = {"centre": centre, "learner": learner, "lesson": lesson}
    if day and day != was:
        put(connection, completion, [{**key, "day": day}])
    elif was and not day:  # an attempt was given to somebody else
        columns = completion.c
        connection.execute(
            delete(completion).where(columns.centre == centre, columns.learner == learner, columns.lesson == lesson)
        )


def _first(days: Iterable[str]) -> str:
    return min(days, default="")
