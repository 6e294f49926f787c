"""A question and its answers; lines that are read out, with one button."""

from elderapp.i18n import Words
from elderapp.lesson.model import Line
from elderapp.tablet import theme as look
from elderapp.tablet.pictures import picture
from elderapp.tablet.screens.screen import ShellScreen
from elderapp.tablet.theme import Theme
from elderapp.tablet.views import Choice, ChoiceView, NoticeView, PausedView, Rail, TroubleView
from elderapp.tablet.widgets.box import Box
from elderapp.tablet.widgets.buttons import ChoiceButton, Primary, Secondary
from elderapp.tablet.widgets.four import tablet_name
from elderapp.tablet.widgets.marks import Card
from elderapp.tablet.widgets.writing import Writing, caption

_NOTE = 60.0
_FOOT = 118.0


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
            high = 124.0 * min(1.2, self.theme.scale)
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
            Writing(
                self.theme, room.inset(24, 8), view.topic.text, look.ROW, weight=700, most=2, leading=1.2,
                cuts=view.topic.cuts, whole=True,
            )
        )  # fmt: skip
        return rest.below(room.h + look.GAP + look.FOOT_CARD)

    def _note(self, rest: Box, note: str) -> Box:
        high = _NOTE * self.theme.scale
        if self.theme.portrait and self.theme.scale > 1:
            high *= 1.6
        writing = Writing(
            self.theme, rest.foot(high), self.words(note), look.SMALL, colour=look.SOFT, ground=look.PAPER, most=2,
            leading=1.25, whole=True,
        )  # fmt: skip
        self.add_widget(writing)
        return rest.top(rest.h - high - 8)

    def _foot(self, rest: Box, amber: list[Choice], apart: list[Choice], *, more: bool) -> Box:
        foot = rest.foot(_FOOT)
        places = list(foot.grid(len(amber) + len(apart) + more, 1, look.GAP))
        for choice in apart:
            self.add_widget(Secondary(self.theme, places.pop(0), choice.id, self.words(choice.text), choice.icon))
        if more:
            self.add_widget(
                Secondary(self.theme, places.pop(0), "more", self.words("睇多啲"), "arrow_forward", icon_last=True)
            )
        for choice, box in zip(amber, places, strict=True):
            self.add_widget(amber_button(self.theme, box, choice, self.words))
        return rest.top(rest.h - _FOOT - look.GAP - look.FOOT_PRIMARY)

    def _grid(self, rest: Box, choices: list[Choice]) -> None:
        if not choices:
            return
        columns = self._columns(choices)
        rows = -(-len(choices) // columns)
        high = min((rest.h - look.GAP * (rows - 1)) / rows, 300.0 if columns > 1 else 140.0 * self.theme.scale)
        places = rest.top(high * rows + look.GAP * (rows - 1)).grid(columns, rows, look.GAP)
        for choice, box in zip(choices, places, strict=False):
            self._button(box, choice)

    def _columns(self, choices: list[Choice]) -> int:
        many = len(choices)
        if any(len(choice.text) > 12 for choice in choices):
            return 1
        if self.theme.portrait:
            return 1 if many <= 5 else 2
        return {1: 1, 2: 2, 3: 3, 4: 2}.get(many, 3 if many <= 6 or self.theme.scale > 1.4 else 4)

    def _button(self, box: Box, choice: Choice) -> None:
        self.add_widget(ChoiceButton(self.theme, box, choice, self.words))


class NoticeScreen(ShellScreen):
    """Id: the button's. The line that is being read is lit by the voice."""

    def show(self, view: NoticeView, rail: Rail) -> None:
        """Draw the lines on a card, and the button."""
        self.begin(rail)
        foot = self.area.foot(_FOOT)
        self.add_widget(amber_button(self.theme, foot, view.button, self.words))
        card = self.area.top(self.area.h - foot.h - look.GAP - look.FOOT_CARD - look.FOOT_PRIMARY)
        self.add_widget(Card(self.theme, card))
        inner = card.inset(36, 26)
        heading = Line("", self.words(view.heading)) if view.title is None else view.title
        title = caption(self.theme, inner, heading, (look.TITLE, 42, 38, 34), weight=700, leading=1.3)
        self.add_widget(title)
        rest = inner.below(title.text_height + 16)
        each = rest.h / max(1, len(view.lines))
        for number, line in enumerate(view.lines):
            room = Box(rest.x, rest.y + number * each, rest.w, each)
            words = caption(self.theme, room, line, (look.ROW, 34, 32, 30, 28), leading=1.3)
            words.move(0, max(0.0, (each - words.text_height) / 2))
            self.add_widget(words)


class PausedScreen(ShellScreen):
    """Nothing to tap here: everybody looks at the trainer."""

    def show(self, view: PausedView, rail: Rail) -> None:
        """Draw the words, large, under a calm picture."""
        self.begin(rail)
        card = self.area.top(self.area.h - look.FOOT_CARD)
        self.add_widget(Card(self.theme, card))
        inner = card.inset(48, 40)
        words = caption(self.theme, inner, view.line, (look.PRAISE, 48, 44, 40), weight=700, leading=1.3)
        self.caption = words
        scene = Box(inner.x, inner.y, inner.w, min(inner.h - words.text_height - 40, inner.w * 0.46))
        width, height = (round(self.theme.px(part)) for part in (scene.w, scene.h))
        self._draw(scene, picture("ferry-scene", width, height))
        words.move(0, scene.bottom + 30 - inner.y)
        self.add_widget(words)


class TroubleScreen(ShellScreen):
    """Id: the button's. The tablet's number stands large, for whoever calls."""

    def show(self, view: TroubleView, rail: Rail) -> None:
        """Draw number, words and button."""
        self.begin(rail)
        foot = self.area.foot(_FOOT)
        self.add_widget(amber_button(self.theme, foot, view.button, self.words))
        card = self.area.top(self.area.h - foot.h - look.GAP - look.FOOT_CARD - look.FOOT_PRIMARY)
        self.add_widget(Card(self.theme, card))
        inner = card.inset(48, 40)
        words = caption(self.theme, inner, view.line, (look.PRAISE, 48, 44, 40), weight=700, leading=1.3)
        self.caption = words
        self.add_widget(words)
        rest = inner.below(words.text_height + 24)
        name = tablet_name(view.tablet, self.words)
        self.add_widget(
            Writing(self.theme, rest, name, (120, 96, 72, 54), weight=700, align="middle", most=2, leading=1.15)
        )
