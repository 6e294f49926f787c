"""Two at one tablet: whose turn it is, and for whom it counts."""

from msgspec.structs import replace

from elderapp.player import play
from elderapp.records.people import Learner, Progress
from elderapp.records.statements import Verb
from elderapp.robot.learner import right
from elderapp.tablet import flow, views
from tests.player import lessons as the
from tests.tablet.flow.desk_of import CHAN, GIVEN, LI, ROSTER, arrive, begin, inside, pick, said, statements

PAY = the.PAY.id


def together(progress=None):
    """陳太 invites 李生, and both are at home; his turn is first."""
    state = arrive(begin(lessons={PAY: the.PAY}), progress).state
    turn = pick(state, "me", "pair", "learner:c2")
    return flow.Turn(flow.greet(flow.remember(turn.state, "c2", {})).state, turn.effects)


def play_on(state, *, until=lambda _state: False):
    """Does everything right to the end of the lesson, each tapping her name when it is her turn."""
    told, turns = [], []
    for _ in range(400):
        if until(state) or state.screen not in {"lesson", "turn"}:
            return state, told, turns
        if state.screen == "turn":
            turns.append(state.learner.id)
            turn = pick(state, f"learner:{state.learner.id}")
        else:
            turn = flow.happen(state, right(state.play))
        told += statements(turn)
        state = turn.state
    raise AssertionError("it never ends")


def test_the_second_one_signs_in_beside_the_first_and_both_attend():
    asked = pick(arrive(begin()).state, "me", "pair")
    joined = pick(asked.state, "learner:c2")

    assert (phrase_id("who-else"), ("c2",)) == (
        flow.look(asked.state).question.id,
        tuple(p.id for p in flow.look(asked.state).learners),
    )
    assert [(Verb.ATTENDED, "c2")] == [(s.verb, s.learner) for s in statements(joined)]
    assert ("c2", "c1") == (joined.state.learner.id, joined.state.beside.learner.id)


def phrase_id(name):
    return f"ui/{name}"


def test_nobody_came_so_she_goes_on_alone():
    back = pick(arrive(begin()).state, "me", "pair", "back").state

    assert ("home", "c1", None) == (back.screen, back.learner.id, back.beside)


def test_neither_a_guest_nor_somebody_in_a_lesson_is_asked_to_share():
    guest = flow.greet(pick(begin(replace(ROSTER, session=None)), "guest").state).state
    lesson = pick(arrive(begin()).state, "go", "me").state
    for state in (pick(guest, "me").state, lesson):
        assert "pair" not in [choice.id for choice in flow.look(state).choices]
        assert state == pick(state, "pair").state


def test_whose_turn_it_is_is_asked_by_name_and_every_answer_counts_for_whoever_gave_it():
    begun = pick(together().state, "go")
    state, told, turns = play_on(begun.state)
    told = statements(begun) + told
    first, second = ({s.attempt for s in told if s.learner == who and s.attempt} for who in ("c2", "c1"))

    assert "well-done" == state.screen
    assert turns
    assert [("c1", "c2")[n % 2] for n in range(len(turns))] == turns
    assert (1, 1) == (len(first), len(second))
    assert not first & second
    for verb in (Verb.INITIALIZED, Verb.COMPLETED, Verb.TERMINATED):
        assert ["c1", "c2"] == sorted(s.learner for s in told if s.verb == verb)
    assert Verb.PASSED not in {s.verb for s in told}
    keys = [s.object for s in told if s.verb == Verb.ANSWERED]
    assert sorted(set(keys)) == sorted(keys)
    assert {"c1", "c2"} == {s.learner for s in told if s.verb == Verb.ANSWERED}


def test_a_turn_shows_one_name_and_waits_for_its_owner():
    state, _, _ = play_on(pick(together().state, "go").state, until=lambda s: s.screen == "turn")
    view = flow.look(state)

    assert views.NamesView(view.question, (CHAN,), more=False, walk_in=False) == view
    assert "ui/your-go" == view.question.id
    assert state == pick(state, "learner:c2").state
    assert flow.Turn(state) == flow.happen(state, play.Next())
    assert "lesson" == pick(state, "learner:c1").state.screen


def test_both_go_on_at_the_step_that_was_up_when_they_left():
    state, _, _ = play_on(pick(together().state, "go").state, until=lambda s: s.screen == "turn")
    key = state.play.key
    gone = flow.reset(state, GIVEN)

    told = [s for s in statements(gone) if s.verb != Verb.ASKED]
    assert sorted([("c2", Verb.EXPERIENCED), ("c1", Verb.TERMINATED), ("c2", Verb.TERMINATED)]) == sorted(
        (s.learner, s.verb) for s in told
    )
    assert [f"{PAY}/{key}"] == [s.object for s in told if s.verb == Verb.EXPERIENCED]
    assert (None, None) == (gone.state.learner, gone.state.beside)


def test_each_attempt_is_counted_by_its_own_learner():
    before = {PAY: Progress(PAY, nth=4, last_wall=1)}
    turn = pick(together(before).state, "go")

    assert {"c2": 1, "c1": 5} == {s.learner: s.result["nth"] for s in statements(turn) if s.verb == Verb.INITIALIZED}


def test_for_two_the_tablet_is_as_large_and_loud_as_either_needs():
    one = Learner("a", "陳太", "bird", scale=1.5, volume=40, language="en", earphones=True)
    two = Learner("b", "李生", "junk", volume=80, slow=True)
    state = begin(learner=one, beside=flow.Beside(two))

    wanted = flow.wanted(state)
    assert (1.5, 80, True, False, "") == (
        wanted.scale, wanted.volume, wanted.slow, wanted.earphones, wanted.language,
    )  # fmt: skip
    assert wanted == flow.wanted(begin(learner=two, beside=flow.Beside(one)))
    assert one == flow.wanted(begin(learner=one))


def test_they_part_and_go_on_alone():
    state = pick(together().state, "me", "part").state

    assert ("home", "c2", None) == (state.screen, state.learner.id, state.beside)


def test_the_corner_and_the_reset_leave_neither_behind():
    waiting = pick(arrive(begin()).state, "me", "pair").state
    back = pick(inside(waiting), "back").state

    assert ("names", "c1") == (back.screen, back.beside.learner.id)
    assert None is flow.reset(waiting, GIVEN).state.beside
    assert waiting == replace(flow.scan(waiting, "B01").state, said=waiting.said)
    assert [LI.id] == [p.id for p in flow.look(waiting).learners]
    assert "your-go" not in said(flow.Turn(waiting))
