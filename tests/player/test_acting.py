import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from elderapp.player.play import (
    Again,
    Back,
    Chose,
    Hint,
    Idle,
    Missed,
    Next,
    Record,
    Shown,
    Spoken,
    Swiped,
    Tapped,
    Waited,
)  # fmt: skip
from elderapp.player.view import look

the = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("lessons.py"))))


def test_together_the_target_is_lit_from_the_start():
    view = look(the.at("together/next"))

    assert ("next", True) == (view.phone.ring, view.phone.dim)
    assert "next/say" == view.caption.id


def test_alone_nothing_is_lit_and_the_card_holds_the_task():
    view = look(the.at("alone/open"))

    assert ("", False) == (view.phone.ring, view.phone.dim)
    assert "alone/say" == view.caption.id


def test_the_task_is_not_said_again_before_each_action():
    turn = the.give(the.at("alone/open"), Tapped("fps"))

    assert "alone/amount" == turn.state.key
    assert [] == the.said(turn)
    assert "alone/say" == look(turn.state).caption.id


def test_after_a_hint_the_next_action_says_the_task_again():
    turn = the.give(the.at("alone/open"), Hint(), Tapped("fps"))

    assert ["alone/say"] == the.said(turn)


def test_a_stage_without_a_task_says_the_step():
    assert "talk/say" == look(the.at("alone/talk")).caption.id


def test_the_right_tap_follows_the_phone_and_goes_on():
    turn = the.give(the.at("alone/open"), Tapped("fps"))

    assert "amount" == look(turn.state).phone.screen_id
    assert [("answered", "alone/open"), ("experienced", "alone/amount")] == the.records(turn)
    assert {"outcome": "alone", "key": True} == turn.effects[0].result


def test_an_outcome_in_together_is_recorded_but_is_no_key():
    turn = the.give(the.at("together/next"), Tapped("next"))

    assert {"outcome": "alone", "key": False} == turn.effects[0].result


def test_the_ladder_says_where_then_lights_then_shows():
    first = the.give(the.at("alone/open"), Hint())
    second = the.give(first.state, Hint())
    third = the.give(second.state, Hint())

    assert ["open/say", "open/where"] == the.said(first)
    assert ("hint", "") == (look(first.state).tag, look(first.state).phone.ring)
    assert ["open/where"] == the.said(second)
    assert ("fps", True) == (look(second.state).phone.ring, look(second.state).phone.dim)
    assert ["ui/see-again"] == the.said(third)
    assert "fps" == look(third.state).phone.ghost.target
    assert [("asked", "alone/open")] == the.records(third)


def test_after_the_say_line_the_card_shows_where():
    state = the.give(the.at("alone/open"), Hint(), Spoken("open/say")).state

    assert "open/where" == look(state).caption.id


def test_after_the_ghost_the_screen_is_as_before_and_the_learner_does_it():
    shown = the.give(the.at("alone/open"), Hint(), Hint(), Hint()).state
    half = the.give(shown, Shown()).state
    after = the.give(shown, Spoken("ui/see-again"), Shown())

    assert look(half).phone.ghost is None
    assert "home" == look(after.state).phone.screen_id
    assert ["ui/your-turn", "open/say"] == the.said(after)
    assert "fps" == look(after.state).phone.ring
    done = the.give(after.state, Tapped("fps"))
    assert {"outcome": "shown", "key": True} == done.effects[0].result


def test_the_highest_rung_is_shown_as_often_as_asked():
    state = the.give(the.at("alone/open"), Hint(), Hint(), Hint(), Spoken("ui/see-again"), Shown()).state

    assert ("demo", 3) == (the.give(state, Hint()).state.here.phase, the.give(state, Hint()).state.here.rung)
    assert look(the.give(state, Hint()).state).phone.ghost.turn == 2


def test_whatever_is_touched_while_the_ghost_acts_is_answered():
    state = the.give(the.at("alone/open"), Hint(), Hint(), Hint()).state

    for touch in (Tapped("bills"), Swiped("up"), Missed(), Hint(), Idle(15)):
        assert ["ui/see-again"] == the.said(the.give(state, touch))
    assert () == the.give(state, Next()).effects
    assert "do" == the.give(state, Back()).state.here.phase


def test_a_wrong_tap_stays_and_is_the_first_hint():
    turn = the.give(the.at("alone/open"), Tapped("help"))

    assert "home" == look(turn.state).phone.screen_id
    assert ["ui/not-that", "open/say", "open/where"] == the.said(turn)
    done = the.give(turn.state, Tapped("fps"))
    assert "hint1" == done.state.outcomes["alone/open"]


