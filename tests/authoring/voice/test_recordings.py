from pathlib import Path

from elderapp.authoring.voice.recordings import NOTES, Note, Recording, accept, find


def _record(folder: Path, *names: str) -> None:
    folder.mkdir(parents=True)
    for name in names:
        (folder / name).write_bytes(b"sound")


def test_recordings_are_found_by_the_line_they_say(tmp_path):
    voice = tmp_path / "e-payments" / "pay" / "voice"
    _record(voice, "open-fps.say.ogg", "variant.open-fps.where.wav", "title.ogg", "notes.txt")
    _record(tmp_path / "interface" / "voice", "home.ogg")

    assert {
        "pay/open-fps/say": Recording(voice / "open-fps.say.ogg", None),
        "pay/variant.open-fps/where": Recording(voice / "variant.open-fps.where.wav", None),
        "pay/title": Recording(voice / "title.ogg", None),
        "ui/home": Recording(tmp_path / "interface" / "voice" / "home.ogg", None),
    } == find(tmp_path)


def test_a_recording_is_fresh_while_the_line_says_the_same(tmp_path):
    assert Recording(tmp_path, Note("撳呢度。")).is_fresh("撳呢度。")
    assert not Recording(tmp_path, Note("撳呢度。")).is_fresh("撳嗰度。")
    assert not Recording(tmp_path, None).is_fresh("撳呢度。")


def test_to_accept_is_to_note_todays_words_and_who_listened(tmp_path):
    _record(tmp_path / "scams" / "call" / "voice", "a.say.ogg", "b.say.ogg")
    words = {"call/a/say": "收線。", "call/b/say": "核實。"}

    assert ["call/a/say", "call/b/say"] == accept(find(tmp_path), words, by="陳導師", on="2026-11-22")

    found = find(tmp_path)
    assert Note("收線。", "陳導師", "2026-11-22") == found["call/a/say"].note
    assert [] == accept(found, words, by="陳導師", on="2026-11-23")
    assert (tmp_path / "scams" / "call" / "voice" / NOTES).exists()


def test_a_recording_of_a_line_that_is_gone_is_not_accepted(tmp_path):
    _record(tmp_path / "scams" / "call" / "voice", "old.say.ogg")

    assert [] == accept(find(tmp_path), {}, by="陳導師", on="2026-11-22")
