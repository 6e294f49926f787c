"""Visits the parent hubs, in a thread of the hub's own: once a minute, and less often while one cannot be reached."""

from msgspec import Struct
from sqlalchemy import Engine

from elderapp import clock
from elderapp.errors import ElderError
from elderapp.hub.log import logger
from elderapp.hub.rounds import Rounds
from elderapp.hub.settings import Settings
from elderapp.hub.shelf import Shelf
from elderapp.hub.storage import above
from elderapp.hub.storage.engine import reading
from elderapp.hub.upward import Caller
from elderapp.sync.errors import HubRefused, HubUnreachable
from elderapp.sync.schedule import LONGEST, pause

EVERY = 60_000
"""Milliseconds between two visits when all is well."""
LOOK_EVERY = 5.0
"""Seconds between two looks whether a visit is due: a parent that is new is visited at once."""


class _Pace(Struct):
    """When a parent is visited next, by the monotonic clock (ms), and how often it could not be in a row."""

    paired: int
    due: int = 0
    failures: int = 0


class Messenger(Rounds):
    """Goes up for every centre that has a parent. A visit breaks off after its next answer when the hub ends."""

    name, first_after, every = "messenger", LOOK_EVERY, LOOK_EVERY

    def __init__(self, engine: Engine, settings: Settings, shelf: Shelf) -> None:
        """Nothing is done before `start`."""
        super().__init__()
        self._engine, self._settings, self._shelf = engine, settings, shelf
        self._paces: dict[int, _Pace] = {}

    def look(self) -> int:
        """Visits the parents whose time it is; how many were visited."""
        with reading(self._engine) as connection:
            links = above.links(connection)
        done = 0
        for link in links:
            pace = self._paces.get(link.centre)
            if pace is None or pace.paired != link.paired:
                pace = self._paces[link.centre] = _Pace(link.paired)
            if pace.due <= clock.mono_ms() and not self.stopping.is_set():
                self._visit(link.centre, pace)
                done += 1
        return done

    def _visit(self, centre: int, pace: _Pace) -> None:
        wait = float(EVERY)
        try:
            Caller(self._engine, self._settings, self._shelf, centre, going=lambda: not self.stopping.is_set()).visit()
            pace.failures = 0
        except HubUnreachable as error:
            pace.failures += 1
            wait = 1000 * pause(pace.failures, clock.chance(), error.retry_after)
            logger.info("parent-unreachable", centre=centre, why=str(error))
        except ElderError as error:
            pace.failures += 1
            wait = 1000 * LONGEST
            code = error.code if isinstance(error, HubRefused) else "failed"
            logger.warning("parent-refused", centre=centre, code=code, why=str(error))
        pace.due = clock.mono_ms() + int(wait)
