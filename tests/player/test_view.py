import runpy
from pathlib import Path
from types import SimpleNamespace

import msgspec

from elderapp.player.play import Hint, StageMark
from elderapp.player.view import look

the = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("lessons.py"))))


def test_steps_are_counted_within_their_stage():
    view = look(the.at("alone/next"))

    assert ("pay", "pay/title", "alone", 3, 7) == (view.lesson, view.title.id, view.stage, view.step, view.steps)


def test_stages_are_done_now_or_next_and_empty_ones_are_not_shown():
    assert (
        StageMark("why", "done"),
        StageMark("watch", "done"),
        StageMark("together", "now"),
        StageMark("alone", "next"),
        StageMark("variant", "next"),
        StageMark("checklist", "next"),
    ) == look(the.at("together/next")).stages


def test_a_line_among_actions_keeps_the_phone_and_one_before_them_needs_none():
    assert "home" == look(the.at("together/look")).phone.screen_id
    assert look(the.at("why/why-1")).phone is None
    assert look(the.at("checklist/checklist")).phone is None


def test_a_picture_stands_where_the_phone_would():
    state = the.at("together/look")
    step = msgspec.structs.replace(state.current, picture="bus.png")
    stage = msgspec.structs.replace(state.current_stage, steps=(step,))
    lesson = msgspec.structs.replace(state.lesson, stages=(stage,))
    shown = look(msgspec.structs.replace(state, lesson=lesson, stage=0, step=0))

    assert ("bus.png", None) == (shown.picture, shown.phone)


def test_typed_text_is_shown_on_its_own_screen_alone():
    assert {"pad": "10"} == look(the.at("alone/next")).phone.typed
    assert {} == look(the.at("alone/code")).phone.typed


def test_the_ribbon_promises_what_the_phone_is_a_practice_of():
    assert "money" == look(the.at("alone/open")).phone.ribbon
    assert "call" == look(the.at("alone/talk")).phone.ribbon


def test_a_hint_is_labelled():
    assert ("", "hint") == (look(the.at("alone/open")).tag, look(the.give(the.at("alone/open"), Hint()).state).tag)
