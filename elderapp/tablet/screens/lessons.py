"""Lessons to choose from, and one take-home card, large."""

from elderapp.lesson.model import Line
from elderapp.tablet import theme as look
from elderapp.tablet.pictures import of_track, picture
from elderapp.tablet.screens.screen import ShellScreen
from elderapp.tablet.views import CardView, LessonCard, LessonsView, Rail
from elderapp.tablet.widgets.box import Box
from elderapp.tablet.widgets.buttons import RowButton, Secondary
from elderapp.tablet.widgets.marks import Card, Tick, word_pill
from elderapp.tablet.widgets.writing import caption


class LessonsScreen(ShellScreen):
    """Ids: ``lesson:<id>``, ``more``."""

    def show(self, view: LessonsView, rail: Rail) -> None:
        """Draw the page."""
        self.begin(rail)
        heading = caption(
            self.theme, self.area, view.heading, (look.TITLE, 42, 38, 34), weight=700, ground=look.PAPER, leading=1.3
        )  # fmt: skip
        self.caption = heading
        self.add_widget(heading)
        rest = self.area.below(heading.text_height + 16)
        if view.more:
            self.add_widget(
                Secondary(self.theme, rest.foot(112), "more", self.words("睇多啲課"), "arrow_forward", icon_last=True)
            )
            rest = rest.top(rest.h - 112 - look.GAP)
        high = min(172.0, (rest.h - 3 * 20) / 4)
        for i, card in enumerate(view.cards):
            self._row(Box(rest.x, rest.y + i * (high + 20), rest.w, high), card)

    def _row(self, box: Box, card: LessonCard) -> None:
        theme = self.theme
        name, _ = of_track(card.track)
        # In portrait the word stands under the title; larger text leaves it less room, and the title comes first.
        size = look.SMALL if theme.scale < 1.4 else look.SMALLEST
        high = size * 1.6 * theme.scale
        pill = word_pill(theme, Box(box.x, box.cy - high / 2, 600, high), card.word, self.words, size)
        under = theme.portrait
        row = RowButton(
            theme,
            box,
            f"lesson:{card.lesson}",
            card.title,
            name,
            high + 8 if under else 0,
            right=0 if under else pill.box.w + 26,
        )
        self.add_widget(row)
        words = row.words_box
        place = (
            Box(words.x, words.bottom, 600, high) if under else Box(box.right - 24 - pill.box.w, pill.box.y, 600, high)
        )
        row.add_widget(word_pill(theme, place, card.word, self.words, size))


class CardScreen(ShellScreen):
    """Id: ``more``, the next card."""

    telling_least = 150.0

    def show(self, view: CardView, rail: Rail) -> None:
        """Draw the card."""
        self.begin(rail)
        area = self.area.top(self.area.h - look.FOOT_CARD)
        if view.more:
            self.add_widget(
                Secondary(self.theme, area.foot(112), "more", self.words("下一張"), "arrow_forward", icon_last=True)
            )
            area = area.top(area.h - 112 - look.MARGIN)
        self.add_widget(Card(self.theme, area))
        inner = area.inset(40, 34)
        side = round(self.theme.px(100))
        self._draw(
            Box(inner.x, inner.y, 100, 100), picture(of_track(view.track)[0] if view.track else "card", side, side)
        )
        title = caption(
            self.theme, inner.after(126), view.title, (look.TITLE, 42, 38, 34), weight=700, leading=1.3
        )  # fmt: skip
        self.caption = title
        title.move(0, max(0, (100 - title.text_height) / 2))
        self.add_widget(title)
        self._lines(inner.below(max(100, title.text_height) + 30), view.lines)

    def _lines(self, box: Box, lines: tuple[Line, ...]) -> None:
        high = min(110.0 * self.theme.scale, box.h / max(len(lines), 1))
        for i, line in enumerate(lines):
            place = Box(box.x, box.y + i * high, box.w, high)
            self.add_widget(Tick(self.theme, place, line, size=look.ROW))
