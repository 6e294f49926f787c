"""How the tablet speaks and looks to whoever is here: her language, how loud, how large.

What she wishes goes before the tablet's own way, as far as the class bears it.
"""

from collections.abc import Callable, Mapping

from elderapp.i18n import SOURCE, Words
from elderapp.records.people import Learner
from elderapp.tablet import flow, views
from elderapp.tablet.tongue import Clips, Tongue

LOUDEST_IN_CLASS = 0.8
"""Twelve tablets talk at once: no speaker is louder there. Earphones are nobody's business."""


class Manner:
    """The languages there are and the one that is spoken; the tablet's own volume (0–1) and size of text."""

    def __init__(
        self,
        tongues: Mapping[str, Tongue],
        *,
        own: str,
        volume: float,
        scale: float,
        worn: Callable[[], bool | None] = lambda: None,
    ) -> None:
        """`tongues` hold the source language at least; `own` is the one the tablet speaks to nobody in particular.

        `worn` tells whether earphones are plugged in, None where nobody knows.
        """
        self.tongues = dict(tongues)
        self.own, self._volume, self._scale = own, volume, scale
        self._worn = worn
        self.language = self.spoken(own)

    @property
    def languages(self) -> tuple[str, ...]:
        """Those that the tablet speaks, its own first."""
        own = self.spoken(self.own)
        return (own, *sorted(self.tongues.keys() - {own}))

    @property
    def tongue(self) -> Tongue:
        """The language that is spoken now."""
        return self.tongues[self.language]

    @property
    def words(self) -> Words:
        """The shell's words in it."""
        return self.tongue.words

    @property
    def voices(self) -> Clips:
        """Who says each line in it."""
        return self.tongue.voices(self.tongues[SOURCE].clips)

    def view(self, state: flow.State) -> views.View:
        """What is to be seen, in it."""
        playing = state.play
        return self.tongue.over(flow.look(state), playing.lesson.id if state.screen == "lesson" and playing else "")

    def spoken(self, language: str) -> str:
        """This language, or Cantonese where the tablet cannot speak it."""
        return language if language in self.tongues else SOURCE

    def wished(self, learner: Learner | None) -> str:
        """The language that she wants."""
        return (learner.language if learner else "") or self.own

    def loud(self, learner: Learner | None, state: flow.State) -> float:
        """How loud to speak to her."""
        loud = self._volume * (learner.volume / 100 if learner and learner.volume else 1.0)
        return loud if self.wears(learner) else min(loud, _loudest(state))

    def wears(self, learner: Learner | None) -> bool:
        """Whether earphones are in, where the platform tells; else whether she said so."""
        worn = self._worn()
        return worn if worn is not None else bool(learner and learner.earphones)

    def scale(self, learner: Learner | None) -> float:
        """How large to write for her."""
        return max(self._scale, learner.scale) if learner else self._scale


def _loudest(state: flow.State) -> float:
    """How loud the speaker may be: as a trainer said; in a class no louder than the rule."""
    said = state.loudest / 100 or 1.0
    return min(said, LOUDEST_IN_CLASS) if state.roster.session is not None else said
