"""A read model: the day on which each learner finished each lesson for the first time. Reports count these."""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from sqlalchemy import Connection, delete

from elderapp.hub.storage.schema_reports import completion
from elderapp.hub.storage.writer import put_many
from elderapp.records.people import Progress


class Step(Struct, frozen=True):
    """A learner's progress in a lesson, before and after statements came in."""

    learner: str
    lesson: str
    before: Progress | None
    after: Progress | None


def keep(connection: Connection, centre: int, steps: Sequence[Step]) -> None:
    """Follows learners' progress; mostly there is nothing to do."""
    first: list[dict[str, object]] = []
    for one in steps:
        was, day = (_first(state.finished if state else ()) for state in (one.before, one.after))
        if day and day != was:
            first.append({"centre": centre, "learner": one.learner, "lesson": one.lesson, "day": day})
        elif was and not day:  # an attempt was given to somebody else
            table = completion.c
            connection.execute(
                delete(completion).where(
                    table.centre == centre, table.learner == one.learner, table.lesson == one.lesson
                )
            )
    put_many(connection, completion, first)


def _first(days: Iterable[str]) -> str:
    return min(days, default="")
