"""Clips are decoded before they are wanted, and only so many are kept."""

import shutil
import subprocess

import pytest


@pytest.fixture
def tones(tmp_path):
    """Four files of a second each."""
    first = tmp_path / "0.wav"
    command = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=440:d=1", "-ar", "44100", "-ac", "2", str(first)]
    subprocess.run(command, check=True)
    rest = [tmp_path / f"{n}.wav" for n in range(1, 4)]
    return [first, *(shutil.copy(first, path) for path in rest)]


@pytest.fixture
def sounds(window):
    """Keeps two and a half seconds."""
    from elderapp.tablet.sounds import Sounds

    made = Sounds(2.5)
    yield made
    made.clear()


def test_a_clip_is_decoded_once(sounds, tones):
    first = sounds.take(tones[0])

    assert 1.0 == pytest.approx(first.length, abs=0.01)
    assert first is sounds.take(tones[0])


def test_what_is_expected_is_decoded_one_at_a_time_and_nothing_else(sounds, tones):
    sounds.expect(tones[:2])
    sounds.prepare()
    one = [*sounds._ready]
    sounds.expect(tones[2:3])
    sounds.prepare()
    sounds.prepare()

    assert [tones[0]] == one
    assert [tones[0], tones[2]] == [*sounds._ready]


def test_those_used_longest_ago_are_let_go_of(sounds, tones):
    for path in (tones[0], tones[1], tones[0], tones[2]):
        sounds.take(path)

    assert [tones[0], tones[2]] == [*sounds._ready]


def test_what_plays_is_kept(sounds, tones):
    sounds.take(tones[0]).play()
    for path in tones[1:]:
        sounds.take(path)

    assert tones[0] in sounds._ready
    assert 2 == len(sounds._ready)


def test_a_file_that_is_no_sound_is_not_kept(sounds, tmp_path):
    (tmp_path / "bad.ogg").write_bytes(b"no sound at all")
    sounds.expect([tmp_path / "bad.ogg"])
    sounds.prepare()

    assert 0 >= sounds.take(tmp_path / "bad.ogg").length
    assert {} == sounds._ready
