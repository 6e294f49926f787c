import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from elderapp.authoring.workspace import check_all, load
from elderapp.cli.new import new


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(new, words)


def errors(here: Path) -> list[str]:
    found = check_all(load(here / "lessons", cuts=False), today="2026-11-22")
    return [one.code for one in found if one.severity == "error"]


def test_a_phone_and_a_lesson_on_it_are_sound(here):
    phone = run("mock", "my-bank", "--kind", "bank", "--title", "小河銀行", "--language", "en")
    lesson = run("lesson", "scams/scam-parcel", "--title", "包裹短訊，點樣答")

    assert (0, 0, []) == (phone.exit_code, lesson.exit_code, errors(here))
    assert "title: 包裹短訊，點樣答\n" in (here / "lessons/scams/scam-parcel/lesson.yaml").read_text("utf-8")
    assert "Wrote lessons/mocks/my-bank.yaml" == phone.output.splitlines()[0]
    assert "  2. elderapp check lessons/scams/scam-parcel" in lesson.output.splitlines()


@pytest.mark.parametrize("title", ["12:30", "no: yes", "「轉數快」", 'a "b" \\', "#1", "-", "過數 #2"])
def test_any_title_is_written_so_that_it_is_read(here, title):
    run("mock", "m")
    run("lesson", "basics/a-b", "--title", title)

    assert title == load(here / "lessons", cuts=False).drafts["a-b"].title.text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["lesson", "scam/a-b"], "did you mean scams?"),
        (["lesson", "zzz/a-b"], "choose from basics"),
        (["lesson", "scams/Scam_Parcel"], "such as scam-parcel"),
        (["lesson", "scams/" + "a" * 65], "such as " + "a" * 64),
        (["lesson", "scams"], "say where: scams/"),
        (["lesson", "scams/a-b", "--mock", "phon"], "did you mean phone?"),
        (["lesson", "scams/a-b", "--mock", "zzz"], "choose from phone"),
        (["lesson", "basics/old"], "is there already"),
        (["lesson", "scams/old"], "has the id old already"),
        (["mock", "phone"], "is there already"),
        (["mock", "電話"], "cannot be the id"),
        (["mock", "../x"], "cannot be the id"),
        (["mock", "m", "--kind", "a b"], "cannot be the kind"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(here, words, told):
    run("mock", "phone")
    run("lesson", "basics/old")
    before = {path: path.read_bytes() for path in here.rglob("*.yaml")}
    result = run(*words)

    assert 2 == result.exit_code
    assert told in " ".join(result.output.split())
    assert before == {path: path.read_bytes() for path in here.rglob("*.yaml")}


def test_a_lesson_needs_a_phone_first(here):
    result = run("lesson", "scams/a-b")

    assert 2 == result.exit_code
    assert "elderapp new mock ID" in " ".join(result.output.split())


def test_a_phone_on_which_nothing_can_be_tapped_is_refused(here):
    (here / "lessons/mocks").mkdir(parents=True)
    (here / "lessons/mocks/m.yaml").write_text("mock: m\nscreens: {s: {text: 甲}}\n", encoding="utf-8")

    assert "choose another --mock" in " ".join(run("lesson", "scams/a-b", "--mock", "m").output.split())


def test_a_folder_that_may_not_be_written_is_told(here, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    result = run("mock", "m")

    assert (2, True) == (result.exit_code, "Permission denied" in result.output)


def test_an_editor_is_led_to_the_schema_where_there_is_one(here):
    (here / "lessons").mkdir()
    for name in ("lesson", "mock"):
        (here / f"lessons/{name}.schema.json").write_text(json.dumps({}), encoding="utf-8")
    run("mock", "m")
    run("lesson", "scams/a-b")

    for path in (here / "lessons").rglob("*.yaml"):
        schema = path.read_text("utf-8").splitlines()[0].partition("$schema=")[2]
        assert (path.parent / schema).resolve().is_file()
