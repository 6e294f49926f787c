import pytest

from elderapp.player.phrases import PHRASES, phrase


def test_every_phrase_is_a_line_of_the_interface():
    assert "ui/good" == phrase("good").id
    assert all(phrase(name).text for name in PHRASES)


def test_an_unknown_phrase_is_a_mistake():
    with pytest.raises(KeyError):
        phrase("nonsense")
