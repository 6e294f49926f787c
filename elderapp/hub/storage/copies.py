"""Copies of a hub's whole database: made while it runs, checked, put back. One class for each kind of database.

What a copy holds of each tablet's log is read in the same moment as the copy, never from the database afterwards.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, LiteralString, Protocol

import msgspec
from msgspec import Struct
from sqlalchemy import make_url

from elderapp.errors import ElderError

if TYPE_CHECKING:
    import psycopg
    from psycopg import sql

PAGES = 512
"""Pages copied in one step (2 MiB): writers of the hub wait for none of them."""
_HELD = "select centre, device, epoch, seq from log order by centre, device, epoch"
_COUNT = "select coalesce(sum(seq), 0) from log"

Tell = Callable[[int, int], None]
"""Called with how much is done and how much there is."""


class BackupFailed(ElderError):
    """No backup was made, or one cannot be used: the message says why. What was there before is as it was."""

    code = "backup-failed"


class Held(Struct, frozen=True, array_like=True):
    """How far a copy has one epoch of a tablet's log."""

    centre: int
    device: str
    epoch: int
    seq: int


class Copier(Protocol):
    """One kind of database."""

    kind: str
    suffix: str

    def copy(self, target: Path, tell: Tell) -> list[Held]:
        """Writes a copy of this moment to `target`, on the disk when this returns. Gives what it holds."""

    def check(self, file: Path) -> None:
        """Reads a copy wholly. Raises `BackupFailed` where it is not sound."""

    def put_back(self, file: Path, stamp: str) -> str:
        """Puts a copy in the database's place. Gives where the database as it was lies now; empty if none was there."""


def copier_for(url: str) -> Copier:
    """The one that suits the database at `url`."""
    return SqliteCopier(url) if url.startswith("sqlite") else PostgresCopier(url)


class SqliteCopier:
    """The backup API in steps, within a read transaction: other connections write on, and nothing begins anew."""

    kind, suffix = "sqlite", ".db"

    def __init__(self, url: str) -> None:
        """`url` names the file."""
        self._path = Path(url.partition(":///")[2])

    def copy(self, target: Path, tell: Tell) -> list[Held]:
        """See `Copier`."""
        if not self._path.exists():
            raise BackupFailed(f"there is no database at {self._path}: is this the hub's folder?")
        with _told(f"{target.parent} could not take the copy"):
            target.unlink(missing_ok=True)
            with closing(sqlite3.connect(self._path, isolation_level=None)) as source:
                source.execute("begin")
                source.execute("select count(*) from sqlite_master").fetchone()  # this is the moment
                with closing(_private(target)) as copy:
                    source.backup(copy, pages=PAGES, progress=lambda _, left, every: tell(every - left, every))
                    copy.execute("pragma journal_mode = delete")
                    found = [Held(*row) for row in copy.execute(_HELD)]
            _to_disk(target)
        return found

    def check(self, file: Path) -> None:
        """See `Copier`."""
        with _told(f"{file} is no sound copy"), closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as copy:
            said = copy.execute("pragma integrity_check(1)").fetchone()[0]
            if said != "ok":
                raise BackupFailed(f"{file} is damaged ({said}): take another backup")
            copy.execute(_COUNT).fetchone()

    def put_back(self, file: Path, stamp: str) -> str:
        """See `Copier`. At every moment there is a whole database in the place: the old one or the new."""
        fresh = self._path.with_name(f"{self._path.name}.restoring")
        aside = self._path.with_name(f"{self._path.stem}-before-{stamp}.db")
        with _told(f"{self._path.parent} could not take the database"):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            was_there = self._path.exists()
            shutil.copyfile(file, fresh)
            fresh.chmod(0o600)
            _to_disk(fresh)
            self._aside(aside)
            fresh.replace(self._path)
            _to_disk(self._path.parent)
        return str(aside) if was_there else ""

    def _aside(self, aside: Path) -> None:
        """A second name for the file that is there; a journal that cannot be written back goes with it.

        The journal must not stay: SQLite would play it into the database that comes.
        """
        wal, kept = (path.with_name(f"{path.name}-wal") for path in (self._path, aside))
        if wal.exists():
            shutil.copyfile(wal, kept)
        if self._path.exists():
            with suppress(sqlite3.Error), closing(sqlite3.connect(self._path)) as old:
                old.execute("pragma wal_checkpoint(truncate)")
                kept.unlink(missing_ok=True)  # else the database is damaged: that may be why there is a restore
            os.link(self._path, aside)
        for end in ("-wal", "-shm"):
            self._path.with_name(self._path.name + end).unlink(missing_ok=True)


