"""The bundled fonts can write what the app says (A06)."""

from functools import cache

import pytest
from fontTools.ttLib import TTFont

from elderapp.player.phrases import PHRASES
from elderapp.tablet.widgets.writing import font


@cache
def characters(weight):
    return frozenset(TTFont(font(weight)).getBestCmap())


@pytest.mark.parametrize("weight", [400, 500, 700])
def test_every_phrase_can_be_written(weight):
    text = "".join(PHRASES.values())

    assert not {char for char in text if ord(char) not in characters(weight)}


@pytest.mark.parametrize("weight", [400, 500, 700])
def test_cantonese_and_rare_names_can_be_written(weight):
    text = "嘅咗喺唔咁哋嚟啲冇佢嗰咭揸𢱕𨋢㗎滘埗涌邨鰂鱲囝堃珮翀韡昉彧"

    assert not {char for char in text if ord(char) not in characters(weight)}


def test_latin_and_punctuation_can_be_written():
    text = "ABCabc0123456789HK$€£é：；，。、？！…—～「」『』（）【】《》·•→←℃％＋－"

    assert not {char for char in text if ord(char) not in characters(500)}
