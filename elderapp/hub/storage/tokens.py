"""Tokens with which a centre's own programs read the API: made and revoked by a manager, kept as digests alone."""

import hashlib

from msgspec import Struct
from sqlalchemy import Connection, select, update

from elderapp import clock
from elderapp.hub.storage.schema import staff
from elderapp.hub.storage.schema_privacy import api_token
from elderapp.hub.storage.staff import Staff
from elderapp.hub.storage.writer import add

PREFIX = "elder_"
"""Stands in front of every token, so that whoever finds one in a file knows what it is."""
MOST = 20
MOST_TITLE = 60
_DAY = 24 * 60 * 60 * 1000


class Token(Struct, frozen=True):
    """A token as its manager sees it; `seen` is the day of its last use (ms, 0: never), `ended` when it was revoked."""

    id: str
    title: str
    maker: str
    created: int
    ended: int
    seen: int


def make(connection: Connection, member: Staff, title: str, now: int) -> tuple[str, str]:
    """A new token: its id, and the secret that is shown this once. Both empty when there are too many."""
    alive = [one for one in listed(connection, member.centre) if not one.ended]
    if len(alive) >= MOST:
        return "", ""
    secret, name = f"{PREFIX}{member.centre}.{clock.token()}", clock.new_id()
    row = {"digest": _digest(secret), "token": name, "title": title, "staff": member.id, "created": now}
    add(connection, api_token, [{"centre": member.centre, **row}])
    return name, secret


def listed(connection: Connection, centre: int) -> list[Token]:
    """Every token of a centre, those that still open first, the newest first."""
    columns = (api_token.c.token, api_token.c.title, staff.c.name)
    chosen = (
        select(*columns, api_token.c.created, api_token.c.ended, api_token.c.seen)
        .outerjoin(staff, (staff.c.centre == api_token.c.centre) & (staff.c.staff == api_token.c.staff))
        .where(api_token.c.centre == centre)
        .order_by(api_token.c.ended > 0, api_token.c.created.desc(), api_token.c.token)
    )
    return [Token(row[0], row[1], row[2] or "", *row[3:]) for row in connection.execute(chosen)]


def revoke(connection: Connection, centre: int, name: str, now: int) -> bool:
    """Ends a token of this centre; whether there was one to end."""
    chosen = (api_token.c.centre == centre) & (api_token.c.token == name) & (api_token.c.ended == 0)
    return connection.execute(update(api_token).where(chosen).values(ended=now)).rowcount > 0


def reader(connection: Connection, secret: str) -> Staff | None:
    """For whom a program reads. A token ends with the log-in of whoever made it."""
    front = secret.removeprefix(PREFIX).partition(".")[0]
    if not (secret.startswith(PREFIX) and front.isascii() and front.isdigit() and len(front) < 10):
        return None
    found = connection.execute(
        select(api_token.c.centre, api_token.c.token, api_token.c.title)
        .join(staff, (staff.c.centre == api_token.c.centre) & (staff.c.staff == api_token.c.staff))
        .where(
            api_token.c.centre == int(front), api_token.c.digest == _digest(secret), api_token.c.ended == 0,
            staff.c.ended == 0, staff.c.role == "manager",
        )
    ).first()  # fmt: skip
    return Staff(found.centre, found.token, found.title, "reader") if found else None


def used(connection: Connection, one: Staff, now: int) -> None:
    """Notes the day on which a token was last used: once a day, so that reading does not write."""
    chosen = (api_token.c.centre == one.centre) & (api_token.c.token == one.id) & (api_token.c.seen < now - _DAY)
    connection.execute(update(api_token).where(chosen).values(seen=now))


def is_stale(connection: Connection, one: Staff, now: int) -> bool:
    """Whether its last use was noted more than a day ago."""
    seen = connection.scalar(
        select(api_token.c.seen).where(api_token.c.centre == one.centre, api_token.c.token == one.id)
    )
    return (seen or 0) < now - _DAY


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
