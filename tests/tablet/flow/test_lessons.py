"""A lesson that is open: what the shell should do, and in which order."""

from elderapp.lesson.model import Tap
from elderapp.player import play
from elderapp.robot.learner import right
from elderapp.tablet import flow
from tests.player import lessons as the
from tests.tablet.flow.desk_of import arrive, begin, pick


def kinds(turn):
    return [type(effect) for effect in turn.effects if isinstance(effect, play.Play | flow.Write)]


def test_what_is_said_begins_before_what_happened_is_written():
    state = pick(arrive(begin(lessons={the.PAY.id: the.PAY})).state, "go").state
    while not (isinstance(state.play.current, Tap) and state.play.here.phase == "do"):
        state = flow.happen(state, right(state.play)).state

    assert [play.Play, flow.Write] == kinds(flow.happen(state, right(state.play)))


def test_that_it_is_kept_is_said_once_it_is():
    state = pick(arrive(begin(lessons={the.PAY.id: the.PAY})).state, "go").state
    turn = flow.pick(state, "back", state.given)

    assert "home" == turn.state.screen
    assert [flow.Write, play.Play] == kinds(turn)
