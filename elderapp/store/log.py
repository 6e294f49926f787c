"""The tablet's log: what was learnt here, in order, each row chained to the one before. It is its own outbox.

Rows leave only once the hub calls them safe, so a lost reply costs a repeat and never a record. Functions take the
open connection; those that write expect its transaction to be open.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Protocol

import msgspec
from msgspec import Struct

from elderapp.records.statements import GENESIS, Row, Statement, Verb, canonical, chain, chain_written
from elderapp.store.errors import StoreDamaged


class Clock(Protocol):
    """What the store needs of `elderapp.clock`."""

    def wall_ms(self) -> int: ...
    def mono_ms(self) -> int: ...
    def boot_id(self) -> str: ...
    def new_id(self) -> str: ...


class Epoch(Struct, frozen=True):
    """One run of numbers. The hub holds rows to `acked` and has those to `safe` backed up; `last` is our last."""

    epoch: int
    acked: int
    safe: int
    last: int


_COLUMNS = "epoch, seq, wall, mono, boot, verb, learner, session, attempt, object, result, h"
_IN_ORDER = "select log.epoch, " + _COLUMNS.removeprefix("epoch, ") + " from log join epoch using (epoch)"
_LAST = "coalesce((select max(seq) from log where log.epoch = epoch.epoch), 0)"


def new_epoch(conn: sqlite3.Connection, clock: Clock) -> int:
    """Begins to number from 1 again. An epoch is a random number of 48 bits: a restored file never meets an old one."""
    number = int(clock.new_id()[:12], 16)
    conn.execute("insert into epoch (epoch) values (?)", [number])
    return number


def epochs(conn: sqlite3.Connection) -> list[Epoch]:
    """Every epoch, oldest first; the last is the one being written."""
    return [Epoch(*row) for row in conn.execute(f"select epoch, acked, safe, {_LAST} from epoch order by id")]


def current(conn: sqlite3.Connection) -> int:
    """The epoch being written; the store begins one when it opens a new file."""
    return int(conn.execute("select epoch from epoch order by id desc limit 1").fetchone()[0])


def append(conn: sqlite3.Connection, clock: Clock, statements: Sequence[Statement]) -> list[Row]:
    """Numbers, dates and chains the statements. Raises `ValueError` for words that may not enter the log."""
    epoch = current(conn)
    seq, head = end(conn, epoch)
    wall, mono, boot = clock.wall_ms(), clock.mono_ms(), clock.boot_id()
    rows = []
    for number, said in enumerate(statements, seq + 1):
        row = Row(
            epoch, number, wall, mono, boot, said.verb, said.learner, said.session, said.attempt, said.object,
            said.result,
        )  # fmt: skip
        written = canonical(row)
        if not written.isascii():
            # A Chinese name or sentence got where an id or a number should be: those travel by the people route.
            raise ValueError(f"no name and no free text may enter the log: {said.verb} {said.object.encode()!r}")
        head = chain_written(head, written)
        insert(conn, row, head)
        rows.append(row)
    return rows


def standing(conn: sqlite3.Connection, tried: Sequence[Row], statements: Sequence[Statement]) -> list[Row]:
    """The rows of a commit that failed, where they stand all the same and these statements begin with them.

    When the last step of a commit fails nobody knows whether it was done: what is said again is then not written twice.
    """
    if not tried or unsent(conn, tried[-1].epoch, tried[-1].seq - 1, 1) != [tried[-1]]:
        return []
    said = [Statement(row.verb, row.learner, row.object, row.result, row.session, row.attempt) for row in tried]
    return list(tried) if said == list(statements[: len(tried)]) else []


def insert(conn: sqlite3.Connection, row: Row, h: bytes) -> None:
    """Puts a row that is numbered and chained into the table."""
    *plain, result = msgspec.structs.astuple(row)
    values = [*plain, msgspec.json.encode(result, order="sorted").decode(), h]
    conn.execute(f"insert into log ({_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)


def end(conn: sqlite3.Connection, epoch: int) -> tuple[int, bytes]:
    """Number and digest of an epoch's last row; 0 and zeros when it has none."""
    found = conn.execute("select seq, h from log where epoch = ? order by seq desc limit 1", [epoch]).fetchone()
    return (0, GENESIS) if found is None else (found[0], found[1])


def unsent(conn: sqlite3.Connection, epoch: int, above: int, most: int) -> list[Row]:
    """At most so many rows of an epoch, above a number, in order."""
    sql = f"select {_COLUMNS} from log where epoch = ? and seq > ? order by seq limit ?"
    return [row_of(values) for values in conn.execute(sql, [epoch, above, most])]


