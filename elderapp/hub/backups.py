"""Backups of a hub: made while it runs, checked, kept for two weeks; and one of them put back.

Only once a checked backup holds a tablet's rows is the tablet told that they are safe, and only rows that *every* kept
backup holds: whichever of them is put back, the tablets still have what it lacks.
"""

import datetime as dt
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, Engine, bindparam, func, select, update

from elderapp import clock, keys
from elderapp.hub import manifests, shutouts
from elderapp.hub.database import open_hub
from elderapp.hub.locks import hold
from elderapp.hub.manifests import Manifest, kept_in
from elderapp.hub.settings import Settings
from elderapp.hub.storage.copies import BackupFailed, Tell, copier_for
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.schema import log
from elderapp.hub.storage.schema_backups import EVERYWHERE, backup, incarnation
from elderapp.hub.storage.writer import add, put

KEYS = ("hub.key", "hub.secret")
"""What makes a hub itself besides its database: a new machine gets them from the backup."""


class Restored(Struct, frozen=True):
    """What was put back; where the database as it was lies now; statements the tablets may not have any more.

    `shut_out` is how many tablets, colleagues and keys were shut out again, -1 where nothing here knew of any.
    """

    made: int
    statements: int
    aside: str
    beyond: int
    shut_out: int = -1


def back_up(
    settings: Settings, engine: Engine, tell: Tell = lambda done, of: None, *, new_disk: bool = False
) -> Manifest:
    """Makes a backup, checks it, lets the oldest go and tells tablets from now on what is safe.

    `new_disk`: the folder may be empty although backups were put there before. Raises `BackupFailed`; then the older
    ones stay as they are, and nothing more is called safe.
    """
    folder, copier, now = settings.backup_folder, copier_for(settings.url), clock.wall_ms()
    with reading(engine) as connection:
        if not new_disk and manifests.is_away(settings, connection):
            raise BackupFailed(
                f"{folder} shows none of the backups that were put there: plug their disk in; "
                "with a new one say so once: elderapp hub backup --new-disk"
            )
    with _alone(folder):
        part = folder / f"new{copier.suffix}.part"
        try:
            held = copier.copy(part, tell)
            copier.check(part)
            name = f"hub-{stamp(now)}{copier.suffix}"
            found = Manifest(now, copier.kind, name, part.stat().st_size, _digest(part), tuple(held), _keys(settings))
            part.replace(folder / name)
            keys.write_whole(folder / f"{name}.json", msgspec.json.encode(found))
        finally:
            part.unlink(missing_ok=True)
        kept = _rotated(folder, settings.keep)
        if settings.is_apart:  # those on another disk count as well: they may be the ones that are put back
            kept += manifests.remember(settings.data, [found], folder, settings.keep)
    transact(engine, lambda connection: _note(connection, found, kept if settings.is_apart else []))
    return found


def last(connection: Connection) -> int:
    """When the newest backup was made (ms); 0 when there is none."""
    return connection.scalar(select(func.max(backup.c.made)).where(backup.c.centre == EVERYWHERE)) or 0


LATE = 2 * 24 * 60 * 60 * 1000


class Latest(Struct, frozen=True):
    """When the newest backup was made (ms; 0: there is none), and whether that is too long ago.

    `is_away`: the disk with the backups is out (`manifests.is_away`).
    """

    made: int
    is_late: bool
    is_away: bool = False


def latest(connection: Connection, now: int, settings: Settings) -> Latest:
    """What the page of the day says of backups; a new hub is given time for its first."""
    made = last(connection)
    begun = connection.scalar(select(incarnation.c.since).where(incarnation.c.centre == EVERYWHERE)) or now
    return Latest(made, now - (made or begun) > LATE, manifests.is_away(settings, connection))


def life(engine: Engine) -> str:
    """Which of the hub's lives this is: another one after every restore. Begun when there is none."""

    def act(connection: Connection) -> str:
        row = {"centre": EVERYWHERE, "incarnation": clock.new_id(), "since": clock.wall_ms()}
        add(connection, incarnation, [row])
        return str(connection.scalar(select(incarnation.c.incarnation).where(incarnation.c.centre == EVERYWHERE)))

    with reading(engine) as connection:
        found = connection.scalar(select(incarnation.c.incarnation).where(incarnation.c.centre == EVERYWHERE))
    return found or transact(engine, act)


def restore(settings: Settings, file: Path) -> Restored:
    """Puts a backup in the database's place; the hub has a new life then, and its tablets send what it lacks.

    Raises `BackupFailed`: a hub runs, or the file is no sound backup. Then nothing was changed.
    """
    copier, now = copier_for(settings.url), clock.wall_ms()
    with no_hub(settings.data):
        manifest = _manifest_of(file)
        if file.suffix != copier.suffix:
            raise BackupFailed(f"{file} is not a backup of a {copier.kind} database: give its --database")
        copier.check(file)
        beyond = _beyond(settings, manifest)
        shutouts.note_last(settings.url, settings.data)
        is_known = (settings.data / shutouts.FILE).exists()
        aside = copier.put_back(file, stamp(now))
        for name, text in (manifest.keys if manifest else {}).items():
            if name in KEYS and not (settings.data / name).exists():
                keys.write_whole(settings.data / name, text.encode())
        engine = open_hub(settings)
        try:
            statements = transact(engine, lambda connection: _begin_life(connection, manifest, now))
            shut_out = shutouts.keep(engine, settings.data)
        finally:
            engine.dispose()
        apart = replace(settings, backups=file.absolute().parent)
        if apart.is_apart:
            beside = kept_in(apart.backup_folder)[: settings.keep]
            manifests.remember(settings.data, beside, apart.backup_folder, settings.keep)
    return Restored(manifest.made if manifest else 0, statements, aside, beyond, shut_out if is_known else -1)


