"""Takes a tablet's batch exactly once: log rows and read models in one transaction, repeats changing nothing."""

from collections.abc import Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, Engine, func, select, update

from elderapp.hub import readmodels, twice
from elderapp.hub.storage.engine import transact
from elderapp.hub.storage.schema import batch, log, quarantine
from elderapp.hub.storage.writer import EventRow, add, intern, writer_for
from elderapp.records.statements import GENESIS, Row, Verb, chain_written
from elderapp.sync import batches, protocol
from elderapp.sync.batches import Sent
from elderapp.sync.protocol import Batch, Conflict, Receipt

VERBS = {verb: number for number, verb in enumerate(Verb, 1)}
LONGEST = 200
"""Characters of any text in a row that the hub can use."""
DEEPEST = 8
"""Lists and objects within each other in a result that the hub can use."""
LATEST = 4_102_444_800_000  # 2100-01-01: a clock beyond it says nothing
_INT64 = 2**63


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
    sent = batches.verify_batch(arrival.batch, arrival.device, arrival.public_key)
    return transact(engine, lambda connection: _take(connection, arrival, sent))


def _take(connection: Connection, arrival: Arrival, sent: Sequence[Sent]) -> Receipt | Conflict:
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
    for raw in stored.events[: seq + 1 - stored.from_]:
        head = chain_written(head, bytes(raw))
    return head


def _store(connection: Connection, arrival: Arrival, held: _Held, new: Sequence[Sent]) -> None:
    centre, last = arrival.centre, new[-1]
    refused: dict[int, str] = {}
    good: list[Row] = []
    for one in new:
        row, code = understood(one.written)
        if row is None or code:
            refused[one.seq] = code
        else:
            good.append(row)
    evidence = {"first": new[0].seq, "last": last.seq, "head": last.head, "body": arrival.body, "skew": arrival.skew}
    add(connection, batch, [{"centre": centre, "dk": held.dk, "received": arrival.received, **evidence}])
    again = twice.said_before(connection, centre, arrival.device, held.dk, good)
    refused |= dict.fromkeys(again, twice.CODE)
    good = [row for row in good if row.seq not in again]
    taken = arrival.taken or arrival.received
    timed = [replace(row, wall=corrected(row.wall, arrival.skew, taken)) for row in good]
    write_events(connection, centre, held.dk, good, timed)
    for row in readmodels.update_all(connection, centre, arrival.device, timed):
        refused[row.seq] = "unusable-result"
    _set_aside(connection, arrival, held.dk, new, refused)
    connection.execute(
        update(log).where(log.c.centre == centre, log.c.dk == held.dk).values(seq=last.seq, head=last.head)
    )


def understood(written: bytes) -> tuple[Row | None, str]:
    """A row, and why the hub cannot use it, as a stable code (empty when it can). It is kept all the same."""
    try:
        row = msgspec.json.decode(written, type=Row)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None, _why_not(written)
    return row, "unreadable-row" if _is_deep(row.result, DEEPEST) else unusable(row)


def _is_deep(value: object, left: int) -> bool:
    """Whether something is nested so deep that whoever reads it again may fail."""
    if not isinstance(value, dict | list):
        return False
    return left == 0 or any(_is_deep(one, left - 1) for one in (value.values() if isinstance(value, dict) else value))


def _why_not(written: bytes) -> str:
    """An app that is newer than this hub may say what it has no word for."""
    try:
        verb = msgspec.json.decode(written)[5]
    except (msgspec.DecodeError, UnicodeDecodeError, IndexError, RecursionError):
        return "unreadable-row"
    return "unreadable-row" if verb in list(Verb) else "unknown-verb"


def unusable(row: Row) -> str:
    """Why the hub cannot use a row that it can read, as a stable code; empty when it can."""
    if any(not -_INT64 <= value < _INT64 for value in row.result.values() if isinstance(value, int)):
        return "number-impossible"
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


def write_events(connection: Connection, centre: int, dk: int, rows: Sequence[Row], timed: Sequence[Row]) -> None:
    """Puts rows into the log; `timed` are the same with the hub's time as their `wall`."""
    if not rows:
        return
    texts = [(row.learner, row.session, row.attempt, row.object, _result(row)) for row in rows]
    number = intern(connection, centre, (text for five in texts for text in five))
    events: list[EventRow] = [
        (centre, dk, row.seq, ours.wall, row.wall, VERBS[row.verb], *_five(number, five))
        for row, ours, five in zip(rows, timed, texts, strict=True)
    ]
    writer_for(connection).write(connection, events)


def _five(number: dict[str, int], texts: tuple[str, str, str, str, str]) -> tuple[int, int, int, int, int]:
    learner, session, attempt, thing, result = texts
    return number[learner], number[session], number[attempt], number[thing], number[result]


def _set_aside(connection: Connection, arrival: Arrival, dk: int, new: Sequence[Sent], refused: dict[int, str]) -> None:
    key = {"centre": arrival.centre, "dk": dk, "received": arrival.received}
    aside = [{**key, "seq": one.seq, "code": refused[one.seq], "row": one.written} for one in new if one.seq in refused]
    add(connection, quarantine, aside)
