"""What is done to a hub from the command line: its database without its server."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, func, select

from elderapp import clock
from elderapp.errors import ElderError
from elderapp.hub.settings import Settings
from elderapp.hub.storage import audit, invites, places, staff, team
from elderapp.hub.storage.engine import open_engine, reading, transact
from elderapp.hub.storage.schema import centre
from elderapp.hub.storage.staff import Role, Staff


class NoSuchCentre(ElderError):
    """The hub has no centre of this number: see `elderapp hub centre --list`."""

    code = "no-such-centre"


class NameTaken(ElderError):
    """Somebody at this hub logs in by this name: choose another."""

    code = "name-taken"


@contextmanager
def opened(settings: Settings) -> Iterator[Engine]:
    """The hub's database."""
    engine = open_engine(settings.url)
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
