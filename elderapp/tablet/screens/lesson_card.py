"""The upper part of a lesson's words: the stages, the card with what is said, a question, a checklist."""

from collections.abc import Iterator

from msgspec import Struct

from elderapp.lesson.model import Line
from elderapp.player.play import LessonView
from elderapp.tablet import theme as look
from elderapp.tablet.pictures import picture
from elderapp.tablet.screens.screen import ShellScreen
from elderapp.tablet.text import Setting
from elderapp.tablet.theme import Colour
from elderapp.tablet.widgets.box import Box
from elderapp.tablet.widgets.marks import Card, Pill, Stages, Tick
from elderapp.tablet.widgets.numbers import steps_in_words
from elderapp.tablet.widgets.writing import Writing, caption, fit

TAGS: dict[str, tuple[str, str, Colour, Colour]] = {
    "hint": ("lightbulb", "提吓你", look.NAVY, look.NAVY2),
    "slip": ("replay", "返轉頭", look.NAVY, look.NAVY2),
    "they-say": ("record_voice_over", "佢話", look.BRICK, look.BRICK2),
    "praise": ("check", "做到喇", look.JADE, look.JADE2),
}
HEADER_GAP = 24
PAD = 30
SAID: tuple[float, ...] = (44, 40, 36)
"""Steps of a caller's words."""
SMALLER: tuple[float, ...] = (34, 32, 30, 28)
CLOSE = 1.4
"""Where room is short: the steps after that, and the closest that lines may stand, in ems."""
QUESTION: tuple[float, ...] = (42, 40, 36, 32)
QUESTION_LEADING = 1.3


_PILL_BARE = 38.0
"""How high a tag is over words without a card."""
LEAST_TEXT = 32.0
"""Units of an instruction or a question: 41 minutes of arc at any scale."""


class _Way(Struct, frozen=True):
    """Steps of the card's words and their leading, steps of the question, whether the step is told.

    `bare` words stand on the paper, without a card.
    """

    sizes: tuple[float, ...]
    leading: float
    asked: tuple[float, ...]
    tells: bool
    bare: bool = False


class Plan(Struct, frozen=True):
    """What stands over a lesson's phone or answers, measured and not drawn. `fits`: as much room is left as was asked.

    `header` and `question` are heights, 0 for none.
    """

    box: Box
    card: "_Measured"
    question: float
    asked: tuple[float, ...]
    header: float
    fits: bool
    gap: float


class LessonCardArea(ShellScreen):
    """Draws from the top of a box, and gives what is left."""

    view: LessonView
    _stages: Stages | None = None  # drawn once for each stage: its steps leave it as it is

    def card_area(self, box: Box, view: LessonView, least: float, *, with_steps: bool = False) -> Box:
        """`least` units must be left; the stages give way first. `with_steps` writes the step on the card."""
        return self.put_card(self.plan_card(box, view, least, with_steps=with_steps), view)

    def plan_card(
        self, box: Box, view: LessonView, least: float, *, with_steps: bool = False, gap: float = look.GAP,
        stages: bool = True,
    ) -> Plan:  # fmt: skip
        """How `card_area` would draw it; without `stages` there is never more over the card."""
        for way in self._ways(view, with_steps=with_steps):
            question = self._question_high(box, view.question, way.asked) if view.question else 0.0
            room = box.h - question - gap - least
            card = _Measured(self, box, view, way)
            if card.high <= room and card.good:
                break
        header = self._header_high(view) if stages else 0.0
        if header + HEADER_GAP + card.high > room:
            header = 0.0
        return Plan(box, card, question, way.asked, header, card.high <= room and card.good, gap)

    def put_card(self, plan: Plan, view: LessonView) -> Box:
        """Draw it; gives the box that is left."""
        box = plan.box
        if plan.header:
            self._header(box.top(plan.header), view)
            box = box.below(plan.header + (HEADER_GAP if not plan.card.with_steps else 12))
        plan.card.draw(box)
        self.caption = plan.card.caption
        box = box.below(plan.card.high + plan.gap)
        if view.question:
            box = self._question(box, view.question, plan.question, plan.asked)
        if view.items:
            box = self._items(box, view.items)
        return box

    def _ways(self, view: LessonView, *, with_steps: bool) -> Iterator[_Way]:
        """How the words may stand, the largest first."""
        large = self.theme.scale >= 1.2
        floor = LEAST_TEXT / self.theme.scale
        steps = SAID if view.tag == "they-say" else look.INSTRUCTION
        smaller = tuple(size for size in SMALLER if size >= floor)
        least_question = (look.SMALL,) if large else QUESTION[-1:]
        yield _Way(steps, look.LEADING, QUESTION, with_steps)
        yield _Way(smaller, look.LEADING, QUESTION, with_steps)
        yield _Way(smaller, CLOSE, least_question, with_steps)
        yield _Way(smaller, CLOSE, least_question, False)
        yield _Way(smaller, CLOSE, least_question, False, bare=True)
        if large:
            least = (*(size for size in (26.0, 24.0) if size > floor), floor)
            yield _Way(least, CLOSE, least, False)
            yield _Way(least, CLOSE, least, False, bare=True)

    def _header_high(self, view: LessonView) -> float:
        if view.tag == "they-say":
            return 0
        if view.stage == "trick":
            return 80
        return 78 + look.SMALL * 1.3 * self.theme.scale

    def _header(self, box: Box, view: LessonView) -> None:
        if view.stage != "trick":
            if self._stages is None or (self._stages.box, self._stages.marks) != (box, view.stages):
                self._stages = Stages(self.theme, box, view.stages, self.words)
            self.add_widget(self._stages)
            return
        side = round(self.theme.px(76))
        self._draw(Box(box.x, box.y + 2, 76, 76), picture("shield", side, side, look.PAPER))
        self.add_widget(
            Writing(self.theme, box.after(92), self.words("係真定假？"), look.SECONDARY, weight=700, ground=look.PAPER)
        )

    def _question_high(self, box: Box, question: Line, sizes: tuple[float, ...]) -> float:
        tall = Box(0, 0, box.w, 2000)
        setting, _ = fit(
            self.theme,
            tall,
            question.text,
            sizes,
            700,
            most=2,
            leading=QUESTION_LEADING,
            cuts=question.cuts,
            phrases=True,
        )
        return len(setting.lines) * setting.size * QUESTION_LEADING / self.theme.density + 16

    def _question(self, box: Box, question: Line, high: float, sizes: tuple[float, ...]) -> Box:
        written = caption(
            self.theme, box.top(high), question, sizes, weight=700, ground=look.PAPER, leading=QUESTION_LEADING
        )
        written.move(0, (high - written.text_height) / 2 - 4)
        self.add_widget(written)
        return box.below(high)

    def _items(self, box: Box, items: tuple[Line, ...]) -> Box:
        high = min(96.0 * self.theme.scale, (box.h - 2 * PAD - look.FOOT_CARD) / len(items))
        card = box.top(high * len(items) + 36)
        self.add_widget(Card(self.theme, card))
        for i, item in enumerate(items):
            place = Box(card.x + PAD, card.y + 18 + i * high, card.w - 2 * PAD, high)
            self.add_widget(Tick(self.theme, place, item, done=False, size=look.ROW))
        return box.below(card.h + look.FOOT_CARD)


