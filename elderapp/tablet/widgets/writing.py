"""Text on the screen: one texture a line, broken by `elderapp.tablet.text`, never by Kivy."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal

from kivy.core.text import Label as CoreLabel
from kivy.graphics import Color, Rectangle, SmoothRoundedRectangle
from kivy.graphics.texture import Texture

from elderapp import resources
from elderapp.lesson.model import Line
from elderapp.tablet import icons
from elderapp.tablet import theme as look
from elderapp.tablet.text import Measure, Setting, ends_at_pauses, largest, runs, width_of
from elderapp.tablet.theme import Colour, Theme, Weight
from elderapp.tablet.widgets.box import Box
from elderapp.tablet.widgets.kept import kept
from elderapp.tablet.widgets.piece import Piece

Align = Literal["left", "middle", "right"]

CENTRE_OF_GLYPH = 0.78
"""Ems from a texture's top to the middle of a Chinese character in it."""
SHRINK = (1.0, 0.92, 0.85, 0.78, 0.72, 0.66, 0.6, 0.55, 0.5)
FEW = 8
"""So many characters are better whole in a line a little smaller than broken."""
PHRASE = 0.74
"""How much smaller a caption may be if then no line ends in the middle of a phrase."""


@cache
def font(weight: Weight) -> str:
    """The file of a weight of Noto Sans HK."""
    return str(resources.assets() / "fonts" / f"NotoSansHK-{weight}.ttf")


@lru_cache(maxsize=64)
def measure(file: str, size: int) -> Measure:
    """Measures text of one font at one size, in pixels."""
    label = CoreLabel(font_name=file, font_size=size)

    @lru_cache(maxsize=2048)
    def width(text: str) -> float:
        return float(label.get_extents(text)[0]) if text else 0.0

    return width


@kept(4)
def texture(text: str, file: str, size: int) -> Texture:
    """The text in white, to be tinted."""
    label = CoreLabel(text=text, font_name=file, font_size=size)
    label.refresh()
    return label.texture


class Writing(Piece):
    """Words in a box: at `size` units times the reader's scale if they stand in `most` lines, else smaller.

    `upper` puts them at the box's upper edge, else they stand in its middle. `whole` rather makes a few words a little
    smaller than breaking them, `phrases` ends lines at a comma or a stop where that costs little. `size` may be several
    steps, falling. `fits` tells whether the last resort was enough; `ground` is the colour that the words stand on, for
    whoever judges contrast.
    """

    def __init__(
        self,
        theme: Theme,
        box: Box,
        text: str,
        size: float | Sequence[float],
        *,
        weight: Weight = 500,
        colour: Colour = look.INK,
        ground: Colour = look.CARD,
        align: Align = "left",
        most: int = 1,
        leading: float = 1.22,
        cuts: tuple[int, ...] = (),
        upper: bool = False,
        whole: bool = False,
        phrases: bool = False,
    ) -> None:
        super().__init__(theme, box)
        self.text, self.colour, self.ground, self.weight = text, colour, ground, weight
        self.file, self.align, self.leading = font(weight), align, leading
        setting, self.fits = fit(
            theme, box, text, size, weight, most=most, leading=leading, cuts=cuts, whole=whole, phrases=phrases
        )
        self.setting = setting
        self.font_px = round(setting.size)
        self.line_px = self.font_px * leading
        self.top_px = self._top(upper=upper)
        self._write()

    def move(self, across: float, down: float) -> None:
        """Stand elsewhere, by so many units."""
        self.box = self.box.moved(across, down)
        self.pos, self.size = self.pen.place(self.box)
        self.top_px -= self.theme.px(down)
        self.canvas.clear()
        self._write()

    @property
    def lines(self) -> tuple[str, ...]:
        """The words line by line."""
        return tuple(self.text[start:end].rstrip() for start, end in self.setting.lines)

    @property
    def text_height(self) -> float:
        """How high all lines are, in units."""
        return len(self.setting.lines) * self.line_px / self.theme.density

    def _top(self, *, upper: bool) -> float:
        height = len(self.setting.lines) * self.line_px
        return self.top if upper else self.center_y + height / 2

    def line_box(self, i: int) -> tuple[float, float, float, float]:
        """Where line `i` stands, in pixels from the window's lower left."""
        width = width_of(self.lines[i], self.font_px, measure(self.file, self.font_px))
        left = {"left": self.x, "middle": self.center_x - width / 2, "right": self.right - width}[self.align]
        return (left, self.top_px - (i + 1) * self.line_px, width, self.line_px)

    def _write(self) -> None:
        with self.canvas:
            Color(*self.colour)
        for i, line in enumerate(self.lines):
            left, low, _, high = self.line_box(i)
            self._write_line(line, left, low + high / 2)

    def _write_line(self, line: str, left: float, middle: float) -> None:
        gauge = measure(self.file, self.font_px)
        for run in runs(line):
            if not run.text.strip():
                left += gauge(run.text)
                continue
            left -= run.pull * self.font_px
            picture = texture(run.text, self.file, self.font_px)
            low = middle + CENTRE_OF_GLYPH * self.font_px - picture.height
            with self.canvas:
                Rectangle(texture=picture, pos=(round(left), round(low)), size=picture.size)
            left += gauge(run.text)


