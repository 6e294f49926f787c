"""How long nothing was touched, what comes of it, and the waiting times that a lesson asks for."""

from collections.abc import Callable
from typing import Any, Literal

from kivy.clock import Clock

from elderapp.tablet import flow

IDLE_STEPS = (15, 40, 75)
"""Seconds without a touch after which the lesson speaks again or offers help."""
CORNER_CLOSES = 120
"""Seconds after which a trainer's corner that nobody touches closes; the help desk stays open."""
STILL_THERE = 180
GONE = 600


class Patience:
    """Counts the seconds in which nothing was touched; ends waiting times."""

    def __init__(self, second: Callable[[], None], waited: Callable[[str], None]) -> None:
        """`second` is called once a second, `waited` with what was waited for."""
        self.idle = 0
        self._waited = waited
        self._waits: dict[str, Any] = {}
        self._seconds = Clock.schedule_interval(lambda _dt: second(), 1.0)

    def count(self, screen: str) -> Literal["", "close", "prompt", "still-there", "gone"]:
        """One more second without a touch: what is due now."""
        self.idle += 1
        if screen in flow.OF_CORNER:
            return "close" if self.idle == CORNER_CLOSES else ""
        if self.idle in IDLE_STEPS:
            return "prompt"
        if self.idle == STILL_THERE:
            return "still-there"
        if self.idle == GONE:
            self.idle = 0
            return "gone"
        return ""

    def wait(self, target: str, seconds: float) -> None:
        """Tell when a waiting time is over; one that begins anew is over anew."""
        if target in self._waits:
            self._waits[target].cancel()
        self._waits[target] = Clock.schedule_once(lambda _dt: self._waited(target), seconds)

    def forget_waits(self) -> None:
        """Wait for nothing any more."""
        for event in self._waits.values():
            event.cancel()
        self._waits.clear()

    def close(self) -> None:
        """Count no more."""
        self._seconds.cancel()
        self.forget_waits()
