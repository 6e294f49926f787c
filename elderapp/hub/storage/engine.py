"""Opens the database, brings it up to date, and runs what must happen wholly or not at all."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import RLock
from typing import TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, pool
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError

from elderapp.errors import ElderError
from elderapp.hub.log import logger
from elderapp.hub.storage.copies import BackupFailed, copier_for

NEWEST = "0012"
"""The revision of the schema that this hub is written for: the last of `migrations/versions`."""
T = TypeVar("T")

TRIES = 6
_QUIET = {"hide_parameters": True}
"""What failed goes into the diary, whose name it was about does not."""
_RETRIED = {"40001", "40P01"}  # serialization failure, deadlock: the standard's words for "try again"


class DatabaseClosed(ElderError):
    """The database does not let us in: the message says where it was sought, and why not."""

    code = "database-closed"


def open_engine(url: str, *, keep: Path | None = None) -> Engine:
    """The database at `url`, brought up to the newest schema; a copy goes to `keep` before that changes anything.

    Raises `DatabaseClosed`; `BackupFailed` where there is no copy, and then nothing was changed.
    """
    try:
        engine = _sqlite(url) if url.startswith("sqlite") else create_engine(url, pool_size=8, max_overflow=8, **_QUIET)
    except (ArgumentError, ImportError) as error:
        # It may hold a password: it is not repeated.
        raise DatabaseClosed("the database's address is not one like postgresql://user@host/name") from error
    try:
        connection = engine.connect()
    except (OperationalError, InterfaceError) as error:
        why = " ".join(str(error.orig).split())
        where = make_url(url).render_as_string(hide_password=True)
        raise DatabaseClosed(f"{where} cannot be opened: {why}") from error
    try:
        with connection:
            _bring_up(connection, url, keep)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _bring_up(connection: Connection, url: str, keep: Path | None) -> None:
    known = revision_of(connection)
    if known > NEWEST:
        raise DatabaseClosed(
            f"the database was written by a newer hub (its schema is {known}, this hub knows {NEWEST}): "
            "install that version again, or put back the backup from before it"
        )
    if known != NEWEST:
        connection.rollback()  # what was read ends here: the copy is of what stands in the database then
        if known and keep:
            _copy_before(url, keep, known)
        migrate(connection)
    connection.commit()


def revision_of(connection: Connection) -> str:
    """The revision that Alembic has written down; empty for a new database. Asked without it: it is eight megabytes."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.exec_driver_sql("select version_num from alembic_version").scalar() or "")


def _copy_before(url: str, folder: Path, revision: str) -> None:
    """A copy that is never rotated away: its name says which schema it has."""
    copier = copier_for(url)
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"before{copier.suffix}.part"
    try:
        copier.copy(part, lambda done, of: None)
        copier.check(part)
    except BackupFailed as error:
        if url.startswith("sqlite"):
            raise
        # PostgreSQL changes its tables wholly or not at all, and pg_dump need not be on the hub's machine.
        logger.warning("no-copy-before-migration", why=str(error))
        return
    part.replace(folder / f"before-schema-after-{revision}{copier.suffix}")


def _sqlite(url: str) -> Engine:
    Path(url.partition(":///")[2]).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, poolclass=pool.QueuePool, pool_size=8, max_overflow=16, **_QUIET)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: object, _record: object) -> None:
    """Durable on every open: WAL, each commit on the disk. The driver's own transactions are switched off."""
    import sqlite3

    assert isinstance(connection, sqlite3.Connection)
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
        connection.execute(f"pragma {pragma}").close()
    mode = connection.execute("pragma journal_mode").fetchone()[0]
    full = connection.execute("pragma synchronous").fetchone()[0]
    if (mode, full) != ("wal", 2):
        raise OSError(f"the database would not be durable: journal_mode={mode}, synchronous={full}")


def _begin(connection: Connection) -> None:
    """Writers take their lock at once: a reader who turns writer half-way could only fail."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("begin immediate" if writes else "begin")


def migrate(connection: Connection, to: str = "head") -> None:
    """Runs the migrations that this database has not seen, in one transaction where the database can."""
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    from elderapp.hub.storage.schema import metadata

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)
    with EnvironmentContext(config, script, fn=lambda revision, _: script._upgrade_revs(to, revision)) as environment:
        environment.configure(connection=connection, target_metadata=metadata)
        with environment.begin_transaction():
            environment.run_migrations()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one moment of the database and changes nothing."""
    with engine.connect() as connection:
        yield connection


def transact(engine: Engine, act: Callable[[Connection], T]) -> T:
    """What `act` gives, its writes wholly done; tried again when the database asks for it. `act` may run often."""
    for attempt in range(1, TRIES + 1):
        try:
            with _turn(engine), engine.connect().execution_options(writes=True) as connection, connection.begin():
                return act(connection)
        except DBAPIError as error:
            if attempt == TRIES or not is_passing(error):
                raise
            time.sleep(random.uniform(0, 0.02 * 2**attempt))  # full jitter: two that collided must not meet again
    raise AssertionError("unreachable")


_TURNS: WeakKeyDictionary[Engine, RLock] = WeakKeyDictionary()


def _turn(engine: Engine) -> AbstractContextManager[object]:
    """Whose turn it is to write: SQLite lets one in and has the others look again now and then, in no order."""
    return _TURNS.setdefault(engine, RLock()) if engine.dialect.name == "sqlite" else nullcontext()


def is_passing(error: DBAPIError) -> bool:
    """Whether the same transaction may well succeed when it is tried again."""
    state = getattr(error.orig, "sqlstate", None)
    return state in _RETRIED or "database is locked" in str(error.orig)