def fit(
    theme: Theme,
    box: Box,
    text: str,
    size: float | Sequence[float],
    weight: Weight,
    *,
    most: int,
    leading: float = 1.22,
    cuts: tuple[int, ...] = (),
    whole: bool = False,
    phrases: bool = False,
) -> tuple[Setting, bool]:
    """How `Writing` would set the text, in pixels."""
    if whole and most > 1 and len(text) <= FEW and "，" not in text:
        setting, good = fit(theme, box, text, _steps(size)[:3], weight, most=1, leading=leading, cuts=cuts)
        if good:
            return setting, good
    steps = _steps(size)
    pixels = sorted({max(round(theme.text(step)), round(theme.px(look.SMALLEST))) for step in steps}, reverse=True)
    high = theme.px(box.h)
    setting, good = Setting(pixels[0], ((0, 0),)), False
    first: Setting | None = None
    for one in pixels:
        if first and one < first.size * PHRASE:
            break
        lines = max(1, min(most, int((high + 1) / (one * leading))))
        setting, good = largest(text, (one,), theme.px(box.w), lines, lambda s: measure(font(weight), round(s)), cuts)
        good = good and len(setting.lines) * one * leading <= high + one * (leading - 1) + 1
        if good and (not phrases or ends_at_pauses(text, setting.lines)):
            return setting, True
        first = first or (setting if good else None)
    return (first, True) if first else (setting, good)


def _steps(size: float | Sequence[float]) -> list[float]:
    return [size * step for step in SHRINK] if isinstance(size, int | float) else list(size)


class Caption(Writing):
    """A line with the block behind the words that are being spoken. The text itself never moves."""

    line: Line | None = None

    def light(self, first: int, last: int) -> None:
        """Put the block behind the characters from `first` to `last` (not included)."""
        self.dark()
        gauge = measure(self.file, self.font_px)
        for i, (start, end) in enumerate(self.setting.lines):
            if max(first, start) < min(last, end):
                x, y, _, high = self.line_box(i)
                line = self.lines[i]
                # Without the empty half of a bracket at the line's start or end.
                left = max(0.0, reach(line, max(first, start) - start, self.font_px, gauge))
                right = min(
                    reach(line, min(last, end) - start, self.font_px, gauge), width_of(line, self.font_px, gauge)
                )
                self._block(x + left, y, right - left, high)

    def _block(self, x: float, y: float, width: float, height: float) -> None:
        pad, radius = self.theme.px(4), self.theme.px(12)
        with self.canvas.before:
            Color(*look.SPOKEN)
            SmoothRoundedRectangle(
                pos=(round(x - pad), round(y)),
                size=(round(width + 2 * pad), round(height)),
                radius=[(radius, radius)] * 4,
            )

    def dark(self) -> None:
        """Take the block away."""
        self.canvas.before.clear()


def reach(line: str, at: int, size: float, gauge: Measure) -> float:
    """How far character `at` of a line is from its start, with brackets pulled in; at the end, how long the line is."""
    far = 0.0
    for run in runs(line):
        far -= run.pull * size
        if at < run.start + len(run.text):
            return far + gauge(run.text[: max(0, at - run.start)])
        far += gauge(run.text)
    return far


def caption(
    theme: Theme,
    box: Box,
    line: Line,
    sizes: Sequence[float] = look.INSTRUCTION,
    *,
    most: int = 2,
    weight: Weight = 500,
    colour: Colour = look.INK,
    ground: Colour = look.CARD,
    leading: float = look.LEADING,
) -> Caption:
    """The caption of a line, at the upper edge of a box."""
    made = Caption(
        theme,
        box,
        line.text,
        sizes,
        most=most,
        weight=weight,
        colour=colour,
        ground=ground,
        leading=leading,
        cuts=line.cuts,
        upper=True,
        phrases=True,
    )
    made.line = line
    return made


def lit(made: Caption, line: Line) -> Caption:
    """The words of this line: they are lit while it is spoken."""
    made.line = line
    return made


class Icon(Piece):
    """An icon in the middle of a box, `size` units high; icons do not grow with the text."""

    def __init__(self, theme: Theme, box: Box, name: str, size: float, colour: Colour = look.NAVY) -> None:
        super().__init__(theme, box)
        self.name, self.colour = name, colour
        picture = texture(icons.icon(name), icons.FONT, round(theme.px(size)))
        with self.canvas:
            Color(*colour)
            Rectangle(
                texture=picture,
                pos=(round(self.center_x - picture.width / 2), round(self.center_y - picture.height / 2)),
                size=picture.size,
            )
