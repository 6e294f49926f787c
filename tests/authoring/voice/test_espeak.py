import subprocess

import pytest

from elderapp.authoring.voice.engines import VoiceFailed
from elderapp.authoring.voice.espeak import Espeak


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
