"""Work that stands under the wrong name: a trainer gives an attempt to whoever did it, and can take it back.

Nothing is rewritten: a `reassigned` row says whose an attempt is from now on, and the newest such row counts. It is
said on the tablet the work was done on, once the attempt is over, so it always comes after the rows it is about.
"""

from collections.abc import Iterable, Mapping, Sequence

from elderapp.player.mastery import fold, lesson_of
from elderapp.records.people import Progress
from elderapp.records.statements import Row, Verb


def owners(rows: Iterable[Row]) -> dict[str, str]:
    """Whose each reassigned attempt is now: by attempt, the learner of its newest `reassigned` row."""
    newest: dict[str, tuple[int, int, str]] = {}
    for row in rows:
        if row.verb == Verb.REASSIGNED and row.attempt:
            stamp = (row.wall, row.seq, row.learner)
            newest[row.attempt] = max(newest.get(row.attempt, stamp), stamp)
    return {attempt: learner for attempt, (_, _, learner) in newest.items()}


def owner(row: Row, moved: Mapping[str, str]) -> str:
    """Who did what a row tells, as far as is known now."""
    return moved.get(row.attempt, row.learner) if row.attempt else row.learner


def told_anew(base: Progress | None, rows: Sequence[Row], learner: str, lesson: str) -> Progress | None:
    """How far `learner` has come in `lesson` by `rows` (anybody's, oldest first), on top of what is known of her."""
    moved = owners(rows)
    for row in rows:
        if lesson_of(row) == lesson and owner(row, moved) == learner:
            base = fold(base, row)
    return base


def touched(row: Row) -> tuple[tuple[str, str], ...]:
    """The learners and the lesson whose progress a `reassigned` row changes; of other rows nothing."""
    if row.verb != Verb.REASSIGNED:
        return ()
    lesson = row.object.partition("/")[0]
    return tuple((learner, lesson) for learner in (row.learner, str(row.result.get("of", ""))) if learner and lesson)
