"""The offline voice: espeak-ng, fed with Jyutping so that 吓, 哋, 假 and 唔使急 are read as people say them."""

import re
import subprocess
import wave
from pathlib import Path

from elderapp.authoring.voice.engines import VoiceFailed
from elderapp.authoring.voice.romanise import jyutping

VOICE = "yue-Latn-jyutping"
WORDS_A_MINUTE = 125
SYLLABLES_A_SECOND = 3.25
_FAST, _SLOW = 155, 105
_NASAL = re.compile(r"\b(?:m|ng)([1-6])\b")


class Espeak:
    """Speaks a clause at 3.0–3.5 syllables a second: measures its first try and corrects the speed once."""

    name = "espeak-ng"
    voice = VOICE
    rate = WORDS_A_MINUTE
    languages = ("yue",)

    def speak(self, text: str, path: Path) -> None:
        from elderapp.authoring.voice import sound  # loads numpy and scipy, which a build with nothing to make spares

        sounds = jyutping(text)
        self._write(sounds, path, self.rate)
        seconds = len(sound.trimmed(sound.read_wav(path))) / sound.RATE
        count = len(sounds.split())
        if seconds and not 3.05 <= count / seconds <= 3.45:
            wanted = round(self.rate * SYLLABLES_A_SECOND * seconds / count)
            self._write(sounds, path, min(max(wanted, _SLOW), _FAST))

    def _write(self, sounds: str, path: Path, speed: int) -> None:
        command = ["espeak-ng", "-v", self.voice, "-s", str(speed), "-w", str(path), _phonemes(sounds)]
        try:
            done = subprocess.run(command, capture_output=True, check=False)
        except FileNotFoundError as error:
            raise VoiceFailed("espeak-ng is not installed: apt-get install espeak-ng") from error
        if done.returncode or not _is_whole(path):
            path.unlink(missing_ok=True)
            said = done.stderr.decode(errors="replace").strip().splitlines()
            raise VoiceFailed(f"espeak-ng failed: {said[-1] if said else f'exit code {done.returncode}'}")


def _phonemes(sounds: str) -> str:
    """Jyutping as espeak-ng wants it: as words, 唔 and 五 lose their tone and half their length.

    >>> _phonemes("m4 hai6")
    "[['ng4]] hai6"
    """
    return _NASAL.sub(r"[['ng\1]]", sounds)


def _is_whole(path: Path) -> bool:
    try:
        with wave.open(str(path), "rb") as file:
            return file.getnframes() > 0
    except (OSError, EOFError, wave.Error):
        return False
