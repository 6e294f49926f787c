"""Which packs each tablet is to have: what was published for it, else the newest there is; and its centre's alerts."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct
from sqlalchemy import Connection, select

from elderapp import clock
from elderapp.hub.shelf import Shelf, Shelved
from elderapp.hub.storage import alerts
from elderapp.hub.storage.devices import Device
from elderapp.hub.storage.schema import centre as centre_table
from elderapp.hub.storage.schema_lessons import fetched, release
from elderapp.hub.storage.writer import add, put
from elderapp.packs.model import PICTURES_FOR_ROOMS
from elderapp.sync.protocol import PackEntry

NOBODY = "-"
"""The number of a tablet that there is none of: for it a pack is held back until somebody publishes it."""

Kind = Literal["some", "all", "back"]


class Release(Struct, frozen=True):
    """A version of a pack was published. `tablets` are labels (07), none where all are meant."""

    pack: str
    version: str
    digest: str
    tablets: tuple[str, ...]
    made: int
    kind: Kind

    def is_for(self, label: str) -> bool:
        """Whether the tablet of this number is meant."""
        return not self.tablets or label in self.tablets


def publish(
    connection: Connection,
    centres: Iterable[int],
    one: Shelved,
    tablets: Iterable[str],
    staff: str,
    kind: Kind,
    now: int,
) -> None:
    """Tablets of these centres are to have this version from now on."""
    said = {"pack": one.entry.id, "version": one.entry.version, "digest": one.entry.digest}
    told = {"tablets": ",".join(sorted(tablets)), "made": now, "staff": staff, "kind": kind}
    add(connection, release, [{"centre": each, "release": clock.new_id(), **said, **told} for each in centres])


def releases(connection: Connection, centre: int) -> list[Release]:
    """What was published for a centre, the newest first."""
    c = release.c
    chosen = (
        select(c.pack, c.version, c.digest, c.tablets, c.made, c.kind)
        .where(c.centre == centre)
        .order_by(c.made.desc(), c.release.desc())
    )
    return [
        Release(row.pack, row.version, row.digest, tuple(filter(None, row.tablets.split(","))), row.made, row.kind)
        for row in connection.execute(chosen)
    ]


def every_centre(connection: Connection) -> list[int]:
    """The centres of this hub."""
    return list(connection.scalars(select(centre_table.c.centre).order_by(centre_table.c.centre)))


def packs_for(shelf: Shelf, told: list[Release], label: str) -> dict[str, Shelved]:
    """What the tablet of this number is to have, by pack. Pictures for the projector stay here.

    What was published last for it counts, as long as the file is there. Where nothing was, it has the newest version
    that nobody published for somebody else.
    """
    staged = {one.digest for one in told}
    found: dict[str, Shelved] = {}
    for pack in shelf.versions():
        if pack.entry.id in found or pack.entry.id.startswith(PICTURES_FOR_ROOMS):
            continue
        versions = {one.entry.digest: one for one in shelf.versions() if one.entry.id == pack.entry.id}
        published = (one for one in told if one.pack == pack.entry.id and one.is_for(label) and one.digest in versions)
        if (latest := next(published, None)) is not None:
            found[pack.entry.id] = versions[latest.digest]
        elif free := [one for digest, one in versions.items() if digest not in staged]:
            found[pack.entry.id] = free[0]
    return found


def entries(connection: Connection, shelf: Shelf, device: Device, today: str) -> tuple[PackEntry, ...]:
    """What a tablet is told of: its packs, and the alerts of its centre that are on."""
    mine = packs_for(shelf, releases(connection, device.centre), device.label)
    warnings = [
        PackEntry(one.id, "1.0.0", one.digest, one.size)
        for one in alerts.offered(connection, device.centre, today)
        if shelf.file(one.digest)
    ]
    return (*(mine[name].entry for name in sorted(mine)), *warnings)


def may_fetch(connection: Connection, shelf: Shelf, device: Device, digest: str, today: str) -> bool:
    """Whether a tablet may have the file with this digest: an alert is its own centre's alone."""
    if not shelf.is_alert(digest):
        return True
    return any(one.digest == digest for one in alerts.offered(connection, device.centre, today))


class Fetched(Struct, frozen=True):
    """The version of a pack that a tablet took last."""

    pack: str
    version: str
    digest: str
    made: int


def note_fetched(connection: Connection, shelf: Shelf, device: Device, digest: str, now: int) -> None:
    """A tablet took the end of a file."""
    one = next((pack for pack in shelf.versions() if pack.entry.digest == digest), None)
    if one is not None:
        took = {"version": one.entry.version, "digest": digest, "made": now}
        put(connection, fetched, [{"centre": device.centre, "device": device.device, "pack": one.entry.id, **took}])


def taken(connection: Connection, centre: int) -> dict[str, dict[str, Fetched]]:
    """What each tablet took last, by tablet and pack."""
    c = fetched.c
    found: dict[str, dict[str, Fetched]] = {}
    for row in connection.execute(select(c.device, c.pack, c.version, c.digest, c.made).where(c.centre == centre)):
        found.setdefault(row.device, {})[row.pack] = Fetched(*row[1:])
    return found
