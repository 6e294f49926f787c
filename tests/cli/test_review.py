import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from elderapp.authoring.diagnostics import cells
from elderapp.cli.review import review

LESSON = """\
lesson: {id}
track: basics
title: 甲
minutes: 5
reviewed: {reviewed}
review_by: "{by}"
sources: [fee]
why: 好。
"""
FACT = """\
{id}:
  value: 甲
  source: 香港金融管理局，好長好長好長好長好長好長好長好長嘅出處
  checked: "2026-01-02"
  review_by: "{by}"
"""


@pytest.fixture
def lessons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    root = tmp_path / "lessons"
    seen = '{by: 陳大文, on: "2026-01-01"}'
    for identity, reviewed, by in [
        ("late", seen, "2026-11-01"),
        ("soon", seen, "2027-01-21"),
        ("new", "never", "2028-01-01"),
    ]:
        path = root / "basics" / identity / "lesson.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(LESSON.format(id=identity, reviewed=reviewed, by=by), encoding="utf-8")
    facts = FACT.format(id="fee", by="2026-12-01") + FACT.format(id="far", by="2028-12-01")
    (root / "facts.yaml").write_text(facts, encoding="utf-8")
    return root


def run(*words: object) -> Result:
    return CliRunner().invoke(review, ["lessons", "--today", "2026-11-22", *map(str, words)])


def test_what_is_due_or_never_reviewed_is_told_by_date(lessons):
    found = json.loads(run("--format", "json").output)

    assert ["late", "fee", "soon", "new"] == [one["id"] for one in found]
    assert [True, False, False, False] == [one["overdue"] for one in found]
    assert ("lessons/basics/late/lesson.yaml", 6, "fee", "2026-01-01") == tuple(
        found[0][key] for key in ("file", "line", "source", "reviewed")
    )
    assert ("lessons/facts.yaml", 1) == (found[1]["file"], found[1]["line"])


@pytest.mark.parametrize(
    ("due", "ids"), [("59d", "late fee new"), ("60", "late fee soon new"), ("0d", "late new"), ("2w", "late fee new")]
)
def test_the_time_ahead_may_be_said(lessons, due, ids):
    assert ids.split() == [one["id"] for one in json.loads(run("--due", due, "--format", "json").output)]


def test_the_table_stands_in_columns_in_both_languages(lessons):
    for language, note in (("yue", "過期"), ("en", "overdue")):
        lines = run("--language", language).output.splitlines()
        places = [cells(line[: line.index("lessons/")]) for line in lines[1:5]]

        assert (6, 1) == (len(lines), len(set(places)))
        assert note in lines[1]
    assert "4 to review by 2027-01-21: 1 overdue, 1 never reviewed" == lines[-1]


def test_where_nothing_is_due_that_is_said(lessons):
    for path in lessons.rglob("lesson.yaml"):
        path.unlink()

    assert "2026-11-25 之前冇嘢要核對\n" == run("--due", "3d").output


@pytest.mark.parametrize("words", [["--due", "soon"], ["--due", "-1d"], ["--today", "x"], ["--format", "xml"]])
def test_wrong_use_ends_with_two(lessons, words):
    assert 2 == run(*words).exit_code


def test_a_folder_without_anything_is_wrong_use(tmp_path):
    assert 2 == CliRunner().invoke(review, [str(tmp_path)]).exit_code


def test_the_table_of_what_lessons_have_is_markdown(monkeypatch, tmp_path):
    monkeypatch.setattr("elderapp.resources.build", lambda: tmp_path)
    told = CliRunner().invoke(review, ["--coverage"]).output

    assert "| `basics-home-back` | " in told
    assert " | 0/" in told, "no clip was made in an empty folder"
