import runpy
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elderapp.lesson.model import Stage
from elderapp.player.machine import advance, leave, start
from elderapp.player.play import (
    Again,
    Back,
    Chose,
    Finish,
    Hint,
    Idle,
    Leave,
    Missed,
    Next,
    Play,
    Record,
    Shown,
    Spoken,
    Swiped,
    Tapped,
    Wait,
    Waited,
)
from elderapp.player.state import places
from elderapp.player.view import look
from elderapp.records.people import Progress, Resume
from elderapp.robot.learner import right, wrong

the = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("lessons.py"))))
RUNGS = ["alone", "hint1", "hint2", "shown"]
ENOUGH = 200
"""No lesson of these needs as many right inputs from anywhere."""

TARGETS = sorted(
    {
        "fps",
        "bills",
        "next",
        "ok",
        "yes",
        "no",
        "1",
        "0",
        "7",
        "del",
        "pad",
        "hang-up",
        "answer",
        "link",
        "fee",
        "nowhere",
    }
)
ANY = st.one_of(
    st.builds(Tapped, st.sampled_from(TARGETS)),
    st.builds(Swiped, st.sampled_from(["up", "right"])),
    st.builds(Chose, st.sampled_from(["a", "b", "r1", "r2", "believe", "verify", "genuine", "fake"])),
    st.builds(Idle, st.sampled_from([15, 40, 75])),
    st.sampled_from([Missed(), Next(), Back(), Again(), Hint(), Shown(), Waited("yes"), Spoken("stale")]),
    st.sampled_from(["right", "right", "right", "right", "wrong", "spoken"]),
)
WALKS = st.tuples(st.sampled_from(the.LESSONS), st.integers(0, 5), st.lists(ANY, max_size=80))


def turns_of(walk):
    """Every turn of a random walk, the beginning first. Right, wrong and heard are decided where they happen."""
    lesson, seed, inputs = walk
    turn = start(lesson, attempt="a", shuffle=seed)
    yield turn
    for each in inputs:
        state = turn.state
        match each:
            case "right":
                given_ = right(state)
            case "wrong":
                given_ = next(wrong(state), Hint())
            case "spoken":
                given_ = Spoken(state.here.voice)
            case _:
                given_ = each
        turn = advance(state, given_)
        yield turn


def finish(state):
    """What the right inputs lead to, with everything recorded on the way."""
    effects = []
    for _ in range(ENOUGH):
        if state.over:
            break
        turn = advance(state, right(state))
        state, effects = turn.state, [*effects, *turn.effects]
    return state, effects


def verbs(effects):
    return [str(effect.verb) for effect in effects if isinstance(effect, Record)]


@given(WALKS)
def test_from_every_state_right_inputs_lead_to_the_end(walk):
    *_, last = turns_of(walk)

    assert last.state.over or "done" == finish(last.state)[0].over


@given(WALKS)
def test_back_works_from_every_state(walk):
    *_, last = turns_of(walk)
    after = advance(last.state, Back()).state

    assert after.over or "done" == finish(after)[0].over
    assert set(last.state.outcomes) <= set(after.outcomes)


@given(WALKS)
def test_pressing_back_for_long_enough_always_leaves(walk):
    *_, last = turns_of(walk)
    state = last.state
    for _ in range(ENOUGH):
        state = advance(state, Back()).state

    assert state.over


@given(WALKS)
def test_every_state_has_a_view_with_words(walk):
    for turn in turns_of(walk):
        view = look(turn.state)
        assert turn.state.over == "done" or view.caption.text


@given(WALKS)
def test_the_voice_says_what_the_card_shows(walk):
    for turn in turns_of(walk):
        spoken = [effect.line for effect in turn.effects if isinstance(effect, Play)]
        assert len(spoken) <= 1
        if spoken and not turn.state.over:
            view = look(turn.state)
            shown = [view.caption, view.question, *(each.line for each in view.answers), *view.items]
            assert spoken[0] in shown or "ui/try-other" == spoken[0].id


