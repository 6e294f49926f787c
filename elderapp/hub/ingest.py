"""Takes a tablet's batch exactly once: log rows and read models in one transaction, repeats changing nothing."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Engine, Select, Table, bindparam, func, select, tuple_, update

from elderapp.hub.live import Live
from elderapp.hub.live import fold as fold_live
from elderapp.hub.storage.engine import transact
from elderapp.hub.storage.schema import attendance, batch, device, live, log, progress, quarantine
from elderapp.hub.storage.writer import EventRow, add, intern, put, writer_for
from elderapp.player import mastery
from elderapp.records.people import Progress
from elderapp.records.statements import GENESIS, Row, Verb, canonical, chain
from elderapp.sync import protocol
from elderapp.sync.protocol import Batch, Conflict, Receipt

VERBS = {verb: number for number, verb in enumerate(Verb, 1)}
LONGEST = 200
"""Characters of any text in a row that the hub can use."""
LATEST = 4_102_444_800_000  # 2100-01-01: a clock beyond it says nothing
CLOCK_SLACK = 10 * 60 * 1000


class Arrival(Struct, frozen=True):
    """A batch that has come in: from which tablet, as the bytes it sent, when (ms), by how much its clock is ahead."""

    centre: int
    device: str
    public_key: bytes
    batch: Batch
    body: bytes
    received: int
    skew: int = 0


def take(engine: Engine, arrival: Arrival) -> Receipt | Conflict:
    """Stores what is new. A batch known already, or in part, is a success if its rows are those the hub has.

    Raises `Rejected` (see `protocol.verify_batch`) before anything is stored.
    """
    chained = protocol.verify_batch(arrival.batch, arrival.device, arrival.public_key)
    return transact(engine, lambda connection: _take(connection, arrival, chained))


def _take(connection: Connection, arrival: Arrival, chained: Sequence[tuple[Row, bytes]]) -> Receipt | Conflict:
    held = _held(connection, arrival, make=bool(chained) and arrival.batch.from_ == 1)
    first, last = arrival.batch.from_, arrival.batch.to
    if first > held.seq + 1:
        return Conflict(held.seq, held.head.hex(), "gap")
    common = min(last, held.seq)
    theirs = chained[common - first][1] if common >= first else bytes.fromhex(arrival.batch.prev)
    # Digests are chained: two that agree at the last common row agree on every row before it.
    if _digest_at(connection, arrival.centre, held, common) != theirs:
        return Conflict(held.seq, held.head.hex(), "fork")
    new = chained[held.seq + 1 - first :]
    if new:
        _store(connection, arrival, held, new)
    seq, head = (last, new[-1][1]) if new else (held.seq, held.head)
    return Receipt(seq, head.hex(), held.safe_seq, arrival.received)


class _Held(Struct, frozen=True):
    """How much of one tablet's epoch the hub has; `dk` is 0 while it has none."""

    dk: int
    seq: int
    head: bytes
    safe_seq: int


def _held(connection: Connection, arrival: Arrival, *, make: bool) -> _Held:
    """What the hub has of this epoch, locked until the transaction ends."""
    chosen = select(log.c.dk, log.c.seq, log.c.head, log.c.safe_seq).where(
        log.c.centre == arrival.centre, log.c.device == arrival.device, log.c.epoch == arrival.batch.epoch
    )
    while True:
        if found := connection.execute(chosen.with_for_update()).first():
            return _Held(found.dk, found.seq, bytes(found.head), found.safe_seq)
        if not make:
            return _Held(0, 0, GENESIS, 0)
        # Another tablet may choose the same number at the same time: then nothing was added, and we look again.
        top = connection.scalar(select(func.coalesce(func.max(log.c.dk), 0)).where(log.c.centre == arrival.centre))
        row = {"dk": (top or 0) + 1, "device": arrival.device, "epoch": arrival.batch.epoch, "head": GENESIS}
        add(connection, log, [{"centre": arrival.centre, **row}])


