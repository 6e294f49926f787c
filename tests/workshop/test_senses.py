import runpy
from pathlib import Path

import pytest
from msgspec.structs import replace

from elderapp.lesson.model import Line
from elderapp.workshop.senses import unheard, unseen
from tests.desk import ours

FOUND = ours()
THE = runpy.run_path(str(Path(__file__).parents[1] / "player" / "lessons.py"))


@pytest.mark.parametrize("name", sorted(FOUND.lessons))
def test_every_lesson_can_be_finished_muted_and_by_ear_alone(name):
    assert [] == list(unseen(FOUND.lessons[name]))
    assert [] == list(unheard(FOUND.lessons[name]))


def in_together(lesson, name, **changes):
    """The lesson with one step of `together` otherwise."""
    stages = tuple(
        replace(stage, steps=tuple(replace(step, **changes) if step.id == name else step for step in stage.steps))
        if stage.kind == "together"
        else stage
        for stage in lesson.stages
    )
    return replace(lesson, stages=stages)


def test_a_button_that_nobody_names_is_told():
    lesson = FOUND.lessons["pay-fps-check-payee"]
    mute = in_together(lesson, "open-fps", say=Line("x/say", "撳嗰個掣。"), where=Line("x/where", "喺嗰度。"))

    assert ["together/open-fps: nobody says 「轉數快」"] == list(unheard(mute))


def test_an_amount_that_nobody_says_is_told():
    lesson = FOUND.lessons["pay-fps-check-payee"]
    step = next(s for stage in lesson.stages for s in stage.steps if type(s).__name__ == "Type")
    mute = in_together(lesson, step.id, say=Line("x/say", "入個銀碼。"))

    assert any(f"nobody says {step.expect}" in line for line in unheard(mute))


def test_answers_are_read_out_of_every_kind_of_question():
    assert not any("not read out" in line for line in unheard(THE["TALK"]))


def test_what_is_said_and_stands_nowhere_is_told(monkeypatch):
    monkeypatch.setattr("elderapp.workshop.senses._shown", lambda state: {"別的"})

    assert "why/why-1: 「「why-1/say」。」 is said, and stands nowhere" in list(unseen(THE["PAY"]))
