"""What is said, and the caption that follows it.

A line that the lesson waits for, and that is cut off by one of the shell's, is said again after.
"""

from collections.abc import Callable
from typing import Any

from elderapp.lesson.model import Line
from elderapp.player.foresight import coming
from elderapp.player.state import State
from elderapp.tablet.audio import Voice
from elderapp.tablet.tongue import Clips

FORESEEN = 2
"""Lines whose clips are made ready: what follows by itself or upon the right tap, and what a hint says."""


class Mouth:
    """Says lines one after the other. Lines are known by the source language's, and said in another where one is."""

    def __init__(
        self, clips: Clips, *, volume: float, caption_for: Callable[[str], Any], over: Callable[[Line], None]
    ) -> None:
        """`caption_for` gives where a line (its id) is written now, `over` is told when one was said to its end."""
        self.voice = Voice(clips, on_beat=self._light, on_end=over, volume=volume)
        self._caption_for = caption_for
        self._cut: Line | None = None
        self._saying: Line | None = None

    @property
    def saying(self) -> Line | None:
        """The line that is being said."""
        return self._saying if self.voice.is_speaking else None

    def say(self, line: Line, spoken: Line, *, waited_for: str, is_hushed: bool) -> None:
        """Say `line` in the words of `spoken`; `waited_for` is the line that the lesson waits for, if it waits."""
        cut = self.saying
        if cut and waited_for == cut.id != line.id:
            self._cut = cut
        self._darken(cut)
        self._saying = line
        loud = self.voice.volume
        self.voice.volume = 0.0 if is_hushed else loud
        self.voice.say(spoken)
        self.voice.volume = loud

    def foresee(self, playing: State | None) -> None:
        """Make ready what may be said next in the lesson that is played: whoever taps is answered at once."""
        self.voice.expect([line.id for line in coming(playing)[:FORESEEN]] if playing else ())

    def end(self, line: Line) -> Line | None:
        """A line is over. Gives the one that was cut off for it, once."""
        self._darken(line)
        cut, self._cut = self._cut, None
        return cut

    def _light(self, line: Line, first: int, last: int) -> None:
        caption = self._caption_for(line.id)
        if caption is not None:
            caption.light(first, last)

    def _darken(self, line: Line | None) -> None:
        caption = self._caption_for(line.id) if line else None
        if caption is not None:
            caption.dark()
