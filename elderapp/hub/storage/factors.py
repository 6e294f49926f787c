"""Second factors of staff: a sealed secret, the step of the last code that was taken, codes on paper."""

import hashlib
import hmac

from sqlalchemy import ColumnElement, Connection, delete, select, update

from elderapp.hub.storage.schema_privacy import recovery, second_factor
from elderapp.hub.storage.staff import Staff
from elderapp.hub.storage.writer import add, put


def is_on(connection: Connection, member: Staff) -> bool:
    """Whether somebody needs a code to log in."""
    return bool(connection.scalar(select(second_factor.c.confirmed).where(*_of(member))))


def sealed(connection: Connection, member: Staff) -> str:
    """The sealed secret, confirmed or not; empty where there is none."""
    return connection.scalar(select(second_factor.c.secret).where(*_of(member))) or ""


def begin(connection: Connection, member: Staff, secret: str) -> bool:
    """Keeps a sealed secret until a code of it confirms that the app has it; whether it could be: none may be on."""
    if is_on(connection, member):
        return False
    put(connection, second_factor, [{"centre": member.centre, "staff": member.id, "secret": secret, "step": 0}])
    return True


def take(connection: Connection, member: Staff, step: int) -> bool:
    """Uses up the code of a step, and all before it. Of two at the same moment one gets it; none gets it twice."""
    chosen = (*_of(member), second_factor.c.step < step)
    return connection.execute(update(second_factor).where(*chosen).values(step=step)).rowcount > 0


def confirm(connection: Connection, member: Staff, codes: list[str], key: bytes, now: int) -> None:
    """From now on log-ins need a code; `codes` are the ones on paper, kept as keyed digests."""
    connection.execute(update(second_factor).where(*_of(member)).values(confirmed=now))
    _forget_codes(connection, member)
    rows = [{"centre": member.centre, "staff": member.id, "digest": _digest(key, code)} for code in codes]
    add(connection, recovery, rows)


def use_code(connection: Connection, member: Staff, code: str, key: bytes, now: int) -> bool:
    """Uses up a code on paper; whether there was such a one."""
    chosen = (
        recovery.c.centre == member.centre, recovery.c.staff == member.id,
        recovery.c.digest == _digest(key, code), recovery.c.used == 0,
    )  # fmt: skip
    return connection.execute(update(recovery).where(*chosen).values(used=now)).rowcount > 0


def codes_left(connection: Connection, member: Staff) -> int:
    """How many codes on paper are good still."""
    chosen = select(recovery.c.digest).where(
        recovery.c.centre == member.centre, recovery.c.staff == member.id, recovery.c.used == 0
    )
    return len(connection.execute(chosen).all())


def remove(connection: Connection, member: Staff) -> bool:
    """A password alone is enough again; whether there was anything to remove."""
    _forget_codes(connection, member)
    return connection.execute(delete(second_factor).where(*_of(member))).rowcount > 0


def with_one(connection: Connection, centre: int) -> set[str]:
    """Ids of those of a centre who need a code."""
    chosen = select(second_factor.c.staff).where(second_factor.c.centre == centre, second_factor.c.confirmed > 0)
    return set(connection.scalars(chosen))


def _forget_codes(connection: Connection, member: Staff) -> None:
    connection.execute(delete(recovery).where(recovery.c.centre == member.centre, recovery.c.staff == member.id))


def _of(member: Staff) -> tuple[ColumnElement[bool], ...]:
    return second_factor.c.centre == member.centre, second_factor.c.staff == member.id


def _digest(key: bytes, code: str) -> str:
    plain = "".join(one for one in code.lower() if one.isalnum())
    return hmac.new(key, f"recovery/{plain}".encode(), hashlib.sha256).hexdigest()
