"""Codes of six digits that change every half a minute (RFC 6238), and the ticket between password and code."""

import base64
import hmac
from urllib.parse import quote

import msgspec
import pyotp
from msgspec import Struct
from sqlalchemy import Connection

from elderapp import clock, keys
from elderapp.hub.storage import factors
from elderapp.hub.storage.staff import Staff

STEP = 30_000
"""Milliseconds for which a code is good."""
SLACK = 1
"""Steps before and after: phone and hub may differ by half a minute."""
TICKET_LIVES = 5 * 60 * 1000
PAPER = 10
"""Codes on paper."""
_SECRET, _TICKET = "second-factor", "log-in"


class Ticket(Struct, frozen=True):
    """Somebody has given the right password until `expires` (ms); `mark` changes when the password does."""

    centre: int
    staff: str
    mark: str
    onward: str
    expires: int


def new_secret(key: bytes) -> str:
    """A fresh secret, sealed with the hub's own."""
    return keys.wrap(key, _SECRET, pyotp.random_base32().encode())


def plain(key: bytes, sealed: str) -> str:
    """The secret as an app takes it; empty where it was sealed by another hub."""
    return (keys.unwrap(key, _SECRET, sealed) or b"").decode()


def address(secret: str, username: str, centre: str) -> str:
    """What the QR says to the app."""
    return f"otpauth://totp/{quote(f'{centre}:{username}')}?secret={secret}&issuer={quote(centre)}"


def step_of(secret: str, code: str, now: int) -> int:
    """The step whose code this is, 0 where it is none of them. Each is compared in the same time."""
    if not secret or len(code) != 6 or not (code.isascii() and code.isdigit()):
        return 0
    made, found = pyotp.TOTP(secret), 0
    for step in range(now // STEP - SLACK, now // STEP + SLACK + 1):
        if hmac.compare_digest(made.generate_otp(step), code):
            found = step
    return found


def is_right(connection: Connection, member: Staff, code: str, key: bytes, now: int) -> bool:
    """Whether this is a code of somebody's app or paper that was not used before; from now on it is."""
    step = step_of(plain(key, factors.sealed(connection, member)), code.replace(" ", ""), now)
    if step:
        return factors.take(connection, member, step)
    return factors.use_code(connection, member, code, key, now)


def on_paper() -> list[str]:
    """Fresh codes for the drawer: 50 bits each, in two groups."""
    made = (base64.b32encode(keys.unhex(keys.sha256(clock.token().encode()))).decode().lower() for _ in range(PAPER))
    return [f"{one[:5]}-{one[5:10]}" for one in made]


def ticket(key: bytes, one: Ticket) -> str:
    """The ticket as a form carries it: only this hub can make or read one."""
    return keys.wrap(key, _TICKET, msgspec.json.encode(one))


def read_ticket(key: bytes, text: str, now: int) -> Ticket | None:
    """What a form brings back, while it is good."""
    raw = keys.unwrap(key, _TICKET, text)
    found = msgspec.json.decode(raw, type=Ticket) if raw else None
    return found if found and found.expires > now else None
