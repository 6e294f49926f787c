"""Native statements in the order in which the hub had them, read from the tablets' log a window at a time."""

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Row, or_, select, tuple_

from elderapp.hub.storage.events import texts
from elderapp.hub.storage.schema import batch, event, log, word
from elderapp.hub.xapi.native import TABLET, Native, Wanted, id_of, log_digest, place_of
from elderapp.records.statements import Verb

_VERBS = dict(enumerate(Verb, 1))
NUMBERS = {verb: number for number, verb in _VERBS.items()}
WINDOW = 64
"""Batches looked at together."""
MOST_WINDOWS = 64
"""Windows looked at for one page: where hardly a row suits, the page ends and says that there is more."""

Place = tuple[int, int, int]
"""Where reading goes on: when its batch was received, which log, which row."""


class Stretch(Struct, frozen=True):
    """Statements found, each with its place, and where reading stopped; None when there are no more."""

    rows: list[tuple[Place, Native]]
    stopped: Place | None


def stretch(
    connection: Connection, centre: int, wanted: Wanted, most: int, after: Place | None, *, up: bool
) -> Stretch:
    """The next `most` statements that suit; the newest first, or the oldest where `up`."""
    chosen = _chosen(connection, centre, wanted)
    found: list[tuple[Place, Native]] = []
    if chosen is None:
        return Stretch([], None)
    for _ in range(MOST_WINDOWS):
        window = _window(connection, centre, wanted, after, up=up)
        if not window:
            return Stretch(found, None)
        rows = _rows(connection, centre, chosen, window, after, most - len(found), up=up)
        found += _natives(connection, centre, rows)
        if len(found) >= most:
            return Stretch(found, found[-1][0])
        last = window[-1]
        after = (last.received, last.dk, last.last if up else last.first)
        if len(window) < WINDOW:
            return Stretch(found, None)
    return Stretch(found, after)


def find(connection: Connection, centre: int, id_: str) -> Native | None:
    """The native statement with this id."""
    digest, seq = place_of(id_)
    chosen = select(log.c.dk, log.c.device, log.c.epoch).where(log.c.centre == centre)
    for one in connection.execute(chosen):
        if log_digest(one.device, one.epoch) == digest and id_of(one.device, one.epoch, seq) == id_.lower():
            rows = connection.execute(
                _select().where(event.c.centre == centre, event.c.dk == one.dk, event.c.seq == seq)
            ).all()
            return next((native for _, native in _natives(connection, centre, rows)), None)
    return None


def digests(connection: Connection, centre: int) -> set[int]:
    """The digests of a centre's logs: an id with none of them is no native statement's."""
    chosen = select(log.c.device, log.c.epoch).where(log.c.centre == centre)
    return {log_digest(one.device, one.epoch) for one in connection.execute(chosen)}


def _window(connection: Connection, centre: int, wanted: Wanted, after: Place | None, *, up: bool) -> list[Any]:
    chosen = select(batch.c.received, batch.c.dk, batch.c.first, batch.c.last).where(batch.c.centre == centre)
    if after:
        edge = batch.c.last if up else batch.c.first
        place, here = tuple_(batch.c.received, batch.c.dk, edge), tuple_(*after)
        # The batch that holds the place itself is looked at again, unless nothing of it is left.
        reach = batch.c.received >= after[0] if up else batch.c.received <= after[0]
        chosen = chosen.where(reach, place > here if up else place < here)
    if wanted.since is not None:
        chosen = chosen.where(batch.c.received > wanted.since)
    if wanted.until is not None:
        chosen = chosen.where(batch.c.received <= wanted.until)
    columns = (batch.c.received, batch.c.dk, batch.c.first)
    ordered = chosen.order_by(*(columns if up else (column.desc() for column in columns)))
    return list(connection.execute(ordered.limit(WINDOW)).all())


