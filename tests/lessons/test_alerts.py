"""The form for a scam of this week is a lesson as it stands: whoever changes the lines that are marked has one."""

import shutil
from pathlib import Path

import pytest

from elderapp import resources
from elderapp.authoring.workspace import check_all, load
from elderapp.lesson.model import Lesson, Spot
from elderapp.workshop.autoplay import autoplay
from tests.desk import few_lessons

NAME = "scam-week-template"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[Lesson, list[str]]:
    root = few_lessons(tmp_path_factory.mktemp("alert")) / "lessons"
    place = root / "scams" / NAME / "lesson.yaml"
    place.parent.mkdir(parents=True)
    shutil.copy(resources.root() / "lessons" / "alerts" / "template.yaml", place)
    workspace = load(root, cuts=False, only=NAME)
    problems = [
        one.code for one in check_all(workspace, today="2026-11-26") if Path(one.where.file).parent.name == NAME
    ]
    return workspace.lessons[NAME], problems


def test_only_a_review_is_lacking(found):
    assert ["L501"] == found[1]


def test_it_has_one_genuine_message_beside_the_fake_one_with_three_tells(found):
    spots = [step for stage in found[0].stages for step in stage.steps if isinstance(step, Spot)]

    assert [(False, 3), (True, 0)] == [(spot.genuine, len(spot.suspicious)) for spot in spots]


def test_it_plays_to_its_end(found):
    assert () == autoplay(found[0]).unfinished


def test_each_line_to_change_is_marked():
    text = (resources.root() / "lessons" / "alerts" / "template.yaml").read_text(encoding="utf-8")

    assert 9 <= sum(line.strip().startswith("# 改") for line in text.splitlines())