def digest_at(conn: sqlite3.Connection, epoch: int, seq: int) -> bytes | None:
    """The digest of a row; zeros before the first; None for one that is not here (yet, or any more)."""
    if seq == 0:
        return GENESIS
    found = conn.execute("select h from log where epoch = ? and seq = ?", [epoch, seq]).fetchone()
    return None if found is None else bytes(found[0])


def drop_safe(conn: sqlite3.Connection, epoch: int, safe_seq: int) -> int:
    """Forgets the rows below a safe one; it stays itself, for the chain goes on from it. Gives how many went."""
    if digest_at(conn, epoch, safe_seq) is None:
        return 0
    conn.execute("update epoch set safe = max(safe, ?) where epoch = ?", [safe_seq, epoch])
    return conn.execute("delete from log where epoch = ? and seq < ?", [epoch, safe_seq]).rowcount


def carry_over(conn: sqlite3.Connection, clock: Clock, *, acked: bool = False) -> int:
    """Repeats the unacknowledged rows of every epoch under new numbers, times as they were; the old ones are over.

    With `acked` every row that is not safe.
    """
    columns = ", ".join(f"log.{name}" for name in _COLUMNS.split(", "))
    least = "safe" if acked else "acked"
    sql = f"select {columns} from log join epoch using (epoch) where log.seq > epoch.{least} order by epoch.id, log.seq"
    rows = [row_of(values) for values in conn.execute(sql)]
    conn.execute(f"update epoch set acked = {_LAST}, safe = {_LAST}")
    epoch, head = new_epoch(conn, clock), GENESIS
    for seq, old in enumerate(rows, 1):
        row = msgspec.structs.replace(old, epoch=epoch, seq=seq)
        head = chain(head, row)
        insert(conn, row, head)
    return len(rows)


def verify(conn: sqlite3.Connection) -> int:
    """How many rows there are, once every digest and number is found right. Raises `StoreDamaged`."""
    count = 0
    before: tuple[Row, bytes] | None = None
    for row, h in every(conn):
        if before is not None and before[0].epoch == row.epoch:
            follows = row.seq == before[0].seq + 1 and h == chain(before[1], row)
        else:
            follows = row.seq > 1 or h == chain(GENESIS, row)
        if not follows:
            raise StoreDamaged(f"the tablet's log is broken at row {row.seq} of epoch {row.epoch}")
        before, count = (row, h), count + 1
    return count


def between(conn: sqlite3.Connection, epoch: int, low: int, high: int) -> list[tuple[Row, bytes]]:
    """The rows of an epoch from one number to another, with their digests."""
    sql = f"select {_COLUMNS} from log where epoch = ? and seq between ? and ? order by seq"
    return [(row_of(values), values[-1]) for values in conn.execute(sql, [epoch, low, high])]


def every(conn: sqlite3.Connection) -> Iterator[tuple[Row, bytes]]:
    """Every row with its digest, by epoch and number."""
    for values in conn.execute(f"select {_COLUMNS} from log order by epoch, seq"):
        yield row_of(values), values[-1]


def above_acked(conn: sqlite3.Connection, learner: str) -> Iterator[Row]:
    """A learner's rows that the hub does not hold yet, oldest first."""
    columns = ", ".join(f"log.{name}" for name in _COLUMNS.split(", "))
    sql = (
        f"select {columns} from log join epoch using (epoch) where log.seq > epoch.acked and log.learner = ?"
        " order by epoch.id, log.seq"
    )
    for values in conn.execute(sql, [learner]):
        yield row_of(values)


def of_verb(conn: sqlite3.Connection, verb: Verb) -> list[Row]:
    """Every row with this verb, oldest first."""
    return [row_of(values) for values in conn.execute(f"{_IN_ORDER} where verb = ? order by epoch.id, seq", [verb])]


def of_lesson(conn: sqlite3.Connection, lesson: str) -> list[Row]:
    """Every row about a lesson, anybody's, oldest first."""
    sql = f"{_IN_ORDER} where object = ? or object glob ? order by epoch.id, seq"
    return [row_of(values) for values in conn.execute(sql, [lesson, f"{lesson}/*"])]


def row_of(values: Sequence[object]) -> Row:
    """A row as the table has it. Raises `StoreDamaged`."""
    *plain, result, _ = values
    try:
        return msgspec.convert([*plain, msgspec.json.decode(str(result))], type=Row)
    except (msgspec.DecodeError, ValueError) as error:
        raise StoreDamaged(f"the tablet's log holds a row it cannot have written: {values[:2]}") from error
