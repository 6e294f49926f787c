"""The voice: what is heard is the clip, and how far it has come lights the caption."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from elderapp.lesson.model import Line
from elderapp.packs.model import Beat, Clip, Slow

ROOT = Path(__file__).resolve().parents[2]
SAID = Line("x/said", "撳「轉數快」，喺右邊。")
OTHER = Line("x/other", "慢慢揀。")
BEATS = (Beat(0, 6, 0.0, 1.0), Beat(6, 11, 1.5, 2.5))
SPEAK = """
import sys
from pathlib import Path
from elderapp.tablet import window
window.prepare(offscreen=True, size=(64, 64))
from kivy.base import EventLoop, runTouchApp
from kivy.clock import Clock
from elderapp.lesson.model import Line
from elderapp.packs.model import Clip
from elderapp.tablet.audio import Voice
EventLoop.ensure_window()
runTouchApp(embedded=True)
ended = []
clips = {"x": (Path(sys.argv[1]), Clip("x.ogg", float(sys.argv[2])))}
voice = Voice(clips, on_beat=lambda *_: None, on_end=ended.append)
voice.say(Line("x", "x"))
while not ended:
    EventLoop.idle()
voice.close()
print("ended", ended[0].id)
"""


class Ear:
    """Keeps what the voice tells."""

    def __init__(self):
        self.lit, self.ended = [], []

    def beat(self, line, first, last):
        self.lit.append((line.id, first, last))

    def end(self, line):
        self.ended.append(line.id)


@pytest.fixture
def speak(window, tmp_path):
    """Gives a voice with a clip of 2.5 s for `SAID`, and an ear."""
    from elderapp.tablet.audio import Voice

    made = []

    def make(*, volume=1.0, path=None):
        ear = Ear()
        clips = {SAID.id: (path or tmp_path / "gone.ogg", Clip("gone.ogg", 2.5, BEATS))}
        voice = Voice(clips, on_beat=ear.beat, on_end=ear.end, volume=volume)
        made.append(voice)
        return voice, ear

    yield make
    for voice in made:
        voice.close()


@pytest.fixture
def tone(tmp_path):
    """A sound of 1.2 s that resembles itself at one place alone: a rising tone."""
    path = tmp_path / "tone.ogg"
    rising = "aevalsrc=0.5*sin(2*PI*(300*t+500*t*t)):s=24000:d=1.2"
    command = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", rising, "-c:a", "libvorbis", "-ac", "1", str(path)]
    subprocess.run(command, check=True)
    return path


def decoded(path):
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-f", "s16le", "-ac", "2", "-ar", "44100", "-"]
    return samples(subprocess.run(command, check=True, capture_output=True).stdout)


def samples(raw):
    """Left channel of signed 16-bit stereo."""
    return np.frombuffer(raw, "<i2").reshape(-1, 2)[:, 0].astype(float)


PIECE = 4096
"""Samples that the device is given at a time: 93 ms."""


def likeness(heard, clip):
    """The greatest correlation of the clip with any stretch of what was heard, 0 to 1."""
    heard = np.concatenate([np.zeros(PIECE), heard])  # on a busy machine so much of its beginning may be gone, not more
    size = 1 << (len(heard) + len(clip)).bit_length()
    product = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(clip, size)), size)
    at = int(np.argmax(product[: len(heard)]))
    part = heard[at : at + len(clip)]
    return float(product[at] / np.sqrt((part**2).sum() * (clip**2).sum()))


def test_what_is_heard_is_the_clip(tone, tmp_path):
    written = tmp_path / "heard.raw"
    told = subprocess.run(
        [sys.executable, "-c", SPEAK, str(tone), "4"],
        cwd=ROOT,
        env={**os.environ, "SDL_AUDIODRIVER": "disk", "SDL_DISKAUDIOFILE": str(written)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (0, "ended x") == (told.returncode, told.stdout.strip()), told.stderr
    assert likeness(samples(written.read_bytes()[: written.stat().st_size // 4 * 4]), decoded(tone)) > 0.9


@pytest.mark.parametrize("volume", [1.0, 0.0])
def test_each_beat_lights_its_span_once_and_the_end_is_told_once(window, speak, volume):
    voice, ear = speak(volume=volume)
    voice.say(SAID)
    window.wait(1.2)
    assert [(SAID.id, 0, 6)] == ear.lit
    window.wait(1.0)
    assert [] == ear.ended
    window.wait(5.0)

    assert [(SAID.id, 0, 6), (SAID.id, 6, 11)] == ear.lit
    assert [SAID.id] == ear.ended
    assert not voice.is_speaking


def test_another_line_takes_the_place_of_the_first_which_never_ends(window, speak):
    voice, ear = speak()
    voice.say(SAID)
    window.wait(0.5)
    voice.say(OTHER)
    window.wait(10.0)

    assert [OTHER.id] == ear.ended


def test_the_same_line_again_begins_anew(window, speak):
    voice, ear = speak()
    voice.say(SAID)
    window.wait(2.0)
    voice.say(SAID)
    window.wait(1.0)
    assert [] == ear.ended
    window.wait(2.0)

    assert [(SAID.id, 0, 6), (SAID.id, 6, 11)] * 2 == ear.lit
    assert [SAID.id] == ear.ended


def test_whoever_wants_it_slow_hears_the_slow_clip_by_its_own_beats(window, speak, tone):
    voice, ear = speak(path=tone)
    slow = tone.with_name("tone.slow.ogg")
    slow.write_bytes(tone.read_bytes())
    voice.clips = {SAID.id: (tone, Clip("tone.ogg", 2.5, BEATS, slow=Slow(4.0, (Beat(0, 6, 0.0, 2.5),))))}
    voice.is_slow = True
    voice.expect([SAID.id])
    window.wait(0.5)
    assert [slow] == list(voice._sounds._ready)

    voice.say(SAID)
    window.wait(3.5)
    assert ([(SAID.id, 0, 6)], []) == (ear.lit, ear.ended)
    assert str(slow) == voice._sound.source
    window.wait(1.0)

    assert [SAID.id] == ear.ended


def test_a_pack_without_slow_clips_is_heard_as_it_is_and_a_line_without_a_clip_stands_longer(window, speak, tone):
    voice, ear = speak(path=tone)
    voice.is_slow = True
    voice.say(SAID)
    window.wait(2.8)
    assert [SAID.id] == ear.ended

    voice.say(Line("x/long", "字" * 10))
    window.wait(3.5)
    assert voice.is_speaking
    window.wait(0.8)

    assert [SAID.id, "x/long"] == ear.ended


def test_silence_is_told_to_nobody(window, speak):
    voice, ear = speak()
    voice.say(SAID)
    voice.stop()
    window.wait(5.0)

    assert ([], []) == (ear.lit, ear.ended)
    assert not voice.is_speaking


def test_a_line_without_a_clip_takes_the_time_of_its_syllables(window, speak):
    voice, ear = speak()
    voice.say(Line("x/long", "字" * 10))
    window.wait(2.8)
    assert voice.is_speaking
    window.wait(0.5)

    assert ["x/long"] == ear.ended
    assert [] == ear.lit


def test_what_says_the_next_line_at_the_end_of_one_is_not_cut_off(window, speak):
    voice, ear = speak()
    voice._on_end = lambda line: (ear.end(line), voice.say(OTHER) if line == SAID else None)
    voice.say(SAID)
    window.wait(3.0)
    assert voice.is_speaking
    window.wait(3.0)

    assert [SAID.id, OTHER.id] == ear.ended


def test_a_real_sound_is_loaded_played_and_let_go(window, speak, tone):
    voice, _ = speak(volume=0.5, path=tone)
    voice.say(SAID)

    assert ("play", 0.5) == (voice._sound.state, voice._sound.volume)
    assert not voice.is_mute
    voice.stop()
    assert voice._sound is None


def test_a_file_that_is_no_sound_keeps_the_lesson_going(window, speak, tmp_path):
    (tmp_path / "bad.ogg").write_bytes(b"no sound at all")
    voice, ear = speak(path=tmp_path / "bad.ogg")
    voice.say(SAID)
    window.wait(4.0)

    assert [SAID.id] == ear.ended
    assert voice.is_mute


def test_without_a_sound_device_captions_go_on_and_it_is_known(tone):
    told = subprocess.run(
        [sys.executable, "-c", SPEAK + "print(voice.is_mute)\n", str(tone), "0.3"],
        cwd=ROOT, env={**os.environ, "SDL_AUDIODRIVER": "none-such"}, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert ["ended x", "True"] == told.stdout.split("\n")[-3:-1]


def test_what_is_expected_is_ready_before_it_is_said(window, speak, tone):
    voice, _ = speak(path=tone)
    voice.expect([SAID.id, "x/unknown"])
    window.wait(1.0)
    ready = voice._sounds._ready[tone]
    voice.say(SAID)

    assert ready is voice._sound
    assert "play" == ready.state


def test_a_mute_tablet_makes_nothing_ready(window, speak, tone):
    voice, _ = speak(path=tone, volume=0.0)
    voice.expect([SAID.id])
    window.wait(1.0)

    assert {} == voice._sounds._ready