def _chosen(connection: Connection, centre: int, wanted: Wanted) -> list[ColumnElement[bool]] | None:
    """Conditions on a row; None when none can suit."""
    conditions: list[ColumnElement[bool]] = [event.c.verb != NUMBERS[Verb.VOIDED]]
    if wanted.verb:
        conditions.append(event.c.verb == NUMBERS[wanted.verb])
    if wanted.actor:
        conditions.append(_by(connection, centre, wanted.actor))
    if wanted.attempt:
        conditions.append(event.c.attempt.in_(_numbers(connection, centre, (wanted.attempt,))))
    things, is_meeting = [], event.c.verb == NUMBERS[Verb.ATTENDED]
    if wanted.objects:
        numbers = _numbers(connection, centre, wanted.objects)
        things.append(event.c.object.in_(numbers) & (is_meeting if wanted.are_meetings else ~is_meeting))
    if wanted.within:
        things.append(event.c.object.in_(_beginning(connection, centre, wanted.within)) & ~is_meeting)
    if wanted.sessions:
        things.append(event.c.session.in_(_numbers(connection, centre, wanted.sessions)) & ~is_meeting)
    if things:
        conditions.append(or_(*things))
    return conditions


def _by(connection: Connection, centre: int, actor: str) -> ColumnElement[bool]:
    """Whether it was this learner, or nobody on this tablet."""
    hers = event.c.learner.in_(_numbers(connection, centre, (actor,)))
    tablet = actor.removeprefix(TABLET)
    return hers if tablet == actor else hers | ((event.c.learner == 0) & (log.c.device == tablet))


def _numbers(connection: Connection, centre: int, wanted: tuple[str, ...]) -> list[int]:
    chosen = select(word.c.k).where(word.c.centre == centre, word.c.text.in_(wanted))
    return list(connection.scalars(chosen))


def _beginning(connection: Connection, centre: int, lesson: str) -> list[int]:
    chosen = select(word.c.k).where(word.c.centre == centre, word.c.text.startswith(f"{lesson}/", autoescape=True))
    return list(connection.scalars(chosen))


def _select() -> Any:
    """Rows of the log with the batch in which each came."""
    came = (batch.c.centre == event.c.centre) & (batch.c.dk == event.c.dk)
    came &= (batch.c.first <= event.c.seq) & (batch.c.last >= event.c.seq)
    of = (log.c.centre == event.c.centre) & (log.c.dk == event.c.dk)
    columns = (event.c.t.label("time"), batch.c.received, log.c.device, log.c.epoch)
    return select(event, *columns).join(batch, came).join(log, of)


def _rows(
    connection: Connection,
    centre: int,
    chosen: list[ColumnElement[bool]],
    window: list[Any],
    after: Place | None,
    most: int,
    *,
    up: bool,
) -> list[Row[Any]]:
    low, high = (window[0], window[-1]) if up else (window[-1], window[0])
    here = tuple_(batch.c.received, batch.c.dk, batch.c.first)
    within = (
        batch.c.received.between(low.received, high.received)
        & (here >= tuple_(low.received, low.dk, low.first))
        & (here <= tuple_(high.received, high.dk, high.first))
    )
    asked = _select().where(batch.c.centre == centre, within, *chosen)
    if after:
        place = tuple_(batch.c.received, batch.c.dk, event.c.seq)
        asked = asked.where(place > tuple_(*after) if up else place < tuple_(*after))
    columns = (batch.c.received, event.c.dk, event.c.seq)
    ordered = asked.order_by(*(columns if up else (column.desc() for column in columns)))
    return list(connection.execute(ordered.limit(most)).all())


def _natives(connection: Connection, centre: int, rows: Sequence[Any]) -> list[tuple[Place, Native]]:
    numbers = {n for one in rows for n in (one.learner, one.session, one.attempt, one.object, one.result)}
    said = texts(connection, centre, sorted(numbers - {0}))

    def read(one: Any) -> Native:
        result = msgspec.json.decode(said[one.result] or "{}")
        names = said[one.learner], said[one.session], said[one.attempt], said[one.object]
        return Native(centre, one.device, one.epoch, one.seq, one.time, one.received, _VERBS[one.verb], *names, result)

    return [((one.received, one.dk, one.seq), read(one)) for one in rows]
