"""What next: one large card with one amber button, and four rows beside it."""

from elderapp.tablet import theme as look
from elderapp.tablet.pictures import picture
from elderapp.tablet.screens.screen import ShellScreen
from elderapp.tablet.views import HomeView, Rail
from elderapp.tablet.widgets.box import Box
from elderapp.tablet.widgets.buttons import Primary, RowButton
from elderapp.tablet.widgets.marks import Card, word_pill
from elderapp.tablet.widgets.writing import caption

ROWS = {
    "again": ("phone", "再練吓"),
    "scams": ("shield", "係真定假？"),
    "lessons": ("harbour", "所有課堂"),
    "cards": ("card", "我嘅咭"),
}
"""Picture and words of each row."""
VERBS = {"begin": "開始學", "continue": "繼續學", "review": "再練一次"}
PAD = 26
BUTTON = 118


class HomeScreen(ShellScreen):
    """Ids: ``go``, ``again``, ``scams``, ``lessons``, ``cards``."""

    def show(self, view: HomeView, rail: Rail) -> None:
        """Draw the card and the rows."""
        self.begin(rail)
        area = self.area
        if self.theme.portrait:
            rows = area.foot(334)
            card = area.top(area.h - rows.h - look.GAP - look.FOOT_CARD)
            places = rows.grid(2, 2, look.GAP)
        else:
            area = area.top(746)
            wide = 640 - 20 * (self.theme.scale - 1)
            card, rows = area.left(wide), area.after(wide + PAD)
            places = rows.grid(1, 4, 20)
        self._card(card, view)
        for id, box in zip(view.rows, places, strict=False):
            name, text = ROWS[id]
            self.add_widget(RowButton(self.theme, box, id, self.words(text), name))

    def _card(self, box: Box, view: HomeView) -> None:
        theme = self.theme
        self.add_widget(Card(theme, box))
        inner = box.inset(PAD)
        go = inner.foot(BUTTON)
        self.add_widget(Primary(theme, go, "go", self.words(VERBS[view.verb]), "play"))
        pill_high = 47 * theme.scale
        pill = Box(inner.x, go.y - pill_high - 30, inner.w, pill_high)
        self.add_widget(word_pill(theme, pill, view.card.word, self.words))
        self._words_and_scene(Box(inner.x, inner.y, inner.w, pill.y - inner.y - 18), view)

    def _words_and_scene(self, box: Box, view: HomeView) -> None:
        theme = self.theme
        face = 64 if theme.portrait and self.rail.learner else 0
        hello_box = Box(box.x + face + (14 if face else 0), box.y, box.w - face - (14 if face else 0), box.h)
        hello = caption(
            theme, hello_box, view.greeting, (33, 30, 28), colour=look.SOFT, leading=1.3, most=2
        )  # fmt: skip
        title = caption(theme, box, view.card.title, (look.TITLE, 42, 38, 34), weight=700, leading=1.35)
        hello_high = max(hello.text_height, face)
        top = box.bottom - title.text_height
        hello_top = top - hello_high - 10
        scene = Box(box.x, box.y, box.w, min(hello_top - 18 - box.y, 276))
        if scene.h > 90:
            spare = hello_top - 18 - scene.bottom
            pixels = [round(theme.px(part)) for part in (scene.w, scene.h)]
            self._draw(scene, picture("ferry-scene", pixels[0], pixels[1]))
            hello_top, top = hello_top - spare * 0.6, top - spare * 0.45
        hello.move(0, hello_top + (hello_high - hello.text_height) / 2 - box.y)
        title.move(0, top - box.y)
        if face and self.rail.learner:
            side = round(theme.px(face))
            self._draw(Box(box.x, hello_top, face, face), picture(self.rail.learner.picture, side, side))
        self.add_widget(hello)
        self.add_widget(title)
