import runpy
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest

from elderapp.lesson.model import Call, Reply, Turn
from elderapp.player.machine import advance, start
from elderapp.player.play import Back, Chose, Hint, Next, Spoken, Swiped, Tapped, Waited
from elderapp.robot.learner import answer, keys_of, right, wrong

the = SimpleNamespace(**runpy.run_path(str(Path(__file__).parents[1] / "player" / "lessons.py")))


@pytest.mark.parametrize("lesson", the.LESSONS, ids=lambda lesson: lesson.id)
def test_right_answers_finish_a_lesson_without_help(lesson):
    state = start(lesson, attempt="a").state
    while not state.over:
        state = advance(state, right(state)).state

    assert {"alone"} == set(state.outcomes.values())


def test_a_learner_makes_the_slip_and_asks_for_the_hint_it_is_told_to():
    state = the.at("alone/open")
    slip = answer(state, slip_at="alone/open")
    after = advance(state, slip).state

    assert Tapped("fps") == answer(state)
    assert Tapped("bills") == slip
    assert Tapped("fps") == answer(after, slip_at="alone/open")
    assert Hint() == answer(state, hint_at="alone/open")


def test_where_there_is_no_wrong_way_the_slip_is_a_question():
    assert Hint() == answer(the.at("together/seen"), slip_at="together/seen")


def test_a_waiting_button_is_waited_for():
    assert Waited("yes") == right(the.at("alone/yes"))


def test_wrong_figures_are_deleted():
    state = advance(the.at("alone/amount"), Tapped("7")).state

    assert Tapped("del") == right(state)


def test_the_ghost_hand_is_watched():
    state = the.give(the.at("alone/open"), Hint(), Hint(), Hint()).state

    assert Spoken("ui/see-again") == right(state)


def test_a_slip_is_made_and_repaired_when_the_lesson_asks_for_it():
    state = the.at("together/open")

    assert Tapped("bills") == right(state)
    assert Back() == right(advance(state, right(state)).state)


def test_everything_wrong_on_the_screen_can_be_tried():
    assert {"bills", "help", "plain", "advert", "close"} == {each.target for each in wrong(the.at("alone/open"))}
    assert [Tapped("receipt"), Swiped("down")] == list(wrong(the.at("alone/close")))
    assert Tapped("7") in set(wrong(the.at("alone/amount")))
    assert "." in keys_of(the.at("alone/amount"))
    assert [] == list(wrong(the.at("why/why-1")))
    assert [Chose("believe"), Chose("disbelieve")] == list(wrong(the.at("trick/fake")))
    assert [Tapped("decline")] == list(wrong(the.at("trick/bank-call")))


def test_a_call_is_ended_the_safest_way():
    state = advance(the.at("trick/bank-call"), Next()).state

    assert Chose("r1") == right(state)


def test_where_no_reply_is_safe_one_hangs_up():
    turns = {
        "a": Turn(the.line("hear"), (Reply("r1", "b", the.line("yes")), Reply("r2", "a", the.line("what")))),
        "b": Turn(end="pause", say=the.line("pause"), to="a"),
        "gone": Turn(end="good", say=the.line("gone")),
    }
    call = Call(id="call", say=the.line("say"), caller="?", start="a", hang_up="gone", turns=turns)
    lesson = msgspec.structs.replace(the.SCAM, stages=(the.stage("trick", call),))
    state = advance(start(lesson, attempt="a").state, Tapped("answer")).state

    assert Tapped("hang-up") == right(state)


def test_a_safe_end_may_lie_several_turns_away():
    turns = {
        "a": Turn(the.line("hear"), (Reply("r1", "bad", the.line("yes")), Reply("r2", "b", the.line("who")))),
        "b": Turn(the.line("more"), (Reply("r1", "a", the.line("what")), Reply("r2", "gone", the.line("bye")))),
        "bad": Turn(end="pause", say=the.line("pause"), to="a"),
        "gone": Turn(end="good", say=the.line("gone")),
    }
    call = Call(id="call", say=the.line("say"), caller="?", start="a", hang_up="gone", turns=turns)
    lesson = msgspec.structs.replace(the.SCAM, stages=(the.stage("trick", call),))
    state = advance(start(lesson, attempt="a").state, Tapped("answer")).state

    assert Chose("r2") == right(state)
