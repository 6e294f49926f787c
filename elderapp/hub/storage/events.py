"""Statements read back from the log, as rows with the hub's time as their `wall`."""

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, or_, select

from elderapp.hub.storage.schema import event, log, word
from elderapp.records.statements import Row, Verb

_VERBS = dict(enumerate(Verb, 1))


def about(connection: Connection, centre: int, lesson: str) -> list[Row]:
    """Every statement about a lesson, each tablet's in its own order."""
    own = select(word.c.k, word.c.text).where(
        word.c.centre == centre, or_(word.c.text == lesson, word.c.text.startswith(f"{lesson}/", autoescape=True))
    )
    objects = sorted(row.k for row in connection.execute(own))
    return _read(connection, centre, event.c.object.in_(objects))


def of_learner(connection: Connection, centre: int, ids: Iterable[str]) -> list[Row]:
    """Every statement about a learner, each tablet's in its own order. This reads the whole log of the centre."""
    own = select(word.c.k).where(word.c.centre == centre, word.c.text.in_(sorted(ids)))
    return _read(connection, centre, event.c.learner.in_(sorted(connection.scalars(own))))


def _read(connection: Connection, centre: int, which: ColumnElement[bool]) -> list[Row]:
    chosen = (
        select(event, event.c.t.label("time"), log.c.epoch)
        .join(log, (log.c.centre == event.c.centre) & (log.c.dk == event.c.dk))
        .where(event.c.centre == centre, which)
        .order_by(event.c.dk, event.c.seq)
    )
    found = connection.execute(chosen).all()
    numbers = {n for one in found for n in (one.learner, one.session, one.attempt, one.object, one.result)}
    said = texts(connection, centre, sorted(numbers))

    def read(one: Any) -> Row:
        result = msgspec.json.decode(said[one.result] or "{}")
        who = said[one.learner], said[one.session], said[one.attempt]
        return Row(one.epoch, one.seq, one.time, 0, "", _VERBS[one.verb], *who, said[one.object], result)

    return [read(one) for one in found]


def texts(connection: Connection, centre: int, numbers: list[int]) -> dict[int, str]:
    """The texts that rows name by number."""
    found = {0: ""}
    for start in range(0, len(numbers), 400):
        some = numbers[start : start + 400]
        chosen = select(word.c.k, word.c.text).where(word.c.centre == centre, word.c.k.in_(some))
        found |= {one.k: one.text for one in connection.execute(chosen)}
    return found
