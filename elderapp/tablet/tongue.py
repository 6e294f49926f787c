"""One language of the tablet: the shell's words, lines and phones' words by id, and who says them."""

from collections.abc import Mapping
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
        return {**{line: clip for line, clip in source.items() if line not in self.lines}, **self.clips}


def of_catalogue(words: Words) -> Tongue:
    """What the app itself can say in a language before any pack of it is installed."""
    said = {name: words(text) for name, text in PHRASES.items()}
    return Tongue(
        words, {f"ui/{name}": Line(f"ui/{name}", text) for name, text in said.items() if text != PHRASES[name]}
    )
