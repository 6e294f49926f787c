"""The tablet's ear for its trainer: a thread that asks the hub again and again what is wanted now.

The hub holds each question until there is an answer, so this line is another one than that of `elderapp.tablet.link`.
"""

import logging
import random
import threading
from collections.abc import Callable
from typing import Protocol

from elderapp import clock
from elderapp.errors import ElderError
from elderapp.sync import schedule
from elderapp.sync.errors import HubRefused, HubUnreachable
from elderapp.sync.protocol import Live

REST = 2.0
"""Seconds between two looks whether a class has begun, and between two answers that say the same too soon."""


class Line(Protocol):
    """What is needed of a hub."""

    def live(self, after: int) -> Live:
        """What is wanted, as soon as it is something else than `after`."""

    def close(self) -> None:
        """End the connections."""


class Ear:
    """Listens while a class is on, until `stop`."""

    def __init__(
        self, hub: Line, is_on: Callable[[], bool], hear: Callable[[Live], None], *, rest: float = REST
    ) -> None:
        """`hub` is this ear's alone. `is_on` and `hear` are called in its thread; `hear` with every answer."""
        self._hub, self._is_on, self._hear, self._rest = hub, is_on, hear, rest
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="ear", daemon=True)
        self._failures = 0

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self, timeout: float = 0.2) -> None:
        """Hear nothing more. A question that the hub holds ends with the program, or when it is answered."""
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join(timeout)

    def _run(self) -> None:
        after = 0
        try:
            while not self._stopping.is_set():
                if self._is_on():
                    after = self._listen(after)
                else:
                    after = 0
                    self._stopping.wait(self._rest)
        finally:
            self._hub.close()

    def _listen(self, after: int) -> int:
        """One question. Gives what has been heard of now."""
        asked = clock.monotonic()
        try:
            live = self._hub.live(after)
        except ElderError as error:
            self._stopping.wait(self._wait_after(error))
            return after
        self._failures = 0
        if self._stopping.is_set():
            return after
        self._hear(live)
        if live.n == after and clock.monotonic() - asked < self._rest:
            self._stopping.wait(self._rest)  # a hub that does not hold the question must not be asked without end
        return live.n

    def _wait_after(self, error: ElderError) -> float:
        self._failures += 1
        logging.getLogger(__name__).info("the hub does not tell what is wanted (%s)", error.code)
        if isinstance(error, HubRefused):
            return schedule.LONGEST
        asked = error.retry_after if isinstance(error, HubUnreachable) else 0.0
        return schedule.pause(self._failures, random.random(), asked)
