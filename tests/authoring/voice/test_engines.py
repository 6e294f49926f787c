import pytest

from elderapp.authoring.voice.engines import NAMES, engine


@pytest.mark.parametrize(("name", "speaker"), [("espeak", "espeak-ng"), ("gtts", "gtts")])
def test_an_engine_is_chosen_by_name(name, speaker):
    assert name in NAMES
    assert (speaker, ("yue",)) == (engine(name).name, engine(name).languages)
