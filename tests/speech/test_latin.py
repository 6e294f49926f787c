import re

from elderapp.speech import latin

_SYLLABLE = re.compile("[a-z]+[1-6]")


def test_every_sound_is_jyutping():
    for sound in [*latin.LETTERS.values(), *latin.WORDS.values()]:
        assert all(_SYLLABLE.fullmatch(one) for one in sound.split()), sound


def test_every_letter_has_a_sound():
    assert list("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == sorted(latin.LETTERS)


def test_an_unknown_word_is_spelt_out():
    assert "pi1 ou1" == latin.sound("po")
