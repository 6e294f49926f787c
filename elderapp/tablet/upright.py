"""The glass that the app is shown on: how large it is, and that a small one stands upright.

A practice phone with keys of 16 mm is 117 mm high, and an 8-inch tablet that lies across has 108 (decision 0315). There
the app is drawn upright, however the tablet is held: it need only be turned. What gives way there: decision 0380.
"""

import os
from math import hypot
from typing import Any

from elderapp.tablet.theme import DeviceProfile

INCHES = "ELDERAPP_INCHES"
"""The variable that says how large the glass is from corner to corner, where the system does not tell the truth."""
LEAST, MOST = 7.0, 15.0
"""Inches that are believed."""


def profile(size: tuple[int, int]) -> DeviceProfile:
    """The glass under a window of so many pixels; one of 10.1 inches where nobody knows better."""
    return DeviceProfile(*size, inches(size))


def inches(size: tuple[int, int]) -> float:
    """From corner to corner: what the variable says, else what Android says of its dots, else 10.1."""
    told = os.environ.get(INCHES, "")
    try:
        found = float(told) if told else _by_dots(size)
    except ValueError:
        found = 0.0
    return found if LEAST <= found <= MOST else DeviceProfile().diagonal


def _by_dots(size: tuple[int, int]) -> float:
    """Desktops invent their dots to the inch; Android measures them."""
    from kivy.metrics import Metrics
    from kivy.utils import platform

    if platform != "android" or not Metrics.dpi:
        return 0.0
    return float(hypot(*size) / Metrics.dpi)


def stand_up(window: Any) -> None:
    """Draw upright on a small glass that lies across; fingers are turned with it."""
    seen = profile(tuple(window.size))
    if seen.is_small and not window.rotation and seen.width > seen.height:
        window.rotation = 90
