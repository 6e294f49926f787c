"""With what other programs come in to the learning record store: a name and a secret, for one centre."""

import hashlib
import hmac

from msgspec import Struct
from sqlalchemy import Connection, select, update

from elderapp import clock
from elderapp.hub.storage.schema_xapi import credential
from elderapp.hub.storage.writer import add

USED_EVERY = 60 * 60 * 1000
"""Milliseconds within which a second use is not written down."""


class Credential(Struct, frozen=True):
    """One program's way in. `used` is about when it last came; 0 means never."""

    centre: int
    id: str
    title: str
    may_write: bool
    created: int
    revoked: int
    used: int


_COLUMNS = tuple(
    credential.c[name] for name in ("centre", "credential", "title", "may_write", "created", "revoked", "used")
)


def make(connection: Connection, centre: int, title: str, *, may_write: bool, who: str, now: int) -> tuple[str, str]:
    """A new credential: its name, and its secret, which is kept nowhere."""
    name, secret = f"{centre}-{clock.new_id()[:12]}", clock.token()
    row = {"credential": name, "title": title, "digest": _digest(secret), "may_write": may_write, "staff": who}
    add(connection, credential, [{"centre": centre, **row, "created": now}])
    return name, secret


def check(connection: Connection, name: str, secret: str) -> Credential | None:
    """Whose this is; nobody's when it is wrong or was revoked. Takes as long whether the name is known or not."""
    found = connection.execute(
        select(*_COLUMNS, credential.c.digest).where(
            credential.c.centre == _centre_of(name), credential.c.credential == name, credential.c.revoked == 0
        )
    ).first()
    is_right = hmac.compare_digest(bytes(found.digest) if found else bytes(32), _digest(secret))
    return Credential(*found[:-1]) if found and is_right else None


def note_use(connection: Connection, one: Credential, now: int) -> None:
    """It came again."""
    chosen = (credential.c.centre == one.centre, credential.c.credential == one.id)
    connection.execute(update(credential).where(*chosen).values(used=now))


def credentials(connection: Connection, centre: int) -> list[Credential]:
    """All that a centre gave out, the newest first."""
    chosen = select(*_COLUMNS).where(credential.c.centre == centre)
    found = connection.execute(chosen.order_by(credential.c.created.desc(), credential.c.credential))
    return [Credential(*row) for row in found]


def revoke(connection: Connection, centre: int, name: str, now: int) -> bool:
    """It opens nothing any more. Whether there was such a one that did."""
    chosen = (credential.c.centre == centre, credential.c.credential == name, credential.c.revoked == 0)
    return bool(connection.execute(update(credential).where(*chosen).values(revoked=now)).rowcount)


def _centre_of(name: str) -> int:
    front = name.partition("-")[0]
    return int(front) if front.isascii() and front.isdigit() and len(front) < 10 else 0


def _digest(secret: str) -> bytes:
    """The secret is 32 random bytes: nobody finds it by trying, so a plain digest keeps it."""
    return hashlib.sha256(secret.encode()).digest()
