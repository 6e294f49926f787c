"""What the hub does by itself once a day: people whose time is over are erased (`storage.retention`)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from litestar import Litestar
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from elderapp import clock
from elderapp.hub.log import logger
from elderapp.hub.storage import retention
from elderapp.hub.storage.engine import transact

EVERY = 3600.0
"""Seconds between two looks; each centre is seen to once on each of its days."""


def look_after(engine: Engine) -> dict[int, int]:
    """One look at every centre; what was done is in the diary and in the audit list."""
    done = transact(engine, lambda connection: retention.look_after(connection, clock.wall_ms()))
    for centre, count in done.items():
        if count < 0:
            logger.warning("retention-waits", centre=centre)
        else:
            logger.info("retention", centre=centre, erased=count)
    return done


@asynccontextmanager
async def daily(engine: Engine, app: Litestar) -> AsyncIterator[None]:
    """While the hub runs; the first look is at its start."""
    going = asyncio.create_task(_for_ever(engine))
    try:
        yield
    finally:
        going.cancel()
        with suppress(asyncio.CancelledError):
            await going


async def _for_ever(engine: Engine) -> None:
    while True:
        try:
            await asyncio.to_thread(look_after, engine)
        except SQLAlchemyError as error:  # a database that is away now may be there in an hour
            logger.error("retention-failed", exc_info=error)
        await asyncio.sleep(EVERY)
