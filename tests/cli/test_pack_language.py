"""`elderapp pack build --language`, as an author calls it, and what a tablet makes of it."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from elderapp import keys, resources
from elderapp.authoring import packing_translated, translating, workspace
from elderapp.authoring.catalogue import Entry
from elderapp.cli.pack import pack
from elderapp.lesson.model import Line
from elderapp.lesson.translated import label_id
from elderapp.packs.format import read
from elderapp.packs.model import Clip, Slow
from elderapp.packs.trust import Trust
from elderapp.workshop.tablets import Home


def _build(tmp_path: Path, *options: str):
    return CliRunner().invoke(pack, ["build", "--engine", "none", "--out", str(tmp_path / "packs"), "--key",
                                     str(tmp_path / "key"), *options])  # fmt: skip


def _trust(tmp_path: Path) -> Trust:
    return Trust(frozenset({keys.public_of(keys.load_or_make(tmp_path / "key")).hex()}))


def test_a_language_gets_packs_of_its_own_without_lessons(tmp_path: Path):
    told = _build(tmp_path, "--language", "en")

    assert 0 == told.exit_code, told.output
    names = ["basics-en", "e-payments-en", "government-en", "interface-en", "scams-en"]
    assert names == sorted(path.name.rpartition("-")[0] for path in (tmp_path / "packs").glob("*.pack"))
    found = read(next((tmp_path / "packs").glob("e-payments-en-*.pack")), _trust(tmp_path), verify=True)
    assert (("en",), True, {}) == (found.manifest.languages, found.manifest.draft, found.lessons)
    assert "FPS" == found.lines[label_id("pay-fps-check-payee", "轉數快")].text
    assert (
        "Slowly enter $800. You can delete a wrong digit." == found.lines["pay-fps-check-payee/variant.amount/say"].text
    )


def test_a_tablet_keeps_the_languages_apart(tmp_path: Path):
    _build(tmp_path)
    _build(tmp_path, "--language", "en")
    (tmp_path / "packs").rename(tmp_path / "data-packs")
    (tmp_path / "data").mkdir()
    (tmp_path / "data-packs").rename(tmp_path / "data" / "packs")
    home = Home(tmp_path / "data", _trust(tmp_path))

    lessons, _ = home.contents()
    english = home.tongues()["en"]

    assert "過數前睇真啲：高危警示" == lessons["pay-fps-check-payee"].title.text
    assert "Look twice before you pay: the red warning" == english.over(lessons["pay-fps-check-payee"].title).text
    assert "Well done!" == english.over(Line("ui/well-done", "做得好！")).text


def test_a_machines_english_is_not_released(tmp_path: Path):
    told = _build(tmp_path, "--language", "en", "--release")

    assert 1 == told.exit_code
    assert "error[draft]: e-payments-en" in told.output
    assert not (tmp_path / "packs").exists()


@pytest.mark.parametrize("language", ["ur", "..", "../en"])
def test_a_language_without_catalogue_is_refused_with_the_command_that_makes_one(tmp_path: Path, language: str):
    told = _build(tmp_path, "--language", language)

    assert 2 == told.exit_code
    assert f"elderapp i18n update --language {language}" in told.output


def test_a_stale_translation_keeps_its_pack_from_being_released():
    line = Line("a/b/say", "Old words.")
    words = translating.Words({line.id: line}, {}, frozenset({line.id}))
    said = packing_translated.Translation("en", words, {})
    made = list(packing_translated.contents({}, said, {}, Path(), app="1.0.0"))

    found = [(one.code, one.about.partition(":")[0]) for one in packing_translated.refusals(made, said, ())]

    assert [("draft", "0 clips are a machine's, 1 are missing"), ("stale", "a/b/say")] == found


def test_an_entry_is_known_by_its_context_or_its_words():
    assert ["a/b", "一"] == [Entry(id="一", context="a/b").name, Entry(id="一").name]


def test_both_paces_of_a_line_go_into_a_languages_pack(tmp_path: Path):
    loaded = workspace.load(resources.lessons())
    good = workspace.sound(loaded)
    said = packing_translated.translation(good, loaded, resources.locales(), "en")
    clips = {next(iter(said.interface.lines)): Clip("k.ogg", 1.0, slow=Slow(1.3))}

    *_, interface = packing_translated.contents(good, said, clips, tmp_path, app="1.0.0")

    assert {"clips/k.ogg": tmp_path / "k.ogg", "clips/k.slow.ogg": tmp_path / "k.slow.ogg"} == interface.files
