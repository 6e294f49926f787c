"""Those who work at a centre, their passwords and log-ins."""

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from msgspec import Struct
from sqlalchemy import Connection, delete, select, update

from elderapp import clock, keys
from elderapp.hub.storage.schema import login, staff
from elderapp.hub.storage.writer import add, put
from elderapp.records import people

Role = Literal["operator", "manager", "trainer", "volunteer", "author", "reader"]
"""What somebody may; a reader is no person but a program with a token."""
ROLES: tuple[Role, ...] = ("manager", "trainer", "volunteer", "author", "operator")
GIVEN: tuple[Role, ...] = ("manager", "trainer", "volunteer", "author")
"""What a manager may make of somebody. Operators see to every centre of a hub: they are made on its machine."""

LOGIN_LIVES = 12 * 60 * 60 * 1000
"""A log-in ends after so many milliseconds: a working day."""

_hasher = PasswordHasher()


class Staff(Struct, frozen=True):
    """A member of staff, as pages know them."""

    centre: int
    id: str
    name: str
    role: Role

    @property
    def may_steer(self) -> bool:
        """Whether they may say what all tablets do."""
        return self.role in {"trainer", "manager"}

    @property
    def is_in_class(self) -> bool:
        """Whether they see who learns here."""
        return self.role in {"volunteer", "trainer", "manager"}


def add_staff(connection: Connection, member: Staff, username: str, password: str, now: int) -> None:
    """Adds somebody, or changes their name, role and password."""
    row = {"username": username, "name": member.name, "role": member.role, "password": _hasher.hash(password)}
    put(connection, staff, [{"centre": member.centre, "staff": member.id, **row, "created": now, "ended": 0}])


def set_pin(connection: Connection, number: int, member: str, pin: str) -> None:
    """The number with which somebody opens the trainer's corner of a tablet; an empty one closes it to them."""
    digest = keys.pin_digest(pin, clock.token().encode()[:16]) if pin else ""
    connection.execute(update(staff).where(staff.c.centre == number, staff.c.staff == member).values(pin=digest))


def with_pins(connection: Connection, number: int) -> tuple[people.Staff, ...]:
    """Who may open the corner of this centre's tablets."""
    chosen = (
        select(staff.c.staff, staff.c.name, staff.c.role, staff.c.pin)
        .where(staff.c.centre == number, staff.c.ended == 0, staff.c.pin != "")
        .order_by(staff.c.staff)
    )
    return tuple(
        people.Staff(row.staff, row.name, "volunteer" if row.role == "volunteer" else "trainer", row.pin)
        for row in connection.execute(chosen)
    )


def when_ended(connection: Connection, number: int, members: Iterable[str]) -> dict[str, int]:
    """When those of these who work or worked at this centre left it (ms; 0: they did not)."""
    chosen = select(staff.c.staff, staff.c.ended).where(staff.c.centre == number, staff.c.staff.in_(sorted(members)))
    return {row.staff: row.ended for row in connection.execute(chosen)}


def invite_staff(connection: Connection, member: Staff, username: str, now: int) -> None:
    """Adds somebody who has no password yet, or changes their name, role and log-in name."""
    row = {"centre": member.centre, "staff": member.id, "username": username, "name": member.name, "role": member.role}
    if not add(connection, staff, [{**row, "created": now}]):
        put(connection, staff, [row])


def set_password(connection: Connection, centre: int, name: str, password: str) -> None:
    """A new password; every log-in of the old one ends."""
    _change(connection, centre, name, password=_hasher.hash(password))
    end_log_ins(connection, centre, name)


def end_log_ins(connection: Connection, centre: int, name: str) -> None:
    """They must log in anew, wherever they are."""
    connection.execute(delete(login).where(login.c.centre == centre, login.c.staff == name))


def deactivate(connection: Connection, centre: int, name: str, now: int) -> None:
    """They work here no more: no log-in, no number at the tablets. What they did keeps their name."""
    _change(connection, centre, name, ended=now, pin="", password="")
    end_log_ins(connection, centre, name)


def reactivate(connection: Connection, centre: int, name: str) -> None:
    """They work here again; a password they choose by a new link."""
    _change(connection, centre, name, ended=0)


def _change(connection: Connection, centre: int, name: str, **values: object) -> None:
    connection.execute(update(staff).where(staff.c.centre == centre, staff.c.staff == name).values(**values))


def is_password_of(connection: Connection, member: Staff, password: str) -> bool:
    """Whether this is somebody's password now."""
    chosen = select(staff.c.password).where(staff.c.centre == member.centre, staff.c.staff == member.id)
    return _is_right(connection.scalar(chosen) or "", password)


def mark_of(connection: Connection, centre: int, name: str) -> str:
    """Changes whenever somebody's password does, and tells nothing of it."""
    chosen = select(staff.c.password).where(staff.c.centre == centre, staff.c.staff == name)
    return _digest(connection.scalar(chosen) or "")[:16]


def check_password(connection: Connection, username: str, password: str) -> Staff | None:
    """Who this is, or nobody. It takes as long for a name that has no password as for a wrong one."""
    found = connection.execute(
        select(staff.c.centre, staff.c.staff, staff.c.name, staff.c.role, staff.c.password)
        .where(staff.c.username == username, staff.c.ended == 0)
        .order_by(staff.c.centre)
    ).all()
    for row in found:
        if _is_right(row.password, password):
            return Staff(row.centre, row.staff, row.name, row.role)
    if not any(row.password for row in found):  # invited, and no password chosen yet: nor does that tell
        _is_right(_nobody(), password)
    return None


def _is_right(digest: str, password: str) -> bool:
    try:
        return _hasher.verify(digest, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


@lru_cache
def _nobody() -> str:
    return _hasher.hash(clock.token())


def log_in(connection: Connection, member: Staff, now: int) -> str:
    """A new log-in; gives what the browser keeps. The database keeps its digest alone."""
    connection.execute(delete(login).where(login.c.centre == member.centre, login.c.expires <= now))
    token = f"{member.centre}.{clock.token()}"
    row = {"digest": _digest(token), "staff": member.id, "created": now, "expires": now + LOGIN_LIVES}
    add(connection, login, [{"centre": member.centre, **row}])
    return token


def who(connection: Connection, token: str, now: int) -> Staff | None:
    """Who holds this log-in, if it still lives and they still work here."""
    centre = _centre_of(token)
    found = connection.execute(
        select(staff.c.centre, staff.c.staff, staff.c.name, staff.c.role)
        .join(login, (login.c.centre == staff.c.centre) & (login.c.staff == staff.c.staff))
        .where(login.c.centre == centre, login.c.digest == _digest(token), login.c.expires > now, staff.c.ended == 0)
    ).first()
    return Staff(*found) if found else None


def log_out(connection: Connection, token: str) -> None:
    """Ends a log-in."""
    connection.execute(delete(login).where(login.c.centre == _centre_of(token), login.c.digest == _digest(token)))


def _centre_of(token: str) -> int:
    front = token.partition(".")[0]
    return int(front) if front.isascii() and front.isdigit() and len(front) < 10 else 0


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
