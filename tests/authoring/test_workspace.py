from pathlib import Path

from elderapp.authoring.workspace import check_all, load
from tests.desk import ours


def test_everything_under_the_folder_is_read_and_everything_else_ignored(folder: Path):
    (folder / "lessons/README.md").write_text("x", encoding="utf-8")
    (folder / "lessons/e-payments/pay-fps-send/notes.yaml").write_text("]", encoding="utf-8")
    found = load(folder / "lessons", cuts=False)

    assert ["pay-fps-send"] == list(found.lessons)
    assert ["harbour-bank", "river-bank"] == list(found.mocks)
    assert ["fps-free", "hotline"] == list(found.facts)
    assert {"FPS": "轉數快"} == found.respell == found.pronounce
    assert () == found.problems


def test_lines_know_where_they_stand(folder: Path):
    where = load(folder / "lessons", cuts=False).spans["pay-fps-send/open-fps/say"]

    assert ("lessons/e-payments/pay-fps-send/lesson.yaml", 18, 10) == (where.file, where.line, where.column)


def test_lines_have_their_breaks(folder: Path):
    lesson = load(folder / "lessons").lessons["pay-fps-send"]

    assert (1, 6) == lesson.stages[2].steps[0].say.cuts[:2]


def test_a_lesson_with_an_error_is_a_draft_alone(folder: Path, change):
    change("lesson", "minutes: 7", "minutes: x")
    found = load(folder / "lessons", cuts=False)

    assert ([], ["pay-fps-send"]) == (list(found.lessons), list(found.drafts))


def test_a_folder_without_anything_is_empty(tmp_path: Path):
    found = load(tmp_path)

    assert ({}, ()) == (found.lessons, found.problems)


def test_a_lesson_over_a_link_is_refused(folder: Path, link):
    (folder / "outside").mkdir()
    (folder / "outside/lesson.yaml").write_text("lesson: x", encoding="utf-8")
    link("lessons/e-payments/x", "../../outside")

    assert ["L007"] == [problem.code for problem in load(folder / "lessons", cuts=False).problems]


def test_two_lessons_of_one_name_are_told(folder: Path):
    text = (folder / "lessons/e-payments/pay-fps-send/lesson.yaml").read_text(encoding="utf-8")
    (folder / "lessons/scams/pay-fps-send").mkdir(parents=True)
    (folder / "lessons/scams/pay-fps-send/lesson.yaml").write_text(text, encoding="utf-8")

    assert {"L109", "L110"} <= {problem.code for problem in load(folder / "lessons", cuts=False).problems}


def test_problems_of_all_files_come_at_once_in_order(folder: Path, change, problems):
    change("lesson", "why: ", "why：")
    change("lesson", "field: pad", "field: amount")
    change("mock", "goto: review", "goto: reviews")
    change("facts", "value: ", "value：")
    found = problems()

    assert sorted((one.where.file, one.where.line, one.where.column) for one in found) == [
        (one.where.file, one.where.line, one.where.column) for one in found
    ]
    assert {"L010", "L206", "L203"} <= {one.code for one in found}


def test_a_fact_that_was_renamed_is_told_where_it_is_used(change, problems):
    change("facts", "fps-free:", "fps-costs:")

    assert ["L113"] == [one.code for one in problems()]


def test_the_lessons_that_come_with_the_app_have_no_error():
    found = check_all(ours(), today="2026-11-22")

    assert [] == [(one.code, one.where) for one in found if one.severity == "error"]
