"""Flat shapes with smooth edges: drawn four times too large off the screen, then halved twice."""

from collections.abc import Callable, Sequence
from math import cos, pi, sin

from kivy.graphics import (
    Color,
    Ellipse,
    Fbo,
    Line,
    Mesh,
    PopMatrix,
    PushMatrix,
    Rectangle,
    Rotate,
    RoundedRectangle,
    Scale,
    Translate,
)
from kivy.graphics.tesselator import Tesselator
from kivy.graphics.texture import Texture

from elderapp.tablet.theme import Colour, colour

Point = tuple[float, float]
_MOST_PIXELS = 4096


def curve(start: Point, one: Point, two: Point, end: Point, steps: int = 24) -> list[Point]:
    """Points of a cubic curve from `start` to `end`, drawn towards `one` and coming from `two`.

    >>> curve((0, 0), (0, 0), (1, 1), (1, 1), steps=2)
    [(0.0, 0.0), (0.5, 0.5), (1.0, 1.0)]
    """
    points = []
    for i in range(steps + 1):
        t = i / steps
        a, b, c, d = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3
        points.append(
            (
                a * start[0] + b * one[0] + c * two[0] + d * end[0],
                a * start[1] + b * one[1] + c * two[1] + d * end[1],
            )
        )
    return points


def arc(cx: float, cy: float, radius: float, first: float, last: float, steps: int = 48) -> list[Point]:
    """Points of a circle from one angle to another, in degrees, from the right and downwards."""
    angles = (first + (last - first) * i / steps for i in range(steps + 1))
    return [(cx + radius * cos(a * pi / 180), cy + radius * sin(a * pi / 180)) for a in angles]


class Brush:
    """Draws the shapes that pictures are made of. x goes right and y down, in the picture's own units."""

    def oval(self, cx: float, cy: float, rx: float, ry: float, tint: str, angle: float = 0) -> None:
        """An ellipse, turned by `angle` degrees about its middle."""
        PushMatrix()
        Rotate(angle=angle, origin=(cx, cy))
        Color(*colour(tint))
        Ellipse(pos=(cx - rx, cy - ry), size=(2 * rx, 2 * ry), segments=96)
        PopMatrix()

    def disc(self, cx: float, cy: float, radius: float, tint: str) -> None:
        """A disc."""
        self.oval(cx, cy, radius, radius, tint)

    def box(self, x: float, y: float, w: float, h: float, tint: str, radius: float = 0) -> None:
        """A rectangle, with round corners if `radius` is given."""
        Color(*colour(tint))
        if radius:
            RoundedRectangle(pos=(x, y), size=(w, h), radius=[(radius, radius)] * 4, segments=24)
        else:
            Rectangle(pos=(x, y), size=(w, h))

    def shape(self, points: Sequence[Point], tint: str | Colour) -> None:
        """A polygon of any form."""
        tesselator = Tesselator()
        tesselator.add_contour([part for point in points for part in point])
        tesselator.tesselate()
        Color(*(colour(tint) if isinstance(tint, str) else tint))
        for vertices, indices in tesselator.meshes:
            Mesh(vertices=vertices, indices=indices, mode="triangle_fan")

    def stroke(self, points: Sequence[Point], width: float, tint: str) -> None:
        """A line with round ends."""
        Color(*colour(tint))
        Line(points=[part for point in points for part in point], width=width / 2, cap="round", joint="round")

    def petal(self, cx: float, cy: float, angle: float, near: float, far: float, width: float, tint: str) -> None:
        """An oval that points away from a middle, from `near` to `far` of it. Angle 0 points up."""
        middle, turn = (near + far) / 2, angle * pi / 180
        x, y = cx + middle * sin(turn), cy - middle * cos(turn)
        self.oval(x, y, width / 2, (far - near) / 2, tint, angle)

    def leaf(self, start: Point, end: Point, bulge: float, tint: str) -> None:
        """A leaf between two points."""
        (x1, y1), (x2, y2) = start, end
        across, down = (x2 - x1) / 3, (y2 - y1) / 3
        over = curve(
            start,
            (x1 + across + down * bulge, y1 + down - across * bulge),
            (x2 - across + down * bulge, y2 - down - across * bulge),
            end,
        )
        under = curve(
            end,
            (x2 - across - down * bulge, y2 - down + across * bulge),
            (x1 + across - down * bulge, y1 + down + across * bulge),
            start,
        )
        self.shape([*over, *under[1:-1]], tint)

    def wave(self, x: float, y: float, width: float, height: float, thick: float, tint: str = "#FFFFFF") -> None:
        """A white line on water."""
        first = curve((x, y), (x + width / 6, y - height), (x + width / 3, y - height), (x + width / 2, y))
        second = curve(
            (x + width / 2, y), (x + width * 2 / 3, y + height), (x + width * 5 / 6, y + height), (x + width, y)
        )
        self.stroke([*first, *second[1:]], thick, tint)

    def corners(self, width: float, height: float, radius: float, ground: Colour) -> None:
        """Round the corners of what was drawn, by painting the ground over them."""
        for x, y, first in ((0, 0, 180), (width, 0, 270), (width, height, 0), (0, height, 90)):
            cx, cy = abs(x - radius), abs(y - radius)
            self.shape([(x, y), *arc(cx, cy, radius, first, first + 90, 24)], ground)

    def scaled(self, size: float, draw: Callable[[], None]) -> None:
        """Draw something at another size."""
        PushMatrix()
        Scale(size, size, 1)
        draw()
        PopMatrix()


Drawing = Callable[[Brush], None]


def paint(drawing: Drawing, units: Point, pixels: tuple[int, int], ground: Colour, *, fine: int = 1) -> Texture:
    """The drawing as a texture of so many `pixels`, `fine` times as many of them each way for what moves.

    `units` is the drawing's own width and height; `ground` what shows where it draws nothing. Only the texture stays:
    a frame of Kivy's would keep its own picture, that of the larger one and every stroke.
    """
    width, height = pixels

    def put(texture: Texture) -> None:
        texture.blit_buffer(_pixels(drawing, units, pixels, ground, fine), colorfmt="rgba", bufferfmt="ubyte")

    texture = Texture.create(size=(width * fine, height * fine), colorfmt="rgba")
    texture.mag_filter = texture.min_filter = "linear"
    put(texture)
    texture.add_reload_observer(put)  # when a device has lost its pictures
    return texture


def _pixels(drawing: Drawing, units: Point, pixels: tuple[int, int], ground: Colour, fine: int) -> bytes:
    width, height = pixels
    times = 4 if 4 * max(pixels) <= _MOST_PIXELS else 2
    frame = Fbo(size=(width * times, height * times))
    with frame:
        PushMatrix()
        Scale(width * times / units[0], -height * times / units[1], 1)
        Translate(0, -units[1])
        drawing(Brush())
        PopMatrix()
    _draw(frame, ground)
    while times > fine:  # half as large each time: every pixel is the mean of just four
        times //= 2
        large, frame = frame, Fbo(size=(width * times, height * times))
        with frame:
            Color(1, 1, 1, 1)
            Rectangle(texture=large.texture, size=frame.size)
        _draw(frame, ground)
    return bytes(frame.pixels)


def _draw(fbo: Fbo, ground: Colour) -> None:
    fbo.clear_color = ground
    fbo.bind()
    fbo.clear_buffer()
    fbo.release()
    fbo.draw()
    fbo.texture.mag_filter = fbo.texture.min_filter = "linear"
