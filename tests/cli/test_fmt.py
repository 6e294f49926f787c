from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from elderapp.cli.fmt import fmt

UNTIDY = "lesson:   a-b   # mine\ntitle: '甲'\ntogether:\n- {do: say,say: 好。}\n"
TIDY = "lesson: a-b  # mine\ntitle: 甲\ntogether:\n  - {do: say, say: 好。}\n"


@pytest.fixture
def lesson(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "lessons/basics/a-b/lesson.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(UNTIDY, encoding="utf-8")
    (tmp_path / "lessons/mocks").mkdir()
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(fmt, [str(word) for word in words])


def test_files_are_laid_out_once_and_said_so(lesson):
    lesson.chmod(0o640)
    first, second = run("--language", "en"), run("--language", "en")

    assert TIDY == lesson.read_text(encoding="utf-8")
    assert ["laid out lessons/basics/a-b/lesson.yaml", "1 files, 1 laid out"] == first.output.splitlines()
    assert (0, 0, ["1 files, 0 laid out"]) == (first.exit_code, second.exit_code, second.output.splitlines())
    assert 0o640 == lesson.stat().st_mode & 0o777
    assert ["lesson.yaml"] == [path.name for path in lesson.parent.iterdir()]


def test_check_changes_nothing_and_fails_where_something_would(lesson):
    first = run("--check")

    assert (1, UNTIDY) == (first.exit_code, lesson.read_text(encoding="utf-8"))
    run()
    assert 0 == run("--check").exit_code


def test_ids_are_written_and_told(lesson):
    result = run("--add-ids", lesson)

    assert TIDY.replace("do: say,", "do: say, id: say,") == lesson.read_text(encoding="utf-8")
    assert "  新 id：say" in result.output.splitlines()


@pytest.mark.parametrize("text", ["a：b\n", "a: {b\n", "a: &x b\n", "a: b\na: c\n"])
def test_a_file_with_faults_is_left_alone_and_the_first_is_shown(lesson, text):
    lesson.write_text(text, encoding="utf-8")
    result = run("--add-ids", "--language", "en")

    assert (1, text) == (result.exit_code, lesson.read_text(encoding="utf-8"))
    assert "faults of syntax come first" in result.output
    assert "error[L0" in result.output


def test_windows_line_ends_become_ours(lesson):
    lesson.write_bytes(TIDY.replace("\n", "\r\n").encode())
    run()

    assert TIDY.encode() == lesson.read_bytes()


def test_what_cannot_be_written_is_told(lesson, monkeypatch):
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    result = run("--language", "en")

    assert (1, UNTIDY) == (result.exit_code, lesson.read_text(encoding="utf-8"))
    assert "cannot be written: Permission denied" in result.output
    assert ["lesson.yaml"] == [path.name for path in lesson.parent.iterdir()]


def test_a_layout_that_would_read_otherwise_is_never_written(lesson, monkeypatch):
    monkeypatch.setattr("elderapp.cli.fmt.lay_out", lambda text: text.replace("好", "壞"))
    result = run()

    assert (1, UNTIDY) == (result.exit_code, lesson.read_text(encoding="utf-8"))


def test_other_files_of_the_folder_are_not_touched(lesson):
    notes = lesson.with_name("notes.yaml")
    notes.write_text("a:   b\n", encoding="utf-8")
    run()

    assert "a:   b\n" == notes.read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [["nowhere"], ["lessons/mocks"]])
def test_wrong_use_ends_with_two(lesson, words):
    assert 2 == run(*words).exit_code


def test_without_a_folder_of_lessons_one_has_to_be_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert 2 == run().exit_code


def test_the_folder_above_the_lessons_may_be_named(lesson):
    (lesson.parents[2] / "mocks/m.yaml").write_text("mock:   m\n", encoding="utf-8")

    assert "2 files, 2 laid out" == run("--language", "en", ".").output.splitlines()[-1]
