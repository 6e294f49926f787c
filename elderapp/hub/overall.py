"""What is done to a hub from the command line: its database without its server."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, func, select

from elderapp import clock
from elderapp.errors import ElderError
from elderapp.hub.database import open_hub
from elderapp.hub.settings import Settings
from elderapp.hub.storage import audit, factors, invites, places, staff, team
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.schema import centre
from elderapp.hub.storage.staff import Role, Staff


class NoSuchCentre(ElderError):
    """The hub has no centre of this number: see `elderapp hub centre --list`."""

    code = "no-such-centre"


class NameTaken(ElderError):
    """Somebody at this hub logs in by this name: choose another."""

    code = "name-taken"


class NoSuchOperator(ElderError):
    """No operator logs in by this name: see `elderapp hub operator`."""

    code = "no-such-operator"


@contextmanager
def opened(settings: Settings) -> Iterator[Engine]:
    """The hub's database."""
    engine = open_hub(settings)
    try:
        yield engine
    finally:
        engine.dispose()


def titles(engine: Engine) -> dict[int, str]:
    """Every centre's name, by number."""
    with reading(engine) as connection:
        return {row.centre: row.title for row in connection.execute(select(centre).order_by(centre.c.centre))}


def chosen(engine: Engine, numbers: tuple[int, ...]) -> dict[int, str]:
    """These centres, or all where none is named. Raises `NoSuchCentre`."""
    known = titles(engine)
    if unknown := [number for number in numbers if number not in known]:
        raise NoSuchCentre(f"there is no centre {', '.join(map(str, unknown))} here; there are {list(known)}")
    return {number: known[number] for number in numbers or known}


def open_centre(engine: Engine, title: str, name: str, username: str, role: Role) -> tuple[int, str]:
    """One more centre with somebody who can log in; gives its number and the secret part of the link to a password.

    Raises `NameTaken`.
    """
    now = clock.wall_ms()

    def act(connection: Connection) -> tuple[int, str]:
        if team.is_taken(connection, username):
            raise NameTaken(f"somebody logs in as {username} already")
        number = (connection.scalar(select(func.max(centre.c.centre))) or 0) + 1
        places.new_centre(connection, number, title)
        return number, _invite(connection, Staff(number, clock.new_id(), name, role), username, now)

    return transact(engine, act)


def _invite(connection: Connection, member: Staff, username: str, now: int) -> str:
    staff.invite_staff(connection, member, username, now)
    audit.note(connection, member.centre, member.id, "centre-made", member.id, now)
    return invites.make(connection, member.centre, member.id, now)


def operators(engine: Engine) -> list[tuple[Staff, str]]:
    """Every operator who may log in, with the name they do it by."""
    with reading(engine) as connection:
        return [
            (Staff(number, one.id, one.name, one.role), one.username)
            for number in connection.scalars(select(centre.c.centre).order_by(centre.c.centre))
            for one in team.colleagues(connection, number)
            if one.role == "operator" and not one.ended
        ]


def invite_operator(engine: Engine, number: int, name: str, username: str, *, without_code: bool = False) -> str:
    """The secret part of a link to a password: for an operator who is there, or for a new one of this centre.

    With `without_code` their second step is off from now on. Raises `NameTaken`, `NoSuchCentre`.
    """
    chosen(engine, (number,))
    now = clock.wall_ms()
    known = next((one for one, other in operators(engine) if other == username), None)
    member = known or Staff(number, clock.new_id(), name, "operator")

    def act(connection: Connection) -> str:
        if team.is_taken(connection, username, (member.centre, member.id)):
            raise NameTaken(f"somebody who is no operator logs in as {username} already")
        if not known:
            staff.invite_staff(connection, member, username, now)
        if without_code and factors.remove(connection, member):
            audit.note(connection, member.centre, "", "second-off", member.id, now)
        audit.note(connection, member.centre, "", "staff-link" if known else "staff-added", member.id, now)
        return invites.make(connection, member.centre, member.id, now)

    return transact(engine, act)


def end_operator(engine: Engine, username: str) -> None:
    """They log in no more. Raises `NoSuchOperator`."""
    now = clock.wall_ms()
    known = next((one for one, other in operators(engine) if other == username), None)
    if known is None:
        raise NoSuchOperator(f"no operator logs in as {username}")

    def act(connection: Connection) -> None:
        staff.deactivate(connection, known.centre, known.id, now)
        audit.note(connection, known.centre, "", "staff-left", known.id, now)

    transact(engine, act)