@contextmanager
def no_hub(data: Path) -> Iterator[None]:
    """Keeps hubs from starting in this folder. Raises `BackupFailed` while one runs."""
    data.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(data / "hub.lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        try:
            hold(descriptor)
        except OSError as error:
            raise BackupFailed(f"a hub runs in {data}: stop it first, then restore") from error
        yield
    finally:
        os.close(descriptor)


def runs_in(data: Path) -> Callable[[], None]:
    """Says that a hub runs in this folder until what is given is called. Raises `BackupFailed` during a restore."""
    data.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(data / "hub.lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        hold(descriptor, shared=True)
    except OSError as error:
        os.close(descriptor)
        raise BackupFailed(f"a backup is being put back in {data}: start the hub when that is done") from error
    return lambda: os.close(descriptor)


def stamp(ms: int) -> str:
    """A moment in a file's name.

    >>> stamp(1_763_654_400_000)
    '20251120T160000Z000'
    """
    return f"{dt.datetime.fromtimestamp(ms // 1000, dt.UTC):%Y%m%dT%H%M%SZ}{ms % 1000:03d}"


def safe_in(kept: Iterable[Manifest]) -> dict[tuple[int, str, int], int]:
    """Of each epoch, the row to which every one of these backups holds it.

    >>> from elderapp.hub.storage.copies import Held
    >>> one, two = (Manifest(0, "sqlite", "", 0, "", (Held(1, "a", 7, seq),)) for seq in (3, 5))
    >>> safe_in([one, two]), safe_in([one, Manifest(0, "sqlite", "", 0, "", ())])
    ({(1, 'a', 7): 3}, {})
    """
    each = [{(one.centre, one.device, one.epoch): one.seq for one in manifest.held} for manifest in kept]
    common = set.intersection(*map(set, each)) if each else set()
    return {key: min(held[key] for held in each) for key in sorted(common)}


def _note(connection: Connection, made: Manifest, kept: list[Manifest]) -> None:
    """Writes down that there is this backup, and what is safe with those that are kept."""
    row = {"made": made.made, "file": made.file, "bytes": made.bytes, "statements": made.statements}
    put(connection, backup, [{"centre": EVERYWHERE, **row, "apart": int(bool(kept))}])
    changes = [{"c": c, "d": d, "e": e, "safe": seq} for (c, d, e), seq in safe_in(kept).items()]
    if changes:
        connection.execute(_SET_SAFE, changes)


def _begin_life(connection: Connection, manifest: Manifest | None, now: int) -> int:
    put(connection, incarnation, [{"centre": EVERYWHERE, "incarnation": clock.new_id(), "since": now}])
    if manifest:
        _note(connection, manifest, [])
    return int(connection.scalar(select(func.coalesce(func.sum(log.c.seq), 0))) or 0)


def _beyond(settings: Settings, manifest: Manifest | None) -> int:
    """How many rows tablets were told are safe that this backup does not hold: they may have let them go."""
    if manifest is None:
        return 0
    held = {(one.centre, one.device, one.epoch): one.seq for one in manifest.held}
    there = kept_in(settings.backup_folder) if settings.is_apart else []
    told = safe_in([*there, *manifests.remembered(settings.data)])
    return sum(max(0, seq - held.get(key, 0)) for key, seq in told.items())


def _manifest_of(file: Path) -> Manifest | None:
    """What stands beside a backup; without it the file is taken as it is. Raises `BackupFailed` if it was changed."""
    if not file.is_file():
        raise BackupFailed(f"there is no file {file}")
    try:
        found = msgspec.json.decode(file.with_name(f"{file.name}.json").read_bytes(), type=Manifest)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError) as error:
        raise BackupFailed(f"{file}.json cannot be read: {error}") from error
    if _digest(file) != found.digest:
        raise BackupFailed(f"{file} is not as it was made (its digest differs): take another backup")
    return found


def _rotated(folder: Path, keep: int) -> list[Manifest]:
    """The newest `keep` backups; older ones are deleted."""
    found = kept_in(folder)
    for old in found[keep:]:
        # The manifest first: a file without one counts for nothing.
        (folder / f"{old.file}.json").unlink(missing_ok=True)
        (folder / old.file).unlink(missing_ok=True)
    return found[:keep]


def _keys(settings: Settings) -> dict[str, str]:
    files = [settings.data / name for name in KEYS]
    return {file.name: file.read_text(encoding="ascii") for file in files if file.exists()}


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One backup at a time in a folder. Raises `BackupFailed`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / ".lock", os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        raise BackupFailed(f"{folder} cannot be written: {error.strerror}; is the disk plugged in?") from error
    try:
        hold(descriptor)
        yield
    except BlockingIOError as error:
        raise BackupFailed(f"another backup into {folder} is under way: let it end") from error
    except OSError as error:
        raise BackupFailed(f"{error.filename or folder} could not take the backup: {error.strerror}") from error
    finally:
        os.close(descriptor)


_SET_SAFE = (
    update(log)
    .where(
        log.c.centre == bindparam("c"),
        log.c.device == bindparam("d"),
        log.c.epoch == bindparam("e"),
        log.c.safe_seq < bindparam("safe"),
    )
    .values(safe_seq=bindparam("safe"))
)
