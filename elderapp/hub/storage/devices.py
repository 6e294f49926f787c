"""Tablets of a centre: paired by a one-time code, known by their key, shut out and taken back."""

import hashlib
import hmac
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, bindparam, func, select, update

from elderapp import clock, keys
from elderapp.hub.storage import below
from elderapp.hub.storage.schema import device, live, log, pairing, quarantine
from elderapp.hub.storage.schema_devices import device_key
from elderapp.hub.storage.writer import add

CODE_LIVES = 15 * 60 * 1000
SAID_BEFORE = "said-before"
"""Code of rows that are here already, under another number (`elderapp.hub.twice`): nothing is wrong with them."""


class Device(Struct, frozen=True):
    """A tablet. `seen` is when it was last heard, `revoked` when shut out (0: never), `skew` its clock's lead."""

    centre: int
    device: str
    number: int
    name: str
    public_key: bytes
    paired: int
    seen: int
    revoked: int
    skew: int

    @property
    def label(self) -> str:
        """The number as it stands on the tablet: 07."""
        return f"{self.number:02d}"


_COLUMNS = tuple(device.c[name] for name in Device.__struct_fields__)
_FOUND = select(*_COLUMNS).where(device.c.centre == bindparam("c"), device.c.device == bindparam("d"))
_HEARD = (
    update(device)
    .where(device.c.centre == bindparam("c"), device.c.device == bindparam("d"), device.c.seen < bindparam("now"))
    .values(seen=bindparam("now"))
)
"""Built once: every request runs these."""


def code_digest(secret: bytes, code: str) -> str:
    """What is kept of a pairing code: eight digits alone would be guessed from a plain digest."""
    return hmac.new(secret, code.encode(), hashlib.sha256).hexdigest()


def new_code(connection: Connection, centre: int, secret: bytes, staff: str, now: int, *, expires: int = 0) -> str:
    """A fresh code of eight digits, good once and for 15 minutes, or until `expires` (ms)."""
    while True:
        code = clock.pairing_code()
        row = {
            "centre": centre,
            "digest": code_digest(secret, code),
            "created": now,
            "expires": expires or now + CODE_LIVES,
        }
        taken = connection.scalar(select(pairing.c.centre).where(pairing.c.digest == row["digest"]))
        if taken is None and add(connection, pairing, [{**row, "staff": staff}]):
            return code


Refused = Literal["pairing-code-wrong", "pairing-code-used", "pairing-code-expired", "revoked-device"]
NOT_PAIRED: dict[Refused, str] = {
    "pairing-code-wrong": "there is no such code: check its eight digits, or ask the trainer for a new one",
    "pairing-code-used": "this code has paired a tablet already: ask the trainer for a new one",
    "pairing-code-expired": "this code is no longer good, or was cancelled: ask the trainer for a new one",
    "revoked-device": "this tablet was shut out: ask the trainer",
}
"""What somebody who pairs a tablet is told."""


def pair(
    connection: Connection, digest: str, public_key: bytes, name: str, now: int, *, is_hub: bool = False, was: str = ""
) -> Device | Refused:
    """Uses up a code for this key. A key the centre knows keeps its device, so unsent work finds its log again.

    So does the first key of a tablet that had changed it since and was put back from an image: it is in its place
    again, and whatever had the newer one has to be paired anew. `was` is the name a tablet goes by that the hub does
    not know by this key, for it was put back itself. What it says again is counted once. Nothing else follows from the
    name: whoever claims another's hides nothing but rows of its own that are the other's to the millisecond.
    A code for a hub pairs a hub alone, and one for a tablet no hub.
    """
    # Whose code it is, first: rows are locked of one centre alone, for each may be on another server.
    where = connection.scalar(select(pairing.c.centre).where(pairing.c.digest == digest))
    chosen = select(pairing).where(pairing.c.centre == where, pairing.c.digest == digest)
    found = connection.execute(chosen.with_for_update()).first() if where is not None else None
    if found is None or below.is_hub_code(connection, found.centre, digest) is not is_hub:
        return "pairing-code-wrong"
    if found.used:
        return "pairing-code-used"
    if found.expires <= now:
        return "pairing-code-expired"
    known = _of_key(connection, found.centre, public_key)
    if known is not None and known.revoked and not is_hub:
        return "revoked-device"
    paired = known or _new_device(connection, found.centre, public_key, name, now)
    if paired.public_key != public_key:
        paired = with_key(connection, paired, public_key, now)
    if known is None and was:
        _note_former(connection, paired, was)
    if is_hub:
        below.note_child(connection, paired.centre, paired.device, now)
        # Whoever shut it out gave this code: unlike a tablet in strange hands it is taken back.
        it = (device.c.centre == paired.centre) & (device.c.device == paired.device)
        connection.execute(update(device).where(it).values(revoked=0))
    connection.execute(
        update(pairing)
        .where(pairing.c.centre == found.centre, pairing.c.digest == digest)
        .values(used=now, device=paired.device)
    )
    return paired


