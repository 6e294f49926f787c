"""Erasing a learner: everything that says who she was goes, what is counted stays under an id that says nothing.

Her id is kept as a tombstone, so that a tablet which hands her in again later, or a list that names her, does not bring
her back. Statements are chained and signed: they know ids alone and stay as they are.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, Table, delete, select, update

from elderapp.hub.storage.schema import enrolment, learner, metadata
from elderapp.hub.storage.schema_privacy import erased
from elderapp.hub.storage.writer import add
from elderapp.hub.xapi import forgetting

COUNTED = frozenset({
    "attendance", "mark", "enrolment", "guest", "progress", "told_apart", "tried", "live", "event", "completion",
    "confidence", "erased",
})  # fmt: skip
"""Tables whose rows stay: ids, days, codes and numbers."""
PERSONAL = frozenset({"learner", "steer", "learner_card", "certificate"})
"""Tables whose rows go. One that is in neither list goes too, until somebody has thought about it."""
MOST_TOLD = 1000
"""So many tombstones, the newest, are told to tablets: they keep nobody longer than until the next roster."""


def about_learners() -> list[Table]:
    """Every table that has a learner's id in it."""
    return [table for table in metadata.sorted_tables if "learner" in table.c]


def same_person(connection: Connection, centre: int, name: str) -> list[str]:
    """All ids of a learner: the one she counts as, first, and those that were merged into it."""
    chosen = select(learner.c.learner, learner.c.merged).where(learner.c.centre == centre)
    merged = {row.learner: row.merged for row in connection.execute(chosen)}
    root = merged.get(name) or name
    return [root, *sorted(one for one, kept in merged.items() if kept == root)] if root in merged else []


def erase(connection: Connection, centre: int, name: str, now: int) -> list[str]:
    """Erases a learner under all her ids, and gives them; nobody where there is no such learner.

    What other systems wrote of her goes too.
    """
    ids = same_person(connection, centre, name)
    if not ids:
        return []
    columns = (learner.c.learner, learner.c.band, learner.c.living, learner.c.merged)
    kept = connection.execute(select(*columns).where(learner.c.centre == centre, learner.c.learner.in_(ids)))
    add(connection, erased, [{"centre": centre, **row, "made": now} for row in kept.mappings().all()])
    connection.execute(
        update(enrolment)
        .where(enrolment.c.centre == centre, enrolment.c.learner.in_(ids), enrolment.c.ended == 0)
        .values(ended=now)
    )
    for table in about_learners():
        if table.name not in COUNTED:
            connection.execute(delete(table).where(table.c.centre == centre, table.c.learner.in_(ids)))
    forgetting.forget(connection, centre, ids, now)
    return ids


def among(connection: Connection, centre: int, people: Iterable[str]) -> set[str]:
    """Who of these was erased."""
    asked = sorted(set(people))
    return {
        one
        for start in range(0, len(asked), 400)
        for one in connection.scalars(
            select(erased.c.learner).where(erased.c.centre == centre, erased.c.learner.in_(asked[start : start + 400]))
        )
    }


def newest(connection: Connection, centre: int) -> tuple[str, ...]:
    """Ids of those who were erased last, for tablets to forget too."""
    chosen = select(erased.c.learner).where(erased.c.centre == centre)
    return tuple(connection.scalars(chosen.order_by(erased.c.made.desc(), erased.c.learner).limit(MOST_TOLD)))


def count(connection: Connection, centre: int) -> int:
    """How many people were erased; one who had two ids is one."""
    chosen = select(erased.c.learner).where(erased.c.centre == centre, erased.c.merged == "")
    return len(connection.execute(chosen).all())
