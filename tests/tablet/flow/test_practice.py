"""真定假？: six messages a visit."""

from msgspec.structs import replace

from elderapp.player import play
from elderapp.records.people import Progress, Resume
from elderapp.records.statements import Verb
from elderapp.robot.learner import right
from elderapp.tablet import flow
from tests.player import lessons as the
from tests.player.test_drilling import bank
from tests.tablet.flow.desk_of import CHAN, GIVEN, ROSTER, done, inside, pick, said, statements

SET = {the.PAY.id: the.PAY, "drills": bank()}


def at_home(progress=None):
    state = pick(flow.start(ROSTER, SET, GIVEN).state, "learner:c1").state
    return flow.greet(flow.remember(state, CHAN.id, progress or {})).state


def test_the_practice_stands_first_among_what_is_true_or_fake_and_nowhere_else():
    state = at_home()
    scams, every = pick(state, "scams").state, pick(state, "lessons").state

    assert "drills" == flow.look(scams).cards[0].lesson
    assert "drills" not in [card.lesson for card in flow.look(every).cards]
    assert the.PAY.id == flow.next_lesson(state)[0]
    assert every == pick(every, "lesson:drills").state


def test_six_are_practised_and_each_guess_is_written_down():
    turn = pick(at_home(), "scams", "lesson:drills")
    state, told = turn.state, statements(turn)
    assert 6 == len(state.play.lesson.stages[0].steps)
    while state.screen == "lesson":
        turn = flow.happen(state, right(state.play))
        state, told = turn.state, told + statements(turn)

    guesses = [s for s in told if s.verb == Verb.ANSWERED]
    assert 6 == len({s.object for s in guesses})
    assert {("verify", True), ("verify", False)} == {(s.result["action"], s.result["genuine"]) for s in guesses}
    assert all(s.result["guess"] == s.result["genuine"] for s in guesses)
    assert "well-done" == state.screen
    assert flow.look(state).card.title == SET["drills"].title
    again = pick(state, "again-lesson").state
    assert "lesson" == again.screen


def test_verifying_is_never_a_false_alarm_and_calling_all_fake_is():
    state = pick(at_home(), "scams", "lesson:drills").state
    while not state.play.current.genuine:
        state = flow.happen(state, right(state.play)).state
    state = flow.happen(state, play.Chose("verify")).state
    right_guess = flow.happen(state, play.Chose("genuine"))
    wrong_guess = flow.happen(state, play.Chose("fake"))

    assert [("alone", True), ("hint1", False)] == [
        (s.result["outcome"], s.result["guess"]) for turn in (right_guess, wrong_guess) for s in statements(turn)
    ]


def test_one_that_was_broken_off_is_drawn_anew_and_is_not_what_comes_next():
    begun = replace(done("drills", "2026-11-01"), resume=None, attempt="x")
    left = replace(begun, resume=Resume("trick", "fake-1"))
    state = at_home({"drills": left})

    assert the.PAY.id == flow.next_lesson(state)[0]
    practice = pick(state, "scams", "lesson:drills").state
    assert (0, 0) == (practice.play.stage, practice.play.step)


def test_after_a_failure_the_practice_goes_on_at_its_message():
    state = pick(at_home(), "scams", "lesson:drills").state
    key = state.play.key
    back = pick(flow.stumble(state).state, "go-on").state

    assert ("lesson", key) == (back.screen, back.play.key)


def test_her_trainer_reads_in_words_how_well_she_tells_them_apart():
    sorts = ["ff"] * 9 + ["gf"] * 9
    known = {"drills": Progress("drills", guesses={f"trick/{n}": one for n, one in enumerate(sorts)})}
    state = flow.remember(pick(inside(at_home()), "people", "learner:c1").state, "c1", known)

    assert "真定假：樣樣都話假，真嘅都要識" == flow.look(state).note
    assert "" == flow.look(flow.remember(state, "c1", {})).note


def test_without_a_bank_there_is_no_practice():
    state = flow.start(ROSTER, {the.PAY.id: the.PAY}, GIVEN).state

    assert None is state.bank
    assert [] == [s for s in said(flow.Turn(state)) if "drill" in s]
