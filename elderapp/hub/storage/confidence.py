"""One question before and after a course: how sure she is of herself with her phone. Reports count it, nameless."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from sqlalchemy import Connection, select

from elderapp.hub.storage.schema_reports import confidence
from elderapp.hub.storage.writer import put

ANSWERS = (3, 2, 1)
"""Sure, so-so, not sure."""
BEFORE, AFTER = 0, 1


class Answers(Struct, frozen=True):
    """What somebody said before and after a course (0: was not asked); `said` is when (ms) she was asked last."""

    before: int = 0
    after: int = 0
    said: int = 0


def answers(connection: Connection, centre: int, cohort: str) -> dict[str, Answers]:
    """What everybody of a class said, by learner."""
    return {who: one for (_, who), one in _of(connection, centre, cohort).items()}


def all_answers(connection: Connection, centre: int) -> dict[tuple[str, str], Answers]:
    """What everybody of a centre said, by cohort and learner."""
    return _of(connection, centre, "")


def _of(connection: Connection, centre: int, cohort: str) -> dict[tuple[str, str], Answers]:
    chosen = select(confidence).where(confidence.c.centre == centre)
    if cohort:
        chosen = chosen.where(confidence.c.cohort == cohort)
    found: dict[tuple[str, str], Answers] = {}
    for row in connection.execute(chosen):
        key = row.cohort, row.learner
        one = found.get(key, Answers())
        before, after = (one.before, row.answer) if row.moment == AFTER else (row.answer, one.after)
        found[key] = Answers(before, after, max(one.said, row.made))
    return found


def save(
    connection: Connection, centre: int, cohort: str, said: Mapping[tuple[str, int], int], who: str, now: int
) -> int:
    """Keeps answers (1 to 3) by learner and moment, as far as they are new; gives how many were."""
    known = answers(connection, centre, cohort)
    changed = 0
    for (learner, moment), answer in said.items():
        one = known.get(learner, Answers())
        if answer in ANSWERS and answer != (one.after if moment == AFTER else one.before):
            key = {"centre": centre, "cohort": cohort, "learner": learner, "moment": moment}
            put(connection, confidence, [{**key, "answer": answer, "made": now, "staff": who}])
            changed += 1
    return changed


class Change(Struct, frozen=True):
    """How many people there are for each answer, before and after, and for how many it got better or worse."""

    before: tuple[int, ...] = (0, 0, 0)
    after: tuple[int, ...] = (0, 0, 0)
    better: int = 0
    worse: int = 0

    @property
    def people(self) -> int:
        """Who answered both times."""
        return sum(self.after)


def change(pairs: Sequence[Answers]) -> Change:
    """Counts of those who answered both times; others say nothing about a change.

    >>> change([Answers(1, 3), Answers(2, 2), Answers(3, 0)])
    Change(before=(0, 1, 1), after=(1, 1, 0), better=1, worse=0)
    """
    both = [one for one in pairs if one.before and one.after]
    return Change(
        tuple(sum(one.before == answer for one in both) for answer in ANSWERS),
        tuple(sum(one.after == answer for one in both) for answer in ANSWERS),
        sum(one.after > one.before for one in both),
        sum(one.after < one.before for one in both),
    )
