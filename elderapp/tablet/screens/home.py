"""What next: one large card with one amber button, and four rows beside it."""

from typing import NamedTuple

from elderapp.lesson.model import Line
from elderapp.tablet import theme as look
from elderapp.tablet.pictures import picture
from elderapp.tablet.screens.screen import ShellScreen
from elderapp.tablet.views import HomeView, Rail
from elderapp.tablet.widgets.box import Box
from elderapp.tablet.widgets.buttons import Primary, RowButton
from elderapp.tablet.widgets.marks import Card, word_pill
from elderapp.tablet.widgets.writing import Caption, caption

ROWS = {
    "scams": ("shield", "係真定假？"),
    "lessons": ("harbour", "所有課堂"),
    "cards": ("card", "我嘅咭"),
    "me": ("letters", "大字、大聲"),
}
"""Picture and words of each row."""
VERBS = {"begin": "開始學", "continue": "繼續學", "review": "再練一次"}
PAD = 26
_CARD, _SCENE = 0.604, 0.47
"""How much of the width the card takes, and how high the picture is beside its own width."""
BUTTON = 118


class _Room(NamedTuple):
    """Units between the card's upper edge and what stands in it, over the word of progress, under it, between lines."""

    edge: float
    over: float
    under: float
    between: float


_AIRY, _CLOSE = _Room(PAD, 18, 30, 8), _Room(16, 8, 14, 2)


class HomeScreen(ShellScreen):
    """Ids: ``go`` (where there is a card), ``scams``, ``lessons``, ``cards``, ``me``."""

    telling: Box

    def show(self, view: HomeView, rail: Rail) -> None:
        """Draw the card and the rows."""
        self.begin(rail)
        area = self.area
        if self.theme.portrait:
            rows = area.foot(334)
            card = area.top(area.h - rows.h - look.GAP - look.FOOT_CARD)
            places = rows.grid(2, 2, look.GAP)
        else:
            area = area.top(area.h - 6)
            wide = area.w * _CARD - 20 * (self.theme.scale - 1)
            card, rows = area.left(wide), area.after(wide + PAD)
            places = rows.grid(1, 4, 20)
        self.telling = card
        self._card(card, view)
        for id, box in zip(view.rows, places, strict=False):
            name, text = ROWS[id]
            self.add_widget(RowButton(self.theme, box, id, self.words(text), name))

    def telling_box(self) -> Box:
        """Over the picture: the rows beside the card keep their words."""
        return self.telling

    @property
    def _room(self) -> _Room:
        return _CLOSE if self.theme.profile.is_small else _AIRY

    def _card(self, box: Box, view: HomeView) -> None:
        theme = self.theme
        self.add_widget(Card(theme, box))
        room = self._room
        inner = box.inset(PAD, room.edge)
        name = self.rail.learner.name if self.rail.learner else ""
        greeting = Line("", self.words(view.greeting).format(name=name))
        if view.card is None:
            self._words_and_scene(inner, greeting, view.said, None)
            return
        go = inner.foot(BUTTON)
        self.add_widget(Primary(theme, go, "go", self.words(VERBS[view.verb]), "play"))
        pill_high = 47 * theme.scale
        pill = Box(inner.x, go.y - pill_high - room.under, inner.w, pill_high)
        self.add_widget(word_pill(theme, pill, view.card.word, self.words))
        self._words_and_scene(
            Box(inner.x, inner.y, inner.w, pill.y - inner.y - room.over), greeting, view.said, view.card.title
        )

    def _words_and_scene(self, box: Box, greeting: Line, said: Line | None, heading: Line | None) -> None:
        theme = self.theme
        learner = self.rail.learner if theme.portrait else None
        hello = self._greeting(box, greeting, 78 if learner else 0)
        told = caption(theme, box, said, (33, 30, 28), leading=1.3) if said else None
        title = caption(theme, box, heading, (look.TITLE, 42, 38, 34), weight=700, leading=1.35) if heading else None
        hello_high = max(hello.text_height, 64 if learner else 0)
        under = [one for one in (told, title) if one is not None]
        gap = self._room.between
        words_high = hello_high + sum(one.text_height + gap for one in under)
        scene = Box(box.x, box.y, box.w, min(box.h - words_high - 18, box.w * (_SCENE if heading else 0.78)))
        top = box.bottom - words_high
        if scene.h > 90:
            width, height = (round(theme.px(part)) for part in (scene.w, scene.h))
            self._draw(scene, picture("ferry-scene", width, height))
            top -= (top - 18 - scene.bottom) * 0.6
        hello.move(0, top + (hello_high - hello.text_height) / 2 - box.y)
        self.add_widget(hello)
        if learner:
            side = round(theme.px(64))
            self._draw(Box(box.x, top, 64, 64), picture(learner.picture, side, side))
        top += hello_high + gap
        for one in under:
            one.move(0, top - box.y)
            self.add_widget(one)
            top += one.text_height + gap
        self.caption = told or hello

    def _greeting(self, box: Box, greeting: Line, indent: float) -> Caption:
        sizes = (33, 30, 28)
        room = box.after(indent)
        one = caption(self.theme, room, greeting, sizes, colour=look.SOFT, leading=1.3, most=1)
        if not one.fits:
            one = caption(self.theme, room, greeting, sizes, colour=look.SOFT, leading=1.3)
        return one
