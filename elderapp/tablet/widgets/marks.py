"""What shows and cannot be tapped: cards, tags, stage discs, the ferry's strip, ticks."""

from collections.abc import Sequence
from functools import lru_cache

from kivy.animation import Animation
from kivy.graphics import Rectangle
from kivy.graphics.texture import Texture

from elderapp.i18n import Words
from elderapp.lesson.model import Line
from elderapp.player.play import StageMark
from elderapp.records.people import Word
from elderapp.tablet import theme as look
from elderapp.tablet.pictures.scenes import ferry
from elderapp.tablet.theme import Colour, Theme
from elderapp.tablet.widgets.box import Box
from elderapp.tablet.widgets.brush import Brush, curve, paint
from elderapp.tablet.widgets.piece import Piece
from elderapp.tablet.widgets.writing import Caption, Icon, Writing, caption, lit

WORDS: dict[Word, tuple[str, str]] = {
    "new": ("radio_button_unchecked", "未開始"),
    "learning": ("menu_book", "學緊"),
    "with-help": ("groups", "識做（有人喺身邊）"),
    "alone": ("check_circle", "自己做到"),
    "again": ("replay", "再練吓"),
    "own-phone": ("smartphone", "自己部電話做到"),
}
"""Icon and words for where a learner stands."""

STAGES = {
    "why": ("info", "點解要學"),
    "watch": ("visibility", "睇"),
    "together": ("handshake", "一齊"),
    "alone": ("person", "自己做"),
    "variant": ("volunteer_activism", "幫阿玲"),
    "trick": ("gpp_maybe", "真定假"),
    "card": ("bookmark", "帶走"),
    "checklist": ("smartphone", "自己部電話"),
}
"""Icon and word of each stage."""


class Card(Piece):
    """A white card: hair edge and a flat foot. It cannot be tapped. `said` squares the corner of somebody's words."""

    def __init__(self, theme: Theme, box: Box, *, said: bool = False) -> None:
        super().__init__(theme, box)
        radius = look.RADIUS_CARD
        corners = [radius, radius, 4 if said else radius, radius]
        self.pen.fill(Box(box.x, box.y, box.w, box.h + look.FOOT_CARD), look.HAIR, corners)
        inner = [corner - 2 for corner in corners]
        self.pen.fill(box.inset(look.HAIRLINE), look.CARD, inner)


class Subtitle(Piece):
    """What is said and stands nowhere else on the screen, at the upper edge of a box. It cannot be tapped.

    It is `least` units high: what is under it is hidden whole, not cut in two.
    """

    def __init__(self, theme: Theme, box: Box, line: Line, least: float) -> None:
        inner = box.inset(22.0, 8.0)
        words = caption(theme, inner, line, (40, 36, 34, 32), weight=700, ground=look.NAVY2, leading=1.3, most=3)
        high = max(words.text_height + 16, least)
        super().__init__(theme, Box(box.x, box.y, box.w, high))
        self.pen.fill(self.box, look.NAVY2, 24)
        words.move(0, (high - 16 - words.text_height) / 2)
        self.words = words
        self.add_widget(words)


class Pill(Piece):
    """An icon and a few words on a tint; only as wide as they need."""

    def __init__(
        self,
        theme: Theme,
        box: Box,
        icon: str,
        text: str,
        colour: Colour = look.NAVY,
        ground: Colour = look.NAVY2,
        size: float = look.SMALL,
    ) -> None:
        high, side = box.h, size * 1.28
        room = Box(box.x + 12 + side + 9, box.y, box.w - 12 - side - 9 - 18, high)
        writing = Writing(theme, room, text, size, weight=700, colour=colour, ground=ground)
        wide = writing.line_box(0)[2] / theme.density
        super().__init__(theme, Box(box.x, box.y, 12 + side + 9 + wide + 18, high))
        self.pen.fill(self.box, ground, high / 2)
        self.add_widget(Icon(theme, Box(box.x + 12, box.y, side, high), icon, side, colour))
        self.add_widget(writing)


