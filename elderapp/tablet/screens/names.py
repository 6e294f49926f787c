"""Who are you? The people of the open session; and the pictures for somebody who comes for the first time."""

from elderapp.lesson.model import Line
from elderapp.tablet import theme as look
from elderapp.tablet.screens.screen import ShellScreen
from elderapp.tablet.views import NamesView, PicturesView, Rail
from elderapp.tablet.widgets.box import Box
from elderapp.tablet.widgets.buttons import Secondary, Tile
from elderapp.tablet.widgets.writing import caption

PICTURE_WORDS = {
    "flower": "花", "bird": "雀仔", "mandarin": "柑", "junk": "帆船",
    "bamboo": "竹", "teacup": "茶杯", "goldfish": "金魚", "lantern": "燈籠",
}  # fmt: skip
"""What each learner's picture is called."""


class Asking(ShellScreen):
    """A question above tiles."""

    def ask(self, question: Line) -> Box:
        """Write the question; gives what is left under it."""
        high = 78 * self.theme.scale
        lines = 2 if self.theme.portrait or self.theme.scale > 1.2 else 1
        room = self.area.top(high if lines == 1 else high * 1.5)
        asked = caption(
            self.theme,
            room,
            question,
            (look.QUESTION, 44, 40, 36, 32),
            most=lines,
            ground=look.PAPER,
            weight=700,
            leading=1.3,
        )
        self.caption = asked
        self.add_widget(asked)
        used = max(asked.text_height, 60) + 14
        return self.area.below(used)


class NamesScreen(Asking):
    """Ids: ``learner:<id>``, ``walk-in``, ``more``."""

    def show(self, view: NamesView, rail: Rail) -> None:
        """Draw the names."""
        self.begin(rail)
        rest = self.ask(view.question)
        buttons = [("walk-in", self.words("我第一次嚟"), "waving_hand")] if view.walk_in else []
        buttons += [("guest", self.words("試玩吓"), "play")] if view.guest else []
        buttons += [("more", self.words("睇多啲名"), "arrow_forward")] if view.more else []
        if buttons:
            foot, high = rest.foot(112), rest.h - 112 - look.MARGIN
            for (id, text, icon), box in zip(buttons, foot.grid(max(2, len(buttons)), 1, look.GAP), strict=False):
                self.add_widget(Secondary(self.theme, box, id, text, icon, icon_last=id == "more"))
            rest = rest.top(high)
        columns, rows = (2, 3) if self.theme.portrait else (3, 2)
        for learner, box in zip(view.learners, rest.grid(columns, rows, look.GAP), strict=False):
            self.add_widget(Tile(self.theme, box, f"learner:{learner.id}", learner.name, learner.picture))


class PicturesScreen(Asking):
    """Ids: ``picture:<name>``."""

    def show(self, view: PicturesView, rail: Rail) -> None:
        """Draw the pictures."""
        self.begin(rail)
        rest = self.ask(view.question)
        many = len(view.pictures) > 6
        columns, rows = (2, 4 if many else 3) if self.theme.portrait else (4 if many else 3, 2)
        for name, box in zip(view.pictures, rest.grid(columns, rows, look.GAP), strict=False):
            text = self.words(PICTURE_WORDS.get(name, name))
            self.add_widget(Tile(self.theme, box, f"picture:{name}", text, name))
