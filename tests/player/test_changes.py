import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest
from msgspec.structs import replace

from elderapp.player.changes import Change, changes, raised, weight_of

the = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("lessons.py"))))


def with_steps(lesson, kind, change):
    """The lesson with the steps of one stage as `change` makes them."""
    stages = tuple(
        replace(stage, steps=tuple(change(stage.steps))) if stage.kind == kind else stage for stage in lesson.stages
    )
    return replace(lesson, stages=stages)


def test_nothing_changed_weighs_nothing():
    assert () == changes(the.PAY, the.PAY)
    assert weight_of(()) is None


def test_other_words_are_a_patch_and_are_told():
    def change(steps):
        return (replace(steps[0], say=replace(steps[0].say, text="你好。")), *steps[1:])

    (found,) = changes(the.PAY, with_steps(the.PAY, "why", change))

    assert Change("patch", "words", "why-1/say", "「why-1/say」。", "你好。") == found


def test_a_new_step_that_nobody_is_judged_by_is_minor():
    new = with_steps(the.PAY, "why", lambda steps: (*steps, replace(steps[0], id="why-3")))

    assert "minor" == weight_of(changes(the.PAY, new))
    assert ["step-added"] == [one.what for one in changes(the.PAY, new)]
    assert ["step-removed"] == [one.what for one in changes(new, the.PAY)]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda steps: steps[1:], "key-removed"),
        (lambda steps: (*steps, replace(steps[0], id="more")), "key-added"),
        (lambda steps: (replace(steps[0], target="bills"), *steps[1:]), "key-changed"),
        (lambda steps: (replace(steps[0], key=False), *steps[1:]), "key-removed"),
    ],
)
def test_what_counts_as_mastered_is_major(change, what):
    found = changes(the.PAY, with_steps(the.PAY, "alone", change))

    assert ("major", what, "major") == (found[0].weight, found[0].what, weight_of(found))


def test_a_renamed_step_is_no_other_step():
    new = with_steps(the.PAY, "alone", lambda steps: (replace(steps[0], id="begin", was=("open",)), *steps[1:]))

    assert () == changes(the.PAY, new)


def test_another_amount_or_phone_is_no_new_skill():
    amount = with_steps(the.PAY, "alone", lambda steps: (steps[0], replace(steps[1], expect="20"), *steps[2:]))
    phone = replace(the.PAY, mocks={**the.PAY.mocks, "bank": replace(the.BANK, start="bills")})

    assert ["step-changed"] == [one.what for one in changes(the.PAY, amount)]
    assert [Change("patch", "mock", "bank")] == list(changes(the.PAY, phone))


def test_other_answers_of_a_question_are_minor():
    def change(steps):
        question = next(step for step in steps if step.id == "question")
        return [replace(question, options=question.options[:2]) if step is question else step for step in steps]

    assert ["step-changed"] == [one.what for one in changes(the.TALK, with_steps(the.TALK, "together", change))]


@pytest.mark.parametrize(
    ("weight", "version"), [("patch", "1.2.4"), ("minor", "1.3.0"), ("major", "2.0.0"), (None, "1.2.3")]
)
def test_the_version_rises_by_what_changed(weight, version):
    assert version == raised("1.2.3", weight)
