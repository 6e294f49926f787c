"""Clips that are ready to be heard: to decode one takes longer than a finger takes to lift.

Kept are those that were played last and those that may come next, so many seconds of them; to decode one holds up the
window, so it is done while nobody waits.
"""

from collections import OrderedDict, deque
from collections.abc import Iterable
from pathlib import Path

from kivy.core.audio import Sound, SoundLoader

SECONDS_KEPT = 24.0
"""176 kB each: what the sound device is given, 44,100 times a second two channels of 16 bits."""


class Sounds:
    """Decoded clips by their files, those used last at the end."""

    def __init__(self, most: float = SECONDS_KEPT) -> None:
        """`most` is how many seconds of sound are kept besides the one that plays."""
        self._most = most
        self._ready: OrderedDict[Path, Sound] = OrderedDict()
        self._coming: deque[Path] = deque()

    def take(self, path: Path) -> Sound | None:
        """The sound of this file, decoded now if it was not; None, or one without length, where there is none."""
        sound = self._ready.pop(path, None) or SoundLoader.load(str(path))
        if _is_heard(sound):
            self._keep(path, sound)
        return sound

    def expect(self, paths: Iterable[Path]) -> None:
        """These may be played next, the likeliest first; what was expected before is not any more."""
        self._coming = deque(path for path in paths if path not in self._ready)

    def prepare(self) -> None:
        """Decode one of those that are expected, if any is left."""
        if self._coming:
            path = self._coming.popleft()
            sound = SoundLoader.load(str(path))
            if _is_heard(sound):
                self._keep(path, sound)

    def clear(self) -> None:
        """Let go of all of them."""
        self._coming.clear()
        for sound in self._ready.values():
            sound.unload()
        self._ready.clear()

    def _keep(self, path: Path, sound: Sound) -> None:
        """Keep one more, and no more than is allowed; what plays is not let go of."""
        self._ready[path] = sound
        seconds = sum(one.length for one in self._ready.values())
        for old in [one for one in self._ready if one != path and self._ready[one].state != "play"]:
            if seconds <= self._most:
                return
            seconds -= self._ready[old].length
            self._ready.pop(old).unload()


def _is_heard(sound: Sound | None) -> bool:
    """A device that is missing or taken, or a file that is no sound, gives no sound, or one without length."""
    return sound is not None and sound.length > 0
