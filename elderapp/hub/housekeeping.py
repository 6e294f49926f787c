"""What the hub does by itself once a day: people whose time is over are erased (`storage.retention`)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from litestar import Litestar
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from elderapp import clock
from elderapp.hub import erasures, shutouts
from elderapp.hub.log import logger
from elderapp.hub.storage import retention
from elderapp.hub.storage.engine import transact

EVERY = 3600.0
"""Seconds between two looks; each centre is seen to once on each of its days."""


def look_after(engine: Engine, data: Path) -> dict[int, int]:
    """One look at every centre; what was done is in the diary and in the audit list."""
    if again := erasures.keep(engine, data):
        logger.warning("erased-again", people=again)
    if again := shutouts.keep(engine, data):
        logger.warning("shut-out-again", count=again)
    done = transact(engine, lambda connection: retention.look_after(connection, clock.wall_ms()))
    for centre, count in done.items():
        if count < 0:
            logger.warning("retention-waits", centre=centre)
        else:
            logger.info("retention", centre=centre, erased=count)
    if done:
        erasures.keep(engine, data)
    return done


@asynccontextmanager
async def daily(engine: Engine, data: Path, app: Litestar) -> AsyncIterator[None]:
    """While the hub runs; the first look is at its start. One that is under way at its end is waited for."""
    ends = asyncio.Event()
    going = asyncio.create_task(_until(ends, engine, data))
    try:
        yield
    finally:
        ends.set()
        await going


async def _until(ends: asyncio.Event, engine: Engine, data: Path) -> None:
    while not ends.is_set():
        try:
            await asyncio.to_thread(look_after, engine, data)
        except (SQLAlchemyError, OSError) as error:  # what is away or full now may not be in an hour
            logger.error("retention-failed", exc_info=error)
        with suppress(TimeoutError):
            await asyncio.wait_for(ends.wait(), EVERY)
