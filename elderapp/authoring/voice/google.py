"""The network voice: Google Translate's Cantonese through gTTS, an unofficial service that may vanish any day."""

import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import gtts

from elderapp import clock
from elderapp.authoring.voice import ffmpeg, sound
from elderapp.authoring.voice.engines import VoiceFailed
from elderapp.speech import english, putonghua
from elderapp.speech.syllables import syllables

TOP_DOMAIN = "com.hk"
SECONDS_TO_WAIT = 15
SECONDS_BETWEEN = 1.0
"""From one request to the next: a lesson takes a minute, and nobody is troubled."""
TRIES, FIRST_REST, LONGEST_REST = 5, 2.0, 120.0
TOO_MANY, SERVER_TROUBLE = 429, 500
_FASTEST, _WANTED, _SLOWEST = 3.45, 3.25, 0.7


class Pace:
    """How often the service is asked: at most one request in `SECONDS_BETWEEN`, and after a refusal longer and longer.

    One for all threads. `sleep` and `chance` (0 to 1) are those of the clock unless a test gives its own.
    """

    def __init__(
        self, sleep: Callable[[float], object] | None = None, chance: Callable[[], float] | None = None,
        now: Callable[[], float] | None = None,
    ) -> None:  # fmt: skip
        self._sleep, self._chance, self._now = sleep or clock.sleep, chance or clock.chance, now or clock.monotonic
        self._lock = threading.Lock()
        self._free = 0.0

    def wait(self) -> None:
        """Come back when the next request may be made."""
        with self._lock:
            now = self._now()
            at = max(now, self._free)
            self._free = at + SECONDS_BETWEEN
        if at > now:
            self._sleep(at - now)

    def rest(self, attempt: int, asked: float) -> None:
        """After a refusal: what the service asked for, else up to 2, 4, 8 … seconds, by chance (full jitter)."""
        self._sleep(asked or self._chance() * FIRST_REST * 2**attempt)


def _may_pass(error: Exception) -> bool:
    """Whether asking again later may help: too many requests, a server in trouble, a broken line."""
    response = getattr(error, "rsp", None)
    if response is not None:
        status = int(response.status_code)
        return status == TOO_MANY or status >= SERVER_TROUBLE
    return isinstance(error, gtts.tts.gTTSError | OSError)


def _asked_for(error: Exception) -> float:
    """The seconds that the service asks us to wait; 0 where it does not."""
    response = getattr(error, "rsp", None)
    told = "" if response is None else str(response.headers.get("Retry-After", ""))
    return min(float(told), LONGEST_REST) if told.isdigit() else 0.0


class Google:
    """One request a clause. Speech that is too quick for our learners is stretched, its pitch kept."""

    name = "gtts"
    voice = "yue"
    rate = 100
    languages: tuple[str, ...] = ("yue",)
    top_domain = TOP_DOMAIN

    def __init__(self, pace: "Pace | None" = None) -> None:
        self._pace = pace or Pace()

    def speak(self, text: str, path: Path) -> None:
        with tempfile.TemporaryDirectory(prefix="gtts-") as folder:
            spoken, raw = Path(folder) / "spoken.mp3", Path(folder) / "spoken.raw"
            self._fetch(text, spoken)
            ffmpeg.decode([spoken], [raw])
            samples = sound.trimmed(sound.from_pcm(raw.read_bytes()))
            rate = self._syllables(text) * sound.RATE / len(samples) if len(samples) else 0.0
            if rate > _FASTEST:
                ffmpeg.decode([spoken], [raw], max(_WANTED / rate, _SLOWEST))
            sound.write_wav(sound.from_pcm(raw.read_bytes()), path)

    def _syllables(self, text: str) -> int:
        return syllables(text)

    def _fetch(self, text: str, path: Path) -> None:
        for attempt in range(TRIES):
            self._pace.wait()
            try:
                gtts.gTTS(text, lang=self.voice, tld=self.top_domain, timeout=SECONDS_TO_WAIT).save(str(path))
            except (gtts.tts.gTTSError, OSError, AssertionError, ValueError) as error:
                if attempt + 1 < TRIES and _may_pass(error):
                    self._pace.rest(attempt, _asked_for(error))
                    continue
                said = str(error).strip().splitlines()
                reason = said[0] if said else type(error).__name__
                raise VoiceFailed(f"gTTS cannot speak now ({reason}): try again later, or --engine espeak") from error
            break
        if not path.stat().st_size:
            raise VoiceFailed("gTTS answered without sound: try again later, or --engine espeak")


class GoogleEnglish(Google):
    """Google Translate's British English."""

    voice = "en"
    languages = ("en",)
    top_domain = "co.uk"

    def _syllables(self, text: str) -> int:
        return english.syllables(text)


class GooglePutonghua(Google):
    """Google Translate's Putonghua, which reads Traditional characters."""

    voice = "zh-TW"
    languages = ("cmn",)
    top_domain = "com"

    def _syllables(self, text: str) -> int:
        return putonghua.syllables(text)
