"""Routes that wait for the database run in a thread, so that the network goes on."""

import asyncio
import functools
from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def in_thread(route: Callable[P, T]) -> Callable[P, Awaitable[T]]:
    """`route` as a coroutine.

    Litestar's own `sync_to_thread` wraps a handler twice when its path has a second method, and then fails.
    """

    @functools.wraps(route)
    async def run(*args: P.args, **kwargs: P.kwargs) -> T:
        return await asyncio.to_thread(route, *args, **kwargs)

    return run
