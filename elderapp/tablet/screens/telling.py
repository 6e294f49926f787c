"""Screens that tell: lines that are read out, 停一停, and the calm one after a failure."""

from elderapp.lesson.model import Line
from elderapp.tablet import theme as look
from elderapp.tablet.pictures import picture
from elderapp.tablet.screens.asking import FOOT, amber_button
from elderapp.tablet.screens.screen import ShellScreen
from elderapp.tablet.views import Choice, NoticeView, PausedView, Rail, TroubleView
from elderapp.tablet.widgets.box import Box
from elderapp.tablet.widgets.four import tablet_name
from elderapp.tablet.widgets.marks import Bullet, Card
from elderapp.tablet.widgets.writing import Writing, caption

_LINE = 132.0
"""How high a line that is read out may stand, with its space."""


class Telling(ShellScreen):
    """A card over one amber button."""

    def card_over(self, button: Choice) -> Box:
        """Draw both; gives the card."""
        foot = self.area.foot(FOOT + look.FOOT_PRIMARY).top(FOOT)
        self.add_widget(amber_button(self.theme, foot, button, self.words))
        card = self.area.top(foot.y - self.area.y - look.MARGIN - look.FOOT_CARD)
        self.add_widget(Card(self.theme, card))
        return card


class NoticeScreen(Telling):
    """Id: the button's. The line that is being read is lit by the voice."""

    def show(self, view: NoticeView, rail: Rail) -> None:
        """Draw the lines on a card, and the button."""
        self.begin(rail)
        inner = self.card_over(view.button).inset(36, 28)
        heading = Line("", self.words(view.heading)) if view.title is None else view.title
        title = caption(self.theme, inner, heading, (look.TITLE, 42, 38, 34), weight=700, leading=1.3)
        self.add_widget(title)
        rest = inner.below(title.text_height + 18)
        each = min(_LINE * self.theme.scale, rest.h / max(1, len(view.lines)))
        for number, line in enumerate(view.lines):
            room = Box(rest.x, rest.y + number * each, rest.w, each)
            words = caption(self.theme, room.after(40), line, (40, 36, 34, 32, 30, 28), leading=1.3)
            words.move(0, max(0.0, (each - words.text_height) / 2))
            self.add_widget(Bullet(self.theme, room.left(22)))
            self.add_widget(words)


class PausedScreen(ShellScreen):
    """Nothing to tap here: everybody looks at the trainer."""

    def show(self, view: PausedView, rail: Rail) -> None:
        """Draw the words, large, under a calm picture."""
        self.begin(rail)
        card = self.area.top(self.area.h - look.FOOT_CARD)
        self.add_widget(Card(self.theme, card))
        inner = card.inset(48, 44)
        words = caption(self.theme, inner, view.line, (look.PRAISE, 48, 44, 40), weight=700, leading=1.3)
        self.caption = words
        high = min(inner.h - words.text_height - 40, inner.w * 0.6)
        top = inner.y + (inner.h - high - 36 - words.text_height) / 2
        scene = Box(inner.x, top, inner.w, high)
        width, height = (round(self.theme.px(part)) for part in (scene.w, scene.h))
        self._draw(scene, picture("ferry-scene", width, height))
        wide = max(words.line_box(i)[2] for i in range(len(words.lines))) / self.theme.density
        words.move((inner.w - wide) / 2, scene.bottom + 36 - inner.y)
        self.add_widget(words)


class TroubleScreen(Telling):
    """Id: the button's. The tablet's number stands large, for whoever calls."""

    def show(self, view: TroubleView, rail: Rail) -> None:
        """Draw number, words and button."""
        self.begin(rail)
        inner = self.card_over(view.button).inset(48, 40)
        words = caption(self.theme, inner, view.line, (look.PRAISE, 48, 44, 40), weight=700, leading=1.3)
        self.caption = words
        self.add_widget(words)
        rest = inner.below(words.text_height + 24)
        side = min(rest.h, 240.0, rest.w * 0.3) if not self.theme.portrait else min(rest.h * 0.4, 260.0)
        pixels = round(self.theme.px(side))
        place = Box(rest.x, rest.cy - side / 2, side, side)
        if self.theme.portrait:
            place = Box(rest.cx - side / 2, rest.y + 20, side, side)
        self._draw(place, picture("teacup", pixels, pixels))
        room = rest.after(side + 30) if not self.theme.portrait else rest.below(side + 40)
        name = tablet_name(view.tablet, self.words)
        self.add_widget(
            Writing(self.theme, room, name, (112, 96, 72, 54), weight=700, align="middle", most=2, leading=1.15)
        )
