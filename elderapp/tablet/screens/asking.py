"""A question and its answers."""

from elderapp.i18n import Words
from elderapp.lesson.model import Line
from elderapp.tablet import theme as look
from elderapp.tablet.screens.screen import ShellScreen
from elderapp.tablet.theme import Theme
from elderapp.tablet.views import Choice, ChoiceView, Rail
from elderapp.tablet.widgets.box import Box
from elderapp.tablet.widgets.buttons import ChoiceButton, Primary, Secondary
from elderapp.tablet.widgets.marks import Card, Note
from elderapp.tablet.widgets.writing import Caption, caption, lit

FOOT = 118.0
"""How high the buttons at a screen's foot are."""
_TILE, _LARGE_TILE, _ROW = 300.0, 420.0, 176.0
_ALARM = 138.0


def amber_button(theme: Theme, box: Box, choice: Choice, words: Words) -> Primary:
    """The one thing to do; an arrow stands after its words."""
    return Primary(theme, box, choice.id, words(choice.text), choice.icon, icon_last=choice.icon == "arrow_forward")


class ChoiceScreen(ShellScreen):
    """Ids: those of the answers, and ``more``."""

    def show(self, view: ChoiceView, rail: Rail) -> None:
        """Draw question, topic, answers and note."""
        self.begin(rail)
        rest = self._question(view)
        if view.note:
            rest = self._note(rest, view.note)
        amber = [choice for choice in view.choices if choice.tone == "primary"]
        apart = [choice for choice in view.choices if choice.tone == "foot"]
        if amber or apart or view.more:
            rest = self._foot(rest, amber, apart, more=view.more)
        plain = [choice for choice in view.choices if choice.tone == "plain"]
        alarms = [choice for choice in view.choices if choice.tone == "alarm"]
        if alarms:
            high = _ALARM * min(1.2, self.theme.scale)
            for choice, box in zip(alarms, rest.foot(high).grid(1, len(alarms), look.GAP), strict=True):
                self._button(box, choice)
            rest = rest.top(rest.h - high - look.GAP)
        self._grid(rest, plain)

    def _question(self, view: ChoiceView) -> Box:
        asked = caption(
            self.theme,
            self.area,
            Line(view.question.id, self.words(view.question.text), view.question.cuts),
            (look.QUESTION, 44, 40, 36, 32) if not view.staff else (44, 40, 36, 32),
            ground=look.PAPER,
            weight=700,
            leading=1.3,
        )
        self.caption = asked
        self.add_widget(asked)
        rest = self.area.below(max(asked.text_height, 60) + 14)
        if view.topic is None:
            return rest
        room = rest.top(96 * self.theme.scale)
        self.add_widget(Card(self.theme, room))
        self.add_widget(
            lit(
                Caption(
                    self.theme, room.inset(28, 8), view.topic.text, look.ROW, weight=700, most=2, leading=1.2,
                    cuts=view.topic.cuts, whole=True,
                ),
                view.topic,
            )
        )  # fmt: skip
        return rest.below(room.h + look.GAP + look.FOOT_CARD)

    def _note(self, rest: Box, text: str) -> Box:
        note = Note(self.theme, rest, self.words(text))
        self.add_widget(note)
        return rest.top(rest.h - note.box.h - 10)

    def _foot(self, rest: Box, amber: list[Choice], apart: list[Choice], *, more: bool) -> Box:
        foot = rest.foot(FOOT)
        places = list(foot.grid(len(amber) + len(apart) + more, 1, look.GAP))
        for choice in apart:
            self.add_widget(Secondary(self.theme, places.pop(0), choice.id, self.words(choice.text), choice.icon))
        if more:
            self.add_widget(
                Secondary(self.theme, places.pop(0), "more", self.words("睇多啲"), "arrow_forward", icon_last=True)
            )
        for choice, box in zip(amber, places, strict=True):
            self.add_widget(amber_button(self.theme, box, choice, self.words))
        return rest.top(rest.h - FOOT - look.GAP - look.FOOT_PRIMARY)

    def _grid(self, rest: Box, choices: list[Choice]) -> None:
        if not choices:
            return
        columns = self._columns(choices)
        rows = -(-len(choices) // columns)
        most = _LARGE_TILE if len(choices) <= 4 else _TILE
        high = min((rest.h - look.GAP * (rows - 1)) / rows, most if columns > 1 else _ROW * self.theme.scale)
        places = rest.top(high * rows + look.GAP * (rows - 1)).grid(columns, rows, look.GAP)
        for choice, box in zip(choices, places, strict=False):
            self._button(box, choice)

    def _columns(self, choices: list[Choice]) -> int:
        """What is to be ticked stands line by line, and so does what is long."""
        many = len(choices)
        if any(len(choice.text) > 12 or choice.id.startswith("tick:") for choice in choices):
            return 1
        if self.theme.portrait:
            return 1 if many <= 5 else 2
        return {1: 1, 2: 2, 3: 3, 4: 2}.get(many, 3 if many <= 6 or self.theme.scale > 1.4 else 4)

    def _button(self, box: Box, choice: Choice) -> None:
        self.add_widget(ChoiceButton(self.theme, box, choice, self.words))
