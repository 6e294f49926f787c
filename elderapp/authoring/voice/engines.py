"""Who can speak: one small protocol, and the choice by name."""

from pathlib import Path
from typing import Protocol

from elderapp.errors import ElderError


class VoiceFailed(ElderError):
    """An engine or ffmpeg cannot work at all; nothing was written. The message is one line and says what to do."""

    code = "voice-failed"


class Engine(Protocol):
    """`name`, `voice` and `rate` are part of a clip's key: change one and every clip is made again."""

    @property
    def name(self) -> str: ...

    @property
    def voice(self) -> str: ...

    @property
    def rate(self) -> int: ...

    @property
    def languages(self) -> tuple[str, ...]: ...

    def speak(self, text: str, path: Path) -> None:
        """Write one clause as a mono WAV file. Raises `VoiceFailed`; then there is no file."""


NAMES = ("espeak", "gtts")


def engine(name: str, language: str = "yue") -> Engine:
    """The engine with this name (one of `NAMES`) in a language. Raises `VoiceFailed` where it does not speak it."""
    if name == "gtts":
        from elderapp.authoring.voice import google

        offered: tuple[Engine, ...] = (google.Google(), google.GoogleEnglish(), google.GooglePutonghua())
    else:
        from elderapp.authoring.voice import espeak

        offered = (espeak.Espeak(), espeak.EspeakEnglish(), espeak.EspeakPutonghua())
    for one in offered:
        if language in one.languages:
            return one
    raise VoiceFailed(f"no engine speaks {language}: give --engine none, and record people")
