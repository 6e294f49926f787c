"""A lesson: words at the left, the practice phone at the right; in portrait the words are above the phone."""

from kivy.uix.widget import Widget

from elderapp.i18n import Words
from elderapp.player.play import Answer, LessonView
from elderapp.tablet import theme as look
from elderapp.tablet.photos import Photos, of_step, photo
from elderapp.tablet.pictures import PICTURES, of_track, picture
from elderapp.tablet.screens.lesson_card import LessonCardArea
from elderapp.tablet.theme import Theme
from elderapp.tablet.views import Rail
from elderapp.tablet.widgets.box import Box
from elderapp.tablet.widgets.buttons import AnswerButton, Primary
from elderapp.tablet.widgets.four import ground
from elderapp.tablet.widgets.marks import FerryStrip
from elderapp.tablet.widgets.numbers import numeral, steps_in_words
from elderapp.tablet.widgets.writing import Writing

PRIMARY_WORDS = {"next": ("下一步", "arrow_forward"), "begin": ("開始", "play"), "done": ("做完", "check")}
BUTTON = 118
ANSWER_HIGH, ANSWER_LEAST, ANSWER_GAP = 132.0, 96.0, 18.0
PHONE_LEAST, PHONE_LEAST_LARGE = 690.0, 740.0
"""In portrait the stages give way before the phone is lower than this, with large text before the second."""
PHONE_NARROW = 68.0
"""By how much of this the phone narrows as text grows: a keypad with its tall key still has 16 mm for each."""
BESIDE = (190.0, 236.0)
"""Width and height of the primary button at the phone's side."""


class LessonScreen(LessonCardArea):
    """Ids: ``next``, ``answer:<id>``. `phone` is the practice phone's widget; it is put into `phone_box`."""

    def __init__(self, theme: Theme, words: Words, phone: Widget | None = None, photos: Photos | None = None) -> None:
        super().__init__(theme, words)
        self.phone = phone
        self.photos: Photos = photos or {}
        self.phone_box = Widget(size_hint=(None, None))
        self._shown: tuple[str, str, int] = ("", "", 0)

    def show(self, view: LessonView, rail: Rail) -> None:
        """Draw the step. The phone's widget is only moved: whoever owns it shows the view's phone."""
        self.begin(rail)
        self.view = view
        self._sails = self._shown == (view.lesson, view.stage, view.step - 1)
        self._shown = (view.lesson, view.stage, view.step)
        if self.theme.portrait:
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

    def _primary(self, place: Box, kind: str) -> None:
        text, icon = PRIMARY_WORDS[kind]
        self.add_widget(Primary(self.theme, place, "next", self.words(text), icon, icon_last=kind == "next"))

    def _answers(self, box: Box, answers: tuple[Answer, ...], *, upright: bool = False) -> None:
        count = len(answers)
        most = 236.0 if upright else ANSWER_HIGH
        gap = look.GAP if self.theme.scale < 1.2 else ANSWER_GAP
        # Whole units: all answers are alike to the pixel.
        high = int(min(most, (box.h - gap * (count - 1)) / count))
        longest = max(len(answer.line.text) for answer in answers)
        size = look.ANSWER if longest <= 6 and not upright else look.ROW
        for i, answer in enumerate(answers):
            place = Box(box.x, round(box.y) + i * (high + gap), box.w, high)
            self.add_widget(
                AnswerButton(
                    self.theme,
                    place,
                    f"answer:{answer.id}",
                    answer.line,
                    answer.icon,
                    size,
                    numeral=numeral(answer.place, self.words) if answer.place else "",
                    is_ringed=answer.id == self.view.ring,
                )
            )

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
        phone_least = PHONE_LEAST_LARGE if beside else PHONE_LEAST
        least = phone_least if has_phone else self._least(view)
        rest = self.card_area(rest, view, least, with_steps=True)
        if has_phone and view.answers:
            wide = rest.w * 0.41
            self._place_phone(rest.after(wide + look.GAP).top(min(rest.h, 900)))
            self._answers(rest.left(wide), view.answers, upright=True)
        elif has_phone:
            # At the lower edge, so that it stays where it is when the card above it grows.
            rest = rest.foot(min(760.0, rest.h))
            wide, high = BESIDE
            self._place_phone(rest.left(rest.w - wide - look.GAP) if beside else rest.middle(560, rest.h))
            if beside and view.primary:
                self._primary(rest.after(rest.w - wide).foot(high), view.primary)
        elif view.answers:
            self._answers(rest, view.answers)
        elif not view.items:
            self._picture(rest.top(min(rest.h, 700)), view.picture)

    def _place_phone(self, box: Box) -> None:
        self.phone_box.pos, self.phone_box.size = self._pixels(box)
        self.add_widget(self.phone_box)
        if self.phone is not None:
            if self.phone.parent is None:
                self.phone_box.add_widget(self.phone)
            self.phone.size_hint = (None, None)
            self.phone.pos, self.phone.size = self.phone_box.pos, self.phone_box.size

    def _picture(self, box: Box, name: str) -> None:
        theme = self.theme
        found = photo(self.photos, of_step(self.view.lesson, name)) if "." in name else None
        if found is not None:
            ratio = min(box.w / found.width, min(box.h, 700) / found.height)
            self._draw(box.middle(found.width * ratio, found.height * ratio), found)
            return
        if name in PICTURES:
            side = min(box.w, box.h, 380)
            place = box.middle(side, side)
            pixels = round(theme.px(side))
            self._draw(place, picture(name, pixels, pixels, look.PAPER))
            return
        place = box.middle(box.w, min(box.h, box.w * (1.05 if name == "bouquet" else 0.64)))
        width, height = (round(theme.px(part)) for part in (place.w, place.h))
        self._draw(place, picture(name or of_track(self.view.track)[1], width, height, look.PAPER))
