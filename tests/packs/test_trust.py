import pytest

from elderapp.packs import trust
from elderapp.packs.errors import PackUntrusted
from elderapp.packs.trust import Trust


def test_trust_is_written_and_read(tmp_path):
    path = tmp_path / "build" / "trust.json"
    trust.save(path, Trust(frozenset({"bb", "aa"})))

    assert Trust(frozenset({"aa", "bb"})) == trust.load(path)
    assert '[\n  "aa",\n  "bb"\n]\n' == path.read_text()


def test_several_lists_add_up_and_a_missing_one_names_nobody(tmp_path):
    trust.save(tmp_path / "a.json", Trust(frozenset({"aa"})))
    trust.save(tmp_path / "b.json", Trust(frozenset({"bb"})))

    loaded = trust.load(tmp_path / "a.json", tmp_path / "none.json", tmp_path / "b.json")

    assert loaded.has("aa")
    assert loaded.has("bb")
    assert not loaded.has("cc")


@pytest.mark.parametrize("text", [b"", b"{}", b"[1]", b"\xff"])
def test_a_list_that_cannot_be_read_trusts_nobody(tmp_path, text):
    path = tmp_path / "trust.json"
    path.write_bytes(text)

    with pytest.raises(PackUntrusted):
        trust.load(path)


def test_a_hub_that_a_tablet_was_paired_with_may_publish_alerts_and_nothing_else():
    known = Trust(frozenset({"aa"}))

    assert known.with_hub("") == known
    assert [True, False, True] == [
        known.with_hub("bb").may_publish(*one) for one in (("bb", "alert-1-a"), ("bb", "basics"), ("aa", "basics"))
    ]
