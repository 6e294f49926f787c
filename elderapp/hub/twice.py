"""Rows that say again, under another number, what the same tablet said before: they are kept, and counted once.

A tablet that goes over to another hub numbers what it has not sent anew. What the old hub took and could not confirm
comes to their common parent by both ways. A hub that was put back may know one that changed its key by its older name
alone: it comes back by another. The rows are told apart from new ones by what they say, to the millisecond.
"""

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from elderapp.hub.storage import below, devices, events
from elderapp.hub.storage.schema import event, log
from elderapp.records.statements import Row, Verb

CODE = devices.SAID_BEFORE
"""Why such a row is set aside."""
_NUMBERS = {verb: number for number, verb in enumerate(Verb, 1)}
_SAID = ("verb", "learner", "session", "attempt", "object", "result")


def said_before(connection: Connection, centre: int, device: str, dk: int, rows: Sequence[Row]) -> set[int]:
    """The numbers of those rows that stand in another log of the same tablet already."""
    names = below.same_tablet(connection, centre, device)
    if not names or not rows:
        return set()
    chosen = select(log.c.dk).where(log.c.centre == centre, log.c.device.in_(sorted(names)), log.c.dk != dk)
    others = list(connection.scalars(chosen))
    if not others:
        return set()
    low, high = min(row.wall for row in rows), max(row.wall for row in rows)
    columns = (event.c.wall, *(event.c[name] for name in _SAID))
    found = connection.execute(
        select(*columns).where(event.c.centre == centre, event.c.dk.in_(others), event.c.wall.between(low, high))
    ).all()
    text = events.texts(connection, centre, sorted({n for one in found for n in one[2:]}))
    there = {(one[0], one[1], *(text[n] for n in one[2:])) for one in found}
    return {row.seq for row in rows if _said(row) in there}


def _said(row: Row) -> tuple[Any, ...]:
    result = msgspec.json.encode(row.result, order="sorted").decode() if row.result else ""
    return (row.wall, _NUMBERS[row.verb], row.learner, row.session, row.attempt, row.object, result)
