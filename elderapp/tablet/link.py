"""The tablet's line to its hub: a thread that pushes what was learnt and fetches what is new, in its own time.

The learner never waits for it and never hears of it. It has its own connection to the tablet's file.
"""

import random
import threading
from collections.abc import Callable

from elderapp.errors import ElderError
from elderapp.records.people import Roster
from elderapp.store import Store
from elderapp.sync import schedule
from elderapp.sync.client import Hub
from elderapp.sync.errors import HubUnreachable

EVERY = 20.0
"""Seconds between two visits when nothing happens."""
SOON = 1.0
"""Seconds from a statement to its push: a trainer sees it within two."""


class Link:
    """Keeps one tablet and its hub together until `stop`."""

    def __init__(self, open_store: Callable[[], Store], hub: Hub, visit: Callable[[Store, Hub], object]) -> None:
        """`open_store` and `visit` are called in the thread, again and again."""
        self._open_store = open_store
        self._hub = hub
        self._visit_hub = visit
        self._on_roster: Callable[[Roster], None] = lambda _roster: None
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="link", daemon=True)
        self._asked = 0.0
        self.trouble: str = ""

    def start(self, on_roster: Callable[[Roster], None]) -> None:
        """Begin. `on_roster` is called in the thread, with every new roster."""
        self._on_roster = on_roster
        self._thread.start()

    def nudge(self) -> None:
        """Something was written: push soon."""
        self._wake.set()

    def stop(self, timeout: float = 5.0) -> None:
        """End after the visit that is under way, within `timeout` seconds."""
        self._stopping.set()
        self._wake.set()
        self._thread.join(timeout)

    def _run(self) -> None:
        store = self._open_store()
        failures = 0
        try:
            while not self._stopping.is_set():
                self._wake.clear()
                failures = self._visit(store, failures)
                pause = schedule.pause(failures, random.random()) if failures else EVERY
                self._wake.wait(pause)
                if not failures and not self._stopping.is_set():
                    self._stopping.wait(SOON)
        finally:
            store.close()

    def _visit(self, store: Store, failures: int) -> int:
        """One visit; how many have failed in a row."""
        before = store.roster()
        try:
            self._visit_hub(store, self._hub)
        except ElderError as error:
            self.trouble = error.code
            self._asked = error.retry_after if isinstance(error, HubUnreachable) else 0.0
            return failures + 1
        self.trouble = ""
        roster = store.roster()
        if roster is not None and roster != before:
            self._on_roster(roster)
        return 0
