"""The offline voices: espeak-ng, fed with sounds where it would read characters as nobody says them."""

import re
import subprocess
import wave
from pathlib import Path

from elderapp.authoring.voice.engines import VoiceFailed
from elderapp.authoring.voice.romanise import jyutping, pinyin
from elderapp.speech import english, putonghua

SYLLABLES_A_SECOND = 3.25
_FASTEST, _SLOWEST = 3.45, 3.05
_NASAL = re.compile(r"\b(?:m|ng)([1-6])\b")


class _Espeak:
    """Speaks a clause at 3.0–3.5 syllables a second: measures its first try and corrects the speed once.

    `slow` and `quick` are the words a minute that the speed is never corrected beyond: there espeak-ng slurs or drawls.
    """

    name = "espeak-ng"
    voice: str
    rate = 125
    languages: tuple[str, ...]
    slow, quick = 105, 155

    def speak(self, text: str, path: Path) -> None:
        from elderapp.authoring.voice import sound  # loads numpy and scipy, which a build with nothing to make spares

        said, count = self._said(text)
        self._write(said, path, self.rate)
        seconds = len(sound.trimmed(sound.read_wav(path))) / sound.RATE
        if seconds and count and not _SLOWEST <= count / seconds <= _FASTEST:
            wanted = round(self.rate * SYLLABLES_A_SECOND * seconds / count)
            self._write(said, path, min(max(wanted, self.slow), self.quick))

    def _said(self, text: str) -> tuple[str, int]:
        """What espeak-ng is given, and how many syllables that is."""
        raise NotImplementedError

    def _write(self, said: str, path: Path, speed: int) -> None:
        command = ["espeak-ng", "-v", self.voice, "-s", str(speed), "-w", str(path), "--", said]
        try:
            done = subprocess.run(command, capture_output=True, check=False)
        except FileNotFoundError as error:
            raise VoiceFailed("espeak-ng is not installed: apt-get install espeak-ng") from error
        if done.returncode or not _is_whole(path):
            path.unlink(missing_ok=True)
            told = done.stderr.decode(errors="replace").strip().splitlines()
            raise VoiceFailed(f"espeak-ng failed: {told[-1] if told else f'exit code {done.returncode}'}")


class Espeak(_Espeak):
    """Cantonese, by Jyutping: so 吓, 哋, 假 and 唔使急 are read as people say them."""

    voice = "yue-Latn-jyutping"
    languages = ("yue",)

    def _said(self, text: str) -> tuple[str, int]:
        sounds = jyutping(text)
        return _phonemes(sounds), len(sounds.split())


class EspeakEnglish(_Espeak):
    """British English."""

    voice = "en-gb"
    languages = ("en",)
    slow, quick = 90, 175

    def _said(self, text: str) -> tuple[str, int]:
        return text, english.syllables(text)


class EspeakPutonghua(_Espeak):
    """Putonghua, by pinyin: Debian's espeak-ng reads characters as the names of letters."""

    voice = "cmn-latn-pinyin"
    languages = ("cmn",)
    slow, quick = 100, 190

    def _said(self, text: str) -> tuple[str, int]:
        return pinyin(text), putonghua.syllables(text)


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
