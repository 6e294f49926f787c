"""Mends the tablet's file: the newest good backup is put back, and what the damaged file still gives is added.

Rows that go on the backup's chain keep their numbers. Rows after a hole, if no hub has them, are said again in the new
epoch with their times as they were. The damaged file is set aside, never deleted.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from elderapp.records.statements import Row, chain
from elderapp.store import health, log, people, progress
from elderapp.store.errors import StoreDamaged
from elderapp.store.file import CLOCK, Store

SMALLEST_ROW = 60
"""Bytes: a file cannot hold more rows than its size divided by this."""
_BESIDE_LOG = ("person", "setting", "pack", "roster")


class Mended(Struct, frozen=True):
    """How many log rows there are again: `kept` under their own numbers, `repeated` under new ones."""

    kept: int
    repeated: int


def open_mended(path: Path, *, clock: log.Clock = CLOCK) -> Store:
    """The file, mended first if it is damaged. Raises `StoreTooNew`, `StoreFull`; `StoreDamaged` if nothing helps."""
    try:
        return Store.open(path, clock=clock)
    except StoreDamaged:
        mend(path, clock=clock)
        return Store.open(path, clock=clock)


def mend(path: Path, *, clock: log.Clock = CLOCK) -> Mended:
    """Puts a sound file in the place of a damaged one. Raises `StoreDamaged` if that cannot be read either."""
    damaged = _set_aside(path)
    _put_back(path)
    with Store.open(path, clock=clock) as store, closing(sqlite3.connect(damaged, isolation_level=None)) as old:
        most = damaged.stat().st_size // SMALLEST_ROW
        acked, safe = _known(old, "acked"), _known(old, "safe")
        rows = {number: list(_salvage(old, number, safe.get(number, 0), most)) for number in _epochs(old)}
        with store.mending() as conn:
            _copy_beside(old, conn)
            rest = [row for number, found in rows.items() for row in _add(conn, number, found, acked)]
            _repeat(conn, rest)
        return Mended(store.verify() - len(rest), len(rest))


def _set_aside(path: Path) -> Path:
    """Moves the file with its journal. An older damaged one makes room."""
    damaged = path.with_name(f"{path.name}.damaged")
    for end in ("", "-wal", "-shm"):
        damaged.with_name(damaged.name + end).unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            path.with_name(path.name + end).replace(damaged.with_name(damaged.name + end))
    return damaged


def _put_back(path: Path) -> None:
    """The newest backup that is sound; nothing when there is none."""
    for backup in health.backups(path):
        part = path.with_name(f"{path.name}.restoring")
        shutil.copyfile(backup, part)
        try:
            health.connect(part).close()
        except StoreDamaged:
            part.unlink()
            continue
        part.replace(path)
        return


def _epochs(old: sqlite3.Connection) -> list[int]:
    for sql in ("select epoch from epoch order by id", "select distinct epoch from log"):
        with suppress(sqlite3.DatabaseError):
            return [number for (number,) in old.execute(sql).fetchall()]
    return []


def _known(old: sqlite3.Connection, column: str) -> dict[int, int]:
    """What the hub said of each epoch when the file was last well; of rows it knows nothing of, all are sent again."""
    with suppress(sqlite3.DatabaseError):
        return dict(old.execute(f"select epoch, {column} from epoch").fetchall())
    return {}


def _salvage(old: sqlite3.Connection, epoch: int, safe: int, most: int) -> Iterator[tuple[Row, bytes]]:
    """The rows that can be read, found by halving the stretches that cannot. Those below `safe` were dropped."""
    first = max(safe, 1)
    stretches = [(first, _last(old, epoch, first + most))]
    while stretches:
        low, high = stretches.pop()
        try:
            yield from log.between(old, epoch, low, high)
        except (sqlite3.DatabaseError, StoreDamaged):
            if low < high:
                middle = (low + high) // 2
                stretches += [(middle + 1, high), (low, middle)]


def _last(old: sqlite3.Connection, epoch: int, most: int) -> int:
    """The last row's number, or `most` where it cannot be read."""
    with suppress(sqlite3.DatabaseError):
        sql = "select coalesce(max(seq), 0) from log where epoch = ?"
        return int(old.execute(sql, [epoch]).fetchone()[0])
    return most


def _add(conn: sqlite3.Connection, epoch: int, found: list[tuple[Row, bytes]], acked: dict[int, int]) -> list[Row]:
    """Adds the rows that go on the chain. Gives those after a hole that no hub has."""
    conn.execute(
        "insert or ignore into epoch (id, epoch, acked) values ((select min(id) from epoch) - 1, ?, ?)",
        [epoch, acked.get(epoch, 0)],
    )
    seq, head = log.end(conn, epoch)
    rest: list[Row] = []
    for row, h in found:
        if row.seq <= seq:
            continue
        starts = seq == 0 and row.seq > 1  # rows before it were safe, and are gone from here
        if not rest and (starts or (row.seq == seq + 1 and h == chain(head, row))):
            seq, head = row.seq, h
            log.insert(conn, row, h)
            progress.add(conn, [row])
        elif row.seq > acked.get(epoch, 0):
            rest.append(row)
    return rest


def _repeat(conn: sqlite3.Connection, rows: list[Row]) -> None:
    epoch = log.current(conn)
    seq, head = log.end(conn, epoch)
    for number, old in enumerate(rows, seq + 1):
        row = msgspec.structs.replace(old, epoch=epoch, seq=number)
        head = chain(head, row)
        log.insert(conn, row, head)
        progress.add(conn, [row])


def _copy_beside(old: sqlite3.Connection, conn: sqlite3.Connection) -> None:
    """Walk-ins, settings, packs and roster, as far as they can be read; they are newer than the backup's."""
    for table in _BESIDE_LOG:
        with suppress(sqlite3.DatabaseError):
            for row in old.execute(f"select * from {table}").fetchall():
                if row[0] != "opened":
                    marks = ", ".join("?" * len(row))
                    conn.execute(f"insert or replace into {table} values ({marks})", row)
    roster = people.roster(conn)
    people.forget(conn, roster.erased if roster else ())  # an older copy may know somebody who was erased since
