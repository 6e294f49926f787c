"""The network voice: Google Translate's Cantonese through gTTS, an unofficial service that may vanish any day."""

import tempfile
from pathlib import Path

import gtts

from elderapp.authoring.voice import ffmpeg, sound
from elderapp.authoring.voice.engines import VoiceFailed
from elderapp.speech.syllables import syllables

TOP_DOMAIN = "com.hk"
SECONDS_TO_WAIT = 15
_FASTEST, _WANTED, _SLOWEST = 3.45, 3.25, 0.7


class Google:
    """One request a clause. Speech that is too quick for our learners is stretched, its pitch kept."""

    name = "gtts"
    voice = "yue"
    rate = 100
    languages = ("yue",)

    def speak(self, text: str, path: Path) -> None:
        with tempfile.TemporaryDirectory(prefix="gtts-") as folder:
            spoken, raw = Path(folder) / "spoken.mp3", Path(folder) / "spoken.raw"
            self._fetch(text, spoken)
            ffmpeg.decode([spoken], [raw])
            samples = sound.trimmed(sound.from_pcm(raw.read_bytes()))
            rate = syllables(text) * sound.RATE / len(samples) if len(samples) else 0.0
            if rate > _FASTEST:
                ffmpeg.decode([spoken], [raw], max(_WANTED / rate, _SLOWEST))
            sound.write_wav(sound.from_pcm(raw.read_bytes()), path)

    def _fetch(self, text: str, path: Path) -> None:
        try:
            gtts.gTTS(text, lang=self.voice, tld=TOP_DOMAIN, timeout=SECONDS_TO_WAIT).save(str(path))
        except (gtts.tts.gTTSError, OSError, AssertionError, ValueError) as error:
            said = str(error).strip().splitlines()
            reason = said[0] if said else type(error).__name__
            raise VoiceFailed(f"gTTS cannot speak now ({reason}): try again later, or --engine espeak") from error
        if not path.stat().st_size:
            raise VoiceFailed("gTTS answered without sound: try again later, or --engine espeak")
