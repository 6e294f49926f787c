"""Colours, type, spaces and times of the tablet, and how many pixels they are on a device. No toolkit here.

Lengths are written in *units*: one is a pixel of the tablet that the pictures were drawn for (10.1 inches, 1280 × 800),
0.17 mm. `Theme.px` makes them pixels of the device at hand, so a finger finds the same millimetres everywhere.
"""

from math import atan, degrees, hypot
from typing import Literal

from msgspec import Struct

MM = hypot(1280, 800) / 10.1 / 25.4
"""Units in a millimetre."""

READING_DISTANCE_MM = 450.0

Colour = tuple[float, float, float, float]
"""Red, green, blue, alpha, each from 0 to 1, as Kivy wants them."""


def colour(hexed: str, alpha: float = 1.0) -> Colour:
    """A colour from ``#RRGGBB``.

    >>> colour("#FF0080")
    (1.0, 0.0, 0.5019607843137255, 1.0)
    """
    red, green, blue = (int(hexed[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return (red, green, blue, alpha)


def contrast(one: Colour, other: Colour) -> float:
    """WCAG contrast ratio of two opaque colours, 1 to 21.

    >>> round(contrast(INK, PAPER), 1)
    14.9
    """
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(tint: Colour) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in tint[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


PAPER, SAND, CARD = colour("#FFF8EC"), colour("#F3E6CC"), colour("#FFFFFF")
INK, SOFT = colour("#1C2331"), colour("#414B5C")
NAVY, NAVY2 = colour("#16324F"), colour("#DFE9F2")
AMBER, EDGE, AMBER2, SPOKEN = colour("#FFB81C"), colour("#A86F00"), colour("#FFE7AE"), colour("#FFD979")
JADE, JADE2 = colour("#0A5145"), colour("#DDF0EA")
BAUHINIA, BAUHINIA2 = colour("#7A1F56"), colour("#F7E3EE")
BRICK, BRICK2 = colour("#8C1717"), colour("#FBE4E0")
LINE, HAIR = colour("#747F8F"), colour("#E6D6B6")
WHITE = CARD

MOCK_SCREEN, MOCK_BAR, MOCK_LINE = colour("#F3F6F9"), colour("#14506B"), colour("#748393")
MOCK_NIGHT, MOCK_HANG_UP, MOCK_LINK = colour("#1D2B3C"), colour("#C62828"), colour("#0B4A8F")
MOCK_GREY, MOCK_FOOT = colour("#36414F"), colour("#D9C8A4")

Weight = Literal[400, 500, 700]

PRAISE, NAME, QUESTION, TITLE = 54, 48, 48, 46
INSTRUCTION = (48, 44, 40, 36)
"""Steps of an instruction: the largest at which it stands in two lines."""
ANSWER, PRIMARY, ROW = 46, 40, 36
SECONDARY, LIST, RAIL_TEXT, LABEL, SMALL = 34, 34, 32, 30, 28
SMALLEST = 24
"""No text is smaller, at any scale, inside the mock phone either."""
LEADING = 1.55
"""Line height of an instruction, in ems."""
SCALES = (1.0, 1.25, 1.5)
SCALE_SMALL = 1.25
"""The largest on a small glass, where names and the home screen find no room for more."""

GAP, MARGIN = 22, 24
RADIUS_RAIL, RADIUS, RADIUS_CARD, RADIUS_PHONE, RADIUS_SCREEN = 24, 28, 32, 56, 43
STROKE, HAIRLINE = 3, 2
"""Navy round what can be tapped; a hair round what cannot."""
FOOT_CARD, FOOT_PRIMARY, FOOT_PRESSED, FOOT_PHONE = 4, 6, 2, 6
PRESS = 4
"""How far a pressed face goes down."""

FADE, RING_FADE, PULSE, FERRY, GHOST_MOVE, GHOST_STOP = 0.2, 0.25, 1.0, 1.2, 1.4, 0.6
"""Seconds."""
BLOOM_APART = 0.6
"""Seconds from one flower of praise to the next: one thing moves at a time."""

TARGET_MM, PRIMARY_MM, GAP_MM = 16.0, 19.0, 3.0


class DeviceProfile(Struct, frozen=True):
    """A window's size in pixels and the diagonal, in inches, of the screen it fills."""

    width: int = 1280
    height: int = 800
    diagonal: float = 10.1

    @property
    def per_mm(self) -> float:
        """Pixels in a millimetre."""
        return hypot(self.width, self.height) / self.diagonal / 25.4

    @property
    def is_small(self) -> bool:
        """Whether the shorter side is under 120 mm: an 8-inch tablet."""
        return min(self.width, self.height) / self.per_mm < 120.0


class Theme(Struct, frozen=True):
    """What a length is on a device, for a reader who wants text `scale` times as large."""

    profile: DeviceProfile = DeviceProfile()
    scale: float = 1.0

    @property
    def density(self) -> float:
        """Pixels in a unit."""
        return self.profile.per_mm / MM

    def px(self, units: float) -> float:
        """Units in pixels.

        >>> round(Theme(DeviceProfile(1920, 1200, 10.1)).px(100))
        150
        """
        return units * self.density

    def mm(self, millimetres: float) -> float:
        """Millimetres in pixels."""
        return millimetres * self.profile.per_mm

    def text(self, units: float) -> float:
        """A type size in pixels, with the reader's scale."""
        return self.px(units) * self.scale

    @property
    def width(self) -> float:
        """The window's width in units."""
        return self.profile.width / self.density

    @property
    def height(self) -> float:
        """The window's height in units."""
        return self.profile.height / self.density

    @property
    def portrait(self) -> bool:
        """Whether the window is higher than wide."""
        return self.profile.height > self.profile.width

    def arc_minutes(self, pixels: float) -> float:
        """How large so many pixels look from where a propped tablet is read.

        >>> round(Theme().arc_minutes(24))
        31
        """
        return degrees(atan(pixels / self.profile.per_mm / READING_DISTANCE_MM)) * 60
