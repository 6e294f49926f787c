"""What a phone screen is made of once it is laid out: shapes, words, and what can be tapped. Values alone.

Boxes are in units from the upper left corner of the phone's screen (inside its frame).
"""

from collections.abc import Sequence

from msgspec import Struct

from elderapp.tablet.theme import Colour, Weight
from elderapp.tablet.touch import Role
from elderapp.tablet.widgets.box import Box

Radius = float | tuple[float, float, float, float]


class Panel(Struct, frozen=True):
    """A filled rectangle; with an `edge` it has an outline inside its box."""

    box: Box
    fill: Colour
    radius: Radius = 0
    edge: Colour | None = None
    stroke: float = 2


class Disc(Struct, frozen=True):
    """A disc in a square box."""

    box: Box
    fill: Colour


class Words(Struct, frozen=True):
    """Words on one line. `x` is their left end, `y` the middle of the line, `size` the type's pixels.

    `ground` is what they stand on and `bold` whether 700: for whoever judges contrast and size.
    """

    text: str
    x: float
    y: float
    width: float
    size: int
    weight: Weight
    colour: Colour
    ground: Colour


class Glyph(Struct, frozen=True):
    """An icon, `size` units high, around its middle."""

    name: str
    x: float
    y: float
    size: float
    colour: Colour


class Portrait(Struct, frozen=True):
    """The grey head and shoulders of somebody without a picture."""

    box: Box


class Photo(Struct, frozen=True):
    """A lesson's own picture, whole, in the middle of its box. `name` is that of its file in the pack."""

    box: Box
    name: str


Piece = Panel | Disc | Words | Glyph | Portrait | Photo


class Spot(Struct, frozen=True):
    """Something with an id: `box` is what is drawn, `hit` where a finger means it (nothing: it cannot be tapped)."""

    id: str
    box: Box
    hit: Box | None
    role: Role = "button"
    radius: float = 24


class Page(Struct, frozen=True):
    """One screen, laid out. `overflow` is how many units of it do not fit, `scale` the text size that was reached."""

    pieces: tuple[Piece, ...]
    spots: tuple[Spot, ...]
    overflow: float
    scale: float


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds them all.

    >>> around([Box(0, 0, 10, 10), Box(20, 5, 10, 10)])
    Box(x=0, y=0, w=30, h=15)
    """
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(left, top, max(box.right for box in boxes) - left, max(box.bottom for box in boxes) - top)


def at_least(box: Box, width: float, height: float) -> Box:
    """The box, grown around its middle to this size where it is smaller."""
    return box.middle(max(box.w, width), max(box.h, height))