@given(WALKS)
def test_statements_begin_once_end_once_and_stay_between(walk):
    turns = list(turns_of(walk))
    said = verbs([effect for turn in turns for effect in turn.effects])
    if not turns[-1].state.over:
        said += verbs(finish(turns[-1].state)[1])

    assert "initialized" == said[0]
    assert "terminated" == said[-1]
    assert (1, 1) == (said.count("initialized"), said.count("terminated"))
    assert said.count("completed") <= 1
    assert "passed" not in said or "completed" == said[said.index("passed") - 1]


@given(WALKS)
def test_an_outcome_once_recorded_never_changes(walk):
    before = {}
    for turn in turns_of(walk):
        assert before.items() <= turn.state.outcomes.items()
        assert set(turn.state.outcomes.values()) <= set(RUNGS)
        before = turn.state.outcomes


@given(WALKS)
def test_the_same_inputs_give_the_same_turns(walk):
    assert list(turns_of(walk)) == list(turns_of(walk))


@given(WALKS)
def test_a_wrong_tap_never_leaves_the_screen_and_is_always_answered(walk):
    for turn in turns_of(walk):
        state = turn.state
        if state.here.phase != "do":
            continue
        for mistake in wrong(state):
            after = advance(state, mistake)
            assert (state.key, state.phone.screen) == (after.state.key, after.state.phone.screen)
            is_key = isinstance(mistake, Tapped) and mistake.target in {*"0123456789", ".", "del"}
            assert is_key or any(isinstance(effect, Play) for effect in after.effects)


@given(WALKS)
def test_only_the_learner_goes_on_from_a_step(walk):
    *_, last = turns_of(walk)
    state = last.state
    for silence in (Idle(15), Idle(40), Idle(75), Shown(), Spoken(state.here.voice), Waited("yes")) * 3:
        state = advance(state, silence).state

    assert (last.state.stage, last.state.step, last.state.outcomes) == (state.stage, state.step, state.outcomes)


@settings(max_examples=30)
@given(st.sampled_from(the.LESSONS), st.data())
def test_resuming_equals_not_having_stopped(lesson, data):
    stage, step = data.draw(st.sampled_from(list(places(lesson))))
    state = start(lesson, attempt="a").state
    while (state.stage, state.step) != (stage, step):
        state = advance(state, right(state)).state
    kept = Progress(lesson.id, outcomes=dict(state.outcomes))
    resume = Resume(lesson.stages[stage].kind, lesson.stages[stage].steps[step].id)
    resumed = start(lesson, attempt="a", resume=resume, earlier=kept).state

    unwaited = msgspec.structs.replace(state.phone, waited=())
    assert (unwaited, state.outcomes, state.key) == (resumed.phone, resumed.outcomes, resumed.key)
    assert look(state).caption == look(resumed).caption
    assert verbs(finish(state)[1]) == verbs(finish(resumed)[1])


def test_an_attempt_begins_with_its_number_and_its_first_step():
    turn = start(the.PAY, attempt="a", earlier=Progress("pay", nth=4))

    initialized, played, experienced = turn.effects
    assert {"version": "1.0.0", "nth": 5} == initialized.result
    assert "why-1/say" == played.line.id
    assert ("why/why-1", {"n": 1, "of": 2}) == (experienced.object, experienced.result)


def test_a_lesson_done_without_help_is_completed_and_passed():
    state, effects = finish(start(the.PAY, attempt="a").state)

    assert ["completed", "passed", "terminated"] == verbs(effects)[-3:]
    assert Finish() == effects[-1]
    assert "pay/done" == next(effect.line.id for effect in reversed(effects) if isinstance(effect, Play))
    assert ["pay/card-1", "pay/card-2", "pay/card-3"] == [tick.id for tick in look(state).ticks]


