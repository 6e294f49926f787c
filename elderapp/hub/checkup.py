"""Looks a hub over from its own machine: key, database, disk, packs, and whether tablets can reach it."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from elderapp import clock, keys
from elderapp.hub import manifests, relations
from elderapp.hub.settings import Settings
from elderapp.hub.shelf import Shelf
from elderapp.hub.storage import above
from elderapp.sync import discovery, pinned
from elderapp.sync.checkup import Finding, of_clock, of_room

READERS = 0o077
"""Permissions that nobody but the owner of a key may have."""


def of_hub(settings: Settings, *, port: int, seconds: float = discovery.SEARCH) -> list[Finding]:
    """Everything of a hub whose folder this is; it may be running, at `port`, or not."""
    return [
        *_keys(settings.data),
        *_database(settings),
        *_backups(settings),
        of_room(settings.data),
        *_packs(settings),
        of_clock(),
        *_relations(settings),
        *_reach(settings.data, port, seconds),
    ]


def _keys(data: Path) -> Iterator[Finding]:
    for name in ("hub.key", "hub.secret"):
        path = data / name
        if path.exists() and path.stat().st_mode & READERS:
            yield Finding("key-open", ok=False, fact=str(path))
    yield Finding("hub-key", ok=True, fact=keys.key_id(keys.public_of(keys.load_or_make(data / "hub.key"))))


def _database(settings: Settings) -> Iterator[Finding]:
    """Read only: whoever looks does not migrate."""
    if settings.database and not settings.url.startswith("sqlite"):
        engine = create_engine(settings.url)
        try:
            with engine.connect() as connection:
                connection.execute(text("select 1"))
        except SQLAlchemyError as error:
            yield Finding("database-closed", ok=False, fact=type(error).__name__)
            return
        finally:
            engine.dispose()
        yield Finding("database-sound", ok=True)
        return
    path = settings.data / "hub.db"
    try:
        with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as found:
            said = found.execute("pragma quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        said = str(error)
    yield Finding("database-sound" if said == "ok" else "database-damaged", ok=said == "ok", fact=said)


def _backups(settings: Settings) -> Iterator[Finding]:
    """Whether the disk is in that the newest backup was put on; nothing is said where none was put apart."""
    if known := manifests.remembered(settings.data):
        there = bool(manifests.kept_in(Path(known[0].folder)))
        yield Finding("backups-there" if there else "backups-away", ok=there, fact=known[0].folder)


def _relations(settings: Settings) -> Iterator[Finding]:
    """The hubs above and below, as far as the database knows them; one that is older knows none."""
    now = clock.wall_ms()
    if settings.url.startswith("sqlite") and not (settings.data / "hub.db").exists():
        return
    engine = create_engine(settings.url)
    try:
        with engine.connect() as connection:
            parents = [relations.parent_of(connection, one.centre, now) for one in above.links(connection)]
            below = relations.children_of(connection, now)
    except SQLAlchemyError:
        return
    finally:
        engine.dispose()
    for one in filter(None, parents):
        code = _ABOVE[one.word]
        fact = {"refused": one.link.trouble, "stuck": ", ".join(device for device, _, _ in one.stuck)}
        yield Finding(code, ok=code in _WELL, fact=fact.get(one.word, one.link.address))
    for other in below:
        if other.word in _UNDER:
            yield Finding(_UNDER[other.word], ok=False, fact=other.child.title)
    if well := [other for other in below if other.word in ("new", "well", "sending")]:
        yield Finding("children-well", ok=True, fact=str(len(well)))


_ABOVE = {
    "new": "parent-new", "well": "parent-met", "sending": "parent-met", "away": "parent-away", "late": "parent-late",
    "stuck": "parent-stuck", "refused": "parent-refused",
}  # fmt: skip
_WELL = ("parent-new", "parent-met")
_UNDER = {"late": "child-late", "stuck": "child-stuck"}


def _packs(settings: Settings) -> Iterator[Finding]:
    files = sorted(settings.pack_folder.glob("*.pack"))
    shelf = Shelf(settings.pack_folder, settings.trust)
    good = {path for entry in shelf.entries() if (path := shelf.file(entry.digest))}
    for path in files:
        if path not in good and not _is_older(path, good):
            yield Finding("pack-refused", ok=False, fact=path.name)
    yield Finding("packs-offered" if good else "packs-none-offered", ok=bool(good), fact=str(len(good)))


def _is_older(path: Path, good: set[Path]) -> bool:
    """Whether a newer version of the same pack is offered: an older one that still lies there harms nobody."""
    front = path.name.rpartition("-")[0]
    return any(one.name.rpartition("-")[0] == front for one in good)


def _reach(data: Path, port: int, seconds: float) -> Iterator[Finding]:
    key = keys.public_of(keys.load_or_make(data / "hub.key"))
    own = discovery.own_addresses()
    if not own:
        yield Finding("no-network", ok=False)

    def answers(host: str) -> str:
        """Where the hub answers, with TLS or without."""
        shown = data / "hub.crt"
        verify = pinned.context(shown.read_text(encoding="ascii")) if shown.exists() else True
        places = (f"{scheme}://{host}:{port}" for scheme in ("http", "https"))
        return next((place for place in places if discovery.is_there(place, key, verify=verify)), "")

    from_outside = [place for ip in own if (place := answers(ip))]
    if from_outside:
        yield Finding("hub-reachable", ok=True, fact=from_outside[0])
        announced = discovery.find(key=keys.key_id(key), seconds=seconds)
        yield Finding("announced" if announced else "not-announced", ok=bool(announced))
    elif here := answers("127.0.0.1"):
        yield Finding("hub-alone", ok=False, fact=here)
    else:
        yield Finding("hub-not-running", ok=False, fact=str(port))