def _digest_at(connection: Connection, centre: int, held: _Held, seq: int) -> bytes:
    """The digest of the row `seq` as the hub has it; found again from the signed batches where it is not the last."""
    if seq == held.seq:
        return held.head
    if seq == 0:
        return GENESIS
    chosen = select(batch.c.last, batch.c.head, batch.c.body).where(
        batch.c.centre == centre, batch.c.dk == held.dk, batch.c.first <= seq, batch.c.last >= seq
    )
    found = connection.execute(chosen).one()
    if found.last == seq:
        return bytes(found.head)
    stored = protocol.decode(protocol.inflate(bytes(found.body)), Batch)
    head = bytes.fromhex(stored.prev)
    for row in stored.events[: seq + 1 - stored.from_]:
        head = chain(head, row)
    return head


def _store(connection: Connection, arrival: Arrival, held: _Held, new: Sequence[tuple[Row, bytes]]) -> None:
    centre, rows = arrival.centre, [row for row, _ in new]
    head, last = new[-1][1], rows[-1].seq
    refused = {row.seq: code for row in rows if (code := unusable(row))}
    good = [row for row in rows if row.seq not in refused]
    times = {row.seq: corrected(row.wall, arrival.skew, arrival.received) for row in good}

    evidence = {"first": rows[0].seq, "last": last, "head": head, "body": arrival.body, "skew": arrival.skew}
    add(connection, batch, [{"centre": centre, "dk": held.dk, "received": arrival.received, **evidence}])
    _write_events(connection, centre, held.dk, good, times)
    _fold_attendance(connection, centre, good, times)
    _fold_live(connection, centre, arrival.device, good, times)
    for row in _fold_progress(connection, centre, good):
        refused[row.seq] = "unusable-result"
    _set_aside(connection, arrival, held.dk, rows, refused)
    connection.execute(update(log).where(log.c.centre == centre, log.c.dk == held.dk).values(seq=last, head=head))
    changes = {"seen": arrival.received, "skew": arrival.skew}
    connection.execute(
        update(device).where(device.c.centre == centre, device.c.device == arrival.device).values(**changes)
    )


def unusable(row: Row) -> str:
    """Why the hub cannot use a row, as a stable code; empty when it can. The row is kept all the same."""
    texts = (row.learner, row.session, row.attempt, row.object, _result(row))
    if any(len(text) > LONGEST for text in texts):
        return "text-too-long"
    if any("\0" in text or "\\u0000" in text for text in texts):
        return "text-unstorable"
    if not 0 <= row.wall < LATEST:
        return "time-impossible"
    return ""


def corrected(wall: int, skew: int, received: int) -> int:
    """When it was by the hub's clock: without the tablet's skew, and never later than it was received."""
    return max(0, min(wall - skew, received))


def _result(row: Row) -> str:
    return msgspec.json.encode(row.result, order="sorted").decode() if row.result else ""


def _write_events(connection: Connection, centre: int, dk: int, rows: Sequence[Row], times: dict[int, int]) -> None:
    if not rows:
        return
    texts = [(row.learner, row.session, row.attempt, row.object, _result(row)) for row in rows]
    number = intern(connection, centre, (text for five in texts for text in five))
    events: list[EventRow] = [
        (centre, dk, row.seq, times[row.seq], row.wall, VERBS[row.verb], *_five(number, five))
        for row, five in zip(rows, texts, strict=True)
    ]
    writer_for(connection).write(connection, events)


def _five(number: dict[str, int], texts: tuple[str, str, str, str, str]) -> tuple[int, int, int, int, int]:
    learner, session, attempt, thing, result = texts
    return number[learner], number[session], number[attempt], number[thing], number[result]


