"""Puts a laid-out screen on a canvas."""

from typing import assert_never

from kivy.graphics import Canvas, Color, Rectangle

from elderapp.tablet import icons
from elderapp.tablet import theme as look
from elderapp.tablet.phone.layout import FRAME, ribbon_height
from elderapp.tablet.phone.pieces import Glyph, Oval, Page, Panel, Words
from elderapp.tablet.theme import Theme
from elderapp.tablet.widgets.box import Box
from elderapp.tablet.widgets.piece import Pen
from elderapp.tablet.widgets.writing import CENTRE_OF_GLYPH, font, texture


class ScreenPen(Pen):
    """A pen whose boxes are counted from the upper left corner of the phone's screen, which may stand anywhere."""

    def __init__(self, canvas: Canvas, theme: Theme, left: float, top: float) -> None:
        """`left` and `top` are the screen's corner in pixels of the window, from its lower left."""
        super().__init__(canvas, theme)
        self.left, self.top = left, top

    def place(self, box: Box) -> tuple[tuple[float, float], tuple[float, float]]:
        px = self.theme.px
        left, right = round(self.left + px(box.x)), round(self.left + px(box.right))
        low, high = round(self.top - px(box.bottom)), round(self.top - px(box.y))
        return (left, low), (right - left, high - low)


def draw_frame(pen: ScreenPen, size: tuple[float, float], ground: look.Colour) -> None:
    """The phone itself: its foot, its body, its empty screen. `size` is the outer one."""
    body = Box(-FRAME, -FRAME, *size)
    pen.fill(body.moved(0, look.FOOT_PHONE), look.MOCK_FOOT, look.RADIUS_PHONE)
    pen.fill(body, look.INK, look.RADIUS_PHONE)
    pen.fill(body.inset(FRAME), ground, look.RADIUS_SCREEN)


def draw_page(pen: ScreenPen, page: Page) -> None:
    """Everything on the screen."""
    for piece in page.pieces:
        match piece:
            case Panel(box=box, fill=fill, radius=radius, edge=edge, stroke=stroke):
                if edge:
                    pen.fill(box, edge, radius)
                    pen.fill(box.inset(stroke), fill, _inner(radius, stroke))
                else:
                    pen.fill(box, fill, radius)
            case Oval(box=box, fill=fill):
                pen.oval(box, fill)
            case Words():
                draw_words(pen, piece)
            case Glyph():
                _glyph(pen, piece)
            case _:
                assert_never(piece)


def _inner(radius: float | tuple[float, float, float, float], stroke: float) -> float | tuple[float, ...]:
    if isinstance(radius, tuple):
        return tuple(max(0.5, one - stroke) for one in radius)
    return max(0.0, radius - stroke)


def draw_words(pen: ScreenPen, words: Words) -> None:
    """One line of words."""
    if not words.text.strip():
        return
    picture = texture(words.text, font(words.weight), words.size)
    left = round(pen.left + pen.theme.px(words.x))
    low = round(pen.top - pen.theme.px(words.y) + CENTRE_OF_GLYPH * words.size - picture.height)
    with pen.canvas:
        Color(*words.colour)
        Rectangle(texture=picture, pos=(left, low), size=picture.size)


def _glyph(pen: ScreenPen, glyph: Glyph) -> None:
    picture = texture(icons.icon(glyph.name), icons.FONT, round(pen.theme.px(glyph.size)))
    left = round(pen.left + pen.theme.px(glyph.x) - picture.width / 2)
    low = round(pen.top - pen.theme.px(glyph.y) - picture.height / 2)
    with pen.canvas:
        Color(*glyph.colour)
        Rectangle(texture=picture, pos=(left, low), size=picture.size)


def ribbon_box(size: tuple[float, float]) -> Box:
    """Where the practice ribbon is on a phone of this outer size."""
    return Box(0, 0, size[0] - 2 * FRAME, size[1] - 2 * FRAME).foot(ribbon_height())
