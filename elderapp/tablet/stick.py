"""The exchange with a USB stick, in a thread of its own: a trainer's screen goes on while packs are copied."""

import logging
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

from elderapp.errors import ElderError
from elderapp.packs.trust import Trust
from elderapp.store import Store
from elderapp.sync import usb_tablet
from elderapp.sync.standing import Status
from elderapp.sync.usb_tablet import Taken

UNDER_WAY, FAILED, NEVER = -3, -2, -1
"""What `Stick.exported` says instead of a number."""


class Stick:
    """One tablet's dealings with sticks. `exported` rows and people lie there, `said` is a code of what went wrong."""

    def __init__(
        self,
        open_store: Callable[[], Store],
        packs: Path,
        trust: Callable[[], Trust],
        status: Callable[[Store], Status | None] = lambda _store: None,
        on_end: Callable[[Taken], None] = lambda _taken: None,
    ) -> None:
        """All that can be called is called in the thread; packs that `trust` names are installed into `packs`."""
        self._open_store, self._packs, self._trust = open_store, packs, trust
        self._status, self._on_end = status, on_end
        self._thread: threading.Thread | None = None
        self.exported, self.said, self.taken = NEVER, "", Taken()

    def exchange(self, folder: str) -> None:
        """Begin: first what the hub answered comes off the stick, then what it lacks goes onto it.

        It ends in its own time; `on_end` is told.
        """
        if self._thread is not None and self._thread.is_alive():
            return
        self.exported, self.said, self.taken = UNDER_WAY, "", Taken()
        self._thread = threading.Thread(target=self._work, args=(Path(folder),), name="stick", daemon=True)
        self._thread.start()

    def wait(self, timeout: float = 60.0) -> None:
        """Until the exchange that is under way has ended."""
        if self._thread is not None:
            self._thread.join(timeout)

    def _work(self, folder: Path) -> None:
        try:
            with self._open_store() as store:
                self._take_in(store, folder)
                self.exported = usb_tablet.carry(store, folder, self._status(store))
        except (ElderError, OSError, sqlite3.Error) as error:
            self._fail(error)
            self.exported = FAILED
        finally:
            self._on_end(self.taken)

    def _take_in(self, store: Store, folder: Path) -> None:
        """An answer that cannot be taken in is no reason to leave this tablet's own work behind."""
        try:
            self.taken = usb_tablet.take_in(store, folder, self._packs, self._trust())
        except (ElderError, OSError) as error:
            self._fail(error)
        if any(each.endswith(": no-room") for each in self.taken.refused):
            self.said = "pack-no-room"
        elif self.taken.refused:
            self.said = "pack-refused"

    def _fail(self, error: Exception) -> None:
        logging.getLogger(__name__).warning("the exchange with a stick: %s", error)
        self.said = usb_tablet.code_of(error) if isinstance(error, ElderError | OSError) else "store-busy"
