"""What may be said next is known before it is asked for."""

from elderapp.player import machine
from elderapp.player.foresight import coming
from elderapp.player.play import Play
from elderapp.robot.learner import right
from tests.player import lessons as the


def played():
    """Each state of a whole lesson, with the line that the right input has said, if any."""
    state = machine.start(the.PAY, attempt="a").state
    while not state.over:
        turn = machine.advance(state, right(state))
        said = [effect.line for effect in turn.effects if isinstance(effect, Play)]
        yield state, said[-1] if said else None
        state = turn.state


def test_most_of_what_the_right_tap_has_said_was_foreseen_among_the_first_two():
    told = [line in coming(state)[:2] for state, line in played() if line]

    assert 20 < len(told)
    assert 0.55 < sum(told) / len(told)


def test_what_is_being_said_is_not_foreseen_and_each_line_once():
    for state, _ in played():
        ids = [line.id for line in coming(state)]

        assert state.here.voice not in ids
        assert len(set(ids)) == len(ids)


def test_a_hint_is_foreseen_where_one_can_be_given():
    asked = next(state for state, _ in played() if state.key == "together/ok" and state.here.phase == "do")

    assert ["yes/say", "ok/where"] == [line.id for line in coming(asked)]


def test_nothing_follows_a_lesson_that_is_over():
    *_, (last, _) = played()

    assert () == coming(machine.advance(last, right(last)).state)