def test_after_the_end_nothing_changes():
    state, _ = finish(start(the.SCAM, attempt="a").state)

    assert (state, ()) == (advance(state, Back()).state, advance(state, Back()).effects)
    assert () == leave(state).effects


def test_back_at_the_first_step_leaves_and_keeps_progress():
    turn = the.give(the.at("why/why-1", lesson=the.PAY), Back())

    assert (["terminated"], "left", Leave()) == (verbs(turn.effects), turn.state.over, turn.effects[-1])
    assert "why-1/say" == look(turn.state).caption.id


def test_an_idle_tablet_ends_the_attempt():
    turn = leave(the.at("alone/open"), "idle")

    assert {"why": "idle"} == turn.effects[0].result


def test_a_vanished_step_resumes_at_its_stage_and_a_vanished_stage_before_it():
    def where(lesson, stage, step):
        return start(lesson, attempt="a", resume=Resume(stage, step)).state.key

    assert "alone/open" == where(the.PAY, "alone", "gone")
    assert "variant/payee" == where(the.PAY, "trick", "gone")
    assert "why/why-1" == where(the.PAY, "nonsense", "open")
    assert "variant/open" == where(the.PAY, "variant", "")


def test_a_review_is_the_last_stages_alone():
    turn = start(the.PAY, attempt="a", is_review=True)

    assert "variant/open" == turn.state.key
    assert "left" == advance(turn.state, Back()).state.over
    assert "passed" in verbs(finish(turn.state)[1])
    assert "alone/talk" == start(the.TALK, attempt="a", is_review=True).state.key
    assert "trick/fake" == start(the.SCAM, attempt="a", is_review=True).state.key
    assert "variant/open" == start(the.PAY, attempt="a", is_review=True, resume=Resume("why", "why-1")).state.key
    bare = msgspec.structs.replace(the.SCAM, stages=the.SCAM.stages[:1])
    assert "why/why-1" == start(bare, attempt="a", is_review=True).state.key


def test_a_lesson_without_a_step_cannot_be_played():
    with pytest.raises(ValueError, match="no step"):
        start(msgspec.structs.replace(the.SCAM, stages=(Stage("why", ()),)), attempt="a")


def test_long_silence_offers_help_and_says_so():
    turn = the.give(the.at("alone/open"), Idle(75))

    assert ["ui/offer-help", "alone/say"] == the.said(turn)
    assert {"what": "stuck"} == turn.effects[-1].result
    assert ["alone/say"] == the.said(the.give(the.at("alone/open"), Idle(40)))


def test_a_waiting_button_asks_for_its_time_when_its_screen_opens():
    turn = the.give(the.at("alone/ok"), Tapped("ok"))

    assert Wait("yes", 10) == turn.effects[-1]
    opened_by_slip = the.give(the.at("together/open"), Tapped("bills"))
    assert not any(isinstance(effect, Wait) for effect in opened_by_slip.effects)


def test_another_voice_s_end_means_nothing():
    state = the.at("alone/open")

    assert state == the.give(state, Spoken("ui/good")).state
    assert state == the.give(state, Spoken("")).state


def test_the_end_of_a_wait_counts_once_and_on_its_own_screen_alone():
    state = the.at("alone/yes")

    assert ("yes",) == the.give(state, Waited("yes"), Waited("yes")).state.phone.waited
    assert () == the.give(the.at("alone/open"), Waited("yes")).state.phone.waited
    assert () == the.give(the.at("why/why-1"), Waited("yes")).state.phone.waited


def test_outcomes_before_the_place_to_go_on_still_count():
    kept = Progress("pay", outcomes={"alone/open": "hint1", "alone/amount": "trainer", "alone/close": "shown"})
    state = start(the.PAY, attempt="b", resume=Resume("alone", "next"), earlier=kept).state

    assert {"alone/open": "hint1", "alone/amount": "trainer"} == state.outcomes
    assert {} == start(the.PAY, attempt="b", earlier=kept).state.outcomes
