"""Work that a running hub looks after from time to time, in a thread of its own."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable

from elderapp.hub.log import logger


class Rounds(ABC):
    """Calls `look` again and again; one that fails is told in the diary and tried at the next time."""

    name = "rounds"
    first_after = 0.0
    """Seconds from the start of the hub to the first look."""
    every = 60.0
    """Seconds from one look to the next."""

    def __init__(self) -> None:
        """Nothing is done before `start`."""
        self.stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)

    @abstractmethod
    def look(self) -> object:
        """Do what is due, if anything is."""

    def start(self) -> Callable[[], None]:
        """Begins; what is given ends it, and waits for a look that is under way."""
        self._thread.start()
        return self._stop

    def _run(self) -> None:
        pause = self.first_after
        while not self.stopping.wait(pause):
            pause = self.every
            try:
                self.look()
            except Exception:  # the border: a database that does not answer now may answer the next time
                logger.exception(f"{self.name}-failed")

    def _stop(self) -> None:
        self.stopping.set()
        self._thread.join()
