"""Certificates that were handed out: what each says, and whether it still holds.

A code begins with the centre's number and goes on with 80 random bits: whoever has the paper can look it up, and nobody
can guess another.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from msgspec import Struct
from sqlalchemy import Connection, Select, select, update

from elderapp import clock
from elderapp.hub.storage.schema import centre as centres
from elderapp.hub.storage.schema_reports import certificate
from elderapp.hub.storage.writer import add

Kind = Literal["lesson", "course"]
KINDS: tuple[Kind, ...] = ("lesson", "course")
_CODE = re.compile(r"(\d{1,9})-[A-Z2-7]{4}(-[A-Z2-7]{4}){3}")


class Certificate(Struct, frozen=True):
    """One certificate. `about` is the lesson's or the cohort's id, `title` and `title_en` are its title as printed.

    `shown` is the holder's name as far as the paper shows it; `made` and `revoked` are moments (ms; 0: it holds).
    """

    centre: int
    code: str
    learner: str
    kind: str
    about: str
    title: str
    title_en: str
    shown: str
    made: int
    revoked: int = 0


_COLUMNS = tuple(certificate.c[name] for name in Certificate.__struct_fields__)


def initial(name: str) -> str:
    """A name of which only the beginning is shown.

    >>> initial("陳太"), initial("Mary Chan"), initial("")
    ('陳＊', 'M.', '')
    """
    return f"{name[0]}{'.' if name[0].isascii() else '＊'}" if name else ""


def new_code(centre: int) -> str:
    """A code for one more certificate of a centre."""
    digest = hashlib.sha256(clock.token().encode()).digest()
    signs = base64.b32encode(digest[:10]).decode()
    return "-".join([str(centre), *(signs[at : at + 4] for at in range(0, 16, 4))])


def issue(connection: Connection, wanted: Iterable[Certificate], who: str) -> int:
    """Adds certificates; whoever holds one for the same thing already is passed over. Gives how many are new."""
    new = []
    for one in wanted:
        holds = _about(one.centre, one.about, [one.learner]).where(certificate.c.revoked == 0)
        if connection.execute(holds).first() is None:
            row = {name: getattr(one, name) for name in Certificate.__struct_fields__}
            new.append({**row, "staff": who})
    return add(connection, certificate, new)


def _about(centre: int, about: str, learners: Sequence[str]) -> Select[Any]:
    return (
        select(*_COLUMNS)
        .where(
            certificate.c.centre == centre, certificate.c.about == about, certificate.c.learner.in_(sorted(learners))
        )
        .order_by(certificate.c.made, certificate.c.code)
    )


def about(connection: Connection, centre: int, thing: str, learners: Sequence[str]) -> list[Certificate]:
    """The certificates that these learners hold for a lesson or course, without those taken back."""
    chosen = _about(centre, thing, learners).where(certificate.c.revoked == 0)
    return [Certificate(*row) for row in connection.execute(chosen)]


def of_learner(connection: Connection, centre: int, learner: str) -> list[Certificate]:
    """Every certificate somebody was given, the newest first, with those taken back."""
    chosen = (
        select(*_COLUMNS)
        .where(certificate.c.centre == centre, certificate.c.learner == learner)
        .order_by(certificate.c.made.desc(), certificate.c.code)
    )
    return [Certificate(*row) for row in connection.execute(chosen)]


def revoke(connection: Connection, centre: int, learner: str, code: str, now: int) -> bool:
    """Takes a certificate back: from now on its page says so. Whether there was one that held."""
    done = connection.execute(
        update(certificate)
        .where(
            certificate.c.centre == centre, certificate.c.learner == learner, certificate.c.code == code,
            certificate.c.revoked == 0,
        )
        .values(revoked=now)
    )  # fmt: skip
    return done.rowcount > 0


def look_up(connection: Connection, code: str) -> tuple[Certificate, str] | None:
    """The certificate with this code, however it was typed, and its centre's name."""
    found = _CODE.fullmatch(code.strip().upper())
    if found is None:
        return None
    chosen = (
        select(*_COLUMNS, centres.c.title)
        .join(centres, centres.c.centre == certificate.c.centre)
        .where(certificate.c.centre == int(found[1]), certificate.c.code == found[0])
    )
    row = connection.execute(chosen).first()
    return (Certificate(*row[:-1]), row[-1]) if row else None
