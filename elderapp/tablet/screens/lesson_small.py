"""A lesson's phone on a small glass, upright: 108 mm wide, 172 mm high. What is tapped keeps its millimetres there.

Where a phone needs more than the words and the amber button leave it, the words shrink first, to 41 minutes of arc,
then the button goes up beside them. Answers of a word stand in a row under the phone, longer ones at its left.
"""

from elderapp.player.play import LessonView, PhoneView
from elderapp.tablet import theme as look
from elderapp.tablet.phone.case import case_of
from elderapp.tablet.phone.room import needed
from elderapp.tablet.screens.lesson_card import Plan
from elderapp.tablet.screens.lesson_parts import LessonParts
from elderapp.tablet.widgets.box import Box
from elderapp.tablet.widgets.four import ground

_SIDE, _TOP, _FOOT = 12.0, 8.0, 12.0
_GAP = 18.0
"""3 mm and a little."""
_BUTTON = (136.0, 113.0)
"""Width beside the words, and height, of the amber button: 19 mm."""
_WIDE, _HIGH = 560.0, 760.0
"""The phone from outside, at most."""
_WORD = 4
"""Answers of so many characters stand in a row."""
_ANSWERS = 0.38
"""How much of the width the longer ones take."""
_ANSWER, _ROW = 172.0, 124.0
"""How high one is beside the phone, at least; and under it."""


class SmallLesson(LessonParts):
    """Puts a step that has a phone."""

    def small(self, view: LessonView, phone: PhoneView) -> None:
        """Draw it."""
        top = ground(self.theme).h + _TOP
        column = Box(_SIDE, top, self.theme.width - 2 * _SIDE, self.theme.height - top - _FOOT)
        if view.answers:
            self._asking(column, view, phone)
        else:
            self._doing(column, view, phone)

    def _doing(self, column: Box, view: LessonView, phone: PhoneView) -> None:
        least = self._needed(phone, _WIDE)
        wide, high = _BUTTON
        under = column.top(column.h - high - look.FOOT_PRIMARY - _GAP) if view.primary else column
        plan = self._planned(under, view, least)
        if not view.primary or plan.fits:
            if view.primary:
                self._primary(column.foot(high + look.FOOT_PRIMARY).top(high), view.primary)
            self._phone_in(self.put_card(plan, view))
            return
        under_it = look.FOOT_PRIMARY + _GAP
        plan = self._planned(column.left(column.w - wide - _GAP), view, least, gap=under_it)
        place = column.top(max(high, plan.card.high))
        self.put_card(plan, view)
        self._primary(place.after(column.w - wide), view.primary)
        self._phone_in(column.below(place.h + under_it))

    def _asking(self, column: Box, view: LessonView, phone: PhoneView) -> None:
        """Answers of one word in a row under the phone, where it then has room; else all at its left."""
        if max(len(answer.line.text) for answer in view.answers) <= _WORD:
            plan = self._planned(column.top(column.h - _ROW - _GAP), view, self._needed(phone, _WIDE))
            if plan.fits:
                self._phone_in(self.put_card(plan, view))
                self._answer_row(column.foot(_ROW), view.answers)
                return
        left = column.w * _ANSWERS
        answers = len(view.answers) * (_ANSWER + look.GAP)
        least = max(self._needed(phone, column.w - left - _GAP), answers)
        rest = self.put_card(self._planned(column, view, least), view)
        self._place_phone(rest.after(left + _GAP))
        self._answers(rest.left(left), view.answers, upright=True)

    def _phone_in(self, rest: Box) -> None:
        """At the lower edge, so that it stays where it is when the card above it grows."""
        self._place_phone(rest.foot(min(_HIGH, rest.h)).middle(_WIDE, min(_HIGH, rest.h)))

    def _planned(self, box: Box, view: LessonView, least: float, gap: float = 12.0) -> Plan:
        return self.plan_card(box, view, least, with_steps=True, gap=gap, stages=False)

    def _needed(self, phone: PhoneView, width: float) -> float:
        theme = self.theme
        return needed(phone, self.words, width=width, density=theme.density, case=case_of(theme))
