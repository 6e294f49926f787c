"""What fingers meant, in the flow's words."""

from types import SimpleNamespace

import pytest
from msgspec.structs import replace

from elderapp.lesson.model import Gesture
from elderapp.player import play
from elderapp.tablet import touch
from elderapp.tablet.hands import Hands, meant, teaches
from tests.player import lessons as the

NO_PHONE = SimpleNamespace(page=None, collide_point=lambda *_: True)
PHONE = SimpleNamespace(page="home", collide_point=lambda x, _y: x < 100)


@pytest.fixture
def state(chan):
    return chan.shell.state


@pytest.mark.parametrize(
    ("event", "result"),
    [
        (touch.Accept("go"), "go"),
        (touch.Accept("phone:fps"), play.Tapped("fps")),
        (touch.Hold("phone:fps"), play.Held("fps")),
        (touch.Swipe("up"), play.Swiped("up")),
        (touch.Miss(50, 0), play.Missed()),
        (touch.Miss(150, 0), None),
        (touch.Release(), None),
    ],
)
def test_every_gesture_has_its_word(state, event, result):
    assert result == meant(event, state, PHONE)


def test_where_no_phone_is_shown_nothing_is_missed(state):
    assert meant(touch.Miss(50, 0), state, NO_PHONE) is None


def test_a_gesture_counts_where_it_is_taught(sit_down):
    say, where = the.line("scroll/say"), the.line("scroll/where")
    scroll = Gesture(id="scroll", say=say, where=where, mock="bank", screen="home", gesture="scroll", target="fps")
    lesson = replace(the.PAY, stages=(the.stage("together", scroll),))
    somebody = sit_down(lessons={lesson.id: lesson})
    assert "" == teaches(somebody.shell.state, "scroll")
    somebody.tap("learner:c1", "go")
    state = somebody.shell.state

    assert ("fps", "") == (teaches(state, "scroll"), teaches(state, "hold"))
    assert play.Scrolled("fps") == meant(touch.Swipe("up"), state, PHONE)
    assert play.Swiped("down") == meant(touch.Swipe("down"), state, PHONE)


def test_a_finger_that_is_on_its_way_means_nothing_on_another_screen(window):
    told = []
    hands = Hands(lambda: touch.Scene((touch.Target("go", (0, 0, 100, 100)),)), told.extend)
    finger = SimpleNamespace(uid=1, x=50, y=50)
    window.wait(1)
    hands.feel("down", finger)
    assert hands.are_on_glass
    hands.meet_screen()
    hands.feel("up", finger)
    assert not [one for one in told if isinstance(one, touch.Accept)]

    window.wait(1)
    hands.feel("down", finger)
    hands.feel("up", finger)
    assert [touch.Accept("go")] == [one for one in told if isinstance(one, touch.Accept)]
