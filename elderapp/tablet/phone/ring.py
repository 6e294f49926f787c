"""The second hint: a ring round one thing, and everything else of the screen dimmed."""

from math import cos, pi

from kivy.animation import Animation
from kivy.clock import Clock
from kivy.graphics import (
    Color,
    Line,
    Rectangle,
    RoundedRectangle,
    SmoothLine,
    StencilPop,
    StencilPush,
    StencilUnUse,
    StencilUse,
)
from kivy.properties import NumericProperty
from kivy.uix.widget import Widget

from elderapp.tablet import theme as look
from elderapp.tablet.touch import Box

DIM = 0.4
AMBER_THIN, AMBER_THICK, INK_LINE = 10.0, 13.0, 3.0
"""The ring's widths in units; it breathes between the first two."""
_EDGE = 2.0
"""The edge of tiles and keys, in units."""
_BREATH = 1.8
"""Seconds from thin to thin; at most one pulse a second is allowed."""
_BREATHS = 6
"""Then it stays as it is until something is said or touched: each change draws the whole window, and a battery is
small. The next prompt comes after 15 seconds."""
_RATE = 15
"""Changes a second: 3 px in 0.9 s look smooth."""


class Ring(Widget):
    """Draws over the phone's screen. `shade` is how far it has faded in, `breath` how thick the ring is just now."""

    shade = NumericProperty(0.0)
    breath = NumericProperty(AMBER_THIN)

    def __init__(self, density: float) -> None:
        super().__init__(size_hint=(None, None))
        self.density = density
        self._shown: tuple[object, ...] | None = None
        self._tick = None
        self._born = 0.0
        self.bind(shade=self._fade, breath=self._breathe)

    def show(self, screen: Box, radius: float, target: Box | None, corner: float, *, dim: bool) -> None:
        """Ring `target` (nothing: none) on a `screen` with round upper corners; `dim` the rest. All in pixels."""
        wanted = (screen, radius, target, corner, dim)
        if wanted == self._shown:
            self._breathe_again()
            return
        self.hide()
        self._shown = wanted
        if target is None and not dim:
            return
        self._draw(screen, radius, target, corner, dim=dim)
        Animation(shade=1.0, d=look.RING_FADE).start(self)
        self._breathe_again()

    def hide(self) -> None:
        """Take it away at once: what comes next is another picture."""
        Animation.cancel_all(self, "shade")
        self._rest()
        self.canvas.clear()
        self._shown, self.shade, self.breath = None, 0.0, AMBER_THIN

    def _breathe_again(self) -> None:
        if self._tick is None and self._shown is not None and self._shown[2]:
            self._born = Clock.get_time()
            self._tick = Clock.schedule_interval(self._grow, 1 / _RATE)

    def _rest(self) -> None:
        if self._tick is not None:
            self._tick.cancel()
            self._tick = None

    def settle(self) -> None:
        """Be there at once, as after the fade: for whoever takes a picture."""
        Animation.cancel_all(self, "shade")
        if self._shown is not None:
            self.shade = 1.0

    def _draw(self, screen: Box, radius: float, target: Box | None, corner: float, *, dim: bool) -> None:
        self._target, self._corner = target, corner
        with self.canvas:
            self._dim = Color(*look.NAVY[:3], 0)
            if dim:
                _dimming(screen, radius, target)
            if target:
                self._amber = Color(*look.AMBER[:3], 0)
                self._band = Line(width=1)
                self._ink = Color(*look.INK[:3], 0)
                self._inner = SmoothLine(width=INK_LINE * self.density / 2)
                self._outer = SmoothLine(width=INK_LINE * self.density / 2)
        self._breathe()

    def _grow(self, _dt: float) -> None:
        age = Clock.get_time() - self._born
        if age >= _BREATH * _BREATHS:
            age = 0.0
            self._rest()
        self.breath = AMBER_THIN + (AMBER_THICK - AMBER_THIN) * (1 - cos(2 * pi * age / _BREATH)) / 2

    def _fade(self, *_: object) -> None:
        if self._shown is None:
            return
        self._dim.a = DIM * self.shade
        if self._target:
            self._amber.a = self._ink.a = self.shade

    def _breathe(self, *_: object) -> None:
        if self._shown is None or self._target is None:
            return
        thick, ink = self.breath * self.density, INK_LINE * self.density
        self._band.width = thick / 2
        # The inner line lies on the target's own edge, so that no sliver of it shows between.
        start = -_EDGE * self.density
        self._band.rounded_rectangle = _outside(self._target, start + ink + thick / 2, self._corner)
        self._inner.rounded_rectangle = _outside(self._target, start + ink / 2, self._corner)
        self._outer.rounded_rectangle = _outside(self._target, start + ink * 1.5 + thick, self._corner)


def _outside(box: Box, by: float, corner: float) -> tuple[float, ...]:
    left, low, right, high = box
    return (left - by, low - by, right - left + 2 * by, high - low + 2 * by, corner + by, 48)


def _dimming(screen: Box, radius: float, target: Box | None) -> None:
    """The screen without its target, as four rectangles cut to the screen's round upper corners."""
    left, low, right, high = screen
    shape = {"pos": (left, low), "size": (right - left, high - low)}
    corners = [(radius, radius), (radius, radius), (0, 0), (0, 0)]
    StencilPush()
    RoundedRectangle(radius=corners, **shape)
    StencilUse()
    if target is None:
        Rectangle(**shape)
    else:
        x, y, to_x, to_y = (
            max(left, target[0]),
            max(low, target[1]),
            min(right, target[2]),
            min(high, target[3]),
        )
        Rectangle(pos=(left, to_y), size=(right - left, high - to_y))
        Rectangle(pos=(left, low), size=(right - left, y - low))
        Rectangle(pos=(left, y), size=(x - left, to_y - y))
        Rectangle(pos=(to_x, y), size=(right - to_x, to_y - y))
    StencilUnUse()
    RoundedRectangle(radius=corners, **shape)
    StencilPop()
