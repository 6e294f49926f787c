"""A short film, drawn, spoken and encoded for real, in a process of its own as an author makes it."""

import json
import subprocess
import sys

import pytest

LESSON = """\
lesson: tiny
track: basics
title: 收線
minutes: 1
mock: dialler
reviewed: never
why: 好。
watch: auto
together:
  - {do: tap, id: hang-up, screen: talking, target: hang-up, say: 撳「收線」。, where: 電話下面。}
alone: same
"""
MOCK = """\
mock: dialler
kind: phone
ribbon: call
screens:
  talking:
    call_screen: {name: 不明來電, number: 6000 0000, state: talking, hang_up: ended}
  ended:
    banner: {icon: call_end, text: 通話已結束}
"""


@pytest.fixture
def lessons(tmp_path):
    for name, text in (("basics/tiny/lesson.yaml", LESSON), ("mocks/dialler.yaml", MOCK)):
        path = tmp_path / "lessons" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "lessons"


def run(*words):
    return subprocess.run(
        [sys.executable, "-m", "elderapp", "video", *map(str, words)], capture_output=True, text=True, check=False
    )


@pytest.mark.window
def test_a_film_is_upright_has_a_voice_and_is_small(lessons, tmp_path):
    out = tmp_path / "tiny.mp4"
    done = run("tiny", "--lessons", lessons, "--out", out, "--cache", tmp_path / "clips")
    assert 0 == done.returncode, done.stderr
    probe = subprocess.run(
        ["ffprobe", "-v", "error", "-show_streams", "-show_format", "-of", "json", out],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    told = json.loads(probe.stdout)
    pictures, voice = told["streams"]

    assert ("h264", 720, 1280, "yuv420p") == tuple(
        pictures[key] for key in ("codec_name", "width", "height", "pix_fmt")
    )
    assert ("aac", 1) == (voice["codec_name"], voice["channels"])
    assert 120 >= float(told["format"]["duration"]) >= 5
    assert 8 * 1024 * 1024 >= int(told["format"]["size"])
    assert [out.name] == [path.name for path in tmp_path.glob("*.mp4")]
    sound = subprocess.run(
        ["ffmpeg", "-nostdin", "-i", out, "-af", "volumedetect", "-f", "null", "-"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    loudest = next(line for line in sound.stderr.splitlines() if "max_volume" in line)
    assert -20 < float(loudest.split("max_volume:")[1].split()[0])


def test_an_unknown_lesson_is_told(lessons):
    done = run("nothing", "--lessons", lessons)

    assert 2 == done.returncode
    assert "no lesson `nothing`" in done.stderr
