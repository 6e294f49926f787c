"""The pen that draws shapes with smooth edges, and the piece that every widget of the shell is."""

from collections.abc import Sequence
from functools import lru_cache
from math import hypot

from kivy.graphics import Canvas, Color, PopMatrix, PushMatrix, Rectangle, SmoothLine, Translate
from kivy.graphics.texture import Texture
from kivy.uix.widget import Widget

from elderapp.tablet import theme as look
from elderapp.tablet.theme import Colour, Theme
from elderapp.tablet.widgets.box import Box


@lru_cache(maxsize=48)
def _quarter(radius: int) -> Texture:
    """The upper left quarter of a disc in white, each pixel as opaque as the disc covers it."""
    pixels = bytearray()
    for y in range(radius):
        high = radius - y - 0.5
        edge = radius - (max(0.0, radius * radius - high * high)) ** 0.5  # all but what lies about it is empty or full
        first, last = max(0, int(edge) - 3), min(radius, int(edge) + 4)
        pixels += b"\xff\xff\xff\x00" * first
        for x in range(first, last):
            far = hypot(radius - x - 0.5, high)
            pixels += bytes((255, 255, 255, round(255 * min(1.0, max(0.0, radius - far + 0.5)))))
        pixels += b"\xff\xff\xff\xff" * (radius - last)
    texture = Texture.create(size=(radius, radius), colorfmt="rgba")
    texture.blit_buffer(bytes(pixels), colorfmt="rgba", bufferfmt="ubyte")
    texture.wrap = "clamp_to_edge"
    return texture


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
        (x, y), (w, h) = self.place(box)
        self._fill(x, y, w, h, colour, radius)

    def outline(
        self,
        box: Box,
        stroke: Colour,
        fill: Colour,
        radius: float | Sequence[float] = look.RADIUS,
        width: float = look.STROKE,
    ) -> None:
        """A filled rectangle with an edge inside its box."""
        (x, y), (w, h) = self.place(box)
        self._fill(x, y, w, h, stroke, radius)
        edge = max(1, round(self.theme.px(width)))
        each = [radius] * 4 if isinstance(radius, int | float) else list(radius)
        inner = [max(0, one - edge / self.theme.density) for one in each]
        self._fill(x + edge, y + edge, w - 2 * edge, h - 2 * edge, fill, inner)

    def disc(self, box: Box, colour: Colour) -> None:
        """A disc in a square box."""
        self.fill(box, colour, box.h)

    def _fill(self, x: float, y: float, w: float, h: float, colour: Colour, radius: float | Sequence[float]) -> None:
        each = [radius] * 4 if isinstance(radius, int | float) else list(radius)
        most = int(min(w, h) // 2)
        r = [min(round(self.theme.px(one)), most) for one in each]
        # Upper left, upper right, lower right, lower left, each with the way its quarter of a disc is turned.
        corners = (
            (x, y + h - r[0], r[0], (0, 1, 1, 1, 1, 0, 0, 0)),
            (x + w - r[1], y + h - r[1], r[1], (1, 1, 0, 1, 0, 0, 1, 0)),
            (x + w - r[2], y, r[2], (1, 0, 0, 0, 0, 1, 1, 1)),
            (x, y, r[3], (0, 0, 1, 0, 1, 1, 0, 1)),
        )
        with self.canvas:
            Color(*colour)
            for left, low, side, turn in corners:
                if side:
                    Rectangle(pos=(left, low), size=(side, side), texture=_quarter(side), tex_coords=turn)
            top, bottom = max(r[0], r[1]), max(r[2], r[3])
            if h > top + bottom:
                Rectangle(pos=(x, y + bottom), size=(w, h - top - bottom))
            self._strip(x, y + h - top, w, top, r[0], r[1], low_edge=True)
            self._strip(x, y, w, bottom, r[3], r[2], low_edge=False)

    @staticmethod
    def _strip(x: float, y: float, w: float, h: float, left: int, right: int, *, low_edge: bool) -> None:
        """What lies between the corners of one edge, and beside a smaller one."""
        if h and w > left + right:
            Rectangle(pos=(x + left, y), size=(w - left - right, h))
        for at, side in ((x, left), (x + w - right, right)):
            if side < h:
                Rectangle(pos=(at, y if low_edge else y + side), size=(side, h - side))

    def line(self, points: Sequence[tuple[float, float]], colour: Colour, width: float = look.HAIRLINE) -> None:
        """A line through points, `width` units thick."""
        px, height = self.theme.px, self.theme.profile.height
        with self.canvas:
            Color(*colour)
            flat = [part for x, y in points for part in (px(x), height - px(y))]
            SmoothLine(points=flat, width=px(width) / 2)

    def texture(self, texture: Texture, box: Box, tint: Colour = look.WHITE) -> Rectangle:
        """A picture in a box; one that was made for it stands pixel on pixel, however its edges were rounded."""
        pos, size = self.place(box)
        if all(abs(own - given) <= 1 for own, given in zip(texture.size, size, strict=True)):
            size = texture.size
        with self.canvas:
            Color(*tint)
            return Rectangle(texture=texture, pos=pos, size=size)


class Piece(Widget):
    """Something drawn at a place. With an `id` it can be tapped, and `role` says how large it must be.

    `spoken` says in words what it is, where it has no writing of its own. What `lasts` is shown again by its screen.
    """

    lasts = False

    def __init__(self, theme: Theme, box: Box, id: str = "", role: str = "") -> None:
        super().__init__(size_hint=(None, None))
        self.theme, self.box, self.id, self.role = theme, box, id, role
        self.pen = Pen(self.canvas, theme)
        self.pos, self.size = self.pen.place(box)
        self._shift: Translate | None = None

    def wipe(self) -> None:
        """Let go of all that is drawn here and inside at once: a widget of Kivy's waits long to be collected."""
        for piece in self.walk(restrict=True):
            canvas = piece.canvas
            if canvas.has_before:
                canvas.before.clear()
            if canvas.has_after:
                canvas.after.clear()
            canvas.clear()

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
