"""One-time links with which staff choose a password: the first manager, somebody new, somebody who forgot."""

import hashlib

from msgspec import Struct
from sqlalchemy import Connection, select, update

from elderapp import clock
from elderapp.hub.storage.schema import invite
from elderapp.hub.storage.writer import add

LIVES = 48 * 60 * 60 * 1000
"""Milliseconds for which a link is good."""


class Invite(Struct, frozen=True):
    """For whom a link is; `staff` is empty for the first manager."""

    centre: int
    staff: str
    expires: int


def make(connection: Connection, centre: int, staff: str, now: int) -> str:
    """A fresh link's secret part; those made before for the same person are good no more."""
    connection.execute(
        update(invite).where(invite.c.centre == centre, invite.c.staff == staff, invite.c.used == 0).values(used=now)
    )
    token = f"{centre}.{clock.token()}"
    row = {"digest": _digest(token), "staff": staff, "created": now, "expires": now + LIVES}
    add(connection, invite, [{"centre": centre, **row}])
    return token


def find(connection: Connection, token: str, now: int) -> Invite | None:
    """For whom this link is, while it is good."""
    chosen = select(invite.c.centre, invite.c.staff, invite.c.expires).where(
        invite.c.centre == _centre(token), invite.c.digest == _digest(token), invite.c.used == 0, invite.c.expires > now
    )
    found = connection.execute(chosen).first()
    return Invite(*found) if found else None


def use(connection: Connection, token: str, now: int) -> Invite | None:
    """The same, and from now on it is used; of two at the same moment one gets it."""
    found = find(connection, token, now)
    done = connection.execute(
        update(invite)
        .where(invite.c.centre == _centre(token), invite.c.digest == _digest(token), invite.c.used == 0)
        .values(used=now)
    )
    return found if done.rowcount else None


def _centre(token: str) -> int:
    front = token.partition(".")[0]
    return int(front) if front.isascii() and front.isdigit() and len(front) < 10 else 0


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
