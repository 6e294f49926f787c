"""What an operator does at the hub's own machine: the first manager's link, a key for another system."""

from sqlalchemy import Connection, select

from elderapp import clock
from elderapp.hub.auth import NotFound
from elderapp.hub.database import open_hub
from elderapp.hub.settings import Settings
from elderapp.hub.storage import audit, credentials, invites, team
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.schema import centre

FIRST_CENTRE = 1


def first_link(settings: Settings, address: str) -> str:
    """The link to open in a browser; empty where a manager can log in already. A link made before is good no more."""
    engine = open_hub(settings)
    try:
        with reading(engine) as connection:
            if team.has_manager(connection):
                return ""
        now = clock.wall_ms()
        return f"{address}/setup/{transact(engine, lambda connection: invites.make(connection, FIRST_CENTRE, '', now))}"
    finally:
        engine.dispose()


def give_credential(settings: Settings, number: int, title: str, *, may_write: bool, now: int) -> tuple[str, str]:
    """A credential of a centre for the learning record store: name and secret. Raises `NotFound`: no such centre."""
    engine = open_hub(settings)

    def act(connection: Connection) -> tuple[str, str]:
        if connection.scalar(select(centre.c.centre).where(centre.c.centre == number)) is None:
            raise NotFound(f"there is no centre {number} in this database")
        made = credentials.make(connection, number, title, may_write=may_write, who="", now=now)
        audit.note(connection, number, "", "credential-added", made[0], now)
        return made

    try:
        return transact(engine, act)
    finally:
        engine.dispose()
