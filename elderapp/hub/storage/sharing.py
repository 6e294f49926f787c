"""Which centres' figures somebody may count: their own, and those of centres that let them. Never a name."""

from collections.abc import Iterable

from msgspec import Struct
from sqlalchemy import Connection, delete, select

from elderapp.hub.storage.schema import centre
from elderapp.hub.storage.schema_reports import figures_shared
from elderapp.hub.storage.staff import Staff
from elderapp.hub.storage.writer import add


class Other(Struct, frozen=True):
    """Another centre of this hub, and whether its managers may count our figures."""

    centre: int
    title: str
    may_count: bool


def countable(connection: Connection, member: Staff) -> dict[int, str]:
    """Titles of the centres whose figures `member` may count, one's own first.

    Who looks after the hub counts every centre; a manager also those that let hers; everybody else their own alone.
    """
    titles = {row.centre: row.title for row in connection.execute(select(centre).order_by(centre.c.centre))}
    allowed = {member.centre}
    if member.role == "operator":
        allowed |= titles.keys()
    elif member.role == "manager":
        allowed |= set(
            connection.scalars(select(figures_shared.c.centre).where(figures_shared.c.other == member.centre))
        )
    return {number: titles[number] for number in sorted(allowed & titles.keys(), key=lambda n: (n != member.centre, n))}


def others(connection: Connection, number: int) -> list[Other]:
    """The hub's other centres, and which of them may count the figures of `number`."""
    shared = set(connection.scalars(select(figures_shared.c.other).where(figures_shared.c.centre == number)))
    chosen = select(centre.c.centre, centre.c.title).where(centre.c.centre != number).order_by(centre.c.title)
    return [Other(row.centre, row.title, row.centre in shared) for row in connection.execute(chosen)]


def share(connection: Connection, number: int, with_: Iterable[int], now: int) -> None:
    """From now on the managers of exactly these centres may count the figures of `number`."""
    known = {one.centre for one in others(connection, number)}
    wanted = set(with_) & known
    connection.execute(
        delete(figures_shared).where(figures_shared.c.centre == number, figures_shared.c.other.not_in(sorted(wanted)))
    )
    add(connection, figures_shared, [{"centre": number, "other": one, "since": now} for one in sorted(wanted)])
