"""What the authors' tools lend a hub: words, facts, a person's recording as a clip, a machine's voice."""

import shutil

import numpy as np
import pytest

from elderapp.authoring.voice import sound
from elderapp.cli.hub_studio import record, speak, studio
from elderapp.hub.alerts import HOTLINE
from elderapp.hub.studio import Unfit
from elderapp.lesson.model import Line

LINE = Line("alert-1-a/why-1/say", "呢個星期有人收到假派送短訊。")


def tone(seconds: float, level: float, path) -> bytes:
    at = np.arange(round(seconds * sound.RATE)) / sound.RATE
    sound.write_wav(level * np.sin(2 * np.pi * 220 * at), path)
    return path.read_bytes()


def test_it_knows_the_font_the_facts_and_where_lines_break():
    ours = studio()

    assert "騙" in ours.given.glyphs
    assert "18222" == ours.given.facts[HOTLINE].value
    assert (1, 6, 7, 8) == ours.cuts("撳「轉數快」呢個掣。")
    assert ours is studio()


def test_a_quiet_recording_is_trimmed_levelled_and_encoded(tmp_path):
    spoken = record(LINE, tone(4.0, 0.02, tmp_path / "a.wav"), respell={})

    assert ("human", b"OggS") == (spoken.clip.engine, spoken.sound[:4])
    assert 3.9 < spoken.clip.seconds < 4.6
    assert 14 == spoken.clip.beats[-1].last


@pytest.mark.parametrize(
    ("seconds", "level", "code"), [(4.0, 0.0, "silent"), (0.5, 0.3, "too-quick"), (14.0, 0.3, "too-slow")]
)
def test_what_nobody_could_follow_is_refused(seconds, level, code, tmp_path):
    with pytest.raises(Unfit) as refused:
        record(LINE, tone(seconds, level, tmp_path / "a.wav"), respell={})
    assert code == refused.value.code


def test_what_is_no_sound_is_refused():
    with pytest.raises(Unfit, match="unreadable"):
        record(LINE, b"no sound", respell={})


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="no machine speaks here")
def test_a_machine_says_what_nobody_recorded():
    (spoken,) = speak({LINE.id: LINE}, respell={}).values()

    assert ("espeak-ng", b"OggS") == (spoken.clip.engine, spoken.sound[:4])
