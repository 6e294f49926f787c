"""How tablets stand: what they say of themselves, what the hub holds of their logs, their keys, and losing one."""

from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, and_, func, select

from elderapp import clock, keys
from elderapp.hub.storage import devices
from elderapp.hub.storage.devices import Device
from elderapp.hub.storage.schema import device, event, learner, log, word
from elderapp.hub.storage.schema_devices import tablet_status
from elderapp.hub.storage.writer import put
from elderapp.sync.standing import Status
from elderapp.sync.usb import Stand

_BOX = 32
PERSON_DAYS = 90
"""Days back for which somebody's work may still lie on a tablet: longer than a course pauses."""


class Standing(Struct, frozen=True):
    """What is known of one tablet besides: `told` is when it said so (0: never), `lost` when it was reported.

    `stick` is when its work came on a stick, `done` the people who came on it (id and when, as the tablet says), `due`
    how many statements there are with those that it had not sent.
    """

    told: int = 0
    box: str = ""
    status: Status = Status()
    lost: int = 0
    stick: int = 0
    due: int = 0
    done: tuple[tuple[str, int], ...] = ()


NOTHING = Standing()


def note(connection: Connection, tablet: Device, status: Status, now: int, *, came: int = 0) -> None:
    """Keeps what a tablet says of itself; `came` are the rows that have come along."""
    due = _held(connection, tablet) + max(0, status.unsent - came)
    row = {**_key(tablet), "told": now, "status": msgspec.json.encode(status).decode(), "due": due}
    if len(keys.unhex(status.box)) == _BOX:
        row["box"] = status.box
    put(connection, tablet_status, [row])


def keep_box(connection: Connection, tablet: Device, box: str) -> None:
    """Keeps what answers for this tablet are sealed with (hex)."""
    put(connection, tablet_status, [{**_key(tablet), "box": box}])


def note_stick(connection: Connection, tablet: Device, done: Sequence[tuple[str, int]], now: int) -> None:
    """Notes that work of this tablet came on a stick, and who came with it."""
    put(connection, tablet_status, [{**_key(tablet), "stick": now, "done": msgspec.json.encode(done).decode()}])


def note_lost(connection: Connection, tablet: Device, now: int) -> None:
    """Notes that a tablet was reported as lost; the first report counts."""
    put(connection, tablet_status, [{**_key(tablet), "lost": of(connection, tablet).lost or now}])


def note_found(connection: Connection, tablet: Device) -> None:
    """Notes that a tablet is lost no more."""
    put(connection, tablet_status, [{**_key(tablet), "lost": 0}])


def of(connection: Connection, tablet: Device) -> Standing:
    """What is known of one tablet."""
    return everybody(connection, tablet.centre).get(tablet.device, NOTHING)


def everybody(connection: Connection, centre: int) -> Mapping[str, Standing]:
    """What is known of every tablet of a centre, by device."""
    chosen = select(tablet_status).where(tablet_status.c.centre == centre)
    return {
        row.device: Standing(row.told, row.box, _status(row.status), row.lost, row.stick, row.due, _done(row.done))
        for row in connection.execute(chosen)
    }


def stands(connection: Connection, tablet: Device) -> tuple[Stand, ...]:
    """What the hub holds of each of a tablet's epochs."""
    chosen = select(log.c.epoch, log.c.seq, log.c.head, log.c.safe_seq).where(
        log.c.centre == tablet.centre, log.c.device == tablet.device
    )
    rows = connection.execute(chosen.order_by(log.c.dk))
    return tuple(Stand(row.epoch, row.seq, bytes(row.head).hex(), row.safe_seq) for row in rows)


def change_key(connection: Connection, tablet: Device, public: bytes) -> bool:
    """A tablet is known by this key from now on; False when another one has it. Repeating it changes nothing."""
    holder = connection.scalar(
        select(device.c.device).where(device.c.centre == tablet.centre, device.c.public_key == public)
    )
    if holder is not None:
        return bool(holder == tablet.device)
    devices.with_key(connection, tablet, public, clock.wall_ms())
    return True


class Stored(Struct, frozen=True):
    """What the hub knows of a tablet that may be in strange hands.

    `people` whose work came from it, newest first, as (id, name, when last); `last` when its newest statement was made
    (0: it handed in none), `rows` how many came.
    """

    people: tuple[tuple[str, str, int], ...]
    last: int
    rows: int


def stored_on(connection: Connection, tablet: Device, now: int) -> Stored:
    """Who was stored on a tablet: who worked on it lately, as far as it has told."""
    mine = select(log.c.dk).where(log.c.centre == tablet.centre, log.c.device == tablet.device).scalar_subquery()
    since = now - PERSON_DAYS * 24 * 60 * 60 * 1000
    last = func.max(event.c.t)
    chosen = (
        select(word.c.text, func.coalesce(learner.c.name, ""), last)
        .select_from(event)
        .join(word, and_(word.c.centre == event.c.centre, word.c.k == event.c.learner))
        .outerjoin(learner, and_(learner.c.centre == event.c.centre, learner.c.learner == word.c.text))
        .where(event.c.centre == tablet.centre, event.c.dk.in_(mine), event.c.t >= since)
        .group_by(word.c.text, learner.c.name)
        .order_by(last.desc(), word.c.text)
    )
    people = tuple((row[0], row[1], int(row[2])) for row in connection.execute(chosen))
    newest = connection.scalar(select(func.max(event.c.t)).where(event.c.centre == tablet.centre, event.c.dk.in_(mine)))
    return Stored(people, int(newest or 0), _held(connection, tablet))


def _held(connection: Connection, tablet: Device) -> int:
    """How many of a tablet's statements the hub holds, over all its epochs."""
    chosen = select(func.sum(log.c.seq)).where(log.c.centre == tablet.centre, log.c.device == tablet.device)
    return int(connection.scalar(chosen) or 0)


def _done(text: str) -> tuple[tuple[str, int], ...]:
    return msgspec.json.decode(text, type=tuple[tuple[str, int], ...]) if text else ()


def _status(text: str) -> Status:
    """As it was said; nothing where an older or a newer tablet said it in another way."""
    try:
        return msgspec.json.decode(text, type=Status) if text else Status()
    except msgspec.DecodeError:
        return Status()


def _key(tablet: Device) -> dict[str, object]:
    return {"centre": tablet.centre, "device": tablet.device}
