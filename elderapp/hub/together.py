"""One look for all who want to know the same within a moment: the database is asked once, however many wait."""

import asyncio
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from elderapp import clock

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

KEPT = 60.0
"""Seconds after which a look that nobody asked for again is forgotten."""


class Together(Generic[K, V]):
    """Calls `look` in a thread, for each key at most once in `every` seconds. For one event loop."""

    def __init__(self, look: Callable[[K], V], every: float) -> None:
        """Nothing was looked at yet."""
        self._look, self._every = look, every
        self._looks: dict[K, tuple[float, asyncio.Task[V]]] = {}

    async def now(self, key: K) -> V:
        """What `look` finds for `key` now, or found a moment ago. Raises what it raises."""
        now = clock.monotonic()
        kept = self._looks.get(key)
        if kept is None or now - kept[0] >= self._every:
            self._looks = {known: one for known, one in self._looks.items() if now - one[0] < KEPT}
            kept = self._looks[key] = (now, asyncio.create_task(asyncio.to_thread(self._look, key)))
        return await asyncio.shield(kept[1])  # one who goes away takes nothing from the others