def test_a_wrong_tap_on_the_slip_is_explained_and_back_leads_nowhere():
    turn = the.give(the.at("alone/open"), Tapped("bills"))
    back = the.give(turn.state, Back())

    assert ["open/slip", "open/say", "open/where"] == the.said(turn)
    assert ("alone/open", ["alone/say"]) == (back.state.key, the.said(back))
    assert "together/close" == the.give(back.state, Back()).state.key


def test_one_tap_beside_everything_is_no_hint_but_two_are():
    once = the.give(the.at("alone/open"), Missed())
    twice = the.give(once.state, Tapped("nothing-there"))

    assert (["ui/not-here", "alone/say"], 0) == (the.said(once), once.state.here.rung)
    assert (["ui/not-here", "open/say", "open/where"], 1) == (the.said(twice), twice.state.here.rung)


def test_fifteen_idle_seconds_alone_are_the_first_hint():
    turn = the.give(the.at("alone/open"), Idle(15))

    assert (1, []) == (turn.state.here.rung, the.records(turn))
    assert 1 == the.give(turn.state, Idle(15)).state.here.rung


def test_fifteen_idle_seconds_together_say_it_again():
    turn = the.give(the.at("together/next"), Idle(15))

    assert (["next/say"], 0) == (the.said(turn), turn.state.here.rung)


def test_a_planned_slip_comes_first_and_is_repaired():
    state = the.at("together/open")
    slipped = the.give(state, Tapped("bills"))
    repaired = the.give(slipped.state, Back())

    assert ("open/ask", "slip", "bills") == (look(state).caption.id, look(state).tag, look(state).phone.ring)
    assert ("bills", ["open/slip"]) == (look(slipped.state).phone.screen_id, the.said(slipped))
    assert ("", "") == (look(slipped.state).primary, look(slipped.state).phone.ring)
    assert ("home", ["open/say"]) == (look(repaired.state).phone.screen_id, the.said(repaired))
    assert "fps" == look(repaired.state).phone.ring


def test_the_phone_s_own_back_arrow_repairs_a_slip_too():
    state = the.give(the.at("together/open"), Tapped("bills")).state

    assert ("home", "do") == (
        look(the.give(state, Tapped("back")).state).phone.screen_id,
        the.give(state, Tapped("back")).state.here.phase,
    )
    for touch in (Tapped("none"), Missed(), Hint()):
        assert ["open/slip"] == the.said(the.give(state, touch))
    for nothing in (Next(), Shown(), Spoken("stale")):
        assert () == the.give(state, nothing).effects
    assert "slipped" == the.give(state, Spoken("open/slip")).state.here.phase


def test_a_slip_that_leads_nowhere_goes_on_with_next():
    state = the.give(the.at("together/mine"), Tapped("mine")).state

    assert "next" == look(state).primary
    assert "do" == the.give(state, Next()).state.here.phase


def test_other_taps_before_the_slip_ask_for_it_again():
    state = the.at("together/open")

    assert ["ui/not-that", "open/ask"] == the.said(the.give(state, Tapped("fps")))
    assert ["ui/not-here", "open/ask"] == the.said(the.give(state, Missed()))
    assert ["open/ask"] == the.said(the.give(state, Hint()))
    assert () == the.give(state, Next()).effects
    assert "together/look" == the.give(state, Back()).state.key


def test_a_slip_is_made_once():
    state = the.give(the.at("together/open"), Tapped("bills"), Back(), Tapped("fps"), Back()).state

    assert ("together/open", "do") == (state.key, state.here.phase)


def test_figures_are_entered_key_by_key():
    state = the.give(the.at("alone/amount"), Tapped("1")).state

    assert {"pad": "1"} == look(state).phone.typed
    assert ("next",) == look(the.at("alone/amount")).phone.grey
    assert () == look(state).phone.grey
    assert "alone/next" == the.give(state, Tapped("0")).state.key


def test_a_wrong_figure_counts_only_when_all_are_there():
    half = the.give(the.at("alone/amount"), Tapped("7"))
    whole = the.give(half.state, Tapped("7"))

    assert (0, ()) == (half.state.here.rung, half.effects)
    assert (1, ["ui/try-again", "amount/say", "amount/where"]) == (whole.state.here.rung, the.said(whole))
    assert {} == look(whole.state).phone.typed


def test_figures_can_be_deleted_by_their_key_and_by_back():
    state = the.give(the.at("alone/amount"), Tapped("7")).state

    assert {} == look(the.give(state, Tapped("del")).state).phone.typed
    assert {} == look(the.give(state, Back()).state).phone.typed
    assert "alone/open" == the.give(state, Back(), Back()).state.key


