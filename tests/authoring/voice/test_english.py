"""English voices."""

import shutil
from pathlib import Path

import pytest

from elderapp.authoring.voice.build import build
from elderapp.authoring.voice.engines import VoiceFailed, engine
from elderapp.authoring.voice.english import EspeakEnglish, GoogleEnglish
from elderapp.lesson.model import Line

needs_espeak = pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed")


def test_an_engine_is_chosen_by_its_language():
    assert isinstance(engine("espeak", "en"), EspeakEnglish)
    assert isinstance(engine("gtts", "en"), GoogleEnglish)
    assert ("en", "en-gb") == (engine("gtts", "en").voice, engine("espeak", "en").voice)


def test_a_language_that_no_engine_speaks_is_refused():
    with pytest.raises(VoiceFailed, match="ur"):
        engine("espeak", "ur")


@needs_espeak
def test_english_clips_are_as_slow_and_as_loud_as_they_must_be(tmp_path: Path):
    texts = ["Take your time. Tap “Home Cooking”.", "Unsure? Ask. Anti-scam helpline: enter 18222."]
    lines = {f"a/{n}/say": Line(f"a/{n}/say", text) for n, text in enumerate(texts)}

    built = build(lines, engine("espeak", "en"), {}, tmp_path, language="en")

    assert () == built.problems
    assert lines.keys() == built.clips.keys()
    clip = built.clips["a/1/say"]
    assert "one eight two two two" in clip.spoken
    assert (0, len(texts[1])) == (clip.beats[0].first, clip.beats[-1].last)


@needs_espeak
def test_words_that_look_like_an_option_are_said(tmp_path: Path):
    EspeakEnglish().speak("-v is a letter", tmp_path / "a.wav")

    assert (tmp_path / "a.wav").stat().st_size > 1000
