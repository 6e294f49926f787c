"""A phone screen while it is being laid out: measures words, collects pieces."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from msgspec import Struct

from elderapp.i18n import Words as Translate
from elderapp.lesson.mock import CallScreen
from elderapp.player.play import PhoneView
from elderapp.tablet import theme as look
from elderapp.tablet.phone.pieces import Disc, Glyph, Panel, Piece, Radius, Spot, Words
from elderapp.tablet.photos import Photos
from elderapp.tablet.text import break_lines, runs, width_of
from elderapp.tablet.theme import Colour, Weight
from elderapp.tablet.touch import Role
from elderapp.tablet.widgets.box import Box
from elderapp.tablet.widgets.writing import font, measure

FINGER = look.TARGET_MM * look.MM
"""16 mm in units."""
TIGHTEST = 2


class Block(Struct, frozen=True):
    """One widget of a screen: how high it is, and what draws it at a height. `low` ones gather at the lower end."""

    height: float
    draw: Callable[[float], None]
    low: bool = False
    joined: bool = False


class Sheet:
    """Where the parts of a screen are put. `tight` from 0 to 2 says how far spaces must shrink."""

    def __init__(
        self,
        view: PhoneView,
        words: Translate,
        *,
        width: float,
        height: float,
        density: float = 1.0,
        scale: float = 1.0,
        tight: int = 0,
        seconds: Mapping[str, int] | None = None,
        photos: Photos | None = None,
    ) -> None:
        """`width` and `height` are those above the ribbon; `seconds` what is left of each waiting time."""
        self.view, self.words, self.width, self.height = view, words, width, height
        self.density, self.scale, self.tight = density, scale, tight
        self.seconds = seconds or {}
        self.photos = photos or {}
        self.night = view.screen.night or any(isinstance(one, CallScreen) for one in view.screen.widgets)
        self.crowded = False
        """A label had to be broken, or parts to tap stand too close: better smaller words, where they may shrink."""
        self.pieces: list[Piece] = []
        self.spots: list[Spot] = []

    @property
    def gap(self) -> float:
        """Between one thing and the next."""
        return (20, 18, 18)[self.tight]

    @property
    def pad(self) -> float:
        """Left and right of everything."""
        return (22, 20, 16)[self.tight]

    @property
    def inner(self) -> float:
        """The width between the pads."""
        return self.width - 2 * self.pad

    @property
    def ground(self) -> Colour:
        """What everything stands on."""
        return look.MOCK_NIGHT if self.night else look.MOCK_SCREEN

    @property
    def ink(self) -> Colour:
        """Text on the ground."""
        return look.WHITE if self.night else look.INK

    def pick(self, *heights: float) -> float:
        """The one for how tight it is."""
        return heights[min(self.tight, len(heights) - 1)]

    # Measuring

    def type_px(self, size: float) -> int:
        """A type size in pixels, never under the smallest."""
        return round(max(size * self.scale, look.SMALLEST) * self.density)

    def high(self, size: float, leading: float = 1.4) -> float:
        """The height of a line."""
        return self.type_px(size) * leading / self.density

    def wide(self, text: str, size: float, weight: Weight = 400) -> float:
        """The width of a line."""
        px = self.type_px(size)
        return width_of(text, px, measure(font(weight), px)) / self.density

    def lines(self, text: str, width: float, size: float, weight: Weight = 400) -> tuple[tuple[int, int], ...]:
        """Where the lines of a text start and end."""
        px = self.type_px(size)
        return break_lines(text, width * self.density, px, measure(font(weight), px))

    def largest(self, text: str, width: float, sizes: tuple[float, ...], weight: Weight, most: int = 1) -> float:
        """The largest size at which the text stands in `most` lines, else the last."""
        for size in sizes:
            set_lines = self.lines(text, width, size, weight)
            fits = all(self.wide(text[start:end], size, weight) <= width for start, end in set_lines)
            if len(set_lines) <= most and fits:
                return size
        return sizes[-1]

    # Putting

    @contextmanager
    def aside(self) -> Iterator[list[Spot]]:
        """Try something: what is put meanwhile is not kept. Gives the spots that it puts."""
        pieces, spots = self.pieces, self.spots
        self.pieces, self.spots = [], []
        try:
            yield self.spots
        finally:
            self.pieces, self.spots = pieces, spots

    def panel(self, box: Box, fill: Colour, radius: Radius = 0, edge: Colour | None = None, stroke: float = 2) -> None:
        """A filled rectangle."""
        self.pieces.append(Panel(box, fill, radius, edge, stroke))

    def disc(self, box: Box, fill: Colour) -> None:
        """A disc."""
        self.pieces.append(Disc(box, fill))

    def glyph(self, name: str, x: float, y: float, size: float, colour: Colour) -> None:
        """An icon around a point."""
        self.pieces.append(Glyph(name, x, y, size, colour))

    def line(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        colour: Colour,
        ground: Colour,
        *,
        weight: Weight = 400,
        centred: bool = False,
    ) -> float:
        """One line of words from (or around) `x`, its middle at `y`. Gives its width."""
        px = self.type_px(size)
        gauge = measure(font(weight), px)
        total = width_of(text, px, gauge) / self.density
        at = x - total / 2 if centred else x
        for run in runs(text.rstrip()):
            at -= run.pull * px / self.density
            width = gauge(run.text) / self.density
            self.pieces.append(Words(run.text, at, y, width, px, weight, colour, ground))
            at += width
        return total

    def text(
        self,
        text: str,
        box: Box,
        size: float,
        colour: Colour,
        ground: Colour,
        *,
        weight: Weight = 400,
        leading: float = 1.4,
        centred: bool = False,
    ) -> None:
        """Lines of words from the top of a box."""
        step = self.high(size, leading)
        for i, (start, end) in enumerate(self.lines(text, box.w, size, weight)):
            y = box.y + (i + 0.5) * step
            x = box.cx if centred else box.x
            self.line(text[start:end], x, y, size, colour, ground, weight=weight, centred=centred)

    def text_height(self, text: str, width: float, size: float, weight: Weight = 400, leading: float = 1.4) -> float:
        """How high such lines are."""
        return len(self.lines(text, width, size, weight)) * self.high(size, leading)

    def spot(
        self,
        id_: str,
        box: Box,
        role: Role = "button",
        radius: float = 24,
        *,
        hit: Box | None = None,
        dead: bool = False,
    ) -> None:
        """Say what stands in a box; `dead` things are there to be pointed at, not to be tapped."""
        if id_:
            self.spots.append(Spot(id_, box, None if dead else hit or box, role, radius))