def test_touching_the_field_itself_repeats_the_task():
    assert ["alone/say"] == the.said(the.give(the.at("alone/amount"), Tapped("pad")))
    assert ["alone/say"] == the.said(the.give(the.at("alone/code"), Tapped("code")))
    assert ["alone/say"] == the.said(the.give(the.at("alone/code"), Tapped("digits")))


def test_another_button_while_entering_is_a_wrong_tap():
    assert "ui/not-that" == the.said(the.give(the.at("alone/amount"), Tapped("next")))[0]
    assert "ui/not-that" == the.said(the.give(the.at("together/reply"), Tapped("first")))[0]


def test_the_ghost_types_on_the_keypad_and_leaves_nothing():
    state = the.give(the.at("alone/code"), Tapped("1"), Hint(), Hint(), Hint()).state
    after = the.give(state, Spoken("ui/see-again"), Shown()).state

    ghost = look(state).phone.ghost
    assert ("type", "digits", "123") == (ghost.act, ghost.target, ghost.text)
    assert ("digits", {}) == (look(after).phone.ring, look(after).phone.typed)


def test_a_field_without_keys_is_filled_by_touching_it():
    state = the.at("together/reply")

    assert "reply" == look(state).phone.ring
    assert "together/home" == the.give(state, Tapped("reply")).state.key


def test_the_right_swipe_goes_on_and_a_wrong_one_stays():
    state = the.at("together/home")
    wrong = the.give(state, Swiped("up"))

    assert ["ui/not-that", "home/where"] == the.said(wrong)
    assert "bills" == look(wrong.state).phone.screen_id
    assert "together/seen" == the.give(state, Swiped("right")).state.key
    assert "ui/not-that" == the.said(the.give(state, Tapped("back")))[0]


def test_the_ghost_swipes():
    state = the.give(the.at("together/home"), Hint(), Hint(), Hint()).state

    assert ("swipe", "right", "") == (look(state).phone.ghost.act, look(state).phone.ghost.text, look(state).phone.ring)


def test_a_swipe_where_a_tap_is_wanted_is_a_miss():
    assert "ui/not-here" == the.said(the.give(the.at("alone/open"), Swiped("up")))[0]


def test_a_grey_button_is_explained_without_a_hint():
    state = the.at("alone/yes")
    early = the.give(state, Tapped("yes"), Tapped("yes"))

    assert (("yes",), {"yes": 10}) == (look(state).phone.grey, look(state).phone.waiting)
    assert (["ui/wait-button", "alone/say"], 0) == (the.said(early), early.state.here.rung)
    assert "alone/close" == the.give(early.state, Waited("yes"), Tapped("yes")).state.key
    assert () == look(the.give(state, Waited("yes")).state).phone.grey


def test_the_last_action_of_a_stage_rests_on_what_it_led_to():
    turn = the.give(the.at("alone/close"), Swiped("up"))

    assert ("alone/close", "home") == (turn.state.key, look(turn.state).phone.screen_id)
    assert ("praise", "next", ["ui/good"]) == (look(turn.state).tag, look(turn.state).primary, the.said(turn))
    assert () == the.give(turn.state, Shown()).effects
    assert ["ui/good"] == the.said(the.give(turn.state, Tapped("fps")))
    assert "alone/yes" == the.give(turn.state, Back()).state.key
    assert "variant/open" == the.give(turn.state, Next()).state.key


def test_doing_a_step_again_changes_no_outcome():
    state = the.give(the.at("alone/open"), Hint(), Tapped("fps"), Back()).state
    again = the.give(state, Tapped("fps"))

    assert "hint1" == again.state.outcomes["alone/open"]
    assert [("experienced", "alone/amount")] == the.records(again)


@pytest.mark.parametrize("nothing", [Shown(), Spoken("stale"), Next(), Chose("a")])
def test_what_is_not_meant_for_an_action_changes_nothing(nothing):
    state = the.at("alone/open")

    assert (state, ()) == (the.give(state, nothing).state, the.give(state, nothing).effects)


def test_a_finished_voice_changes_nothing_in_an_action():
    assert "do" == the.give(the.at("alone/open"), Spoken("alone/say")).state.here.phase


def test_the_first_wrong_thing_is_told_with_the_outcome():
    turn = the.give(the.at("alone/open"), Tapped("bills"), Tapped("fps"))
    (said,) = [each.result for each in turn.effects if getattr(each, "verb", "") == "answered"]

    assert {"outcome": "hint1", "key": True, "wrong": "bills"} == said


def test_hearing_it_once_more_is_asked_for():
    turn = the.give(the.at("alone/open"), Again())

    assert [("asked", "alone/open", {"what": "again"})] == [
        (each.verb, each.object, each.result) for each in turn.effects if isinstance(each, Record)
    ]
