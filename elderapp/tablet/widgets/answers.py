"""Answers in the screens: a question's are all alike, and nothing hints at the right one."""

from collections.abc import Sequence

from elderapp.lesson.model import Line
from elderapp.tablet import theme as look
from elderapp.tablet.theme import Colour, Theme
from elderapp.tablet.widgets.box import Box
from elderapp.tablet.widgets.buttons import LOW, Tappable
from elderapp.tablet.widgets.piece import Piece
from elderapp.tablet.widgets.writing import Align, Caption, Writing, lit

Size = float | Sequence[float]
"""Units, or steps of them, falling."""


class AnswerButton(Tappable):
    """One answer. All of a question have the same size and tint: nothing hints at the right one.

    Where things are put in order, one that has its place shows its `numeral`; `is_ringed` points one out.
    """

    def __init__(
        self,
        theme: Theme,
        box: Box,
        id: str,
        line: Line,
        icon: str,
        size: Size,
        *,
        numeral: str = "",
        is_ringed: bool = False,
    ) -> None:
        Piece.__init__(self, theme, box, id=id, role="answer")
        if is_ringed:
            for out, colour in ((9, look.INK), (7, look.AMBER)):
                self.pen.fill(box.inset(-out), colour, look.RADIUS + out)
        self.make_pressable()
        self.pen.outline(box, look.JADE if numeral else look.NAVY, look.JADE2 if numeral else look.CARD)
        disc = min(76.0, box.h - 24)
        if numeral:
            self._placed(line, numeral, size, disc)
            return
        if box.w < 420 and box.h > LOW and icon:
            self._upright(line, icon, size, disc)
            return
        if box.w < 2 * box.h and icon:
            self._low(line, icon, size)
            return
        words = box.inset(27, 8)
        if icon:
            self.put_icon(icon, Box(box.x + 25, box.cy - disc / 2, disc, disc), 46)
            words = Box(box.x + disc + 46, words.y, box.w - disc - 60, words.h)
        self._say(words, line, size, most=2)

    def _placed(self, line: Line, numeral: str, size: Size, disc: float) -> None:
        """Its numeral on a solid disc before its words."""
        box, theme = self.box, self.theme
        place = Box(box.x + 25, box.cy - disc / 2, disc, disc)
        self.pen.disc(place, look.JADE)
        number = Writing(
            theme,
            place,
            numeral,
            look.ROW,
            weight=700,
            colour=look.WHITE,
            ground=look.JADE,
            align="middle",
            leading=1.2,
        )
        self.add_widget(number)
        words = Box(box.x + disc + 46, box.y + 8, box.w - disc - 60, box.h - 16)
        self._say(words, line, size, most=3, ground=look.JADE2)

    def _say(
        self, box: Box, line: Line, size: Size, *, most: int, align: Align = "left", ground: Colour = look.CARD
    ) -> Caption:
        words = self._words(box, line, size, most=most, align=align, ground=ground)
        self.add_widget(words)
        return words

    def _words(
        self, box: Box, line: Line, size: Size, *, most: int, align: Align = "left", ground: Colour = look.CARD
    ) -> Caption:
        """Its words, which are lit while they are read out: whoever cannot read hears which answer this is."""
        words = Caption(
            self.theme, box, line.text, size, weight=700, most=most, align=align, leading=1.2, cuts=line.cuts,
            ground=ground, whole=True,
        )  # fmt: skip
        return lit(words, line)

    def _low(self, line: Line, icon: str, size: Size) -> None:
        """In a narrow and low box a bare icon stands over a word."""
        box, sign, gap = self.box, 48.0, 4.0
        room = Box(box.x + 10, box.y, box.w - 20, box.h - sign - gap - 14)
        words = self._say(room, line, size, most=2, align="middle")
        top = box.cy - (sign + gap + words.text_height) / 2
        self.put_icon(icon, Box(box.cx - sign / 2, top, sign, sign), sign, tint=None)
        words.move(0, top + sign + gap + words.text_height / 2 - room.cy)

    def _upright(self, line: Line, icon: str, size: Size, disc: float) -> None:
        """In a narrow box the icon stands over the words; where they need the room, it is smaller."""
        box = self.box
        for side, gap in ((disc, 14.0), (48.0, 6.0), (36.0, 2.0)):
            room = Box(box.x + 12, box.y, box.w - 24, box.h - side - 2 * gap - 8)
            words = self._words(room, line, size, most=4, align="middle")
            if words.fits:
                break
        self.add_widget(words)
        top = box.cy - (side + gap + words.text_height) / 2
        self.put_icon(icon, Box(box.cx - side / 2, top, side, side), side * 0.6)
        words.move(0, top + side + gap + words.text_height / 2 - room.cy)
