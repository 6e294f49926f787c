"""A tablet that starts offline with a wrong clock teaches all the same."""

import pytest
from msgspec.structs import replace

from elderapp.records.statements import Verb
from elderapp.robot.learner import right
from elderapp.tablet import flow
from tests.player import lessons as the
from tests.tablet.flow.desk_of import HO, ROSTER, SESSION, done, pick, statements

NOW = 1_795_000_000_000
CLASS = replace(ROSTER, session=replace(SESSION, starts=NOW, ends=NOW + 7_200_000))
LONG_AGO = flow.Given("2017-01-01", 8, "0" * 31 + "1", 1_483_228_800_000)
FAR = flow.Given("2036-01-01", 8, "0" * 31 + "1", 2_082_758_400_000)


def play_through(state, given):
    """Her first lesson of the day, to its end."""
    turn = pick(state, "go", given=given)
    told, state = statements(turn), turn.state
    while state.screen == "lesson":
        turn = flow.happen(state, right(state.play))
        told, state = told + statements(turn), turn.state
    return state, told


def test_a_clock_that_is_years_behind_shows_the_class_and_finishes_a_lesson():
    start = flow.start(CLASS, {the.PAY.id: the.PAY}, LONG_AGO).state
    turn = pick(start, "learner:c1", given=LONG_AGO)
    known = {the.PAY.id: done(the.PAY.id, "2026-11-20")}
    home = flow.greet(flow.remember(turn.state, "c1", known)).state
    state, told = play_through(home, LONG_AGO)

    assert ("home", "well-done") == (home.screen, state.screen)
    assert Verb.COMPLETED in {s.verb for s in told}
    assert Verb.ATTENDED in {s.verb for s in statements(turn)}


def test_a_clock_that_is_years_ahead_hides_names_but_a_card_and_a_new_friend_still_come_in():
    start = flow.start(CLASS, {the.PAY.id: the.PAY}, FAR).state
    card = flow.scan(start, "B01").state
    new = pick(start, "walk-in", "picture:junk", given=FAR).state

    assert () == flow.look(start).learners
    assert "c1" == card.learner.id
    for state in (card, new):
        assert "well-done" == play_through(flow.greet(state).state, FAR)[0].screen


@pytest.mark.parametrize("given", [LONG_AGO, FAR])
def test_a_pause_ends_by_the_same_clock_it_began_with(given):
    start = flow.start(CLASS, {the.PAY.id: the.PAY}, given).state
    door = flow.admit(pick(start, "door", given=given).state, HO).state
    paused = pick(door, "pause", given=given).state

    assert paused.paused == given.now + 300_000
    assert "names" == flow.pass_time(paused, replace(given, now=given.now + 300_000)).state.screen
