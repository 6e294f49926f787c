"""A release that was interrupted goes on where it stopped, and never takes what is half or other for finished."""

from shipping.ledger import Ledger


def step(ledger, text, *, source="s", is_done=True, name="a.txt"):
    path = ledger.workplace("one") / "sub" / name
    path.parent.mkdir()
    path.write_text(text)
    return ledger.keep("one", source, "said", is_done=is_done)


def test_what_is_finished_is_known_again(tmp_path):
    note = step(Ledger(tmp_path), "made")

    assert note == Ledger(tmp_path).finished("one", "s")
    assert ["sub/a.txt"] == list(note.files)
    assert "made" == (tmp_path / "sub" / "a.txt").read_text()
    assert not (tmp_path / ".work").exists()


def test_other_sources_changed_files_half_work_and_a_broken_note_are_not(tmp_path):
    ledger = Ledger(tmp_path)
    assert ledger.finished("one", "s") is None
    step(ledger, "made")
    assert ledger.finished("one", "other") is None
    (tmp_path / "sub" / "a.txt").write_text("changed")
    assert ledger.finished("one", "s") is None
    (tmp_path / "sub" / "a.txt").unlink()
    assert ledger.finished("one", "s") is None
    step(ledger, "made", is_done=False)
    assert ledger.finished("one", "s") is None
    step(ledger, "made")
    (tmp_path / ".done" / "one.json").write_text("{")
    assert ledger.finished("one", "s") is None


def test_what_was_made_before_goes_and_strangers_are_found(tmp_path):
    ledger = Ledger(tmp_path)
    step(ledger, "old", name="elderapp-0.1.0.whl")
    note = step(ledger, "new", name="elderapp-0.2.0.whl")
    (tmp_path / "left.txt").write_text("of another time")

    assert ["sub/elderapp-0.2.0.whl"] == [path.relative_to(tmp_path).as_posix() for path in tmp_path.glob("*/*.whl")]
    assert ["left.txt"] == [path.name for path in ledger.strangers(set(note.files))]


def test_a_workplace_is_empty_after_an_interruption(tmp_path):
    ledger = Ledger(tmp_path)
    (ledger.workplace("one") / "half").write_text("half")

    assert [] == list(ledger.workplace("one").iterdir())