def word_pill(theme: Theme, box: Box, word: Word, words: Words, size: float = look.SMALL) -> Pill:
    """Where the learner stands, in words: jade for what she can do, navy for what she is learning."""
    icon, text = WORDS[word]
    can = word in {"with-help", "alone", "own-phone"}
    colour, ground = (look.JADE, look.JADE2) if can else (look.NAVY, look.NAVY2)
    return Pill(theme, box, icon, words(text), colour, ground, size)


class Stages(Piece):
    """The stages as discs on a line: done is a tick in jade, now is navy with a double ring and a bold word."""

    lasts = True

    def __init__(self, theme: Theme, box: Box, marks: Sequence[StageMark], words: Words) -> None:
        super().__init__(theme, box)
        self.marks = marks
        self.is_crowded = len(marks) > 4 or theme.scale > 1.2
        step = box.w / max(len(marks), 1)
        disc = min(66.0, step - 14)
        centres = [box.x + step * (i + 0.5) for i in range(len(marks))]
        middle = box.y + 41
        if marks:
            self.pen.fill(Box(centres[0], middle - 2, centres[-1] - centres[0], 4), look.LINE)
        for mark, x in zip(marks, centres, strict=True):
            self._disc(mark, x, middle, disc)
            if mark.state == "now" or not self.is_crowded:
                self._word(mark, x, step, words)

    def _disc(self, mark: StageMark, x: float, y: float, disc: float) -> None:
        box = Box(x - disc / 2, y - disc / 2, disc, disc)
        icon, tint = STAGES[mark.kind][0], look.SOFT
        match mark.state:
            case "done":
                self.pen.disc(box, look.JADE)
                self.pen.disc(box.inset(3), look.JADE2)
                icon, tint = "check", look.JADE
            case "now":
                self.pen.disc(box.inset(-8), look.NAVY)
                self.pen.disc(box.inset(-4), look.PAPER)
                self.pen.disc(box, look.NAVY)
                tint = look.WHITE
            case _:
                self.pen.disc(box, look.LINE)
                self.pen.disc(box.inset(3), look.PAPER)
        self.add_widget(Icon(self.theme, box, icon, disc * 0.62, tint))

    def _word(self, mark: StageMark, x: float, step: float, words: Words) -> None:
        now = mark.state == "now"
        wide = self.box.w if self.is_crowded else step + 8
        room = Box(x - wide / 2, self.box.y + 76, wide, self.box.h - 76)
        writing = Writing(
            self.theme,
            room,
            words(STAGES[mark.kind][1]),
            look.SMALL,
            weight=700 if now else 500,
            colour=look.INK if now else look.SOFT,
            ground=look.PAPER,
            align="middle",
        )
        half = writing.line_box(0)[2] / self.theme.density / 2
        inside = min(max(x, self.box.x + half), self.box.right - half)
        writing.move(inside - x, 0)
        self.add_widget(writing)


