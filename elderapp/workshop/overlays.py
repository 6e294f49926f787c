"""What lies over a previewed lesson: what is wrong with it, a ruler in millimetres."""

from typing import Any

from kivy.core.text import Label as CoreLabel
from kivy.core.window import Window
from kivy.graphics import Color, Line, Rectangle
from kivy.uix.widget import Widget

from elderapp.tablet import theme as look
from elderapp.tablet.widgets.writing import font

_SIZE, _LEADING, _PAD = 20, 30, 18
FINGER_MM = 16
"""What every target must measure at least."""


class Notice(Widget):
    """Lines of small print for the author over the lower part of the window."""

    def show(self, lines: list[str], *, is_loud: bool) -> None:
        """Write them; `is_loud` for what is wrong."""
        self.canvas.clear()
        width, height = Window.size
        wrapped = [piece for line in lines for piece in _wrapped(line, width - 4 * _PAD)]
        high = min(len(wrapped) * _LEADING + 2 * _PAD, height - 2 * _PAD)
        with self.canvas:
            Color(*(look.BRICK if is_loud else look.NAVY))
            Rectangle(pos=(_PAD - 4, _PAD - 4), size=(width - 2 * _PAD + 8, high + 8))
            Color(*look.CARD)
            Rectangle(pos=(_PAD, _PAD), size=(width - 2 * _PAD, high))
            for i, line in enumerate(wrapped[: int((high - 2 * _PAD) // _LEADING)]):
                picture = _texture(line)
                Color(*look.INK)
                y = _PAD + high - _PAD - (i + 1) * _LEADING
                Rectangle(texture=picture, pos=(2 * _PAD, y), size=picture.size)


class Ruler(Widget):
    """A grid of 10 mm, and a square of 16 mm that follows the pointer: what is smaller is too small for a finger."""

    def __init__(self) -> None:
        super().__init__()
        self.per_mm = 5.88
        self._pointer = (0.0, 0.0)
        self.bind(parent=self._came)

    def _came(self, _widget: object, parent: object) -> None:
        (Window.bind if parent is not None else Window.unbind)(mouse_pos=self._follow)
        self._draw()

    def _follow(self, _window: object, place: tuple[float, float]) -> None:
        self._pointer = place
        self._draw()

    def _draw(self) -> None:
        self.canvas.clear()
        width, height = Window.size
        step = 10 * self.per_mm
        with self.canvas:
            Color(*look.BRICK[:3], 0.45)
            for i in range(1, int(width // step) + 1):
                Line(points=[i * step, 0, i * step, height], width=1)
            for i in range(1, int(height // step) + 1):
                Line(points=[0, height - i * step, width, height - i * step], width=1)
            Color(*look.BRICK)
            for i in range(1, int(width // step) + 1):
                picture = _texture(str(i * 10))
                Rectangle(texture=picture, pos=(i * step + 3, height - picture.height), size=picture.size)
            side = FINGER_MM * self.per_mm
            Line(rectangle=(self._pointer[0] - side / 2, self._pointer[1] - side / 2, side, side), width=1.5)


def _texture(text: str) -> Any:
    label = CoreLabel(text=text or " ", font_name=font(500), font_size=_SIZE)
    label.refresh()
    return label.texture


def _wrapped(text: str, room: float) -> list[str]:
    """A line in pieces that fit; a Chinese character is as wide as the type, a Latin one about half."""
    pieces, piece, used = [], "", 0.0
    for char in text:
        wide = _SIZE * (0.56 if char.isascii() else 1.0)
        if used + wide > room:
            pieces.append(piece)
            piece, used = "    ", _SIZE * 2.2
        piece, used = piece + char, used + wide
    return [*pieces, piece]
