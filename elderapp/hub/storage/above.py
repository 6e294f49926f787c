"""The hub above this one: one for each centre, how far it has everything, and what it was told last."""

import hashlib
from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, delete, func, select, update

from elderapp.hub.storage.schema import batch, cohort, device, learner, log, session
from elderapp.hub.storage.schema_devices import device_key
from elderapp.hub.storage.schema_parent import below_tablet, climb, own_row, parent, told
from elderapp.hub.storage.schema_privacy import erased
from elderapp.hub.storage.writer import put, put_many
from elderapp.sync.below import Below, Course, Meeting, Somebody


class Link(Struct, frozen=True):
    """A centre's parent: where it is, what this hub is called there, whose key it has, its certificate (PEM).

    `title` is the centre's name there, `life` the parent's when it was met last. `epoch` is the hub's own log, begun in
    the hub's `own_life`; the parent holds its rows to `seq`. `paired`, `met` (a visit that came to its end) and `tried`
    are moments (ms); `trouble` is the code of what hindered the last visit. `roster` is the cursor known.
    """

    centre: int
    address: str
    device: str
    title: str
    hub_key: str
    pem: str
    life: str
    own_life: str
    epoch: int
    seq: int
    paired: int
    met: int
    tried: int
    trouble: str
    roster: int


_LINK = tuple(parent.c[name] for name in Link.__struct_fields__)
Entry = Below | Course | Meeting | Somebody
KINDS: dict[type[Entry], str] = {Below: "tablet", Course: "course", Meeting: "meeting", Somebody: "person"}


def links(connection: Connection) -> list[Link]:
    """Every centre's parent, as far as it has one."""
    return [Link(*row) for row in connection.execute(select(*_LINK).order_by(parent.c.centre))]


def link(connection: Connection, centre: int) -> Link | None:
    """This centre's parent."""
    found = connection.execute(select(*_LINK).where(parent.c.centre == centre)).first()
    return Link(*found) if found else None


def join(connection: Connection, made: Link) -> None:
    """The centre has this parent from now on. Another one than before is told everything from the beginning."""
    before = link(connection, made.centre)
    if before is not None and (before.device, before.hub_key) == (made.device, made.hub_key):
        same = {"address": made.address, "pem": made.pem, "title": made.title, "paired": made.paired, "trouble": ""}
        note(connection, made.centre, **same)
        connection.execute(update(climb).where(climb.c.centre == made.centre).values(trouble=""))
        return
    leave(connection, made.centre)
    put(connection, parent, [msgspec.structs.asdict(made)])


def leave(connection: Connection, centre: int) -> bool:
    """The centre has no parent any more; whether it had one. Nothing of its own is touched."""
    for table in (climb, told, own_row):
        connection.execute(delete(table).where(table.c.centre == centre))
    return connection.execute(delete(parent).where(parent.c.centre == centre)).rowcount > 0


def note(connection: Connection, centre: int, **values: object) -> None:
    """Changes what is known of the link."""
    connection.execute(update(parent).where(parent.c.centre == centre).values(**values))


class Climbing(Struct, frozen=True):
    """A tablet's log here (`last` row) and above: the parent holds it to `seq`; `trouble` says why it stays behind."""

    dk: int
    device: str
    epoch: int
    last: int
    seq: int
    trouble: str

    @property
    def left(self) -> int:
        """Rows that the parent does not hold yet."""
        return max(0, self.last - self.seq)


def logs(connection: Connection, centre: int) -> list[Climbing]:
    """Every tablet's log of a centre."""
    chosen = (
        select(
            log.c.dk, log.c.device, log.c.epoch, log.c.seq, func.coalesce(climb.c.seq, 0),
            func.coalesce(climb.c.trouble, ""),
        )
        .outerjoin(climb, (climb.c.centre == log.c.centre) & (climb.c.dk == log.c.dk))
        .where(log.c.centre == centre)
        .order_by(log.c.dk)
    )  # fmt: skip
    return [Climbing(*row) for row in connection.execute(chosen)]


class Stored(Struct, frozen=True):
    """A tablet's batch as it came: its new rows `first` to `last`, the digest after them, when, with which skew."""

    first: int
    last: int
    head: bytes
    body: bytes
    received: int
    skew: int


