import pytest

from elderapp.authoring.voice.engines import NAMES, VoiceFailed, engine


@pytest.mark.parametrize(("name", "speaker"), [("espeak", "espeak-ng"), ("gtts", "gtts")])
def test_an_engine_is_chosen_by_name(name, speaker):
    assert name in NAMES
    assert (speaker, ("yue",)) == (engine(name).name, engine(name).languages)


@pytest.mark.parametrize(
    ("name", "language", "voice"),
    [
        ("espeak", "yue", "yue-Latn-jyutping"),
        ("espeak", "en", "en-gb"),
        ("espeak", "cmn", "cmn-latn-pinyin"),
        ("gtts", "yue", "yue"),
        ("gtts", "en", "en"),
        ("gtts", "cmn", "zh-TW"),
    ],
)
def test_each_engine_has_a_voice_for_each_language(name, language, voice):
    assert (voice, (language,)) == (engine(name, language).voice, engine(name, language).languages)


def test_a_language_that_no_engine_speaks_is_refused():
    with pytest.raises(VoiceFailed, match="ur"):
        engine("espeak", "ur")
