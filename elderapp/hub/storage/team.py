"""Who works at a centre, as its manager sees them."""

from msgspec import Struct
from sqlalchemy import Connection, select

from elderapp.hub.storage.schema import staff
from elderapp.hub.storage.staff import Role


class Colleague(Struct, frozen=True):
    """A member of staff. `ended` is when they left (ms; 0: they did not), `has_pin` whether tablets know them."""

    id: str
    name: str
    username: str
    role: Role
    created: int
    ended: int
    has_password: bool
    has_pin: bool


def colleagues(connection: Connection, centre: int) -> list[Colleague]:
    """Everybody who works at the centre, or did; those who left come last."""
    chosen = select(staff).where(staff.c.centre == centre).order_by(staff.c.ended > 0, staff.c.name, staff.c.staff)
    return [
        Colleague(
            row.staff, row.name, row.username, row.role, row.created, row.ended, bool(row.password), bool(row.pin)
        )
        for row in connection.execute(chosen)
    ]


def colleague(connection: Connection, centre: int, name: str) -> Colleague | None:
    """The member of staff with this id, if they are this centre's."""
    return next((one for one in colleagues(connection, centre) if one.id == name), None)


def trainers(connection: Connection, centre: int) -> dict[str, str]:
    """Names of those who may teach, by id."""
    return {one.id: one.name for one in colleagues(connection, centre) if not one.ended and one.role in _TEACHING}


_TEACHING = {"trainer", "manager"}


def is_taken(connection: Connection, username: str, but: tuple[int, str] = (0, "")) -> bool:
    """Whether somebody at this hub, apart from `but` (centre, id), logs in by this name."""
    chosen = select(staff.c.centre, staff.c.staff).where(staff.c.username == username)
    return any((row.centre, row.staff) != but for row in connection.execute(chosen))


def has_manager(connection: Connection) -> bool:
    """Whether anybody can manage anything at this hub."""
    chosen = select(staff.c.staff).where(staff.c.role == "manager", staff.c.ended == 0, staff.c.password != "")
    return connection.execute(chosen.limit(1)).first() is not None


def can_do_without(connection: Connection, centre: int, name: str) -> bool:
    """Whether the centre has another manager who can log in."""
    return any(
        one.role == "manager" and one.has_password and not one.ended and one.id != name
        for one in colleagues(connection, centre)
    )