def next_batch(connection: Connection, centre: int, dk: int, after: int) -> Stored | None:
    """The batch that brought the row after this one."""
    names = (batch.c.first, batch.c.last, batch.c.head, batch.c.body, batch.c.received, batch.c.skew)
    chosen = select(*names).where(batch.c.centre == centre, batch.c.dk == dk, batch.c.last > after)
    found = connection.execute(chosen.order_by(batch.c.first).limit(1)).first()
    if found is None:
        return None
    return Stored(found[0], found[1], bytes(found[2]), bytes(found[3]), found[4], found[5])


def climbed(connection: Connection, centre: int, dk: int, seq: int, trouble: str = "") -> None:
    """The parent holds a log to `seq`."""
    put(connection, climb, [{"centre": centre, "dk": dk, "seq": seq, "trouble": trouble}])


def look_again(connection: Connection, centre: int) -> None:
    """The parent was put back from a backup: the last batch of each log is sent again, and its answer tells the rest.

    What it was told besides is told again.
    """
    for one in logs(connection, centre):
        chosen = select(func.max(batch.c.first)).where(
            batch.c.centre == centre, batch.c.dk == one.dk, batch.c.first <= max(one.seq, 1)
        )
        climbed(connection, centre, one.dk, (connection.scalar(chosen) or 1) - 1, one.trouble)
    connection.execute(delete(told).where(told.c.centre == centre))


def untold(connection: Connection, centre: int) -> list[tuple[Entry, str]]:
    """What the parent was not told yet as it is now, each with the digest to note when it was."""
    known = {
        (row.kind, row.id): row.digest
        for row in connection.execute(select(told.c.kind, told.c.id, told.c.digest).where(told.c.centre == centre))
    }
    found = []
    for one in (*_tablets(connection, centre), *_classes(connection, centre), *_people(connection, centre)):
        digest = hashlib.sha256(msgspec.json.encode(one)).hexdigest()[:16]
        if known.get((KINDS[type(one)], one.id)) != digest:
            found.append((one, digest))
    return found


def note_told(connection: Connection, centre: int, entries: Iterable[tuple[Entry, str]]) -> None:
    """The parent was told these."""
    rows = [{"centre": centre, "kind": KINDS[type(one)], "id": one.id, "digest": digest} for one, digest in entries]
    put_many(connection, told, rows)


def _tablets(connection: Connection, centre: int) -> list[Below]:
    """Whoever has handed in anything here, with every key it had; a tablet of a hub below with those we were told."""
    keys: dict[str, list[str]] = {}
    now = select(device.c.device, device.c.public_key).where(device.c.centre == centre)
    old = select(device_key.c.device, device_key.c.public_key).where(device_key.c.centre == centre)
    for row in (*connection.execute(now), *connection.execute(old.order_by(device_key.c.until.desc()))):
        keys.setdefault(row.device, []).append(bytes(row.public_key).hex())
    for row in connection.execute(select(below_tablet).where(below_tablet.c.centre == centre)):
        more = msgspec.json.decode(row.known, type=list[str])
        keys[row.device] = list(dict.fromkeys([*keys.get(row.device, []), *more]))
    handed = connection.scalars(select(log.c.device).where(log.c.centre == centre).distinct())
    return [Below(name, tuple(keys[name])) for name in sorted(handed) if name in keys]


def _classes(connection: Connection, centre: int) -> list[Course | Meeting]:
    courses = select(cohort.c.cohort, cohort.c.title).where(cohort.c.centre == centre).order_by(cohort.c.cohort)
    names = ("session", "cohort", "title", "starts", "ends", "lesson", "cancelled")
    meetings = select(*(session.c[name] for name in names)).where(session.c.centre == centre)
    rows = connection.execute(meetings.order_by(session.c.starts, session.c.session)).all()
    return [*(Course(*row) for row in connection.execute(courses)), *(Meeting(*row) for row in rows)]


def _people(connection: Connection, centre: int) -> list[Somebody]:
    """Ids, age bands, households, merges: no name, no number, no picture, no district."""
    names = ("learner", "band", "living", "merged")
    here = select(*(learner.c[name] for name in names), learner.c.gone).where(learner.c.centre == centre)
    gone = select(*(erased.c[name] for name in names)).where(erased.c.centre == centre)
    found: Mapping[str, Somebody] = {
        **{row[0]: Somebody(*row[:5]) for row in connection.execute(here)},
        **{row[0]: Somebody(row[0], row[1], row[2], row[3], erased=True) for row in connection.execute(gone)},
    }
    return [found[name] for name in sorted(found)]
