import runpy
from pathlib import Path
from types import SimpleNamespace

from elderapp.player.hints import has_passed, is_key, outcome

the = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("lessons.py"))))
START = (0, 0)
ALONE = {f"alone/{name}": "alone" for name in ("open", "amount", "next", "code", "ok", "yes", "close")}


def key_of(lesson, place):
    kind, name = place.split("/")
    stage = next(stage for stage in lesson.stages if stage.kind == kind)
    return is_key(lesson, stage, next(step for step in stage.steps if step.id == name))


def test_each_rung_has_its_outcome():
    assert ["alone", "hint1", "hint2", "shown", "shown"] == [outcome(rung) for rung in range(5)]


def test_actions_done_without_light_are_key():
    assert key_of(the.PAY, "alone/open")
    assert key_of(the.PAY, "variant/open")
    assert not key_of(the.PAY, "variant/payee")
    assert not key_of(the.PAY, "together/open")


def test_answers_are_key_where_a_lesson_has_no_action():
    assert key_of(the.SCAM, "trick/fake")
    assert not key_of(the.SCAM, "why/why-1")
    assert not key_of(the.TALK, "trick/question")


def test_one_first_hint_is_mastery_two_are_not():
    full = {**ALONE, "variant/open": "alone"}

    assert has_passed(the.PAY, full, START)
    assert has_passed(the.PAY, {**full, "alone/ok": "hint1"}, START)
    assert not has_passed(the.PAY, {**full, "alone/ok": "hint1", "alone/yes": "hint1"}, START)
    assert not has_passed(the.PAY, {**full, "alone/ok": "hint2"}, START)
    assert not has_passed(the.PAY, ALONE, START)


def test_a_review_is_judged_by_its_own_actions():
    assert has_passed(the.PAY, {"variant/open": "alone"}, (4, 0))
    assert not has_passed(the.PAY, {}, (5, 0))
