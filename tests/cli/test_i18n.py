"""`elderapp i18n`, as a translator calls it."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from elderapp import resources
from elderapp.authoring import catalogue
from elderapp.cli.i18n import i18n
from tests.desk import few_lessons


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return few_lessons(tmp_path)


def _run(place: Path, command: str, *options: str) -> Result:
    found = CliRunner().invoke(i18n, [command, "--locales", str(place / "locales"), "--lessons",
                                      str(place / "lessons"), *options])  # fmt: skip
    assert found.exception is None or isinstance(found.exception, SystemExit), found.output
    return found


def _edit(place: Path, change) -> None:
    path = place / "locales" / "ur" / "LC_MESSAGES" / "lessons.po"
    catalogue.write(path, [change(one) for one in catalogue.read(path)], "ur")


def _entry(place: Path, name: str) -> catalogue.Entry:
    return {one.name: one for one in catalogue.read(place / "locales" / "ur" / "LC_MESSAGES" / "lessons.po")}[name]


def test_templates_are_the_same_bytes_every_time(place: Path):
    _run(place, "extract")
    before = (place / "locales" / "lessons.pot").read_bytes()

    assert "as before" in _run(place, "extract").output
    assert before == (place / "locales" / "lessons.pot").read_bytes()
    assert b"lessons/basics/basics-home-back/lesson.yaml" in before
    assert str(place).encode() not in before


def test_a_new_language_gets_a_catalogue_and_is_counted_as_missing(place: Path):
    assert 0 == _run(place, "update", "--language", "ur").exit_code
    told = _run(place, "status", "--language", "ur", "--strict")

    assert 1 == told.exit_code
    assert "basics-home-back" in told.output
    assert 0 == _run(place, "status", "--language", "ur").exit_code


def test_a_changed_line_becomes_fuzzy_and_keeps_its_translation(place: Path):
    from msgspec.structs import replace

    name = "basics-home-back/goal"
    _run(place, "update", "--language", "ur")
    _edit(place, lambda one: replace(one, string="urdu") if one.name == name else one)
    path = place / "lessons" / "basics" / "basics-home-back" / "lesson.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("goal: 去到邊一版", "goal: 無論去到邊一版"), encoding="utf-8")

    assert "1 fuzzy" in _run(place, "update").output
    assert ("urdu", True, "去到邊一版，都識自己返轉頭。") == (
        _entry(place, name).string,
        _entry(place, name).is_fuzzy,
        _entry(place, name).previous,
    )


def test_a_lost_placeholder_fails_and_nothing_of_that_catalogue_is_compiled(place: Path):
    from msgspec.structs import replace

    _run(place, "update", "--language", "ur")
    _edit(place, lambda one: replace(one, string="no sum") if one.name == "pay-fps-check-payee/amount/say" else one)
    told = _run(place, "compile", "--out", str(place / "mo"))

    assert 1 == told.exit_code
    assert "pay-fps-check-payee/amount/say: it has no placeholder, the Cantonese has {amount}" in told.output
    assert not list((place / "mo").rglob("lessons.mo"))


def test_the_shipped_english_compiles_without_a_word_of_complaint(place: Path):
    shutil.copytree(resources.locales(), place / "locales")
    told = _run(place, "compile", "--strict", "--out", str(place / "mo"))

    assert 0 == told.exit_code, told.output
    assert ["elderapp.mo", "lessons.mo"] == sorted(path.name for path in (place / "mo" / "en").rglob("*.mo"))


def test_a_language_that_is_none_and_one_that_is_not_there_are_refused(place: Path):
    assert 2 == _run(place, "update", "--language", "../x").exit_code
    assert 2 == _run(place, "update", "--language", "yue").exit_code
    told = _run(place, "status", "--language", "ur")
    assert (2, True) == (told.exit_code, "elderapp i18n update --language ur" in told.output)