class FerryStrip(Piece):
    """A ferry on its way along the steps of a stage. It sails once, from the pier before, then rests."""

    def __init__(self, theme: Theme, box: Box, step: int, steps: int, *, sails: bool = False) -> None:
        super().__init__(theme, box)
        pixels = (round(theme.px(box.w)), round(theme.px(box.h)))
        self.pen.texture(_water(pixels, round(box.w), round(box.h)), box)
        self._piers(step, steps)
        width, height = 108 * box.h / 176, 86 * box.h / 176
        self._top = box.y + box.h * 0.7 - height
        boat = _boat((round(theme.px(width)), round(theme.px(height))))
        start = pier(step - 1 if sails else step, steps, box.w)
        self._boat: Rectangle = self.pen.texture(boat, Box(box.x + start - width / 2, self._top, width, height))
        if sails:
            end, _ = self.pen.place(Box(box.x + pier(step, steps, box.w) - width / 2, self._top, width, height))
            Animation(pos=end, duration=look.FERRY, transition="in_out_quad").start(self._boat)

    def _piers(self, step: int, steps: int) -> None:
        """The way and its piers: those behind filled, the others rings. Drawn anew each step, so not in the picture."""
        line = self.box.y + self.box.h * 0.73
        for number in range(1, steps):
            start, end = (self.box.x + pier(n, steps, self.box.w) for n in (number, number + 1))
            free = end - start - 22
            dots = max(1, int(free // 12))
            for dot in range(dots):
                self.pen.disc(Box(start + 11 + free * (dot + 0.5) / dots - 2, line - 2, 4, 4), look.LINE)
        for number in range(1, steps + 1):
            place = Box(self.box.x + pier(number, steps, self.box.w) - 11, line - 11, 22, 22)
            self.pen.disc(place, look.JADE if number < step else look.LINE)
            if number >= step:
                self.pen.disc(place.inset(3), look.PAPER)


def pier(step: int, steps: int, width: float) -> float:
    """How far from the strip's left the pier of a step (from 1) lies."""
    margin = width * 0.137
    if steps < 2:
        return width / 2 if step >= 1 else margin
    return margin + (width - 2 * margin) * (max(1, step) - 1) / (steps - 1)


@lru_cache(maxsize=4)
def _boat(pixels: tuple[int, int]) -> Texture:
    clear = (0.72, 0.83, 0.83, 0.0)
    return paint(lambda brush: ferry(brush, 0, 0, cabin="#FFFFFF"), (160, 125), pixels, clear, fine=2)


@lru_cache(maxsize=4)
def _water(pixels: tuple[int, int], width: int, height: int) -> Texture:
    def draw(brush: Brush) -> None:
        brush.box(0, 0, width, height, "#E8F1EA")
        sea = height * 0.61
        hill = [
            (0, sea),
            *curve((0, sea), (width * 0.12, 52), (width * 0.2, 64), (width * 0.27, 94)),
            *curve((width * 0.27, 94), (width * 0.38, 42), (width * 0.5, 50), (width * 0.58, 88)),
            *curve((width * 0.58, 88), (width * 0.7, 56), (width * 0.85, 72), (width, 100)),
            (width, sea),
        ]
        brush.shape(hill, "#CBE0D6")
        brush.box(0, sea, width, height - sea, "#BFDCE3")
        brush.wave(20, height * 0.87, 80, 6, 4)
        brush.wave(width * 0.71, height * 0.89, 80, 6, 4)
        brush.corners(width, height, 28, look.PAPER)

    return paint(draw, (width, height), pixels, look.PAPER)


class Tick(Piece):
    """A line with a tick in a jade disc, or with an empty ring."""

    def __init__(
        self,
        theme: Theme,
        box: Box,
        line: Line,
        *,
        done: bool = True,
        size: float = look.LIST,
    ) -> None:
        super().__init__(theme, box)
        disc = Box(box.x, box.cy - 25, 50, 50)
        if done:
            self.pen.disc(disc, look.JADE2)
            self.add_widget(Icon(theme, disc, "check", 38, look.JADE))
        else:
            self.pen.disc(disc.inset(3), look.LINE)
            self.pen.disc(disc.inset(6), look.CARD)
        words = Caption(theme, box.after(66), line.text, size, most=2, leading=1.25, cuts=line.cuts)
        self.add_widget(lit(words, line))


class Bullet(Piece):
    """A small navy round before a line, at the left of its box."""

    def __init__(self, theme: Theme, box: Box) -> None:
        super().__init__(theme, box)
        self.pen.disc(Box(box.x, box.cy - 8, 16, 16), look.NAVY)


class Note(Piece):
    """A small line at the foot of a box, after an eye that does not look: what staff keep to."""

    def __init__(self, theme: Theme, box: Box, text: str) -> None:
        side = 42.0
        words = Writing(
            theme, box.after(side + 14), text, look.SMALL, colour=look.SOFT, ground=look.PAPER, most=3, leading=1.25,
            cuts=tuple(at + 1 for at, char in enumerate(text) if char in "，。、"),
        )  # fmt: skip
        high = max(side, words.text_height) + 4
        super().__init__(theme, box.foot(high))
        self.add_widget(Icon(theme, Box(box.x, self.box.cy - side / 2, side, side), "visibility_off", side, look.SOFT))
        words.move(0, self.box.cy - words.box.cy)
        self.add_widget(words)
