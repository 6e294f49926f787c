import shutil
from pathlib import Path

import numpy as np
import pytest

from elderapp.authoring.voice import sound, takes
from elderapp.authoring.voice.build import build, plan
from elderapp.authoring.voice.engines import VoiceFailed, engine
from elderapp.authoring.voice.espeak import Espeak
from elderapp.authoring.voice.recordings import Note, Recording
from elderapp.lesson.model import Line

LINES = {
    line.id: line
    for line in (
        Line("a/why-1/say", "慢慢嚟，唔使急。", (2, 4, 6)),
        Line("a/tap/say", "撳「轉數快」呢個掣。"),
        Line("a/tap/where", "打 18222 問吓。"),
        Line("a/money/say", "俾 $50。"),
        Line("b/money/say", "俾五十蚊。"),
        Line("a/yes/text", "信"),
        Line("a/long/say", "佢話你個戶口有問題，要過 $8,260.50 去安全戶口，咪信佢。", (3, 6, 9, 12)),
    )
}


class Tone:
    """An engine that hums: one note a clause, as long as its words. It can die after some clauses."""

    name, voice, rate, languages = "tone", "hum", 1, ("yue",)

    def __init__(self, clauses: int = 1000, level: float = 0.1) -> None:
        self.spoken: list[str] = []
        self._left, self._level = clauses, level

    def speak(self, text: str, path: Path) -> None:
        self.spoken.append(text)
        if len(self.spoken) > self._left:
            path.write_bytes(b"RIFF half a file")
            raise VoiceFailed("the engine died")
        at = np.arange(round(sound.RATE * 0.32 * len(text))) / sound.RATE
        sound.write_wav(self._level * np.sin(2 * np.pi * 440 * at), path)


def _files(cache: Path) -> list[str]:
    return sorted(path.name for path in cache.iterdir())


def test_every_line_gets_a_clip_that_measures_up(tmp_path):
    built = build(LINES, engine("espeak"), {}, tmp_path)

    assert (LINES.keys(), (), 6) == (built.clips.keys(), built.problems, built.made)
    for clip in built.clips.values():
        take = takes.read(tmp_path, clip.file.removesuffix(".ogg"))
        assert take
        assert 2.6 <= take.rate <= 3.8
        assert -17.0 <= take.loudness <= -15.0
        assert take.peak <= -1.0
        assert 0.5 <= clip.seconds <= 15.0
        assert "espeak-ng" == clip.engine


def test_beats_follow_the_caption_inside_the_clip(tmp_path):
    line = LINES["a/why-1/say"]

    clip = build({line.id: line}, engine("espeak"), {}, tmp_path).clips[line.id]

    assert [(0, 2), (2, 4), (4, 6), (6, 8)] == [(beat.first, beat.last) for beat in clip.beats]
    assert 0.4 <= clip.beats[2].start - clip.beats[1].end <= 0.6
    assert clip.beats[-1].end <= clip.seconds
    assert "慢慢嚟，唔使急。" == clip.spoken
    assert [(beat.first, beat.last) for beat in clip.beats] == [(beat.first, beat.last) for beat in clip.slow.beats]
    assert 0.7 <= clip.slow.beats[2].start - clip.slow.beats[1].end <= 1.1
    assert clip.seconds * 1.15 < clip.slow.seconds


def test_the_same_words_share_one_clip_and_are_lit_each_in_their_own_caption(tmp_path):
    pair = {name: LINES[name] for name in ("a/money/say", "b/money/say")}

    built = build(pair, Tone(), {}, tmp_path)

    assert 1 == built.made
    assert built.clips["a/money/say"].file == built.clips["b/money/say"].file
    assert (6, 5) == (built.clips["a/money/say"].beats[-1].last, built.clips["b/money/say"].beats[-1].last)


def test_the_same_text_gives_the_same_bytes(tmp_path):
    one = build(LINES, engine("espeak"), {}, tmp_path / "one")
    build(dict(reversed(LINES.items())), engine("espeak"), {}, tmp_path / "two", workers=1)

    for clip in one.clips.values():
        assert (tmp_path / "one" / clip.file).read_bytes() == (tmp_path / "two" / clip.file).read_bytes()


def test_what_is_there_is_not_made_again(tmp_path):
    build(LINES, Tone(), {}, tmp_path)
    silent = Tone(0)

    again = build(LINES, silent, {}, tmp_path)

    assert (0, 7, []) == (again.made, len(again.clips), silent.spoken)


def test_only_a_changed_line_is_made_again(tmp_path):
    build(LINES, Tone(), {}, tmp_path)
    changed = LINES | {"a/yes/text": Line("a/yes/text", "唔信")}

    assert 1 == build(changed, Tone(), {}, tmp_path).made


@pytest.mark.parametrize("which", [0, 1])
def test_a_damaged_clip_is_made_again(tmp_path, which):
    clip = build({"a/yes/text": LINES["a/yes/text"]}, Tone(), {}, tmp_path).clips["a/yes/text"]
    (tmp_path / clip.files[which]).write_bytes(b"OggS and then nothing")

    assert 1 == build({"a/yes/text": LINES["a/yes/text"]}, Tone(), {}, tmp_path).made


