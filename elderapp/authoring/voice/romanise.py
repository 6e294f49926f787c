"""Jyutping from two independent romanisers: one feeds the offline voice, both together warn the author; and pinyin."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from elderapp.speech import latin

if TYPE_CHECKING:
    from opencc import OpenCC

_CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff]+")
_TOKENS = re.compile("[\u3400-\u9fff\uf900-\ufaff]+|[A-Za-z]+(?:-[A-Za-z]+)*")


class Doubt(Struct, frozen=True):
    """The character at `at` of the spoken text is read in two ways; a person who hears it decides."""

    at: int
    character: str
    tojyutping: str
    pycantonese: str


def jyutping(spoken: str) -> str:
    """One syllable a word, by ToJyutping, Latin as Hong Kong says it. A character nobody can read is left out.

    >>> jyutping("慢慢嚟，用 App")
    'maan6 maan2 lai4 jung6 ep1'
    """
    found: list[str] = []
    for token in _TOKENS.findall(spoken):
        found += latin.sound(token).split() if token.isascii() else [one for one in _first(token) if one]
    return " ".join(found)


def pinyin(spoken: str) -> str:
    """Putonghua's sounds, one syllable a word, by pypinyin, which knows words in Simplified characters; letters stay.

    >>> pinyin("銀行還有App")
    'yin2 hang2 hai2 you3 app'
    """
    from pypinyin import Style, lazy_pinyin

    found: list[str] = []
    for token in _TOKENS.findall(_simplified().convert(spoken)):
        if token.isascii():
            found.append(token.lower())
        else:
            found += lazy_pinyin(token, style=Style.TONE3, neutral_tone_with_five=True)
    return " ".join(found)


@lru_cache(1)
def _simplified() -> "OpenCC":
    from opencc import OpenCC

    return OpenCC("hk2s")


def second_opinion(spoken: str) -> str:
    """The same by PyCantonese."""
    found: list[str] = []
    for token in _TOKENS.findall(spoken):
        found += latin.sound(token).split() if token.isascii() else [one for one in _second(token) if one]
    return " ".join(found)


def doubts(spoken: str) -> tuple[Doubt, ...]:
    """The characters that the two romanisers read differently, or that one of them cannot read."""
    found: list[Doubt] = []
    for run in _CHINESE.finditer(spoken):
        for offset, (first, second) in enumerate(zip(_first(run[0]), _second(run[0]), strict=True)):
            if first != second:
                found.append(Doubt(run.start() + offset, run[0][offset], first, second))
    return tuple(found)


@lru_cache(4096)
def _first(run: str) -> tuple[str, ...]:
    import ToJyutping

    return tuple((sound or "").split(" ")[0] for _, sound in ToJyutping.get_jyutping_list(run))


@lru_cache(4096)
def _second(run: str) -> tuple[str, ...]:
    import pycantonese

    found: list[str] = []
    for word, sounds in pycantonese.characters_to_jyutping(run):
        each = re.findall("[a-z]+[1-6]", sounds or "")
        found += each if len(each) == len(word) else [""] * len(word)
    return tuple(found)
