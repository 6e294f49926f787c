from msgspec.structs import replace

from elderapp import keys
from elderapp.hub import shelf
from elderapp.hub.shelf import Shelf
from elderapp.lesson.model import Lesson, Line, Say, Stage
from elderapp.packs import format as packs
from elderapp.packs.model import Manifest
from elderapp.packs.trust import Trust, save

KEY = bytes(range(32))


def lesson(title: str) -> Lesson:
    step = Say(id="one", say=Line("a/one/say", "撳一吓。"))
    line = Line("a/title", title)
    stages = (Stage("watch", (step,)),)
    return Lesson(id="a", track="basics", title=line, title_en="A", goal=line, minutes=3, stages=stages, done=line)


def make(folder, version: str, title: str = "甲", key: bytes = KEY) -> None:
    folder.mkdir(exist_ok=True)
    manifest = Manifest(id="basics", version=version)
    packs.write(folder / f"basics-{version}.pack", manifest, {"a": lesson(title)}, {}, {}, {}, key)


def trusting(folder):
    save(folder / "trust.json", Trust(frozenset({keys.public_of(KEY).hex()})))
    return folder / "trust.json"


def test_the_newest_version_is_offered_and_tells_titles_and_steps(tmp_path):
    make(tmp_path / "packs", "1.9.0", "舊")
    make(tmp_path / "packs", "1.10.0", "新")
    filled = Shelf(tmp_path / "packs", trusting(tmp_path))

    assert [("basics", "1.10.0")] == [(one.id, one.version) for one in filled.entries()]
    assert ("新", "A") == (filled.title("a", "yue"), filled.title("a", "en"))
    assert ("撳一吓。", "") == (filled.step_words("a", "watch", "one"), filled.step_words("a", "watch", "two"))


def test_a_lesson_no_pack_has_goes_by_its_id(tmp_path):
    assert "b" == Shelf(tmp_path / "none", None).title("b", "yue")


def test_a_bad_pack_and_a_stranger_s_do_not_keep_the_good_from_tablets(tmp_path):
    make(tmp_path / "packs", "1.0.0")
    make(tmp_path / "packs", "2.0.0", key=bytes(32))
    (tmp_path / "packs" / "broken-1.0.0.pack").write_bytes(b"PK")
    filled = Shelf(tmp_path / "packs", trusting(tmp_path))

    assert ["1.0.0"] == [one.version for one in filled.entries()]
    assert filled.file(filled.entries()[0].digest).name == "basics-1.0.0.pack"
    assert filled.file("0" * 64) is None


def test_a_pack_that_comes_later_is_seen(tmp_path, monkeypatch):
    monkeypatch.setattr(shelf, "LOOK_EVERY", 0)
    filled = Shelf(tmp_path / "packs", trusting(tmp_path))
    assert () == filled.entries()
    make(tmp_path / "packs", "1.0.0")

    assert ["1.0.0"] == [one.version for one in filled.entries()]


def test_a_pack_whose_file_is_gone_hides_no_other(tmp_path):
    make(tmp_path / "packs", "1.0.0")
    (tmp_path / "packs" / "gone-1.0.0.pack").symlink_to(tmp_path / "nowhere")

    assert ["1.0.0"] == [one.version for one in Shelf(tmp_path / "packs", trusting(tmp_path)).entries()]


def test_a_list_of_publishers_that_is_damaged_stops_packs_and_no_page(tmp_path, monkeypatch):
    monkeypatch.setattr(shelf, "LOOK_EVERY", 0)
    make(tmp_path / "packs", "1.0.0")
    (tmp_path / "trust.json").write_text("[")
    filled = Shelf(tmp_path / "packs", tmp_path / "trust.json")
    assert ("a", ()) == (filled.title("a", "yue"), filled.entries())
    trusting(tmp_path)

    assert ["1.0.0"] == [one.version for one in filled.entries()]


def test_a_bank_of_messages_has_a_title_and_is_no_lesson_to_choose(tmp_path):
    (tmp_path / "packs").mkdir()
    bank = replace(lesson("真定假？"), id="drills", is_bank=True)
    manifest = Manifest(id="scams", version="1.0.0")
    both = {"a": lesson("甲"), "drills": bank}
    packs.write(tmp_path / "packs" / "scams-1.0.0.pack", manifest, both, {}, {}, {}, KEY)
    filled = Shelf(tmp_path / "packs", trusting(tmp_path))

    assert ["a"] == [one.id for one in filled.lessons()]
    assert "真定假？" == filled.title("drills", "yue")
