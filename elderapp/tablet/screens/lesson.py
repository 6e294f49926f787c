"""A lesson: words at the left, the practice phone at the right; in portrait the words are above the phone."""

from kivy.uix.widget import Widget

from elderapp.i18n import Words
from elderapp.player.play import LessonView
from elderapp.tablet import theme as look
from elderapp.tablet.phone.case import case_of
from elderapp.tablet.phone.room import needed
from elderapp.tablet.photos import Photos
from elderapp.tablet.screens.lesson_parts import ANSWER_GAP, ANSWER_LEAST
from elderapp.tablet.screens.lesson_small import SmallLesson
from elderapp.tablet.theme import Theme
from elderapp.tablet.views import Rail
from elderapp.tablet.widgets.box import Box
from elderapp.tablet.widgets.four import ground
from elderapp.tablet.widgets.marks import FerryStrip
from elderapp.tablet.widgets.numbers import steps_in_words
from elderapp.tablet.widgets.writing import Writing

BUTTON = 118
PHONE_LEAST, PHONE_LEAST_LARGE = 690.0, 740.0
"""In portrait the stages give way before the phone is lower than this, with large text before the second."""
PHONE_WIDE = 560.0
PHONE_NARROW = 68.0
"""By how much of this the phone narrows as text grows: a keypad with its tall key still has 16 mm for each."""
BESIDE = (190.0, 236.0)
"""Width and height of the primary button at the phone's side."""


class LessonScreen(SmallLesson):
    """Ids: ``next``, ``answer:<id>``. `phone` is the practice phone's widget; it is put into `phone_box`."""

    def __init__(self, theme: Theme, words: Words, phone: Widget | None = None, photos: Photos | None = None) -> None:
        super().__init__(theme, words, phone, photos)
        self._shown: tuple[str, str, int] = ("", "", 0)

    def show(self, view: LessonView, rail: Rail) -> None:
        """Draw the step. The phone's widget is only moved: whoever owns it shows the view's phone."""
        self.begin(rail)
        self.view = view
        self._sails = self._shown == (view.lesson, view.stage, view.step - 1)
        self._shown = (view.lesson, view.stage, view.step)
        if self.theme.profile.is_small and view.phone is not None:
            self.small(view, view.phone)
        elif self.theme.portrait:
            self._portrait(view)
        else:
            self._landscape(view)

    @property
    def telling_least(self) -> float:  # type: ignore[override]
        """As high as the stages."""
        return 84 + look.SMALL * 1.3 * self.theme.scale

    def telling_box(self) -> Box:
        """Over the stages, beside the phone or above it."""
        if self.theme.portrait:
            top = ground(self.theme).h + 14
            return Box(look.MARGIN, top, self.theme.width - 2 * look.MARGIN, self.theme.height - top - 22)
        return self._column()[0]

    def _column(self) -> tuple[Box, Box]:
        """Across: where the words are, and the phone at their right."""
        theme = self.theme
        left = ground(theme).w + 24
        wide = 532 - PHONE_NARROW * (theme.scale - 1)
        side = Box(theme.width - 20 - wide, 18, wide, theme.height - 40)
        return Box(left, 20, side.x - 24 - left, theme.height - 20 - 20), side

    def _landscape(self, view: LessonView) -> None:
        theme = self.theme
        column, side = self._column()
        if view.phone is not None:
            self._place_phone(side)
        elif view.items:
            column = Box(column.x, 20, theme.width - 24 - column.x, column.h)
        else:
            self._picture(side.inset(0, 6), view.picture)
        rest = self._footed(column, view)
        rest = self.card_area(rest, view, self._least(view))
        if view.answers:
            self._answers(rest, view.answers)
        elif not view.items:
            self._way(rest, view)

    def _phone_least(self, view: LessonView, *, beside: bool) -> float:
        """Upright: room for most phones, or for this one where it needs more."""
        least = PHONE_LEAST_LARGE if beside else PHONE_LEAST
        if view.phone is None or view.answers:
            return least
        theme = self.theme
        wide = theme.width - 2 * look.MARGIN - BESIDE[0] - look.GAP if beside else PHONE_WIDE
        return max(least, needed(view.phone, self.words, width=wide, density=theme.density, case=case_of(theme)))

    def _least(self, view: LessonView) -> float:
        """How much room what stands under the card needs."""
        count = len(view.answers)
        if view.items:
            return len(view.items) * 56 * self.theme.scale + 48
        return count * (ANSWER_LEAST + ANSWER_GAP) if count else 0

    def _footed(self, box: Box, view: LessonView) -> Box:
        """Draw the primary button at the lower edge; gives what is left above it."""
        if not view.primary:
            return box
        self._primary(box.foot(BUTTON + 4).top(BUTTON), view.primary)
        return box.top(box.h - BUTTON - 24)

    def _way(self, box: Box, view: LessonView) -> None:
        """The ferry and the step in words, at the lower edge of what is left."""
        if view.steps < 2 or view.stage == "trick":
            return
        high = look.LIST * self.theme.scale * 1.25
        if box.h < high:
            return
        words = box.foot(high)
        text = steps_in_words(view.step, view.steps, self.words)
        self.add_widget(
            Writing(
                self.theme, words, text, (look.SMALL + 1, 28, 26), colour=look.SOFT, ground=look.PAPER, align="middle"
            )
        )
        strip = min(176.0, box.h - high - 34)
        if strip >= 96:
            place = Box(box.x, words.y - 12 - strip, box.w, strip)
            self.add_widget(FerryStrip(self.theme, place, view.step, view.steps, sails=self._sails))

    def _portrait(self, view: LessonView) -> None:
        theme = self.theme
        top = ground(theme).h + 14
        column = Box(look.MARGIN, top, theme.width - 2 * look.MARGIN, theme.height - top - 22)
        has_phone = view.phone is not None
        # Large text and a button under the phone would leave the phone too little: then the button stands at its side.
        beside = has_phone and theme.scale > 1.2
        rest = column if beside else self._footed(column, view)
        least = self._phone_least(view, beside=beside) if has_phone else self._least(view)
        rest = self.card_area(rest, view, least, with_steps=True)
        if has_phone and view.answers:
            wide = rest.w * 0.41
            self._place_phone(rest.after(wide + look.GAP).top(min(rest.h, 900)))
            self._answers(rest.left(wide), view.answers, upright=True)
        elif has_phone:
            # At the lower edge, so that it stays where it is when the card above it grows.
            rest = rest.foot(min(760.0, rest.h))
            wide, high = BESIDE
            self._place_phone(rest.left(rest.w - wide - look.GAP) if beside else rest.middle(PHONE_WIDE, rest.h))
            if beside and view.primary:
                self._primary(rest.after(rest.w - wide).foot(high), view.primary)
        elif view.answers:
            self._answers(rest, view.answers)
        elif not view.items:
            self._picture(rest.top(min(rest.h, 700)), view.picture)
