import pytest

from elderapp.authoring.voice.heard import FILE, Hearing, is_draft, is_heard, note, read

HEARING = Hearing("收線。", "k1", "gtts", "陳導師", "2026-11-23")


def test_what_was_heard_is_kept_beside_the_lessons_and_added_to(tmp_path):
    note(tmp_path, {"a/b/say": HEARING})
    note(tmp_path, {"a/a/say": HEARING})

    assert {"a/a/say": HEARING, "a/b/say": HEARING} == read(tmp_path)
    assert [FILE] == [path.name for path in tmp_path.iterdir()]


def test_another_clip_of_the_line_is_unheard():
    assert is_heard({"a": HEARING}, "a", "k1")
    assert not is_heard({"a": HEARING}, "a", "k2")
    assert not is_heard({}, "a", "k1")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff"])
def test_a_damaged_note_means_that_all_is_heard_again(tmp_path, content):
    (tmp_path / FILE).write_bytes(content)

    assert {} == read(tmp_path)


@pytest.mark.parametrize(
    ("engine", "heard", "draft"),
    [("human", False, False), ("gtts", True, False), ("gtts", False, True), ("espeak-ng", True, True)],
)
def test_only_a_person_or_a_clip_somebody_heard_is_no_draft(engine, heard, draft):
    assert draft is is_draft(engine, heard=heard)
