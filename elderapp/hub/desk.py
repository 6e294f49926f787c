"""The help desk: questions about people's own phones, counted apart from classes, without anybody's name."""

import datetime as dt
from collections import Counter

from msgspec import Struct
from sqlalchemy import Connection, select, update

from elderapp import clock
from elderapp.hub.storage.schema import enquiry, staff
from elderapp.hub.storage.writer import put
from elderapp.hub.tallies import MOST_MINUTES, OUTCOMES, PHONES, TOPICS

DAY = 24 * 60 * 60 * 1000


class Enquiry(Struct, frozen=True):
    """One question. `staff` is the name of who helped; a tablet's id in front tells that it was noted there.

    `again` says that the visitor before asked this too.
    """

    id: str
    made: int
    topic: str
    phone: str
    outcome: str
    lesson: str
    minutes: int
    staff: str = ""
    again: bool = False


class Desk(Struct, frozen=True):
    """The questions of a span of time, the newest first."""

    enquiries: tuple[Enquiry, ...]

    @property
    def visits(self) -> int:
        """How many visitors came, each time counted: a further question of the same one is not a visit."""
        return sum(not one.again for one in self.enquiries)

    @property
    def minutes(self) -> int:
        """How long they took together."""
        return sum(one.minutes for one in self.enquiries)

    def by(self, field: str) -> Counter[str]:
        """How many of each topic, phone or outcome."""
        return Counter(getattr(one, field) for one in self.enquiries)


def enquiries(connection: Connection, centre: int, since: int, until: int) -> Desk:
    """Questions from `since` to before `until` (ms) that nobody took back."""
    columns = tuple(enquiry.c[name] for name in ("enquiry", "made", "topic", "phone", "outcome", "lesson", "minutes"))
    chosen = (
        select(*columns, staff.c.name, enquiry.c.again)
        .outerjoin(staff, (staff.c.centre == enquiry.c.centre) & (staff.c.staff == enquiry.c.staff))
        .where(enquiry.c.centre == centre, enquiry.c.made >= since, enquiry.c.made < until, enquiry.c.voided == 0)
        .order_by(enquiry.c.made.desc(), enquiry.c.enquiry)
    )
    return Desk(tuple(Enquiry(*row[:7], row[7] or "", bool(row[8])) for row in connection.execute(chosen)))


def note(connection: Connection, centre: int, one: Enquiry, who: str) -> bool:
    """Adds a question that was noted on the page; whether it could be one."""
    if one.topic not in TOPICS or one.phone not in PHONES or one.outcome not in OUTCOMES:
        return False
    if not 1 <= one.minutes <= MOST_MINUTES:
        return False
    row = {"made": one.made, "topic": one.topic, "phone": one.phone, "outcome": one.outcome, "minutes": one.minutes}
    row["again"] = int(one.again)
    put(connection, enquiry, [{"centre": centre, "enquiry": one.id, **row, "staff": who}])
    return True


def take_back(connection: Connection, centre: int, name: str, who: str, now: int) -> bool:
    """Takes a question back that somebody noted on the page by mistake today; whether there was one of theirs."""
    done = connection.execute(
        update(enquiry)
        .where(
            enquiry.c.centre == centre, enquiry.c.enquiry == name, enquiry.c.staff == who, enquiry.c.made > now - DAY,
            enquiry.c.voided == 0,
        )
        .values(voided=now)
    )  # fmt: skip
    return done.rowcount > 0


def month_of(now: int) -> tuple[int, int]:
    """From when to when (ms) the Hong Kong month of a moment lasts."""
    at = dt.datetime.fromtimestamp(now / 1000, clock.HONG_KONG)
    first = at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    after = (first + dt.timedelta(days=32)).replace(day=1)
    return int(first.timestamp() * 1000), int(after.timestamp() * 1000)
