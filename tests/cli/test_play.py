from pathlib import Path

import pytest
from click.testing import CliRunner

from elderapp.cli.play import play

MOCK = """\
mock: bank
kind: bank
title: 海港銀行
frame: phone
screens:
  home:
    app_bar: {text: 海港銀行}
    tiles: [{id: fps, icon: bolt, text: 轉數快, goto: done}, {id: bills, icon: receipt_long, text: 繳付賬單}]
  done:
    banner: {icon: check_circle, text: 練習完成}
"""
LESSON = """\
lesson: try-it
track: basics
title: 試吓撳掣
goal: 學識撳掣。
minutes: 3
mock: bank
reviewed: never
why: 學識撳掣，好方便。
watch: auto
together:
  - {do: tap, id: open, screen: home, target: fps, say: 撳「轉數快」。, where: 喺畫面左邊。}
alone: same
done: 你識撳掣喇。
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "mocks").mkdir()
    (tmp_path / "mocks" / "bank.yaml").write_text(MOCK, encoding="utf-8")
    lesson = tmp_path / "basics" / "try-it" / "lesson.yaml"
    lesson.parent.mkdir(parents=True)
    lesson.write_text(LESSON, encoding="utf-8")
    return tmp_path


def run(folder: Path, *more: str):
    return CliRunner().invoke(play, ["--lessons", str(folder), *more])


def test_every_lesson_of_a_folder_is_played(folder):
    result = run(folder, "--auto")

    assert (0, "try-it · 試吓撳掣") == (result.exit_code, result.output.splitlines()[0])
    assert "every way leads to the end" in result.output


def test_one_lesson_can_be_played_word_for_word(folder):
    result = run(folder, "try-it", "--auto", "--verbose")

    assert "    撳「轉數快」。  →  tap fps" in result.output.splitlines()


def test_an_unknown_lesson_is_a_mistake_of_use(folder):
    result = run(folder, "another", "--auto")

    assert 2 == result.exit_code
    assert "there are: try-it" in result.output


def test_a_lesson_that_cannot_be_built_cannot_be_finished(folder):
    lesson = folder / "basics" / "try-it" / "lesson.yaml"
    lesson.write_text(LESSON.replace("minutes: 3", "minutes: soon"), encoding="utf-8")
    result = run(folder, "--auto")

    assert 1 == result.exit_code
    assert "cannot be built" in result.output


def test_a_way_that_does_not_end_is_told(folder, monkeypatch):
    monkeypatch.setattr("elderapp.robot.walk.BOUND", 3)
    result = run(folder, "--auto")

    assert 1 == result.exit_code
    assert "no way on" in result.output


@pytest.fixture
def opened(monkeypatch):
    """How the lesson was opened by hand; no window opens here."""
    calls = []
    monkeypatch.setattr("elderapp.tablet.window.has_display", lambda: True)
    monkeypatch.setattr("elderapp.workshop.byhand.clips_of", lambda lesson, found: {"clips": lesson.id})
    monkeypatch.setattr(
        "elderapp.workshop.byhand.run", lambda lesson, clips, _photos, **given: calls.append((lesson.id, clips, given))
    )
    return calls


def test_a_lesson_opens_by_hand_in_a_window(folder, opened):
    result = run(folder, "try-it")

    assert 0 == result.exit_code, result.output
    plain = {"portrait": False, "muted": False, "scale": 1.0, "language": "yue"}
    assert [("try-it", {"clips": "try-it"}, plain)] == opened


def test_it_opens_as_it_is_asked_for(folder, opened):
    result = run(folder, "try-it", "--portrait", "--muted", "--scale", "1.5", "--language", "en")

    assert 0 == result.exit_code, result.output
    assert [("try-it", {}, {"portrait": True, "muted": True, "scale": 1.5, "language": "en"})] == opened


def test_by_hand_one_plays_one_lesson_on_a_display(folder, opened, monkeypatch):
    assert "which one?" in run(folder).output
    monkeypatch.setattr("elderapp.tablet.window.has_display", lambda: False)
    result = run(folder, "try-it")

    assert (2, []) == (result.exit_code, opened)
    assert "no display" in result.output


def test_what_cannot_be_built_cannot_be_opened(folder, opened):
    lesson = folder / "basics" / "try-it" / "lesson.yaml"
    lesson.write_text(LESSON.replace("minutes: 3", "minutes: soon"), encoding="utf-8")

    assert (1, []) == (run(folder, "try-it").exit_code, opened)
