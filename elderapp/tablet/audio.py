"""The voice: one clip at a time, and how far it has come, for the caption to be lit.

Kivy cannot tell a sound's position, so time is counted by Kivy's clock from the start. Where there is no clip, no sound
device or the voice is muted, the line takes as long as it would be spoken: a learner who hears nothing loses nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from kivy.clock import Clock
from kivy.core.audio import Sound

from elderapp.lesson.model import Line
from elderapp.packs.model import Clip, Slow, slow_name
from elderapp.tablet.sounds import Sounds

SECONDS_A_CHARACTER = 0.3
"""How long a line without a clip stands: 3.3 syllables a second."""
SECONDS_A_LETTER = 0.08
"""The same for words in letters: 130 words a minute."""
SLOWER = 1.3
"""How much longer a line without a clip stands for whoever wants the voice slow: what slow clips come to."""
_TICK = 1 / 30
_MEANWHILE = 0.4
"""Seconds after a line has begun when what may come next is made ready: its view stands by then."""


class Voice:
    """Says lines. `on_beat(first, last)` lights part of the caption, `on_end(line)` comes when the line is over."""

    def __init__(
        self,
        clips: Mapping[str, tuple[Path, Clip]],
        *,
        on_beat: Callable[[Line, int, int], None],
        on_end: Callable[[Line], None],
        volume: float = 1.0,
    ) -> None:
        """`clips` are by line id. `is_mute` becomes true when a clip that should have been heard was not.

        While `is_slow`, lines are heard by their slow clips, where they have any.
        """
        self.clips = clips
        self.volume = volume
        self.is_slow = False
        self.is_mute = False
        self.line: Line | None = None
        self._on_beat = on_beat
        self._on_end = on_end
        self._sounds = Sounds()
        self._sound: Sound | None = None
        self._clip: Clip | Slow | None = None
        self._since = 0.0
        self._lit = (-1, -1)
        self._ticking = Clock.schedule_interval(self._tick, _TICK)

    @property
    def is_speaking(self) -> bool:
        """Whether a line is being said."""
        return self.line is not None

    def say(self, line: Line) -> None:
        """Say this line; one that is being said stops and does not end."""
        self.stop()
        self.line = line
        self._lit = (-1, -1)
        path, self._clip = self._chosen(line.id)
        if path is not None and self.volume > 0:
            self._play(path)
        # Counted from here: reading a file takes a while, and the caption must not run ahead of the voice.
        self._since = Clock.time()

    def expect(self, lines: Iterable[str]) -> None:
        """The lines with these ids may be said next, the likeliest first: their clips are made ready meanwhile."""
        paths = [path for line in lines if (path := self._chosen(line)[0]) is not None]
        self._sounds.expect(paths if self.volume > 0 else ())

    def stop(self) -> None:
        """Fall silent."""
        self.line = None
        if self._sound:
            self._sound.stop()
            self._sound = None

    def close(self) -> None:
        """Stop for good."""
        self.stop()
        self._sounds.clear()
        self._ticking.cancel()

    def _chosen(self, line: str) -> tuple[Path | None, Clip | Slow | None]:
        path, clip = self.clips.get(line, (None, None))
        if path is not None and clip is not None and clip.slow and self.is_slow:
            return path.with_name(slow_name(path.name)), clip.slow
        return path, clip

    def _play(self, path: Path) -> None:
        """A device that is missing or taken gives no sound, or one without length: the caption goes on alone."""
        self._sound = self._sounds.take(path)
        self.is_mute = not (self._sound and self._sound.length > 0)
        if self._sound:
            self._sound.volume = self.volume
            self._sound.play()

    def _tick(self, _dt: float) -> None:
        elapsed = Clock.get_time() - self._since
        if elapsed >= _MEANWHILE:
            self._sounds.prepare()
        if self.line is None:
            return
        line = self.line
        beats = self._clip.beats if self._clip else ()
        lit = next(((b.first, b.last) for b in beats if b.start <= elapsed < b.end), None)
        if lit and lit != self._lit:
            self._lit = lit
            self._on_beat(line, *lit)
        seconds = (
            self._clip.seconds if self._clip else max(1.0, _seconds(line.text)) * (SLOWER if self.is_slow else 1.0)
        )
        if elapsed >= seconds:
            self.stop()
            self._on_end(line)


def _seconds(text: str) -> float:
    letters = sum(char == " " or (char.isascii() and char.isalpha()) for char in text)
    return letters * SECONDS_A_LETTER + (len(text) - letters) * SECONDS_A_CHARACTER
