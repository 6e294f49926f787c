"""The door of the trainer's corner: whose number it is, and how long to wait after wrong ones. It wipes nothing."""

from collections.abc import Sequence
from typing import Protocol

from elderapp import keys
from elderapp.records.people import Staff

FREE = 5
"""Wrong numbers that cost nothing: a trainer in a noisy class mistypes."""
FIRST_WAIT, LONGEST_WAIT = 30, 15 * 60
"""Seconds to wait after the sixth wrong number, doubled with each further one, and at most."""
_FAILURES, _UNTIL = "door-failures", "door-until"


class Settings(Protocol):
    """Where it is kept: a tablet that is switched off and on does not forget."""

    def setting(self, key: str, default: int) -> int:
        """What is kept under this name."""

    def set_setting(self, key: str, value: int) -> None:
        """Keep it."""


class Door:
    """One tablet's door."""

    def __init__(self, settings: Settings) -> None:
        """`settings` are the tablet's."""
        self._settings = settings

    def wait(self, now: int) -> int:
        """Seconds until a number may be tried (at `now`, ms); a clock that was set back does not make it longer."""
        left = -(-(self._settings.setting(_UNTIL, 0) - now) // 1000)
        return left if 0 < left <= LONGEST_WAIT else 0

    def open(self, pin: str, staff: Sequence[Staff], now: int) -> Staff | None:
        """Who has this number; nobody while one must wait."""
        if self.wait(now):
            return None
        found = next((one for one in staff if one.pin and keys.is_pin(pin, one.pin)), None)
        if found is not None:
            self._settings.set_setting(_FAILURES, 0)
            return found
        failures = self._settings.setting(_FAILURES, 0) + 1
        self._settings.set_setting(_FAILURES, failures)
        if failures > FREE:
            seconds = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(10, failures - FREE - 1))
            self._settings.set_setting(_UNTIL, now + 1000 * seconds)
        return None
