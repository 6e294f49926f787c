"""What a lesson's screens are put together of: the amber button, answers, the phone, a picture."""

from kivy.uix.widget import Widget

from elderapp.i18n import Words
from elderapp.player.play import Answer
from elderapp.tablet import theme as look
from elderapp.tablet.photos import Photos, of_step, photo
from elderapp.tablet.pictures import PICTURES, of_track, picture
from elderapp.tablet.screens.lesson_card import LEAST_TEXT, LessonCardArea
from elderapp.tablet.theme import Theme
from elderapp.tablet.widgets.answers import AnswerButton, Size
from elderapp.tablet.widgets.box import Box
from elderapp.tablet.widgets.buttons import Primary
from elderapp.tablet.widgets.numbers import numeral

PRIMARY_WORDS = {"next": ("下一步", "arrow_forward"), "begin": ("開始", "play"), "done": ("做完", "check")}
ANSWER_HIGH, ANSWER_LEAST, ANSWER_GAP = 132.0, 96.0, 18.0


class LessonParts(LessonCardArea):
    """Each is put into the box that it is given. `phone` is put into `phone_box`."""

    def __init__(self, theme: Theme, words: Words, phone: Widget | None = None, photos: Photos | None = None) -> None:
        super().__init__(theme, words)
        self.phone = phone
        self.photos: Photos = photos or {}
        self.phone_box = Widget(size_hint=(None, None))

    def _primary(self, place: Box, kind: str) -> None:
        text, icon = PRIMARY_WORDS[kind]
        self.add_widget(Primary(self.theme, place, "next", self.words(text), icon, icon_last=kind == "next"))

    def _answers(self, box: Box, answers: tuple[Answer, ...], *, upright: bool = False) -> None:
        count = len(answers)
        most = 236.0 if upright else ANSWER_HIGH
        gap = look.GAP if self.theme.scale < 1.2 else ANSWER_GAP
        high = self._whole(min(most, (box.h - gap * (count - 1)) / count))
        top, gap = self._whole(box.y + 0.5), self._whole(gap + 0.5)
        longest = max(len(answer.line.text) for answer in answers)
        size: Size = look.ANSWER if longest <= 6 and not upright else look.ROW
        if upright and self.theme.profile.is_small:
            size = (look.ROW, 34, 32, 28, 24, LEAST_TEXT / self.theme.scale)
            size = tuple(one for one in size if one * self.theme.scale >= LEAST_TEXT - 0.01)
        for i, answer in enumerate(answers):
            self._answer(Box(box.x, top + i * (high + gap), box.w, high), answer, size)

    def _answer_row(self, box: Box, answers: tuple[Answer, ...]) -> None:
        """Beside each other, as wide as each other to the pixel."""
        gap = self._whole(ANSWER_GAP)
        wide = self._whole((box.w - gap * (len(answers) - 1)) / len(answers))
        for i, answer in enumerate(answers):
            place = Box(self._whole(box.x) + i * (wide + gap), box.y, wide, box.h)
            self._answer(place, answer, look.ANSWER)

    def _whole(self, units: float) -> float:
        """So many units that they are whole pixels: all answers of a question are alike to the pixel."""
        return int(self.theme.px(units)) / self.theme.density

    def _answer(self, place: Box, answer: Answer, size: Size) -> None:
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
