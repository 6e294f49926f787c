"""The third hint: a drawn hand that comes, points, presses and goes."""

from collections.abc import Callable
from functools import lru_cache

from kivy.animation import Animation
from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture
from kivy.properties import NumericProperty
from kivy.uix.widget import Widget

from elderapp.tablet import theme as look
from elderapp.tablet.widgets.brush import Brush, paint

UNITS = (116.0, 124.0)
"""The hand's own size."""
TIP = (20.0, 9.0)
"""Where the fingertip is in it, from its upper left."""
PRESS = 3.0
_MOVE, _STEP, _STOP, _BETWEEN, _SINK = look.GHOST_MOVE, 1.2, look.GHOST_STOP, 0.25, 0.12
"""Seconds: the way there, from key to key, the rest before the press, before the next key, half of a press."""
_HELD = 1.2
"""Seconds that the hand stays down where it shows a long press."""
_HIDDEN = (*look.INK[:3], 0.0)

_FINGERS = (
    (((20, 21), (39, 85)), 24.0),
    (((51, 52), (59, 90)), 23.0),
    (((71, 50.5), (77, 88)), 22.0),
    (((89, 55), (93, 86)), 24.0),
    (((18, 84), (45, 96)), 21.0),
    (((48, 93), (63, 97), (88, 88)), 35.0),
)
"""Index, three bent fingers, thumb, palm: lines with round ends, and how thick."""
_FOLDS = (((45.5, 62), (50.5, 79)), ((64.5, 58), (69, 73)), ((82.5, 56), (87, 69)))
_CREAM, _INK = "#FFF4E2", "#1C2331"
_EDGE = 4.5


def _hand(brush: Brush) -> None:
    for points, thick in _FINGERS:
        brush.stroke(points, thick + 2 * _EDGE, _INK)
    for points, thick in _FINGERS:
        brush.stroke(points, thick, _CREAM)
    for fold in _FOLDS:
        brush.stroke(fold, 3.4, _INK)


@lru_cache(maxsize=4)
def _picture(density: float) -> Texture:
    return paint(_hand, UNITS, (round(UNITS[0] * density), round(UNITS[1] * density)), _HIDDEN, fine=2)


class Ghost(Widget):
    """The hand. `tip_x` and `tip_y` are its fingertip in pixels of the window, `shade` how visible it is."""

    tip_x = NumericProperty(0.0)
    tip_y = NumericProperty(0.0)
    shade = NumericProperty(0.0)

    def __init__(self, density: float) -> None:
        super().__init__(size_hint=(None, None))
        self.density = density
        self._motion: Animation | None = None
        self._hand: Rectangle | None = None
        self.bind(tip_x=self._follow, tip_y=self._follow, shade=self._follow)

    @property
    def is_acting(self) -> bool:
        """Whether it is under way."""
        return self._motion is not None

    def tap(
        self,
        start: tuple[float, float],
        places: list[tuple[float, float]],
        on_press: Callable[[int], None],
        on_done: Callable[[], None],
        *,
        is_held: bool = False,
    ) -> None:
        """Come from `start`, press each place in turn, fade, then `on_done`. `on_press` hears which one it presses."""
        self._appear(start)
        motion, before = Animation(shade=1.0, d=look.RING_FADE), None
        for i, place in enumerate(places):
            motion += self._to(place, before)
            press = Animation(tip_y=place[1] - PRESS * self.density, d=_SINK)
            press.bind(on_start=lambda *_, i=i: on_press(i))
            lift = Animation(tip_y=place[1], d=_SINK)
            lift.bind(on_complete=lambda *_: on_press(-1))
            motion += press + Animation(d=_HELD) + lift if is_held else press + lift
            before = place
        self._run(motion, on_done)

    def swipe(self, start: tuple[float, float], end: tuple[float, float], on_done: Callable[[], None]) -> None:
        """Rest at `start`, move along to `end`, rest, fade."""
        self._appear(start)
        motion = Animation(shade=1.0, d=look.RING_FADE) + Animation(d=_STOP)
        motion += Animation(tip_x=end[0], tip_y=end[1], d=_MOVE, t="in_out_quad") + Animation(d=_BETWEEN)
        self._run(motion, on_done)

    def stop(self) -> None:
        """Vanish; nobody is told."""
        if self._motion is not None:
            motion, self._motion = self._motion, None
            motion.cancel(self)
        Animation.cancel_all(self)
        self.canvas.clear()
        self._hand = None
        self.shade = 0.0

    def _to(self, place: tuple[float, float], before: tuple[float, float] | None) -> Animation:
        if place == before:
            return Animation(d=_BETWEEN * 2)
        way = Animation(tip_x=place[0], tip_y=place[1], d=_MOVE if before is None else _STEP, t="in_out_quad")
        return way + Animation(d=_STOP if before is None else _BETWEEN)

    def _appear(self, start: tuple[float, float]) -> None:
        self.stop()
        self.tip_x, self.tip_y = start
        with self.canvas:
            self._colour = Color(1, 1, 1, 0)
            picture = _picture(self.density)
            self._hand = Rectangle(texture=picture, size=(UNITS[0] * self.density, UNITS[1] * self.density))
        self._follow()

    def _run(self, motion: Animation, on_done: Callable[[], None]) -> None:
        motion += Animation(shade=0.0, d=look.RING_FADE)
        motion.bind(on_complete=lambda *_: self._end(motion, on_done))
        self._motion = motion
        motion.start(self)

    def _end(self, motion: Animation, on_done: Callable[[], None]) -> None:
        # Something else has taken over.
        if self._motion is not motion:
            return
        self._motion = None
        self.stop()
        on_done()

    def _follow(self, *_: object) -> None:
        if self._hand is None:
            return
        self._colour.a = self.shade
        left = self.tip_x - TIP[0] * self.density
        self._hand.pos = (left, self.tip_y - (UNITS[1] - TIP[1]) * self.density)
