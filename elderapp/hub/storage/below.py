"""Hubs below this one, and the tablets they speak for."""

from collections.abc import Iterable

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, bindparam, func, select

from elderapp import keys
from elderapp.hub.storage.schema import centre as centre_table
from elderapp.hub.storage.schema import device, log
from elderapp.hub.storage.schema_devices import device_key
from elderapp.hub.storage.schema_parent import below_tablet, child, hub_code
from elderapp.hub.storage.writer import add, put
from elderapp.sync.below import Below


class Child(Struct, frozen=True):
    """A hub below: its centre, what it is called here, when it was heard (ms), shut out (0: never), what came of it.

    `tablets` are those that it speaks for, `statements` what the centre has of them and of the hub itself.
    """

    centre: int
    title: str
    device: str
    seen: int
    revoked: int
    since: int
    tablets: int
    statements: int


def is_hub_code(connection: Connection, centre: int, digest: str) -> bool:
    """Whether a pairing code was made for a hub."""
    chosen = select(hub_code.c.digest).where(hub_code.c.centre == centre, hub_code.c.digest == digest)
    return connection.scalar(chosen) is not None


def note_code(connection: Connection, centre: int, digest: str) -> None:
    """A pairing code is for a hub, and for nothing else."""
    add(connection, hub_code, [{"centre": centre, "digest": digest}])


def note_child(connection: Connection, centre: int, name: str, now: int) -> None:
    """A device is a hub from now on."""
    add(connection, child, [{"centre": centre, "device": name, "since": now}])


def is_child(connection: Connection, centre: int, name: str) -> bool:
    """Whether a device is a hub, which may speak for tablets."""
    return connection.scalar(_CHILD, {"c": centre, "d": name}) is not None


def is_below(connection: Connection, centre: int, name: str) -> bool:
    """Whether a tablet is one that a hub below speaks for."""
    chosen = select(below_tablet.c.device).where(below_tablet.c.centre == centre, below_tablet.c.device == name)
    return connection.scalar(chosen) is not None


# Asked with every batch: made once, for that takes longer than to run them.
_CHILD = select(child.c.device).where(child.c.centre == bindparam("c"), child.c.device == bindparam("d"))
_BELOW = select(below_tablet.c.device, below_tablet.c.known).where(below_tablet.c.centre == bindparam("c"))
_NOW = select(device.c.device, device.c.public_key).where(device.c.centre == bindparam("c"))
_BEFORE = select(device_key.c.device, device_key.c.public_key).where(device_key.c.centre == bindparam("c"))
_RENAMED = select(device_key.c.device).where(device_key.c.centre == bindparam("c"), device_key.c.until == 0).limit(1)


def names(connection: Connection, centre: int) -> frozenset[str]:
    """The devices of a centre that are hubs."""
    return frozenset(connection.scalars(select(child.c.device).where(child.c.centre == centre)))


def children(connection: Connection, centre: int | None = None) -> list[Child]:
    """The hubs below, of one centre or of all, by centre."""
    logs = select(log.c.centre, func.sum(log.c.seq).label("n")).group_by(log.c.centre)
    tablets = select(below_tablet.c.centre, below_tablet.c.hub, func.count().label("n")).group_by(
        below_tablet.c.centre, below_tablet.c.hub
    )
    if centre is not None:  # one centre's rows lie together: whoever asks for it goes nowhere else
        logs, tablets = logs.where(log.c.centre == centre), tablets.where(below_tablet.c.centre == centre)
    held, spoken = logs.subquery(), tablets.subquery()
    same = (device.c.centre == child.c.centre) & (device.c.device == child.c.device)
    chosen = (
        select(
            child.c.centre, centre_table.c.title, child.c.device, device.c.seen, device.c.revoked, child.c.since,
            func.coalesce(spoken.c.n, 0), func.coalesce(held.c.n, 0),
        )
        .join(device, same)
        .join(centre_table, centre_table.c.centre == child.c.centre)
        .outerjoin(held, held.c.centre == child.c.centre)
        .outerjoin(spoken, (spoken.c.centre == child.c.centre) & (spoken.c.hub == child.c.device))
        .order_by(child.c.centre, child.c.since, child.c.device)
    )  # fmt: skip
    if centre is not None:
        chosen = chosen.where(child.c.centre == centre)
    return [Child(*row[:7], int(row[7])) for row in connection.execute(chosen)]


def pending(connection: Connection) -> dict[int, str]:
    """Centres whose hub was given a code and has not come yet, with their names."""
    chosen = (
        select(centre_table.c.centre, centre_table.c.title)
        .join(hub_code, hub_code.c.centre == centre_table.c.centre)
        .outerjoin(child, child.c.centre == centre_table.c.centre)
        .where(child.c.device.is_(None))
        .distinct()
        .order_by(centre_table.c.centre)
    )
    return {row.centre: row.title for row in connection.execute(chosen)}


def introduce(connection: Connection, centre: int, hub: str, tablets: Iterable[Below], now: int) -> list[str]:
    """Keeps the keys of tablets that a hub speaks for. Gives the names that cannot be theirs.

    A tablet's name ends with the digest of the key it was first paired with: a hub that makes one up has to have that
    key, and speaks for no tablet of anybody else.
    """
    wrong, rows = [], []
    for one in tablets:
        public = [key for text in one.keys if len(key := keys.unhex(text)) == 32]
        if one.id.partition("-")[2] not in {keys.key_id(key) for key in public}:
            wrong.append(one.id)
            continue
        told = msgspec.json.encode([key.hex() for key in public]).decode()
        rows.append({"centre": centre, "device": one.id, "hub": hub, "known": told, "since": now})
    put(connection, below_tablet, rows)
    return wrong


def keys_of(connection: Connection, centre: int, hub: str, tablet: str) -> list[bytes]:
    """The public keys of a tablet that this hub speaks for, the newest first; none of another's."""
    chosen = select(below_tablet.c.known).where(
        below_tablet.c.centre == centre, below_tablet.c.device == tablet, below_tablet.c.hub == hub
    )
    found = connection.scalar(chosen)
    return [bytes.fromhex(one) for one in msgspec.json.decode(found, type=list[str])] if found else []


def same_tablet(connection: Connection, centre: int, name: str) -> set[str]:
    """Every name under which a tablet's rows may have come: here by itself, by a former name, through the hubs below.

    Nobody where this hub has no hubs below it, and no tablet had another name here.
    """
    every = {
        row.device: set(msgspec.json.decode(row.known, type=list[str]))
        for row in connection.execute(_BELOW, {"c": centre})
    }
    if not every and connection.scalar(_RENAMED, {"c": centre}) is None:
        return {name} if is_child(connection, centre, name) else set()
    for chosen in (_NOW, _BEFORE):
        for row in connection.execute(chosen, {"c": centre}):
            every.setdefault(row.device, set()).add(bytes(row.public_key).hex())
    names, held, end = {name}, set[str](), name.partition("-")[2]
    names |= {one for one in every if one.partition("-")[2] == end}
    while True:  # a name leads to keys, and these to other names
        held = held.union(*(every.get(one, set()) for one in names))
        more = {one for one, own in every.items() if own & held} - names
        if not more:
            return names
        names |= more
