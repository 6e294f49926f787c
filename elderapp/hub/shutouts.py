"""Who and what was shut out, beside the database: one that was put back from an older backup shuts them out again.

Tablets, colleagues, and the keys of programs. Whoever was let in again is told apart by the hub's life: within one
life the database is right, and a new one (`elderapp.hub.backups.restore`) learns what the file has.
"""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct
from sqlalchemy import Column, Connection, Engine, Table, create_engine, select, update
from sqlalchemy.exc import SQLAlchemyError

from elderapp import clock, keys
from elderapp.hub.storage import audit, staff
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.retention import BY_ITSELF
from elderapp.hub.storage.schema import device
from elderapp.hub.storage.schema import staff as staff_table
from elderapp.hub.storage.schema_backups import EVERYWHERE, incarnation
from elderapp.hub.storage.schema_privacy import api_token
from elderapp.hub.storage.schema_xapi import credential

FILE = "shut-out.json"


class Ended(Struct, frozen=True, order=True, array_like=True):
    """Something that opens nothing any more, and since when (ms)."""

    kind: str
    centre: int
    id: str
    since: int


class _Kept(Struct, frozen=True):
    life: str
    ended: tuple[Ended, ...]


_KINDS: dict[str, tuple[Table, Column[str], Column[int]]] = {
    "tablet": (device, device.c.device, device.c.revoked),
    "staff": (staff_table, staff_table.c.staff, staff_table.c.ended),
    "token": (api_token, api_token.c.token, api_token.c.ended),
    "credential": (credential, credential.c.credential, credential.c.revoked),
}
_SAID = {"tablet": "device-lost", "staff": "staff-left", "token": "token-revoked", "credential": "credential-revoked"}


def keep(engine: Engine, data: Path) -> int:
    """Makes file and database say the same. Gives how much a database that was put back had to shut out again."""
    kept, again = _read(data), 0
    with reading(engine) as connection:
        life = _life(connection)
    if kept is not None and kept.life != life:
        again = transact(engine, lambda connection: _end(connection, kept.ended))
    with reading(engine) as connection:
        now = _Kept(life, tuple(sorted(_ended(connection))))
    if now != kept:
        data.mkdir(parents=True, exist_ok=True)
        keys.write_whole(data / FILE, msgspec.json.encode(now))
    return again


def note_last(url: str, data: Path) -> None:
    """Notes what a database says that is about to be replaced, if it can be read still; else the file stays as it is.

    It is read and nothing else: a newer schema than its own is not made of it.
    """
    if url.startswith("sqlite"):
        path = Path(url.partition(":///")[2]).absolute()
        if not path.exists():
            return
        url = f"sqlite:///{path.as_uri()}?mode=ro&uri=true"  # whose journal stays as it is, should it be damaged
    engine = create_engine(url)
    try:
        keep(engine, data)
    except SQLAlchemyError:
        pass
    finally:
        engine.dispose()


def _end(connection: Connection, ended: Iterable[Ended]) -> int:
    known, now = {(one.kind, one.centre, one.id) for one in _ended(connection)}, clock.wall_ms()
    again = 0
    for one in ended:
        table, name, moment = _KINDS[one.kind]
        if (one.kind, one.centre, one.id) in known:
            continue
        it = (table.c.centre == one.centre) & (name == one.id)
        if not connection.execute(update(table).where(it).values({moment.name: one.since})).rowcount:
            continue  # it came after the backup was made: nobody knows it
        if one.kind == "staff":
            staff.deactivate(connection, one.centre, one.id, one.since)
        audit.note(connection, one.centre, BY_ITSELF, _SAID[one.kind], one.id, now)
        again += 1
    return again


def _ended(connection: Connection) -> list[Ended]:
    return [
        Ended(kind, row.centre, row[1], row[2])
        for kind, (table, name, moment) in _KINDS.items()
        for row in connection.execute(select(table.c.centre, name, moment).where(moment > 0))
    ]


def _life(connection: Connection) -> str:
    found = connection.scalar(select(incarnation.c.incarnation).where(incarnation.c.centre == EVERYWHERE))
    return found or ""


def _read(data: Path) -> _Kept | None:
    """What the file says; one that cannot be read says nothing."""
    with suppress(OSError, msgspec.DecodeError):
        return msgspec.json.decode((data / FILE).read_bytes(), type=_Kept)
    return None
