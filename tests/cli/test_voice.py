from pathlib import Path

import msgspec
import numpy as np
import pytest
from click.testing import CliRunner, Result

from elderapp.authoring.voice import lines, sound
from elderapp.authoring.voice.build import plan
from elderapp.authoring.voice.engines import engine
from elderapp.authoring.voice.heard import Hearing, note
from elderapp.authoring.voice.takes import Take
from elderapp.cli.voice import voice
from elderapp.lesson.model import Line
from elderapp.speech.spoken import spoken, words_of


@pytest.fixture
def elderapp(tmp_path, monkeypatch):
    """Runs `elderapp voice …` on a folder without lessons, where the app itself says two short lines."""
    spoken = {line.id: line for line in (Line("ui/good", "好，做到喇。"), Line("ui/call", "打 18222。"))}
    monkeypatch.setattr(lines, "of_interface", lambda: spoken)
    folder = tmp_path / "lessons"
    folder.mkdir()

    def run(*arguments: str) -> Result:
        places = ("--lessons", str(folder))
        keep = () if arguments[0] in ("try", "readings", "accept") else ("--cache", str(tmp_path / "clips"))
        return CliRunner().invoke(voice, [*arguments, *places, *keep])

    run.folder = folder
    run.spoken = spoken
    return run


def test_clips_are_built_once(elderapp):
    assert "2 lines have a clip; 2 clips were made" in elderapp("build").output

    again = elderapp("build")

    assert "2 lines have a clip; 0 clips were made" in again.output
    assert 0 == again.exit_code


def test_status_counts_lines_by_who_says_them(elderapp):
    before = elderapp("status")
    elderapp("build")
    after = elderapp("status")

    assert (1, 0) == (before.exit_code, after.exit_code)
    assert "elderapp voice build" in before.output
    assert ["interface", "2", "0", "0", "2", "0", "0", "0", "0", "2"] == _row(after.output, "interface")


def test_what_nothing_can_say_is_an_error_of_its_line(elderapp):
    elderapp.spoken["ui/odd"] = Line("ui/odd", "去 parcel 睇。")

    built = elderapp("build")

    assert 1 == built.exit_code
    assert "error[unread]: ui/odd: nothing knows how to say parcel" in built.output


def test_an_unknown_lesson_is_a_matter_of_usage(elderapp):
    asked = elderapp("build", "--lesson", "nowhere")

    assert 2 == asked.exit_code
    assert "there is no lesson `nowhere`" in asked.output


def test_a_recording_is_stale_until_somebody_has_listened(elderapp):
    elderapp("build")
    folder = elderapp.folder / "interface" / "voice"
    folder.mkdir(parents=True)
    sound.write_wav(0.3 * np.sin(np.arange(round(sound.RATE * 1.25)) / 9), folder / "good.wav")

    stale = elderapp("build")
    accepted = elderapp("accept", "--by", "陳導師", "--yes")
    fresh = elderapp("build")

    assert "warning[stale]: ui/good" in stale.output
    assert "accepted: ui/good" in accepted.output
    assert "stale" not in fresh.output
    assert ["interface", "2", "1", "0", "1", "0", "0", "0", "0", "1"] == _row(elderapp("status").output, "interface")


def test_a_clip_of_gtts_is_a_draft_until_somebody_has_heard_it(elderapp):
    elderapp("build")
    made = plan(elderapp.spoken, engine("gtts"), {}, {})[0]
    clips = elderapp.folder.parent / "clips"
    takes = sorted(clips.glob("*.json"))
    take = msgspec.structs.replace(msgspec.json.decode(takes[0].read_bytes(), type=Take), engine="gtts")
    (clips / f"{made.key}.json").write_bytes(msgspec.json.encode(take))
    for kind in (".ogg", ".slow.ogg"):
        (clips / f"{made.key}{kind}").write_bytes(takes[0].with_suffix(kind).read_bytes())

    def row():
        return _row(elderapp("status", "--engine", "gtts").output, "interface")

    assert ("2", "1", "0", "2") == (row()[1], row()[3], row()[5], row()[9])
    hearing = Hearing(words_of(made.clauses), made.key, "gtts", "陳導師", "2026-11-23")
    note(elderapp.folder, {made.line.id: hearing})
    assert ("2", "1", "1", "1") == (row()[1], row()[3], row()[5], row()[9])


def test_what_somebody_has_heard_is_not_asked_about_again(elderapp):
    elderapp.spoken["ui/will"] = Line("ui/will", "你會唔會？")
    assert "ui/will" in elderapp("readings").output
    said = words_of(spoken("你會唔會？", {}))
    note(elderapp.folder, {"ui/will": Hearing(said, "k", "espeak-ng", "陳導師", "2026-11-23")})
    assert "ui/will" not in elderapp("readings").output
    note(elderapp.folder, {"ui/will": Hearing("另一句", "k", "espeak-ng", "陳導師", "2026-11-23")})
    assert "ui/will" in elderapp("readings").output


def test_one_line_is_tried(elderapp, tmp_path, monkeypatch):
    monkeypatch.setattr("elderapp.cli.voice._default_cache", lambda: tmp_path / "tried")
    (elderapp.folder / "pronounce.yaml").write_text("respell:\n  FPS: 轉數快\n", encoding="utf-8")

    tried = elderapp("try", "用 FPS 俾 $2，你會唔會？", "--out", str(tmp_path / "line.ogg"))

    assert 0 == tried.exit_code
    assert "用轉數快俾兩蚊，你會唔會？" in tried.output
    assert "會: wui5 or wui6: listen, then decide" in tried.output
    assert "LUFS" in tried.output
    assert b"OggS" == (tmp_path / "line.ogg").read_bytes()[:4]


def test_a_line_that_cannot_be_said_is_told(elderapp, tmp_path, monkeypatch):
    monkeypatch.setattr("elderapp.cli.voice._default_cache", lambda: tmp_path / "tried")

    tried = elderapp("try", "🎁")

    assert 1 == tried.exit_code
    assert "nothing knows how to say 🎁" in tried.output


def test_lines_read_in_two_ways_are_listed(elderapp):
    elderapp.spoken["ui/will"] = Line("ui/will", "你會點做？")

    assert "ui/will: 你會點做？  (會 wui5/wui6)" in elderapp("readings").output


def test_playing_needs_a_player(elderapp, tmp_path, monkeypatch):
    monkeypatch.setattr("elderapp.cli.voice._default_cache", lambda: tmp_path / "tried")
    monkeypatch.setattr("shutil.which", lambda _name: None)

    assert "ffplay is not installed" in elderapp("try", "好。", "--play").output


def test_a_clip_is_played(elderapp, tmp_path, monkeypatch):
    monkeypatch.setattr("elderapp.cli.voice._default_cache", lambda: tmp_path / "tried")
    player = tmp_path / "ffplay"
    player.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/played\n', encoding="utf-8")
    player.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda _name: str(player))

    elderapp("try", "好。", "--play")

    assert ".ogg" in Path(tmp_path, "played").read_text(encoding="utf-8")


def _row(output: str, owner: str) -> list[str]:
    return next(words for line in output.splitlines() if (words := line.split()) and words[0] == owner)
