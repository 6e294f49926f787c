"""How often somebody may try: in the memory of one hub, forgotten when it restarts."""

import threading
from collections import deque
from collections.abc import Hashable

MOST_KEYS = 10_000


class Throttle:
    """At most `most` tries in `per` milliseconds for each key (an address, a name)."""

    def __init__(self, most: int, per: int) -> None:
        """No key has tried yet."""
        self._most, self._per = most, per
        self._tries: dict[Hashable, deque[int]] = {}
        self._lock = threading.Lock()

    def wait(self, key: Hashable, now: int) -> int:
        """How many milliseconds `key` must wait before it may try; 0 when it may at once."""
        with self._lock:
            tries = self._recent(key, now)
            return tries[0] + self._per - now if len(tries) >= self._most else 0

    def take(self, key: Hashable, now: int, wanted: int = 1) -> int:
        """Counts so many tries of `key` before they are made, or as many as it may; gives how many.

        Whoever asks first and counts afterwards lets those through who come at the same moment.
        """
        with self._lock:
            if len(self._tries) >= MOST_KEYS:  # whoever sends from many addresses must not fill the memory
                self._tries = {
                    known: self._recent(known, now) for known in list(self._tries) if self._recent(known, now)
                }
            tries = self._recent(key, now)
            granted = min(wanted, self._most - len(tries))
            if granted:
                tries.extend([now] * granted)
                self._tries[key] = tries
            return granted

    def give_back(self, key: Hashable, count: int = 1) -> None:
        """So many tries of `key` were none."""
        with self._lock:
            tries = self._tries.get(key, deque())
            for _ in range(min(count, len(tries))):
                tries.pop()

    def forget(self, key: Hashable) -> None:
        """`key` did well: its tries no longer count."""
        with self._lock:
            self._tries.pop(key, None)

    def _recent(self, key: Hashable, now: int) -> deque[int]:
        tries = self._tries.get(key, deque(maxlen=self._most))
        while tries and tries[0] + self._per <= now:
            tries.popleft()
        return tries


class Once:
    """Remembers what was seen for `keep` milliseconds: a request that comes twice is noticed."""

    def __init__(self, keep: int) -> None:
        """Nothing was seen yet."""
        self._keep = keep
        self._seen: dict[Hashable, int] = {}
        self._lock = threading.Lock()

    def is_new(self, key: Hashable, now: int) -> bool:
        """Whether `key` comes for the first time; from now on it does not."""
        with self._lock:
            for old in [known for known, until in self._oldest() if until <= now]:
                del self._seen[old]
            if key in self._seen:
                return False
            self._seen[key] = now + self._keep
            return True

    def _oldest(self) -> list[tuple[Hashable, int]]:
        """The first few: they are in the order in which they came, so that each call clears a little."""
        return [pair for pair, _ in zip(self._seen.items(), range(8), strict=False)]
