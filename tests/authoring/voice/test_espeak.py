import subprocess

import pytest

from elderapp.authoring.voice.build import build
from elderapp.authoring.voice.engines import VoiceFailed, engine
from elderapp.authoring.voice.espeak import Espeak, EspeakEnglish
from elderapp.lesson.model import Line


def test_a_missing_engine_is_one_line_that_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(VoiceFailed, match=r"^espeak-ng is not installed: apt-get install espeak-ng$"):
        Espeak().speak("好", tmp_path / "one.wav")


def test_an_engine_that_fails_leaves_no_file(tmp_path, monkeypatch):
    program = tmp_path / "espeak-ng"
    program.write_text('#!/bin/sh\necho half > "$6"\necho no such voice >&2\nexit 1\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")

    with pytest.raises(VoiceFailed, match=r"^espeak-ng failed: no such voice$"):
        Espeak().speak("好", tmp_path / "one.wav")

    assert not (tmp_path / "one.wav").exists()


def test_the_installed_voice_knows_jyutping_and_the_syllabic_nasals():
    said = subprocess.run(
        ["espeak-ng", "-v", Espeak.voice, "-q", "-x", "maan6 maan2 [['ng4]] sai2"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert "m'aa6n_| m'aa2n_| 'ng4_| s'ai2_|" == said.stdout.strip()


@pytest.mark.parametrize(
    ("language", "texts", "said"),
    [
        (
            "en",
            ["Take your time. Tap “Home Cooking”.", "Unsure? Ask. Anti-scam helpline: enter 18222."],
            "one eight two two two",
        ),
        ("cmn", ["不用怕，慢慢來。按「取消交易」。", "不肯定嗎？問一問。防騙易熱線，按 18222。"], "幺八二二二"),
    ],
)
def test_clips_of_another_language_are_as_slow_and_as_loud_as_they_must_be(tmp_path, language, texts, said):
    lines = {f"a/{n}/say": Line(f"a/{n}/say", text) for n, text in enumerate(texts)}

    built = build(lines, engine("espeak", language), {}, tmp_path, language=language)

    assert () == built.problems
    assert lines.keys() == built.clips.keys()
    clip = built.clips["a/1/say"]
    assert said in clip.spoken
    assert (0, len(texts[1])) == (clip.beats[0].first, clip.beats[-1].last)


def test_words_that_look_like_an_option_are_said(tmp_path):
    EspeakEnglish().speak("-v is a letter", tmp_path / "a.wav")

    assert (tmp_path / "a.wav").stat().st_size > 1000
