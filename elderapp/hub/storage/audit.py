"""Who changed what, and when. Rows are only added; they hold ids and codes, never a name or what was typed."""

from collections.abc import Iterable

from msgspec import Struct
from sqlalchemy import Connection, or_, select

from elderapp import clock
from elderapp.hub.storage.schema import audit, staff
from elderapp.hub.storage.writer import add


class Entry(Struct, frozen=True):
    """One change: `what` is a code such as ``learner-changed``, `about` the id of what was changed."""

    made: int
    staff: str
    what: str
    about: str


def note(connection: Connection, centre: int, who: str, what: str, about: str, now: int) -> None:
    """Adds an entry, in the transaction that makes the change. `who` is the id of a member of staff."""
    row = {"audit": clock.new_id(), "made": now, "staff": who, "what": what, "about": about}
    add(connection, audit, [{"centre": centre, **row}])


def entries(connection: Connection, centre: int, *, before: int = 0, most: int = 100) -> list[Entry]:
    """The newest entries, with the names of those who made them; `before` (ms) turns the page."""
    chosen = (
        select(audit.c.made, staff.c.name, audit.c.what, audit.c.about)
        .outerjoin(staff, (staff.c.centre == audit.c.centre) & (staff.c.staff == audit.c.staff))
        .where(audit.c.centre == centre)
        .order_by(audit.c.made.desc(), audit.c.audit.desc())
        .limit(most)
    )
    if before:
        chosen = chosen.where(audit.c.made < before)
    return [Entry(row[0], row[1] or "", row[2], row[3]) for row in connection.execute(chosen)]


def about(connection: Connection, centre: int, ids: Iterable[str]) -> list[Entry]:
    """Every entry about one of these ids, the oldest first."""
    chosen = (
        select(audit.c.made, staff.c.name, audit.c.what, audit.c.about)
        .outerjoin(staff, (staff.c.centre == audit.c.centre) & (staff.c.staff == audit.c.staff))
        .where(audit.c.centre == centre, or_(*(audit.c.about.contains(one, autoescape=True) for one in ids)))
        .order_by(audit.c.made, audit.c.audit)
    )
    wanted = set(ids)
    rows = connection.execute(chosen) if wanted else ()
    return [Entry(row[0], row[1] or "", row[2], row[3]) for row in rows if wanted & set(row[3].split())]
