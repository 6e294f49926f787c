import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from elderapp.authoring.voice import sound
from elderapp.authoring.voice.espeak import Espeak
from elderapp.authoring.voice.recordings import NOTES, Note, Recording, find
from elderapp.authoring.voice.script import Refused, folder_of, match, stem, take_in, wanted
from elderapp.lesson.model import Line

LINES = {
    name: Line(f"pay/{name}", text) for name, text in (("a/say", "撳「收線」呢個掣。"), ("b/say", "唔使急，慢慢嚟。"))
}
A, B = (one for one in wanted("pay", LINES, {}, {}))


def speech(path: Path, text: str = "撳收線呢個掣") -> Path:
    Espeak().speak(text, path)
    return path


def test_a_narrator_reads_what_nobody_has_recorded_yet(tmp_path):
    fresh = Recording(tmp_path, Note(A.words))

    assert ["pay__a.say", "pay__b.say"] == [A.name, B.name]
    assert [B] == list(wanted("pay", LINES, {}, {"pay/a/say": fresh}))
    assert [A, B] == list(wanted("pay", LINES, {}, {"pay/a/say": Recording(tmp_path, Note("舊字"))}))
    assert [A, B] == list(wanted("pay", LINES, {}, {"pay/a/say": fresh}, every=True))


def test_a_good_recording_is_kept_with_its_words_and_found(tmp_path):
    folder = tmp_path / "e-payments" / "pay" / "voice"

    assert [] == list(take_in(speech(tmp_path / "x.wav"), A, folder, {}, by="陳大文", on="2026-11-23"))
    found = find(tmp_path)["pay/a/say"]
    assert (A.words, "陳大文", "2026-11-23") == (found.note.spoken, found.note.by, found.note.on)
    assert ["a.say.ogg", NOTES] == sorted(path.name for path in folder.iterdir())


def test_a_second_take_replaces_the_first_whatever_its_kind(tmp_path):
    folder = tmp_path / "pay" / "voice"
    folder.mkdir(parents=True)
    (folder / "a.say.wav").write_bytes(b"old")
    (folder / "a.say-more.wav").write_bytes(b"other")
    list(take_in(speech(tmp_path / "x.wav"), A, folder, {}, by="x", on="2026-11-23"))

    assert ["a.say-more.wav", "a.say.ogg"] == sorted(path.name for path in folder.glob("a*"))


def silence(path):
    sound.write_wav(np.zeros(sound.RATE), path)


def too_long(path):
    speech(path)
    long = np.tile(sound.read_wav(path), 12)
    sound.write_wav(long, path)


@pytest.mark.parametrize(("make", "code"), [(silence, "silent"), (too_long, "too-long")])
def test_a_bad_recording_is_told_and_not_kept(tmp_path, make, code):
    make(tmp_path / "x.wav")
    folder = tmp_path / "pay" / "voice"

    assert code in [one.code for one in take_in(tmp_path / "x.wav", A, folder, {}, by="x", on="2026-11-23")]
    assert not folder.exists()


def test_what_is_no_sound_is_told_and_the_old_recording_stays(tmp_path):
    folder = tmp_path / "pay" / "voice"
    list(take_in(speech(tmp_path / "x.wav"), A, folder, {}, by="x", on="2026-11-23"))
    before = (folder / "a.say.ogg").read_bytes()
    (tmp_path / "y.mp3").write_bytes(b"hello")

    assert ["unreadable"] == [one.code for one in take_in(tmp_path / "y.mp3", A, folder, {}, by="x", on="2026-11-23")]
    assert before == (folder / "a.say.ogg").read_bytes()
    assert A.words == json.loads((folder / NOTES).read_text())["a.say"]["spoken"]


@pytest.mark.skipif(not shutil.which("ffmpeg"), reason="needs ffmpeg")
def test_a_telephone_s_recording_is_taken_in_too(tmp_path):
    speech(tmp_path / "x.wav")
    subprocess.run(["ffmpeg", "-v", "error", "-i", tmp_path / "x.wav", tmp_path / "x.m4a"], check=True)

    assert [] == list(take_in(tmp_path / "x.m4a", A, tmp_path / "voice", {}, by="x", on="2026-11-23"))


def test_files_are_matched_by_name_and_a_near_one_is_named():
    every = {one.name: one for one in (A, B)}
    files = [Path(name) for name in ("pay__a.say (1).m4a", "pay__b.sya.wav", "zzz.wav", "notes.txt")]

    assert [
        (files[0], A),
        (files[1], Refused("pay__b.sya.wav", "unknown", "pay__b.say")),
        (files[2], Refused("zzz.wav", "unknown", "")),
    ] == list(match(files, every))


def test_recordings_lie_beside_their_lesson(tmp_path):
    assert tmp_path / "interface" / "voice" == folder_of(tmp_path, "interface", "")
    assert Path("lessons/basics/a/voice") == folder_of(tmp_path, "a", "lessons/basics/a/lesson.yaml")
    assert "title" == stem("pay/title")
