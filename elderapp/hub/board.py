"""What is wanted of the tablets, for all that wait for it."""

import asyncio

from sqlalchemy import Engine

from elderapp import clock
from elderapp.hub.storage import steering
from elderapp.hub.storage.engine import reading
from elderapp.hub.together import Together
from elderapp.sync.protocol import LIVE_WAITS, Live

LOOK_EVERY = 0.25
"""Seconds between two looks into the database, which several hubs may share."""


class Board:
    """For one event loop."""

    def __init__(self, engine: Engine) -> None:
        """Nobody waits."""
        self._engine = engine
        self._wanted = Together(self._look, LOOK_EVERY)
        self.is_closing = False

    def close(self) -> None:
        """The hub ends: whoever waits is answered now."""
        self.is_closing = True

    async def wait(self, centre: int, after: int, seconds: float = LIVE_WAITS) -> Live:
        """What is wanted of the centre's tablets, as soon as its number is not `after`, or after so many seconds."""
        until = clock.monotonic() + seconds
        while True:
            live = await self._wanted.now(centre)
            left = until - clock.monotonic()
            if live.n != after or left <= 0 or self.is_closing:
                return live
            await asyncio.sleep(min(LOOK_EVERY, left))

    def _look(self, centre: int) -> Live:
        with reading(self._engine) as connection:
            return steering.wanted(connection, centre, clock.wall_ms())
