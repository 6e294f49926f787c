"""Opens the sound device before Kivy does, with a shorter queue.

Kivy hands the device 4096 samples at a time: a clip waits up to 93 ms until the first of it is taken, and as long again
in the device. A quarter of that is enough for speech. SDL's mixer opens the device once; whoever asks again, as Kivy
does, is given what is open.
"""

import ctypes
import logging
from functools import cache
from pathlib import Path

SAMPLES = 1024
"""At a time: 23 ms."""
_RATE, _SIGNED_16, _STEREO = 44100, 0x8010, 2
"""As Kivy asks for them; for others the mixer would open the device anew."""


@cache
def open_early() -> bool:
    """Open it, where Kivy's own mixer can be reached; else Kivy opens it as it always does. False where it was not.

    Asked once: what could not be opened then is Kivy's to try again.
    """
    import kivy.core.audio.audio_sdl2  # noqa: F401  its mixer is to be in memory, not another one

    path = _loaded("libSDL2_mixer")
    if not path:
        return False
    opened = ctypes.CDLL(path).Mix_OpenAudio(_RATE, _SIGNED_16, _STEREO, SAMPLES) == 0
    if not opened:
        logging.getLogger(__name__).info("the sound device does not open: Kivy will try it once more")
    return opened


def _loaded(name: str) -> str:
    """Where the library of this name lies that this process has loaded."""
    maps = Path("/proc/self/maps")
    if not maps.exists():
        return ""
    lines = maps.read_text(encoding="utf-8").splitlines()
    return next((f"/{line.partition('/')[2]}" for line in lines if name in line), "")
