"""Puts a laid-out screen on a canvas."""

from functools import lru_cache
from typing import assert_never

from kivy.graphics import Canvas, Color, Rectangle
from kivy.graphics.texture import Texture

from elderapp.tablet import icons
from elderapp.tablet import theme as look
from elderapp.tablet.phone.case import case_of
from elderapp.tablet.phone.pieces import Disc, Glyph, Page, Panel, Photo, Portrait, Words
from elderapp.tablet.photos import Photos, photo
from elderapp.tablet.theme import Theme
from elderapp.tablet.widgets.box import Box
from elderapp.tablet.widgets.brush import Brush, arc, paint
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
    case = case_of(pen.theme)
    body = Box(-case.frame, -case.frame, *size)
    pen.fill(body.moved(0, look.FOOT_PHONE), look.MOCK_FOOT, case.radius)
    pen.fill(body, look.INK, case.radius)
    pen.fill(body.inset(case.frame), ground, case.corner)


def draw_page(pen: ScreenPen, page: Page, photos: Photos | None = None) -> None:
    """Everything on the screen; `photos` are the files of its pictures."""
    for piece in page.pieces:
        match piece:
            case Panel(box=box, fill=fill, radius=radius, edge=edge, stroke=stroke):
                if edge:
                    pen.fill(box, edge, radius)
                    pen.fill(box.inset(stroke), fill, _inner(radius, stroke))
                else:
                    pen.fill(box, fill, radius)
            case Disc(box=box, fill=fill):
                pen.disc(box, fill)
            case Words():
                draw_words(pen, piece)
            case Glyph():
                _glyph(pen, piece)
            case Portrait(box=box):
                _, size = pen.place(box)
                pen.texture(_portrait(*size), box)
            case Photo():
                draw_photo(pen, piece, photos or {})
            case _:
                assert_never(piece)


def draw_photo(pen: Pen, piece: Photo, photos: Photos) -> None:
    """A picture as large as its box allows."""
    picture = photo(photos, piece.name)
    if picture is None:
        return
    ratio = min(piece.box.w / picture.width, piece.box.h / picture.height)
    pen.texture(picture, piece.box.middle(picture.width * ratio, picture.height * ratio))


def _inner(radius: float | tuple[float, float, float, float], stroke: float) -> float | tuple[float, ...]:
    if isinstance(radius, tuple):
        return tuple(max(0.5, one - stroke) for one in radius)
    return max(0.0, radius - stroke)


@lru_cache(maxsize=4)
def _portrait(width: int, height: int) -> Texture:
    return paint(_head_and_shoulders, (100, 100), (width, height), look.MOCK_NIGHT)


def _head_and_shoulders(brush: Brush) -> None:
    """No face, no hood: a cheat does not look like one."""
    plate, grey = "#34465C", "#8EA1B6"
    brush.disc(50, 50, 50, plate)
    brush.disc(50, 39, 19, grey)
    # The shoulders are an ellipse where it is over the disc's edge, and that edge below.
    over = arc(50, 100, 38, 202.3, 337.7)
    under = arc(50, 50, 50, 45.4, 134.6)
    brush.shape([*over, *under], grey)


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
