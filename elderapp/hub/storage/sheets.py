"""Sheets of one-time pairing codes: good until the day is over, each code once, cancelled together."""

import datetime as dt

from msgspec import Struct
from sqlalchemy import Connection, and_, case, func, select, update

from elderapp import clock
from elderapp.hub.storage import devices
from elderapp.hub.storage.schema import pairing
from elderapp.hub.storage.schema_devices import pairing_sheet, sheet_code
from elderapp.hub.storage.writer import add

CODES = 20
LATE = 4
"""Hours before midnight after which a sheet is good for the next day too: who prints in the evening pairs in the
morning."""


class Sheet(Struct, frozen=True):
    """A sheet that can still be used; `used` of its `codes` have paired a tablet."""

    sheet: str
    created: int
    expires: int
    codes: int
    used: int


def end_of(now: int) -> int:
    """When a sheet made at this moment (ms) ends: at midnight in Hong Kong, or the midnight after it (`LATE`).

    >>> noon, night = 1_795_752_000_000, 1_795_788_000_000  # 27 November 2026, 12:00 and 22:00
    >>> (end_of(noon) - noon) / 3_600_000, (end_of(night) - night) / 3_600_000
    (12.0, 26.0)
    """
    moment = dt.datetime.fromtimestamp(now / 1000, clock.HONG_KONG)
    midnight = (moment + dt.timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    if midnight - moment < dt.timedelta(hours=LATE):
        midnight += dt.timedelta(days=1)
    return int(midnight.timestamp() * 1000)


def new_sheet(connection: Connection, centre: int, secret: bytes, staff: str, now: int) -> tuple[Sheet, list[str]]:
    """A fresh sheet and its codes, which are kept nowhere: they stand on the paper alone."""
    sheet, expires = clock.new_id(), end_of(now)
    row = {"centre": centre, "sheet": sheet, "created": now, "expires": expires, "staff": staff}
    add(connection, pairing_sheet, [row])
    codes = [devices.new_code(connection, centre, secret, staff, now, expires=expires) for _ in range(CODES)]
    add(
        connection,
        sheet_code,
        [
            {"centre": centre, "digest": devices.code_digest(secret, code), "sheet": sheet, "number": number}
            for number, code in enumerate(codes, 1)
        ],
    )
    return Sheet(sheet, now, expires, CODES, 0), codes


def cancel(connection: Connection, centre: int, sheet: str, now: int) -> bool:
    """Ends every code of a sheet that was not used; whether there was such a sheet."""
    found = connection.execute(
        update(pairing_sheet)
        .where(pairing_sheet.c.centre == centre, pairing_sheet.c.sheet == sheet, pairing_sheet.c.cancelled == 0)
        .values(cancelled=now)
    )
    mine = select(sheet_code.c.digest).where(sheet_code.c.centre == centre, sheet_code.c.sheet == sheet)
    connection.execute(
        update(pairing)
        .where(pairing.c.centre == centre, pairing.c.used == 0, pairing.c.digest.in_(mine))
        .values(expires=now)
    )
    return found.rowcount > 0


def open_sheets(connection: Connection, centre: int, now: int) -> list[Sheet]:
    """The sheets that still pair tablets, the newest first."""
    chosen = (
        select(
            pairing_sheet.c.sheet, pairing_sheet.c.created, pairing_sheet.c.expires, func.count(),
            func.sum(case((pairing.c.used > 0, 1), else_=0)),
        )
        .join(sheet_code, and_(*(sheet_code.c[name] == pairing_sheet.c[name] for name in ("centre", "sheet"))))
        .join(pairing, and_(*(pairing.c[name] == sheet_code.c[name] for name in ("centre", "digest"))))
        .where(pairing_sheet.c.centre == centre, pairing_sheet.c.cancelled == 0, pairing_sheet.c.expires > now)
        .group_by(pairing_sheet.c.sheet, pairing_sheet.c.created, pairing_sheet.c.expires)
        .order_by(pairing_sheet.c.created.desc())
    )  # fmt: skip
    return [Sheet(row[0], row[1], row[2], row[3], int(row[4] or 0)) for row in connection.execute(chosen)]
