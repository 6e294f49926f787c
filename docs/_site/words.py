"""Cuts Chinese text into words, for the search of the site.

jieba knows the words of Simplified Chinese. Text is cut by what it is in simplified characters, one for one; what is
kept is the text as it was written. Words of ours that it does not know are in `words.txt`.
"""

import logging
from collections.abc import Iterator
from pathlib import Path

import jieba
import opencc
from material.plugins.search import plugin

OURS = Path(__file__).with_name("words.txt").read_text(encoding="utf-8").split()
"""Words of the trade."""


class Cutter:
    """What `mkdocs-material` asks of jieba."""

    def __init__(self) -> None:
        """Reads the dictionary: a second."""
        jieba.setLogLevel(logging.ERROR)
        self._simplified = opencc.OpenCC("t2s")
        for word in OURS:
            jieba.add_word(self._as_known(word), freq=50_000 * len(word))

    def _as_known(self, text: str) -> str:
        """The text in simplified characters, each in its place."""
        known = self._simplified.convert(text)
        return known if len(known) == len(text) else "".join(self._simplified.convert(one)[:1] or one for one in text)

    def cut(self, text: str | bytes) -> Iterator[str]:
        """The words of a piece of text, in order; together they are the text."""
        text = text.decode("utf-8") if isinstance(text, bytes) else text
        at = 0
        for word in jieba.cut(self._as_known(text)):
            yield text[at : at + len(word)]
            at += len(word)


def install() -> None:
    """From now on the search plugin cuts with it."""
    if not isinstance(plugin.jieba, Cutter):
        plugin.jieba = Cutter()
