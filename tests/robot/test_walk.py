import runpy
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest

from elderapp.lesson.model import Choose, Option
from elderapp.player.machine import start
from elderapp.player.play import Tapped
from elderapp.player.state import Turn
from elderapp.robot.walk import BOUND, is_answered, play, slip_and_hint, states, walk

the = SimpleNamespace(**runpy.run_path(str(Path(__file__).parents[1] / "player" / "lessons.py")))


@pytest.mark.parametrize("lesson", [the.SCAM, the.TALK], ids=lambda lesson: lesson.id)
def test_every_branch_of_a_lesson_leads_to_its_end(lesson):
    found = walk(lesson)

    assert ((), ()) == (found.stuck, found.unspoken)
    assert sum(len(stage.steps) for stage in lesson.stages) == found.steps
    assert found.steps < found.states < found.branches


def test_a_lesson_is_played_with_a_slip_and_a_hint():
    slip, hint = slip_and_hint(the.PAY)
    end, told = play(start(the.PAY, attempt="a").state, slip_at=slip, hint_at=hint)

    assert ("alone/open", "alone/close") == (slip, hint)
    assert ("done", "hint1", "hint1") == (end.over, end.outcomes[slip], end.outcomes[hint])
    assert "why/why-1" == told[0].place
    assert len(play(start(the.PAY, attempt="a").state)[1]) < len(told) < BOUND


def test_a_lesson_without_actions_has_no_slip():
    assert ("", "") == slip_and_hint(the.SCAM)


def test_a_mistake_without_a_word_is_noticed_but_a_single_figure_is_none():
    assert not is_answered(Turn(the.at("alone/open")), Tapped("bills"))
    assert is_answered(Turn(the.at("alone/amount")), Tapped("7"))
    assert not is_answered(Turn(the.at("trick/fake")), Tapped("7"))


def test_a_question_that_cannot_be_answered_is_found():
    right_but_gone = Option("b", the.line("b"), the.line("b/because"), right=True)
    twins = Choose(
        id="twins",
        say=the.line("twins"),
        options=(Option("b", the.line("a"), the.line("a/because")), right_but_gone),
    )
    lesson = msgspec.structs.replace(the.SCAM, stages=(the.stage("trick", twins),))

    assert ("trick/twins",) == walk(lesson).stuck
    assert "" == play(start(lesson, attempt="a").state)[0].over


def test_a_target_that_is_not_on_its_screen_is_found():
    gone = the.stage("together", the.tap("gone", "home", "nowhere"))

    assert ("together/gone",) == walk(msgspec.structs.replace(the.PAY, stages=(gone,))).stuck


def test_every_state_of_the_walk_is_given_the_first_one_first():
    found = list(states(the.TALK))

    assert start(the.TALK, attempt="walk").state == found[0]
    assert walk(the.TALK).states == len(found)
