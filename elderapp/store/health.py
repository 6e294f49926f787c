"""Keeps the tablet's file sound: settings read back, a check at start, ballast for a full disk, checked backups."""

import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Literal

from elderapp.store.errors import StoreDamaged, StoreFull

BALLAST = 8 * 1024 * 1024
"""Bytes set aside beside the file, given back when the disk is full."""
BACKUPS = 3
BUSY_SECONDS = 5.0
"""How long a connection waits for another one's write."""

_DURABLE = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}
"""WAL with FULL loses no acknowledged row in a power cut; secure_delete leaves no erased name in the file."""
WAL_PAGES = 64
"""Pages after which the WAL is written back and begun anew: thirty answers. While it grows the disk must note its new
length at each commit, which costs half as much again as writing over what is there; SQLite's own 1,000 pages are a
whole afternoon's growth."""


def connect(path: Path) -> sqlite3.Connection:
    """An open, durable, checked connection in autocommit. Raises `StoreDamaged`, `StoreFull`."""
    conn = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        for name, value in _DURABLE.items():
            conn.execute(f"pragma {name} = {value}")
            _require(f"pragma {name}", value, conn.execute(f"pragma {name}").fetchone()[0])
        conn.execute(f"pragma wal_autocheckpoint = {WAL_PAGES}")
        _require("quick_check", "ok", conn.execute("pragma quick_check(1)").fetchone()[0])
    except sqlite3.Error as error:
        conn.close()
        raise as_ours(error) from error
    except StoreDamaged:
        conn.close()
        raise
    return conn


def _require(what: str, wanted: object, got: object) -> None:
    if wanted != got:
        raise StoreDamaged(f"the tablet's file: {what} is {got}, not {wanted}")


def kind_of(error: sqlite3.Error) -> Literal["full", "broken", "damaged", "other"]:
    """What SQLite complains of: no room, a read or write that failed, a file that is no database, or something else."""
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if primary == sqlite3.SQLITE_FULL:
        return "full"
    if primary in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
        return "broken"
    return "damaged" if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) else "other"


def as_ours(error: sqlite3.Error) -> Exception:
    """SQLite's error as the caller can act on it; a mistake of our own stays what it is."""
    match kind_of(error):
        case "full":
            return StoreFull(f"no room on the tablet: {error}")
        case "broken" | "damaged":
            return StoreDamaged(f"the tablet's file: {error}")
        case _:
            return error


def lay_ballast(path: Path) -> None:
    """Sets the ballast aside, where there is ample room for it."""
    ballast = _ballast(path)
    if ballast.exists() or shutil.disk_usage(path.parent).free < 4 * BALLAST:
        return
    try:
        with ballast.open("wb") as file:
            for _ in range(BALLAST // 65536):
                file.write(bytes(65536))
    except OSError:
        ballast.unlink(missing_ok=True)  # the disk filled up meanwhile: better none than half of it


def free_ballast(path: Path) -> None:
    """Gives the ballast's room back to the disk."""
    _ballast(path).unlink(missing_ok=True)


def back_up(conn: sqlite3.Connection, path: Path) -> Path:
    """A checked copy of the file beside it; the three newest are kept, the newest ends in 1.

    Raises `StoreDamaged` or `StoreFull`, and then leaves the older copies as they were.
    """
    fresh = path.with_name(f"{path.name}.backup-new")
    fresh.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(fresh)) as copy:
            conn.backup(copy)
            copy.execute("pragma journal_mode = delete")
            _require("quick_check of the copy", "ok", copy.execute("pragma quick_check(1)").fetchone()[0])
    except sqlite3.Error as error:
        fresh.unlink(missing_ok=True)
        raise as_ours(error) from error
    names = [path.with_name(f"{path.name}.backup-{number}") for number in range(1, BACKUPS + 1)]
    for older, newer in zip(reversed(names), reversed(names[:-1]), strict=False):
        if newer.exists():
            newer.replace(older)
    fresh.replace(names[0])
    return names[0]


def backups(path: Path) -> list[Path]:
    """The copies there are, newest first."""
    names = (path.with_name(f"{path.name}.backup-{number}") for number in range(1, BACKUPS + 1))
    return [name for name in names if name.exists()]


def _ballast(path: Path) -> Path:
    return path.with_name(f"{path.name}.ballast")


def write_mark(path: Path, opened: str, unique: str) -> None:
    """Writes beside the file how often it was opened. A copy from the past then gives itself away."""
    fresh = path.with_name(f"{path.name}.mark-{unique}")
    # On a full disk the older mark stays: it names a lower number, which is right too.
    with suppress(OSError):
        try:
            fresh.write_text(opened, encoding="ascii")
            fresh.replace(_mark(path))
        finally:
            fresh.unlink(missing_ok=True)


def read_mark(path: Path) -> int | None:
    """What the mark beside the file says, or None when there is none that can be read."""
    try:
        return int(_mark(path).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def _mark(path: Path) -> Path:
    return path.with_name(f"{path.name}.mark")
