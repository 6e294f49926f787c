"""The pen that draws shapes with smooth edges, and the piece that every widget of the shell is."""

from collections.abc import Sequence

from kivy.graphics import (
    Canvas,
    Color,
    Line,
    PopMatrix,
    PushMatrix,
    Rectangle,
    SmoothEllipse,
    SmoothLine,
    SmoothRoundedRectangle,
    Translate,
    Triangle,
)
from kivy.graphics.texture import Texture
from kivy.uix.widget import Widget

from elderapp.tablet import theme as look
from elderapp.tablet.theme import Colour, Theme
from elderapp.tablet.widgets.box import Box


class Pen:
    """Draws on a canvas. Places are boxes in units from the top left; the canvas counts pixels from the bottom left."""

    def __init__(self, canvas: Canvas, theme: Theme) -> None:
        self.canvas = canvas
        self.theme = theme

    def place(self, box: Box) -> tuple[tuple[float, float], tuple[float, float]]:
        """A box as Kivy's pos and size, on whole pixels."""
        px, height = self.theme.px, self.theme.profile.height
        left, right = round(px(box.x)), round(px(box.right))
        low, high = round(height - px(box.bottom)), round(height - px(box.y))
        return (left, low), (right - left, high - low)

    def fill(self, box: Box, colour: Colour, radius: float | Sequence[float] = 0) -> None:
        """A rectangle with round corners: one radius, or four from the upper left with the clock."""
        pos, size = self.place(box)
        with self.canvas:
            Color(*colour)
            if not radius:
                Rectangle(pos=pos, size=size)
                return
            each = [radius] * 4 if isinstance(radius, int | float) else list(radius)
            most = min(size) / 2
            corners = [(min(self.theme.px(one), most),) * 2 for one in each]
            SmoothRoundedRectangle(pos=pos, size=size, radius=corners, segments=28)

    def outline(
        self,
        box: Box,
        stroke: Colour,
        fill: Colour,
        radius: float = look.RADIUS,
        width: float = look.STROKE,
    ) -> None:
        """A filled rectangle with an edge inside its box."""
        self.fill(box, stroke, radius)
        self.fill(box.inset(width), fill, max(0, radius - width))

    def oval(self, box: Box, colour: Colour) -> None:
        """An ellipse; a disc in a square box."""
        pos, size = self.place(box)
        with self.canvas:
            Color(*colour)
            SmoothEllipse(pos=pos, size=size, segments=120)

    def line(self, points: Sequence[tuple[float, float]], colour: Colour, width: float = look.HAIRLINE) -> None:
        """A line through points, `width` units thick."""
        px, height = self.theme.px, self.theme.profile.height
        with self.canvas:
            Color(*colour)
            flat = [part for x, y in points for part in (px(x), height - px(y))]
            SmoothLine(points=flat, width=px(width) / 2)

    def play(self, box: Box, colour: Colour) -> None:
        """The solid triangle of a start button, with its corners rounded."""
        px, height = self.theme.px, self.theme.profile.height
        inner = box.inset(4)
        corners = ((inner.x, inner.y), (inner.right, inner.cy), (inner.x, inner.bottom))
        flat = [part for x, y in corners for part in (px(x), height - px(y))]
        with self.canvas:
            Color(*colour)
            Triangle(points=flat)
            Line(points=flat, width=px(3.5), close=True, joint="round")

    def texture(self, texture: Texture, box: Box, tint: Colour = look.WHITE) -> Rectangle:
        """A picture in a box."""
        pos, size = self.place(box)
        with self.canvas:
            Color(*tint)
            return Rectangle(texture=texture, pos=pos, size=size)


class Piece(Widget):
    """Something drawn at a place. With an `id` it can be tapped, and `role` says how large it must be.

    `spoken` says in words what it is, where it has no writing of its own.
    """

    def __init__(self, theme: Theme, box: Box, id: str = "", role: str = "") -> None:
        super().__init__(size_hint=(None, None))
        self.theme, self.box, self.id, self.role = theme, box, id, role
        self.pen = Pen(self.canvas, theme)
        self.pos, self.size = self.pen.place(box)
        self._shift: Translate | None = None

    def make_pressable(self) -> None:
        """From here on, what is drawn and added goes down with the finger; what was drawn before stays."""
        with self.canvas:
            PushMatrix()
            self._shift = Translate(0, 0)
        with self.canvas.after:
            PopMatrix()

    def set_pressed(self, *, pressed: bool) -> None:
        """Draw it pressed down, or as it was."""
        if self._shift is not None:
            self._shift.y = -self.theme.px(look.PRESS) if pressed else 0

    def hit_box(self) -> tuple[float, float, float, float]:
        """Where a finger presses it: x, y, width, height in pixels of the window, from its lower left."""
        return (*self.pos, *self.size)
