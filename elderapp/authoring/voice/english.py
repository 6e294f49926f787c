"""English voices: espeak-ng's British one, and Google's through gTTS."""

import subprocess
import wave
from pathlib import Path

from elderapp.authoring.voice.engines import VoiceFailed
from elderapp.authoring.voice.google import Google
from elderapp.speech.english import syllables

SYLLABLES_A_SECOND = 3.25
_FASTEST, _SLOWEST = 3.45, 3.05
_QUICK, _SLOW = 175, 90
"""Words a minute that the speed is never corrected beyond: outside of them espeak-ng slurs or drawls."""


class EspeakEnglish:
    """Speaks a clause at 3.0–3.5 syllables a second: measures its first try and corrects the speed once."""

    name = "espeak-ng"
    voice = "en-gb"
    rate = 125
    languages = ("en",)

    def speak(self, text: str, path: Path) -> None:
        from elderapp.authoring.voice import sound  # loads numpy and scipy, which a build with nothing to make spares

        self._write(text, path, self.rate)
        seconds = len(sound.trimmed(sound.read_wav(path))) / sound.RATE
        count = syllables(text)
        if seconds and count and not _SLOWEST <= count / seconds <= _FASTEST:
            wanted = round(self.rate * SYLLABLES_A_SECOND * seconds / count)
            self._write(text, path, min(max(wanted, _SLOW), _QUICK))

    def _write(self, text: str, path: Path, speed: int) -> None:
        command = ["espeak-ng", "-v", self.voice, "-s", str(speed), "-w", str(path), "--", text]
        try:
            done = subprocess.run(command, capture_output=True, check=False)
        except FileNotFoundError as error:
            raise VoiceFailed("espeak-ng is not installed: apt-get install espeak-ng") from error
        if done.returncode or not _is_whole(path):
            path.unlink(missing_ok=True)
            said = done.stderr.decode(errors="replace").strip().splitlines()
            raise VoiceFailed(f"espeak-ng failed: {said[-1] if said else f'exit code {done.returncode}'}")


class GoogleEnglish(Google):
    """Google Translate's British English."""

    voice = "en"
    languages = ("en",)
    top_domain = "co.uk"

    def _syllables(self, text: str) -> int:
        return syllables(text)


def _is_whole(path: Path) -> bool:
    try:
        with wave.open(str(path), "rb") as file:
            return file.getnframes() > 0
    except (OSError, EOFError, wave.Error):
        return False
