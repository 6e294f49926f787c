import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from elderapp.cli.check import check, explain, root_of

LESSON = "lesson: a-b\ntrack: basics\ntitle: 甲\nminutes: 5\nwhy: 好。\ntogether:\n"
STEP = "  - {do: tap, id: x, screen: s, target: t, say: 撳。, where: 喺上面。}\n"
MOCK = "mock: m\nkind: phone\nscreens: {s: {button: {id: t, text: 好}}}\n"


@pytest.fixture
def lessons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in {"basics/a-b/lesson.yaml": "mock: m\n" + LESSON + STEP, "mocks/m.yaml": MOCK}.items():
        (tmp_path / "lessons" / name).parent.mkdir(parents=True)
        (tmp_path / "lessons" / name).write_text(text, encoding="utf-8")
    return tmp_path / "lessons"


def run(*words: object) -> Result:
    return CliRunner().invoke(check, [str(word) for word in words])


def test_a_sound_folder_ends_with_nought(lessons):
    result = run(lessons, "--today", "2026-11-22", "--language", "en")

    assert (0, "0 errors, 0 warnings, 1 notices") == (result.exit_code, result.output.splitlines()[-1])


def test_problems_end_with_one_and_are_all_told(lessons):
    path = lessons / "basics/a-b/lesson.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("title: ", "title：").replace("target: t", "target: u"), "utf-8"
    )
    result = run(lessons)

    assert 1 == result.exit_code
    assert "error[L010]" in result.output
    assert "error[L201]" in result.output
    assert "--> lessons/basics/a-b/lesson.yaml:4:6" in result.output


def test_strict_fails_on_warnings_and_never_on_notices(lessons):
    assert 0 == run(lessons, "--strict").exit_code
    path = lessons / "basics/a-b/lesson.yaml"
    path.write_text("needs: [x]\n" + path.read_text(encoding="utf-8"), "utf-8")

    assert (0, 1) == (run(lessons).exit_code, run(lessons, "--strict").exit_code)


@pytest.mark.parametrize("words", [["nowhere"], ["--today", "tomorrow"], ["--format", "xml"], ["--language", "fr"]])
def test_wrong_use_ends_with_two(lessons, words):
    assert 2 == run(*words).exit_code


def test_a_folder_without_lessons_is_wrong_use(tmp_path):
    assert 2 == run(tmp_path).exit_code


def test_one_lesson_is_checked_with_the_mocks_around_it(lessons):
    (lessons / "basics/other").mkdir()
    (lessons / "basics/other/lesson.yaml").write_text("]", encoding="utf-8")

    assert 1 == run(lessons).exit_code
    assert 0 == run(lessons / "basics/a-b").exit_code
    assert 0 == run(lessons / "basics/a-b/lesson.yaml").exit_code
    (lessons / "mocks/m.yaml").write_text(MOCK.replace("button", "buton"), "utf-8")
    assert 1 == run(lessons / "basics/a-b").exit_code


def test_json_is_one_list(lessons):
    assert ["L501"] == [one["code"] for one in json.loads(run(lessons, "--format", "json").output)]


def test_github_is_a_line_each(lessons):
    assert run(lessons, "--format", "github").output.startswith("::notice file=lessons/basics/a-b/lesson.yaml")


def test_the_day_may_be_given(lessons):
    path = lessons / "basics/a-b/lesson.yaml"
    path.write_text('review_by: "2027-01-01"\n' + path.read_text(encoding="utf-8"), "utf-8")

    assert "L502" not in run(lessons, "--today", "2027-01-01").output
    assert "L502" in run(lessons, "--today", "2027-01-02").output


def test_the_root_is_found_from_a_lesson_a_mock_and_without_either(lessons, tmp_path):
    assert (
        lessons == root_of(lessons / "basics/a-b/lesson.yaml") == root_of(lessons / "mocks/m.yaml") == root_of(lessons)
    )
    lone = tmp_path / "x/y/lesson.yaml"
    lone.parent.mkdir(parents=True)
    lone.write_text("lesson: y", encoding="utf-8")
    assert tmp_path == root_of(lone) == root_of(lone.parent)


def test_explain_tells_a_code_in_both_languages():
    assert "L208: 喺 `…` 向 … 掃冇反應" == CliRunner().invoke(explain, ["l208"]).output.splitlines()[0]
    english = CliRunner().invoke(explain, ["L201", "--language", "en"]).output
    assert "this learner would be stuck here" in english
    assert "note: `…` is on screen `…` (…)" in english


def test_explain_does_not_know_every_code():
    assert 2 == CliRunner().invoke(explain, ["L999"]).exit_code


@pytest.mark.parametrize("name", ["basics/new/lesson.yml", "basics/a-b/notes.yaml", "README.md", "mocks/x.yml"])
def test_a_file_that_nobody_reads_does_not_pass_in_silence(lessons, name):
    path = lessons / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("lesson: x", encoding="utf-8")

    assert (2, 0) == (run(path).exit_code, run(lessons).exit_code)


def test_a_folder_of_a_lesson_without_its_file_is_wrong_use(lessons):
    (lessons / "basics/new").mkdir()

    assert 2 == run(lessons / "basics/new").exit_code


@pytest.mark.parametrize("path", [".", "lessons", "lessons/basics", "lessons/mocks", "lessons/mocks/m.yaml"])
def test_any_part_of_the_folder_may_be_checked(lessons, path):
    assert 0 == run(path).exit_code
