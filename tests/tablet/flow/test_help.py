"""A person is offered, called, and found."""

import pytest
from msgspec.structs import replace

from elderapp.lesson.model import Tap
from elderapp.player import play
from elderapp.records.statements import Verb
from elderapp.robot.learner import right, wrong
from elderapp.tablet import flow, views
from tests.player import lessons as the
from tests.tablet.flow.desk_of import GIVEN, ROSTER, arrive, asking, begin, inside, pick, said, statements


def at_task():
    """陳太 at a step in which something is to be tapped, without a slip."""
    state = pick(arrive(begin(lessons={the.PAY.id: the.PAY})).state, "go").state
    while not (isinstance(state.play.current, Tap) and state.play.here.phase == "do"):
        state = flow.happen(state, right(state.play)).state
    return state


def quiet(state):
    """Lets the voice come to its end; gives what is said after it."""
    told = []
    while state.play.here.voice:
        turn = flow.happen(state, play.Spoken(state.play.here.voice))
        told += said(turn)
        state = turn.state
    return state, told


def failed(state, times):
    for _ in range(times):
        state = flow.happen(state, next(iter(wrong(state.play)))).state
    return state


def test_after_two_failures_a_person_is_offered_by_voice_and_once():
    one, two = failed(at_task(), 1), failed(at_task(), 2)
    after, told = quiet(two)
    again, told_again = quiet(failed(after, 1))

    assert (False, True) == (flow.rail(one).offers, flow.rail(two).offers)
    assert "offer-hand" == told[-1]
    assert "offer-hand" not in told_again
    assert flow.Turn(again) == flow.happen(again, play.Spoken("ui/offer-hand"))


def test_a_long_pause_is_a_reason_too():
    assert not flow.happen(at_task(), play.Idle(40)).state.offers
    assert flow.happen(at_task(), play.Idle(75)).state.offers


def test_the_offer_ends_with_the_step():
    state = failed(at_task(), 2)
    key = state.play.key
    while state.play.key == key:
        state = flow.happen(state, right(state.play)).state

    assert not state.offers
    assert failed(state, 2).offers or not isinstance(state.play.current, Tap)


def test_whose_hand_is_up_is_offered_nothing():
    state = replace(at_task(), hand_up=True)

    assert not failed(state, 2).offers


def test_a_raised_hand_shows_the_number_from_afar_and_the_lesson_waits():
    state = at_task()
    up = pick(failed(state, 2), "hand")
    on = pick(up.state, "go-on")

    assert ("calling", "7") == (up.state.screen, flow.look(up.state).tablet)
    assert isinstance(flow.look(up.state), views.TroubleView)
    assert [(Verb.ASKED, the.PAY.id)] == [(s.verb, s.object) for s in statements(up)]
    assert not up.state.offers
    assert ("lesson", state.play.key, True) == (on.state.screen, on.state.play.key, on.state.hand_up)
    lowered = pick(up.state, "hand")
    assert ("lesson", False) == (lowered.state.screen, lowered.state.hand_up)
    assert ["lowered"] == [s.result["what"] for s in statements(lowered)]
    assert "hand-down" == said(lowered)[-1]


@pytest.mark.parametrize("way", [["back"], ["go-on"]])
def test_from_every_place_the_way_back_is_the_right_one(way):
    home = arrive(begin()).state
    for state, screen in (
        (begin(), "names"),
        (home, "home"),
        (pick(home, "me").state, "home"),
        (pick(at_task(), "me").state, "lesson"),
        (arrive(asking("notice")).state, "notice"),
        (arrive(asking("hearing")).state, "hearing"),
    ):
        assert screen == pick(state, "hand", *way).state.screen


def test_a_hand_goes_down_with_whoever_raised_it():
    up = pick(arrive(begin()).state, "hand").state
    gone = flow.reset(up, GIVEN)
    guest = pick(flow.greet(pick(begin(replace(ROSTER, session=None)), "guest").state).state, "hand").state

    assert [("c1", "lowered")] == [(s.learner, s.result["what"]) for s in statements(gone)]
    assert [("", "lowered")] == [(s.learner, s.result["what"]) for s in statements(flow.reset(guest, GIVEN))]


def test_an_attempt_that_waits_behind_another_screen_ends_as_idle_too():
    state = at_task()
    for waiting in (pick(state, "me").state, pick(state, "hand").state, inside(state), flow.doubt(state).state):
        told = [s for s in statements(flow.reset(waiting, GIVEN)) if s.verb == Verb.TERMINATED]
        assert [("c1", "idle", state.attempt)] == [(s.learner, s.result["why"], s.attempt) for s in told]