class _Measured:
    """The card before it is drawn: how high it is, at which size its words stand, and whether it needs the paper."""

    def __init__(self, screen: LessonCardArea, box: Box, view: LessonView, way: _Way) -> None:
        self.screen, self.view, self.leading, self.with_steps = screen, view, way.leading, way.tells
        theme = screen.theme
        self.most = 2 if theme.scale < 1.2 else 3
        self.on_card = not way.bare
        self.sizes = way.sizes
        setting, self.good = self._set(box)
        if not self.good and self.on_card:
            self.on_card = False
            self.sizes = (*self.sizes, *(size for size in SMALLER if size * theme.scale >= LEAST_TEXT))
            setting, self.good = self._set(box)
        self.pill = _PILL_BARE if way.bare else 48 * theme.scale
        self.row = self.pill + (2 if way.bare else 6) if view.tag or (way.tells and view.steps > 1) else 0
        text = len(setting.lines) * setting.size * way.leading / theme.density
        self.top = 26 if self.on_card else 0 if way.bare else 4
        self.high = self.top + self.row + text + (20 if self.on_card else 0 if way.bare else 6)

    def _set(self, box: Box) -> tuple[Setting, bool]:
        tall = Box(0, 0, box.w - (2 * PAD if self.on_card else 0), 2000)
        line = self.view.caption
        return fit(
            self.screen.theme, tall, line.text, self.sizes, 500, most=self.most, leading=self.leading, cuts=line.cuts,
            phrases=True,
        )  # fmt: skip

    def draw(self, box: Box) -> None:
        """Put it at the top of a box."""
        screen, theme, view = self.screen, self.screen.theme, self.view
        card = box.top(self.high)
        if self.on_card:
            screen.add_widget(Card(theme, card, said=view.tag == "they-say"))
        ground = look.CARD if self.on_card else look.PAPER
        inner = Box(card.x + (PAD if self.on_card else 0), card.y + self.top, card.w, card.h)
        inner = Box(inner.x, inner.y, card.w - (2 * PAD if self.on_card else 0), self.high)
        if self.row:
            self._row(inner.top(self.pill), ground)
        self.caption = caption(
            theme,
            inner.below(self.row),
            view.caption,
            self.sizes,
            most=self.most,
            ground=ground,
            leading=self.leading,
        )
        screen.add_widget(self.caption)

    def _row(self, box: Box, ground: Colour) -> None:
        screen, theme, view = self.screen, self.screen.theme, self.view
        used = 0.0
        if view.tag:
            icon, text, colour, tint = TAGS[view.tag]
            pill = Pill(theme, box, icon, screen.words(text), colour, tint)
            screen.add_widget(pill)
            used = pill.box.w + 20
        if self.with_steps and view.steps > 1:
            text = steps_in_words(view.step, view.steps, screen.words)
            step = Writing(
                theme,
                box.after(used),
                text,
                (29, 28, 26, 24, 24 / theme.scale),
                colour=look.SOFT,
                ground=ground,
                align="right" if used else "left",
            )
            if step.fits:  # beside a tag there may be no room for it
                screen.add_widget(step)
