"""A new hub: the link with which its first manager makes a centre and logs in."""

from elderapp import clock
from elderapp.hub.settings import Settings
from elderapp.hub.storage import invites, team
from elderapp.hub.storage.engine import open_engine, reading, transact

FIRST_CENTRE = 1


def first_link(settings: Settings, address: str) -> str:
    """The link to open in a browser; empty where a manager can log in already. A link made before is good no more."""
    engine = open_engine(settings.url, keep=settings.backup_folder)
    try:
        with reading(engine) as connection:
            if team.has_manager(connection):
                return ""
        now = clock.wall_ms()
        return f"{address}/setup/{transact(engine, lambda connection: invites.make(connection, FIRST_CENTRE, '', now))}"
    finally:
        engine.dispose()