def _fold_attendance(connection: Connection, centre: int, rows: Sequence[Row], times: dict[int, int]) -> None:
    """Widens what tablets saw of each learner in each session. Earliest and latest: so the order does not matter."""
    spans: dict[tuple[str, str], tuple[int, int]] = {}
    for row in rows:
        if row.session and row.learner:
            who, t = (row.session, row.learner), times[row.seq]
            low, high = spans.get(who, (t, t))
            spans[who] = (min(low, t), max(high, t))
    add(connection, attendance, _keys(centre, ("session", "learner"), spans))
    pairs = tuple_(attendance.c.session, attendance.c.learner)
    chosen = select(attendance).where(attendance.c.centre == centre, pairs.in_(sorted(spans)))
    changes = []
    for before in connection.execute(_locked(chosen, attendance)):
        low, high = spans[before.session, before.learner]
        first, last = min(before.tablet_first or low, low), max(before.tablet_last, high)
        span = {"first": first, "last": last, "minutes": -(-(last - first) // 60_000)}
        changes.append({"c": centre, "s": before.session, "l": before.learner, **span})
    if changes:
        connection.execute(_SET_SPAN, changes)


def _fold_live(connection: Connection, centre: int, tablet: str, rows: Sequence[Row], times: dict[int, int]) -> None:
    names = Live.__struct_fields__
    chosen: Select[Any] = select(*(live.c[name] for name in names)).where(
        live.c.centre == centre, live.c.device == tablet
    )
    found = connection.execute(chosen).first()
    state = before = Live(*found) if found else Live()
    for row in rows:
        state = fold_live(state, row, times[row.seq])
    if state != before:
        put(connection, live, [{"centre": centre, "device": tablet, **msgspec.structs.asdict(state)}])


def _fold_progress(connection: Connection, centre: int, rows: Sequence[Row]) -> list[Row]:
    """Folds `rows` into the learners' progress; gives those that could not be folded."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row.learner and (lesson := mastery.lesson_of(row)):
            groups.setdefault((row.learner, lesson), []).append(row)
    if not groups:
        return []
    add(connection, progress, _keys(centre, ("learner", "lesson"), groups))
    pairs = tuple_(progress.c.learner, progress.c.lesson)
    chosen = select(progress).where(progress.c.centre == centre, pairs.in_(sorted(groups)))
    refused: list[Row] = []
    changes = []
    for stored in connection.execute(_locked(chosen, progress)):
        before = msgspec.json.decode(stored.state, type=Progress) if stored.state else None
        after, bad = _folded(before, groups[stored.learner, stored.lesson])
        refused += bad
        if after is not None:
            key = {"c": centre, "l": stored.learner, "n": stored.lesson}
            changes.append({**key, "state": msgspec.json.encode(after)})
    if changes:
        connection.execute(_SET_PROGRESS, changes)
    return refused


def _folded(state: Progress | None, rows: Sequence[Row]) -> tuple[Progress | None, list[Row]]:
    bad: list[Row] = []
    for row in rows:
        try:
            state = mastery.fold(state, row)
        except (ValueError, TypeError):  # a result that is not what its verb promises; the rest goes on
            bad.append(row)
    return state, bad


def _set_aside(connection: Connection, arrival: Arrival, dk: int, rows: Sequence[Row], refused: dict[int, str]) -> None:
    key = {"centre": arrival.centre, "dk": dk, "received": arrival.received}
    aside = [
        {**key, "seq": row.seq, "code": refused[row.seq], "row": canonical(row)} for row in rows if row.seq in refused
    ]
    add(connection, quarantine, aside)


def _keys(centre: int, names: tuple[str, str], pairs: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    return [{"centre": centre, **dict(zip(names, pair, strict=True))} for pair in sorted(pairs)]


def _locked(chosen: Select[Any], table: Table) -> Select[Any]:
    """Locks the rows in one order everywhere, so that no two transactions wait for each other."""
    return chosen.order_by(*table.primary_key).with_for_update()


_SET_SPAN = (
    update(attendance)
    .where(
        attendance.c.centre == bindparam("c"),
        attendance.c.session == bindparam("s"),
        attendance.c.learner == bindparam("l"),
    )
    .values(tablet_first=bindparam("first"), tablet_last=bindparam("last"), tablet_minutes=bindparam("minutes"))
)
_SET_PROGRESS = (
    update(progress)
    .where(
        progress.c.centre == bindparam("c"),
        progress.c.learner == bindparam("l"),
        progress.c.lesson == bindparam("n"),
    )
    .values(state=bindparam("state"))
)
