"""Scam alerts of a centre: written, approved by somebody else, published, withdrawn. Nothing is ever deleted."""

from typing import Any, Literal

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, func, select, update

from elderapp.hub.alerts import Words
from elderapp.hub.storage.schema import staff
from elderapp.hub.storage.schema_lessons import alert
from elderapp.hub.storage.writer import add
from elderapp.packs.model import Clip

State = Literal["waiting", "published", "withdrawn"]


class Alert(Struct, frozen=True):
    """One alert. Moments are ms (0: not yet), `expires` is an ISO day. `digest` is its pack's once it is published."""

    id: str
    state: State
    words: Words
    writer: str
    made: int
    approver: str
    approved: int
    expires: str
    withdrawn: int
    digest: str
    has_voice: bool
    writer_name: str = ""

    def is_on(self, today: str) -> bool:
        """Whether tablets are to have it on this ISO day."""
        return self.state == "published" and today < self.expires


_C = alert.c
_COLUMNS = (
    _C.alert, _C.state, _C.words, _C.writer, _C.made, _C.approver, _C.approved, _C.expires, _C.withdrawn, _C.digest,
    _C.clip, staff.c.name,
)  # fmt: skip
_WITH_NAMES = alert.outerjoin(staff, (staff.c.centre == _C.centre) & (staff.c.staff == _C.writer))


def save(connection: Connection, centre: int, name: str, words: Words, writer: str, now: int) -> None:
    """A new alert, or other words for one that nobody approved yet: whoever wrote last cannot approve."""
    row = {"words": msgspec.json.encode(words).decode(), "title": words.title, "writer": writer, "made": now}
    add(connection, alert, [{"centre": centre, "alert": name, "state": "waiting", **row}])
    connection.execute(update(alert).where(_C.centre == centre, _C.alert == name, _C.state == "waiting").values(**row))


def save_voice(connection: Connection, centre: int, name: str, clip: Clip | None, sound: bytes | None) -> None:
    """A recording beside the words, or none any more."""
    told = msgspec.json.encode(clip).decode() if clip else ""
    connection.execute(
        update(alert).where(_C.centre == centre, _C.alert == name, _C.state == "waiting").values(voice=sound, clip=told)
    )


def voice(connection: Connection, centre: int, name: str) -> tuple[Clip, bytes] | None:
    """The recording of an alert, if there is one."""
    chosen = select(_C.clip, _C.voice).where(_C.centre == centre, _C.alert == name)
    found = connection.execute(chosen).first()
    if found is None or not found.clip or found.voice is None:
        return None
    return msgspec.json.decode(found.clip, type=Clip), bytes(found.voice)


def find(connection: Connection, centre: int, name: str) -> Alert | None:
    """One alert."""
    chosen = select(*_COLUMNS).select_from(_WITH_NAMES).where(_C.centre == centre, _C.alert == name)
    found = connection.execute(chosen).first()
    return _alert(found) if found else None


def alerts(connection: Connection, centre: int, most: int = 100) -> list[Alert]:
    """The alerts of a centre, the newest first."""
    chosen = select(*_COLUMNS).select_from(_WITH_NAMES).where(_C.centre == centre)
    return [_alert(row) for row in connection.execute(chosen.order_by(_C.made.desc(), _C.alert).limit(most))]


def publish(
    connection: Connection, centre: int, name: str, made: int, approver: str, expires: str, pack: bytes, digest: str,
    now: int,
) -> bool:  # fmt: skip
    """Approved as it was written at `made`, by somebody else; whether it still stood so."""
    done = connection.execute(
        update(alert)
        .where(
            _C.centre == centre, _C.alert == name, _C.state == "waiting", _C.made == made, _C.writer != approver
        )
        .values(state="published", approver=approver, approved=now, expires=expires, pack=pack, digest=digest)
    )  # fmt: skip
    return done.rowcount > 0


def withdraw(connection: Connection, centre: int, name: str, now: int) -> bool:
    """From now on no tablet has it; whether there was one to take back."""
    done = connection.execute(
        update(alert)
        .where(_C.centre == centre, _C.alert == name, _C.state != "withdrawn")
        .values(state="withdrawn", withdrawn=now)
    )
    return done.rowcount > 0


class Offered(Struct, frozen=True):
    """An alert's pack, as tablets are told of it."""

    centre: int
    id: str
    digest: str
    size: int


def offered(connection: Connection, centre: int, today: str) -> list[Offered]:
    """The packs that this centre's tablets are to have on an ISO day."""
    chosen = select(_C.alert, _C.digest, func.length(_C.pack)).where(
        _C.centre == centre, _C.state == "published", _C.expires > today
    )
    return [Offered(centre, *row) for row in connection.execute(chosen)]


def every_pack(connection: Connection) -> list[tuple[str, bytes]]:
    """Digest and bytes of every alert that was ever published: for a folder that was lost."""
    chosen = select(_C.digest, _C.pack).where(_C.digest != "")
    return [(row.digest, bytes(row.pack)) for row in connection.execute(chosen)]


def waiting(connection: Connection, centre: int, staff_id: str) -> int:
    """How many alerts somebody else than this member of staff wrote and nobody approved."""
    chosen = select(func.count()).where(_C.centre == centre, _C.state == "waiting", _C.writer != staff_id)
    return connection.scalar(chosen) or 0


def _alert(row: Any) -> Alert:
    return Alert(
        row[0], row[1], msgspec.json.decode(row[2], type=Words), row[3], row[4], row[5], row[6], row[7], row[8], row[9],
        has_voice=bool(row[10]), writer_name=row[11] or "",
    )  # fmt: skip
