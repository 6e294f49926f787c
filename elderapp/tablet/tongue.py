"""One language of the tablet: the shell's words, lines and phones' words by id, and who says them."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from elderapp.i18n import Words
from elderapp.lesson.model import Line
from elderapp.lesson.translated import translated
from elderapp.packs.model import Clip
from elderapp.player.phrases import PHRASES

Clips = Mapping[str, tuple[Path, Clip]]
"""Clips by line id, with the files they lie in."""
_Kind = TypeVar("_Kind")


class Tongue(Struct, frozen=True):
    """`lines` and `clips` are those of the language's own packs; the source language has no lines here."""

    words: Words
    lines: Mapping[str, Line] = {}
    clips: Clips = {}

    def over(self, value: _Kind, lesson: str = "") -> _Kind:
        """A view or a line in this language; what has no translation stays as it is."""
        return translated(value, self.lines, lesson)

    def voices(self, source: Clips) -> Clips:
        """Who says each line: what is heard is what is read.

        A line that is not translated has its `source` clip; a translated one has none but its own.
        """
        return _Voices(self, source)


class _Voices(Mapping[str, tuple[Path, Clip]]):
    """A language's own clips, and those of the source language for lines that it does not have."""

    def __init__(self, tongue: Tongue, source: Clips) -> None:
        self._tongue, self._source = tongue, source

    def __getitem__(self, line: str) -> tuple[Path, Clip]:
        if line in self._tongue.clips or line in self._tongue.lines:
            return self._tongue.clips[line]
        return self._source[line]

    def __iter__(self) -> Iterator[str]:
        yield from self._tongue.clips
        for line in self._source:
            if line not in self._tongue.clips and line not in self._tongue.lines:
                yield line

    def __len__(self) -> int:
        return sum(1 for _ in self)


def of_catalogue(words: Words) -> Tongue:
    """What the app itself can say in a language before any pack of it is installed."""
    said = {name: words(text) for name, text in PHRASES.items()}
    return Tongue(
        words, {f"ui/{name}": Line(f"ui/{name}", text) for name, text in said.items() if text != PHRASES[name]}
    )