def _of_key(connection: Connection, centre: int, public_key: bytes) -> Device | None:
    """The tablet that has this key, or had it first."""
    chosen = select(*_COLUMNS).where(device.c.centre == centre, device.c.public_key == public_key)
    if known := connection.execute(chosen).first():
        return Device(*known)
    return find(connection, _name(centre, public_key))


def _name(centre: int, public_key: bytes) -> str:
    # The centre stands in front, so that a request finds its shard without asking all of them.
    return f"{centre}-{keys.key_id(public_key)}"


def _new_device(connection: Connection, centre: int, public_key: bytes, name: str, now: int) -> Device:
    top = connection.scalar(select(func.coalesce(func.max(device.c.number), 0)).where(device.c.centre == centre)) or 0
    made = Device(centre, _name(centre, public_key), top + 1, name, public_key, now, now, 0, 0)
    row = {field: getattr(made, field) for field in Device.__struct_fields__}
    if not add(connection, device, [row]):  # by another code, at this moment
        return find(connection, made.device) or made
    return made


def with_key(connection: Connection, tablet: Device, public_key: bytes, now: int) -> Device:
    """A tablet that is known by this key from now on; the one before is kept."""
    old = {"until": now, "public_key": tablet.public_key}
    add(connection, device_key, [{"centre": tablet.centre, "device": tablet.device, **old}])
    it = (device.c.centre == tablet.centre) & (device.c.device == tablet.device)
    connection.execute(update(device).where(it).values(public_key=public_key))
    return replace(tablet, public_key=public_key)


FORMER = 0
"""Until when (`device_key.until`) a tablet had a key that its former name is known by here."""


def _note_former(connection: Connection, tablet: Device, was: str) -> None:
    former = find(connection, was)
    if former is not None and former.centre == tablet.centre:
        row = {"centre": tablet.centre, "device": tablet.device, "until": FORMER, "public_key": former.public_key}
        add(connection, device_key, [row])


def find(connection: Connection, name: str) -> Device | None:
    """The device a request names; none when there is no such device, whatever else the name holds."""
    front = name.partition("-")[0]
    if not (front.isascii() and front.isdigit() and len(front) < 10):
        return None
    found = connection.execute(_FOUND, {"c": int(front), "d": name}).first()
    return Device(*found) if found else None


def heard(connection: Connection, centre: int, name: str, now: int) -> None:
    """Notes that a tablet was heard of."""
    connection.execute(_HEARD, {"c": centre, "d": name, "now": now})


def note_skew(connection: Connection, tablet: Device, skew: int) -> None:
    """Notes by how much (ms) a tablet's clock is ahead."""
    chosen = (device.c.centre == tablet.centre) & (device.c.device == tablet.device)
    connection.execute(update(device).where(chosen).values(skew=skew))


def revoke(connection: Connection, centre: int, name: str, now: int) -> bool:
    """Shuts a tablet out from now on; whether there was one to shut out."""
    done = connection.execute(
        update(device).where(device.c.centre == centre, device.c.device == name, device.c.revoked == 0)
        .values(revoked=now)
    )  # fmt: skip
    return done.rowcount > 0


def take_back(connection: Connection, centre: int, name: str) -> bool:
    """Lets a tablet in again; whether it was shut out."""
    done = connection.execute(
        update(device).where(device.c.centre == centre, device.c.device == name, device.c.revoked > 0)
        .values(revoked=0)
    )  # fmt: skip
    return done.rowcount > 0


class DeviceLine(Struct, frozen=True):
    """A tablet with how many statements it has handed in, over all its epochs, and who last used it.

    `aside` are those of them that the hub holds but cannot use.
    """

    device: Device
    statements: int
    learner: str
    aside: int


def devices(connection: Connection, centre: int) -> list[DeviceLine]:
    """Every tablet of the centre, by number."""
    handed = (
        select(log.c.device, func.sum(log.c.seq).label("n")).where(log.c.centre == centre).group_by(log.c.device)
    ).subquery()
    unused = (
        select(log.c.device, func.count().label("n"))
        .join(quarantine, (quarantine.c.centre == log.c.centre) & (quarantine.c.dk == log.c.dk))
        .where(log.c.centre == centre, quarantine.c.code != SAID_BEFORE)
        .group_by(log.c.device)
    ).subquery()
    chosen = (
        select(*_COLUMNS, func.coalesce(handed.c.n, 0), func.coalesce(live.c.learner, ""), func.coalesce(unused.c.n, 0))
        .outerjoin(handed, handed.c.device == device.c.device)
        .outerjoin(unused, unused.c.device == device.c.device)
        .outerjoin(live, (live.c.centre == device.c.centre) & (live.c.device == device.c.device))
        .where(device.c.centre == centre)
        .order_by(device.c.number, device.c.device)
    )
    return [DeviceLine(Device(*row[:9]), int(row[9]), row[10], row[11]) for row in connection.execute(chosen)]
