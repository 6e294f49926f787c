"""Praise after a lesson, what was learnt, and the word for where she stands."""

from typing import Any

from kivy.animation import Animation
from kivy.graphics import Color, Rectangle

from elderapp.tablet import theme as look
from elderapp.tablet.pictures import picture
from elderapp.tablet.screens.screen import ShellScreen
from elderapp.tablet.views import Rail, WellDoneView
from elderapp.tablet.widgets.box import Box
from elderapp.tablet.widgets.buttons import Primary, Secondary
from elderapp.tablet.widgets.marks import Card, Tick, word_pill
from elderapp.tablet.widgets.piece import Piece
from elderapp.tablet.widgets.writing import Caption, Writing, caption

BUTTON = 118
OPENING = ("bouquet-0", "bouquet-1", "bouquet-2", "bouquet")
"""The cup, and one flower more each time."""


class WellDoneScreen(ShellScreen):
    """Ids: ``again-lesson``, ``keep-card``."""

    _vase: Box | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """As every screen of the shell; no flower comes out yet."""
        self._opening: list[tuple[Animation, Color]] = []
        super().__init__(*args, **kwargs)

    def show(self, view: WellDoneView, rail: Rail) -> None:
        """Draw the card and its two buttons."""
        self.begin(rail)
        area = self.area.top(self.area.h - 16)
        foot = area.foot(BUTTON)
        first = foot.left(foot.w * 0.415)
        self.add_widget(Secondary(self.theme, first, "again-lesson", self.words("再做一次"), "replay"))
        keep = foot.after(first.w + PADDING)
        self.add_widget(Primary(self.theme, keep, "keep-card", self.words("收好呢張咭"), "bookmark"))
        card = area.top(area.h - BUTTON - PADDING - look.FOOT_CARD)
        self.add_widget(Card(self.theme, card))
        inner = card.inset(38, 30)
        if self.theme.portrait:
            self._under_each_other(inner, view)
        else:
            wide = inner.w * (0.408 - 0.26 * (self.theme.scale - 1))
            self._bouquet(inner.left(wide).middle(wide, min(wide * 1.05, inner.h)))
            self._words(inner.after(wide + 40), view)

    def _under_each_other(self, inner: Box, view: WellDoneView) -> None:
        """The picture over the words, as large as they leave it."""
        least = 24 + self._words_high(inner, view)
        high = min(inner.h * (0.44 if self.theme.scale < 1.2 else 0.3), inner.h - least)
        if high < 110:
            self._words(inner, view)
            return
        self._bouquet(inner.top(high).middle(min(inner.w, high * 1.3), high))
        self._words(inner.below(high + 24), view)

    def _bouquet(self, box: Box) -> None:
        width, height = (round(self.theme.px(part)) for part in (box.w, box.h))
        self._vase = box
        self._draw(box, picture("bouquet", width, height))

    def fade_in(self) -> None:
        """Come up like every screen; then the flowers come out one after the other, and stay."""
        super().fade_in()
        box, self._vase = self._vase, None
        if box is None:
            return
        width, height = (round(self.theme.px(part)) for part in (box.w, box.h))
        pos, size = self._pixels(box)
        over = Piece(self.theme, box)
        self.add_widget(over)
        opening: Animation | None = None
        for number, name in enumerate(OPENING):
            with over.canvas:
                tint = Color(1, 1, 1, 0 if number else 1)
                Rectangle(texture=picture(name, width, height), pos=pos, size=size)
            if number:
                opening = Animation(duration=number * look.BLOOM_APART) + Animation(a=1, duration=look.RING_FADE)
                opening.start(tint)
                self._opening.append((opening, tint))
        if opening is not None:
            opening.bind(on_complete=lambda *_: over.canvas.clear())

    def on_parent(self, _screen: object, parent: object) -> None:
        """Flowers that still come out when she goes on would hold this screen and its pictures."""
        if parent is None:
            for opening, tint in self._opening:
                opening.cancel(tint)
            self._opening.clear()

    def _set(self, box: Box, view: WellDoneView) -> tuple[Writing, Caption]:
        """The praise and what it is for, not yet put anywhere."""
        theme, learner = self.theme, self.rail.learner
        praise = self.words("{name}，做得好！").format(name=learner.name) if learner else self.words("做得好！")
        head = Writing(theme, box, praise, look.PRAISE, weight=700, most=2, leading=1.3, upper=True)
        line = caption(theme, box, view.card.praise, (look.ROW, 33, 30, 28), leading=1.35, most=1)
        if not line.fits:
            line = caption(theme, box, view.card.praise, (look.ROW, 33, 30, 28), leading=1.35)
        return head, line

    def _words_high(self, box: Box, view: WellDoneView) -> float:
        """How much room the words need at least."""
        head, line = self._set(Box(0, 0, box.w, 2000), view)
        return self._fixed(head, line) + 50.0 * len(view.card.ticks)

    def _fixed(self, head: Writing, line: Caption) -> float:
        return head.text_height + 14 + line.text_height + 34 + 18 + 60 * min(self.theme.scale, 1.3)

    def _words(self, box: Box, view: WellDoneView) -> None:
        theme, scale = self.theme, self.theme.scale
        head, line = self._set(box, view)
        pill_high = 60 * min(scale, 1.3)
        ticks = view.card.ticks
        fixed = self._fixed(head, line)
        each = min(72.0 * scale, max(50.0, (box.h - fixed) / max(1, len(ticks))))
        top = box.y + max(0, (box.h - fixed - each * len(ticks)) / 2)
        head.move(0, top - box.y)
        top += head.text_height + 14
        line.move(0, top - box.y)
        top += line.text_height + 16
        self.caption = line
        self.add_widget(head)
        self.add_widget(line)
        rule = Piece(theme, Box(box.x, top, min(432, box.w), 2))
        rule.pen.fill(rule.box, look.HAIR)
        self.add_widget(rule)
        top += 18
        for tick in ticks:
            self.add_widget(Tick(theme, Box(box.x, top, box.w, each), tick))
            top += each
        self.add_widget(word_pill(theme, Box(box.x, top + 18, box.w, pill_high), view.word, self.words, 32))


PADDING = 26