class PostgresCopier:
    """pg_dump's own format; the copy and what is read beside it share one snapshot."""

    kind, suffix = "postgresql", ".dump"

    def __init__(self, url: str) -> None:
        """`url` names server and database."""
        self._url = make_url(url).set(drivername="postgresql")

    def copy(self, target: Path, tell: Tell) -> list[Held]:
        """See `Copier`."""
        with self._connected("the database could not be copied", str(self._url.database)) as connection:
            connection.execute("begin isolation level repeatable read read only")
            found = msgspec.convert(connection.execute(_HELD).fetchall(), type=list[Held])
            (snapshot,) = connection.execute("select pg_export_snapshot()").fetchone() or ("",)
            target.unlink(missing_ok=True)
            os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o600))
            plain = self._address(str(self._url.database))
            self._run("pg_dump", "-Fc", f"--snapshot={snapshot}", "--no-owner", "--no-acl", f"--file={target}", plain)
            _to_disk(target)
        tell(1, 1)
        return found

    def check(self, file: Path) -> None:
        """See `Copier`."""
        self._run("pg_restore", "--file=/dev/null", str(file))

    def put_back(self, file: Path, stamp: str) -> str:
        """See `Copier`. The copy becomes a database of its own first; then two names change."""
        name = str(self._url.database)
        fresh, aside = f"{name}_restoring", f"{name}_before_{stamp.lower()}"
        with self._connected("the database could not be put back", "postgres") as connection:
            asked = "select count(*) from pg_stat_activity where datname = %s"
            if (connection.execute(asked, [name]).fetchone() or (0,))[0]:
                raise BackupFailed(f"the database {name} is in use: stop every hub first, then restore")
            connection.execute(_sql("drop database if exists {}", fresh))
            connection.execute(_sql("create database {}", fresh))
            self._run("pg_restore", "--exit-on-error", "--no-owner", "--no-acl", "-d", self._address(fresh), str(file))
            was_there = connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone()
            if was_there:
                connection.execute(_sql("alter database {} rename to {}", name, aside))
            connection.execute(_sql("alter database {} rename to {}", fresh, name))
        return f"database {aside}" if was_there else ""

    @contextmanager
    def _connected(self, what: str, database: str) -> "Iterator[psycopg.Connection[tuple[object, ...]]]":
        import psycopg  # six megabytes of a hub that has a file

        address = self._url.set(database=database).render_as_string(hide_password=False)
        with _told(what, psycopg.Error), psycopg.connect(address, autocommit=True) as connection:
            yield connection

    def _address(self, database: str) -> str:
        """Without the password: every user of the machine reads what a program was called with."""
        return self._url.set(database=database, password=None).render_as_string()

    def _run(self, program: str, *arguments: str) -> None:
        if shutil.which(program) is None:
            raise BackupFailed(f"{program} is not on this machine: apt-get install postgresql-client")
        secret = {"PGPASSWORD": self._url.password} if self._url.password else {}
        done = subprocess.run(
            [program, *arguments], env={**os.environ, **secret}, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise BackupFailed(f"{program} failed: {' '.join(done.stderr.split())[:400]}")


def _sql(text: LiteralString, *names: str) -> "sql.Composed":
    from psycopg import sql

    return sql.SQL(text).format(*map(sql.Identifier, names))


def _private(path: Path) -> sqlite3.Connection:
    """A new file that its owner alone may read: it holds names."""
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    return sqlite3.connect(path, isolation_level=None)


def _to_disk(path: Path) -> None:
    """Waits until a file, or the names in a folder, are on the disk."""
    is_windows = os.name == "nt"
    if is_windows and path.is_dir():
        return  # it does so by itself, and cannot be asked
    descriptor = os.open(path, os.O_RDWR if is_windows else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _told(what: str, database: type[Exception] = sqlite3.Error) -> Iterator[None]:
    """Errors of disk and `database` as one that says what to do."""
    try:
        yield
    except (OSError, database) as error:
        raise BackupFailed(f"{what}: {' '.join(str(error).split())}") from error
