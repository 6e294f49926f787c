"""Takes a tablet's batch exactly once: log rows and read models in one transaction, repeats changing nothing."""

import itertools
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, Engine, bindparam, func, select, update

from elderapp.hub import readmodels, twice
from elderapp.hub.storage.engine import transact
from elderapp.hub.storage.schema import batch, log, quarantine
from elderapp.hub.storage.writer import EventRow, add, intern, writer_for
from elderapp.hub.times import times
from elderapp.hub.usable import Texts, texts_of, understood
from elderapp.records.statements import GENESIS, Row, Verb, chain_written
from elderapp.sync import batches, protocol
from elderapp.sync.batches import Sent
from elderapp.sync.protocol import Batch, Conflict, Receipt

VERBS = {verb: number for number, verb in enumerate(Verb, 1)}


class Arrival(Struct, frozen=True):
    """A batch that has come in: from which tablet, as the bytes it sent, when (ms), by how much its clock is ahead.

    `taken` is when a hub below took it (ms; 0: it came from the tablet itself): its time counts for the rows.
    """

    centre: int
    device: str
    public_key: bytes
    batch: Batch
    body: bytes
    received: int
    skew: int = 0
    taken: int = 0


def take(engine: Engine, arrival: Arrival) -> Receipt | Conflict:
    """Stores what is new. A batch known already, or in part, is a success if its rows are those the hub has.

    Raises `Rejected` (see `batches.verify_batch`) before anything is stored.
    """
    sent = verified(arrival)
    return transact(engine, lambda connection: store(connection, arrival, sent))


def verified(arrival: Arrival) -> list[Sent]:
    """A batch's rows, once they are known to be the tablet's. Raises `Rejected`."""
    return batches.verify_batch(arrival.batch, arrival.device, arrival.public_key)


def store(connection: Connection, arrival: Arrival, sent: Sequence[Sent]) -> Receipt | Conflict:
    """The same for verified rows, within a transaction that may hold more."""
    held = _held(connection, arrival, make=bool(sent) and arrival.batch.from_ == 1)
    first, last = arrival.batch.from_, arrival.batch.to
    if first > held.seq + 1:
        return Conflict(held.seq, held.head.hex(), "gap")
    common = min(last, held.seq)
    theirs = sent[common - first].head if common >= first else bytes.fromhex(arrival.batch.prev)
    # Digests are chained: two that agree at the last common row agree on every row before it.
    if _digest_at(connection, arrival.centre, held, common) != theirs:
        return Conflict(held.seq, held.head.hex(), "fork")
    new = sent[held.seq + 1 - first :]
    if new:
        _store(connection, arrival, held, new)
    seq, head = (last, new[-1].head) if new else (held.seq, held.head)
    return Receipt(seq, head.hex(), held.safe_seq, arrival.received)


class _Held(Struct, frozen=True):
    """How much of one tablet's epoch the hub has; `dk` is 0 while it has none."""

    dk: int
    seq: int
    head: bytes
    safe_seq: int


def _held(connection: Connection, arrival: Arrival, *, make: bool) -> _Held:
    """What the hub has of this epoch, locked until the transaction ends."""
    key = {"c": arrival.centre, "d": arrival.device, "e": arrival.batch.epoch}
    while True:
        if found := connection.execute(_HELD, key).first():
            return _Held(found.dk, found.seq, bytes(found.head), found.safe_seq)
        if not make:
            return _Held(0, 0, GENESIS, 0)
        # Another tablet may choose the same number at the same time: then nothing was added, and we look again.
        top = connection.scalar(select(func.coalesce(func.max(log.c.dk), 0)).where(log.c.centre == arrival.centre))
        row = {"dk": (top or 0) + 1, "device": arrival.device, "epoch": arrival.batch.epoch, "head": GENESIS}
        add(connection, log, [{"centre": arrival.centre, **row}])


_HELD = (
    select(log.c.dk, log.c.seq, log.c.head, log.c.safe_seq)
    .where(log.c.centre == bindparam("c"), log.c.device == bindparam("d"), log.c.epoch == bindparam("e"))
    .with_for_update()
)
_GONE_ON = update(log).where(log.c.centre == bindparam("c"), log.c.dk == bindparam("d"))


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
    for raw in stored.events[: seq + 1 - stored.from_]:
        head = chain_written(head, bytes(raw))
    return head


def _store(connection: Connection, arrival: Arrival, held: _Held, new: Sequence[Sent]) -> None:
    centre, last = arrival.centre, new[-1]
    said = understood([one.written for one in new])
    refused = {one.seq: it.code for one, it in zip(new, said, strict=True) if it.code}
    good = [(it.row, it.texts) for it in said if it.row is not None and not it.code]
    evidence = {"first": new[0].seq, "last": last.seq, "head": last.head, "body": arrival.body, "skew": arrival.skew}
    add(connection, batch, [{"centre": centre, "dk": held.dk, "received": arrival.received, **evidence}])
    again = twice.said_before(connection, centre, arrival.device, held.dk, [row for row, _ in good])
    refused |= dict.fromkeys(again, twice.CODE)
    good = [(row, texts) for row, texts in good if row.seq not in again]
    rows = [row for row, _ in good]
    when = times(rows, arrival.batch, arrival.skew, arrival.taken or arrival.received)
    timed = [row if row.wall == wall else replace(row, wall=wall) for row, wall in zip(rows, when, strict=True)]
    write_events(connection, centre, held.dk, rows, timed, [texts for _, texts in good])
    for row in readmodels.update_all(connection, centre, arrival.device, timed):
        refused[row.seq] = "unusable-result"
    _set_aside(connection, arrival, held.dk, new, refused)
    connection.execute(_GONE_ON, {"c": centre, "d": held.dk, "seq": last.seq, "head": last.head})


def write_events(
    connection: Connection, centre: int, dk: int, rows: Sequence[Row], timed: Sequence[Row], texts: Sequence[Texts] = ()
) -> None:
    """Puts rows into the log; `timed` are the same with the hub's time as their `wall`, `texts` are theirs if known."""
    if not rows:
        return
    texts = texts or [texts_of(row) for row in rows]
    number = intern(connection, centre, itertools.chain.from_iterable(texts))
    events: list[EventRow] = [
        (centre, dk, row.seq, ours.wall, row.wall, VERBS[row.verb],
         number[learner], number[session], number[attempt], number[thing], number[result])
        for row, ours, (learner, session, attempt, thing, result) in zip(rows, timed, texts, strict=True)
    ]  # fmt: skip
    writer_for(connection).write(connection, events)


def _set_aside(connection: Connection, arrival: Arrival, dk: int, new: Sequence[Sent], refused: dict[int, str]) -> None:
    key = {"centre": arrival.centre, "dk": dk, "received": arrival.received}
    aside = [{**key, "seq": one.seq, "code": refused[one.seq], "row": one.written} for one in new if one.seq in refused]
    add(connection, quarantine, aside)
