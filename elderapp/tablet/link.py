"""The tablet's line to its hub: a thread that pushes what was learnt and fetches what is new, in its own time.

The learner never waits for it and never hears of it. It has its own connection to the tablet's file.
"""

import logging
import random
import sqlite3
import threading
from collections.abc import Callable, Sequence

from elderapp.errors import ElderError
from elderapp.records.people import Roster
from elderapp.records.statements import Statement
from elderapp.store import Store
from elderapp.sync import schedule
from elderapp.sync.client import Hub
from elderapp.sync.errors import HubRefused, HubUnreachable

EVERY = 20.0
"""Seconds between two visits when nothing happens."""
SOON = 1.0
"""Seconds from a statement to its push: a trainer sees it within two."""
AT_ONCE = ("hand", "lowered", "stuck")
"""What is asked and waits for nothing."""


class Link:
    """Keeps one tablet and its hub together until `stop`. `trouble` is the code of what hinders it, or empty."""

    def __init__(
        self,
        open_store: Callable[[], Store],
        hub: Hub,
        visit: Callable[[Store, Hub], object],
        *,
        every: float = EVERY,
        soon: float = SOON,
    ) -> None:
        """`open_store` and `visit` are called in the thread, again and again. `every` and `soon` are seconds."""
        self._open_store = open_store
        self._hub = hub
        self._visit_hub = visit
        self._every, self._soon = every, soon
        self._on_roster: Callable[[Roster], None] = lambda _roster: None
        self._wake = threading.Event()
        self._hurry = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="link", daemon=True)
        self._store: Store | None = None
        self._failures = 0
        self.trouble: str = ""

    def start(self, on_roster: Callable[[Roster], None]) -> None:
        """Begin. `on_roster` is called in the thread, with every new roster."""
        self._on_roster = on_roster
        self._thread.start()

    def nudge(self, *, at_once: bool = False) -> None:
        """Something was written: push soon, or now. A hub that did not answer is not asked sooner for it."""
        if at_once:
            self._hurry.set()
        self._wake.set()

    def told(self, said: Sequence[Statement]) -> None:
        """The same of what was just said: a hand that is raised does not wait for what else may be said."""
        self.nudge(at_once=any(one.result.get("what") in AT_ONCE for one in said))

    def stop(self, timeout: float = 5.0) -> None:
        """End after the visit that is under way, within `timeout` seconds."""
        self._stopping.set()
        self._hurry.set()
        self._wake.set()
        if self._thread.ident is not None:
            self._thread.join(timeout)

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                self._wake.clear()
                self._hurry.clear()
                pause = self._visit()
                if self._failures:
                    self._stopping.wait(pause)
                elif self._wake.wait(pause):
                    self._hurry.wait(self._soon)
        finally:
            if self._store is not None:
                self._store.close()

    def _visit(self) -> float:
        """One visit. Gives how many seconds to wait for the next."""
        try:
            self._visit_with(self._own_store())
        except (ElderError, sqlite3.Error, OSError) as error:
            return self._wait_after(error)
        self.trouble, self._failures = "", 0
        return self._every

    def _own_store(self) -> Store:
        if self._store is None:
            self._store = self._open_store()
        return self._store

    def _visit_with(self, store: Store) -> None:
        before = store.roster()
        self._visit_hub(store, self._hub)
        roster = store.roster()
        if roster is not None and roster != before:
            self._on_roster(roster)

    def _wait_after(self, error: Exception) -> float:
        """What failed is tried again later; a hub that refuses this tablet will hardly change its mind soon."""
        self.trouble = error.code if isinstance(error, ElderError) else "store-busy"
        self._failures += 1
        logging.getLogger(__name__).warning("the hub was not reached (%s): %s", self.trouble, error)
        if isinstance(error, HubRefused):
            return schedule.LONGEST
        asked = error.retry_after if isinstance(error, HubUnreachable) else 0.0
        return schedule.pause(self._failures, random.random(), asked)