def test_progress_is_told_from_what_is_there_to_all(tmp_path):
    heard = []
    build(LINES, Tone(), {}, tmp_path, lambda done, total: heard.append((done, total)))

    assert ((0, 6), (6, 6)) == (heard[0], heard[-1])


def test_an_engine_that_dies_leaves_no_half_clip_and_what_was_finished_stays(tmp_path, monkeypatch):
    monkeypatch.setattr("elderapp.authoring.voice.build._TOGETHER", 8)
    many = {f"a/{n}/say": Line(f"a/{n}/say", "好" * n) for n in range(1, 19)}

    with pytest.raises(VoiceFailed, match="the engine died"):
        build(many, Tone(clauses=10), {}, tmp_path, workers=1)

    kept = _files(tmp_path)
    assert 3 * 8 == len(kept)
    assert all(takes.read(tmp_path, name.partition(".")[0]) for name in kept)
    assert 10 == build(many, Tone(), {}, tmp_path).made


def test_a_build_that_is_stopped_leaves_no_half_clip_and_goes_on_later(tmp_path):
    many = {f"a/{n}/say": Line(f"a/{n}/say", "好" * n) for n in range(1, 41) if n <= 20} | LINES

    def stop(done: int, _total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(many, Tone(), {}, tmp_path, stop, workers=1)

    kept = _files(tmp_path)
    assert kept
    assert all(name.endswith((".ogg", ".json")) for name in kept)
    assert len(build(many, Tone(), {}, tmp_path).clips) == len(many)


def test_silence_from_an_engine_is_a_problem(tmp_path):
    built = build({"a/yes/text": LINES["a/yes/text"]}, Tone(level=0.0), {}, tmp_path)

    assert ["silent"] == [flaw.code for flaw in built.problems]


def test_what_cannot_be_said_is_a_problem_of_its_line(tmp_path):
    lines = {"a/1/say": Line("a/1/say", "去 parcel 睇。"), "a/2/say": Line("a/2/say", "🎁")}

    built = build(lines, Tone(), {}, tmp_path)

    assert [("a/1/say", "unread", "parcel"), ("a/2/say", "unread", "🎁"), ("a/2/say", "missing", "")] == [
        (flaw.line, flaw.code, flaw.about) for flaw in built.problems if flaw.code in ("unread", "missing")
    ]


def _recording(folder: Path, words: str) -> Recording:
    samples, _ = sound.joined([0.3 * np.sin(np.arange(36_000) / 9), 0.3 * np.sin(np.arange(24_000) / 9)], [0.5, 0])
    sound.write_wav(samples, folder / "say.wav")
    return Recording(folder / "say.wav", Note(words))


def test_a_persons_recording_goes_before_the_machine(tmp_path):
    line = LINES["a/why-1/say"]
    machine = Tone(0)

    built = build(
        {line.id: line}, machine, {}, tmp_path / "clips", recordings={line.id: _recording(tmp_path, line.text)}
    )

    clip = built.clips[line.id]
    assert ("human", []) == (clip.engine, machine.spoken)
    assert [] == [flaw for flaw in built.problems if flaw.code == "stale"]
    # Its two clauses are found by the rest between them.
    assert (1.58, 2.08) == pytest.approx((clip.beats[1].end, clip.beats[2].start), abs=0.03)


def test_a_stale_recording_is_kept_with_a_warning(tmp_path):
    line = LINES["a/tap/say"]

    built = build(
        {line.id: line}, Tone(0), {}, tmp_path / "clips", recordings={line.id: _recording(tmp_path, "舊嘅字")}
    )

    assert "human" == built.clips[line.id].engine
    assert ["stale"] == [flaw.code for flaw in built.problems if flaw.is_warning]


def test_a_recording_without_rests_is_shared_out_by_syllables(tmp_path):
    line = LINES["a/long/say"]
    sound.write_wav(0.3 * np.sin(np.arange(96_000) / 9), tmp_path / "say.wav")

    built = build(
        {line.id: line}, Tone(0), {}, tmp_path / "clips", recordings={line.id: Recording(tmp_path / "say.wav", None)}
    )

    beats = built.clips[line.id].beats
    assert (0.08, 4.08) == pytest.approx((beats[0].start, beats[-1].end), abs=0.02)
    assert all(beat.start < beat.end for beat in beats)


def test_the_plan_knows_which_clip_a_line_needs():
    [one] = plan({"a/yes/text": LINES["a/yes/text"]}, Espeak(), {})

    assert takes.key("espeak-ng", "yue-Latn-jyutping", 125, one.clauses) == one.key


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
def test_espeak_is_kept_at_the_pace_of_older_ears(tmp_path):
    for text in ("信", "收線", "你仲喺唔喺度呀", "我係銀行保安部打嚟嘅", "佢收你少少錢其實想呃你張卡號碼"):
        Espeak().speak(text, tmp_path / "one.wav")
        seconds = len(sound.trimmed(sound.read_wav(tmp_path / "one.wav"))) / sound.RATE
        assert 2.8 <= len(text) / seconds <= 3.6
