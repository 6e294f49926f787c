"""A learner made of code in front of the real app: on the tests' own window, and once on one of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from elderapp.player import play
from elderapp.records.people import Learner, Roster, Session
from elderapp.store import Store
from tests.player import lessons as the

ROOT = Path(__file__).resolve().parents[2]
CHAN = Learner("c1", "陳太", "flower")
ROSTER = Roster("晴川", "7", session=Session("s1", "B 班", 0, 2**53, learners=("c1",)), learners=(CHAN,))


class Screen:
    """The tests' window with `Offscreen`'s words."""

    def __init__(self, window):
        self._window = window

    def frames(self, number=1, seconds=1 / 30):
        self._window.wait(number * seconds)

    def wait(self, until, most=120.0, step=0.25):
        for _ in range(int(most / step)):
            if until():
                return True
            self._window.wait(step)
        return until()

    def tap(self, x, y, hold=0.0):
        self._window.tap(x, y, hold=hold or 0.02)

    def swipe(self, start, end):
        finger = self._window.touch(*start)
        finger.touch_down()
        finger.touch_move(*end)
        finger.touch_up()
        self._window.frames(2)

    def picture(self, path):
        path.parent.mkdir(exist_ok=True)
        return path


@pytest.fixture
def visit(window, tmp_path):
    """Gives a visitor in front of the app with one lesson."""
    from elderapp.tablet.app import Shell
    from elderapp.tablet.theme import Theme
    from elderapp.workshop.visitor import Visitor

    made = []

    def sit_down(lesson, pictures=None):
        store = Store.open(tmp_path / "tablet.db")
        shell = Shell(
            lessons={lesson.id: lesson}, clips={}, keeper=store, roster=ROSTER, words=str, theme=Theme(), volume=0.0
        )
        made.append((shell, store))
        window.put(shell)
        return Visitor(Screen(window), shell, pictures), store

    yield sit_down
    for shell, store in made:
        shell.close()
        store.close()


LOOK_ON = replace(
    the.PAY, stages=(the.PAY.stages[0], the.stage("watch", the.PAY.stages[1].steps[1]), *the.PAY.stages[4:])
)
ANSWER = replace(the.TALK, stages=the.TALK.stages[2:])


@pytest.mark.parametrize("lesson", [LOOK_ON, the.SCAM, ANSWER], ids=lambda lesson: lesson.id)
def test_a_lesson_is_done_with_a_finger_from_its_first_step_to_its_last(visit, lesson):
    visitor, store = visit(lesson)
    visitor.pick("learner:c1")
    visitor.pick("go")
    steps = visitor.lesson()
    progress = store.progress("c1")[lesson.id]

    assert [f"{stage.kind}/{step.id}" for stage in lesson.stages for step in stage.steps] == steps
    assert (1, None) == (progress.completed, progress.resume)


def test_taps_keys_swipes_waits_a_slip_and_a_hint_are_seen_in_what_is_kept(visit, tmp_path):
    visitor, store = visit(replace(the.PAY, stages=the.PAY.stages[3:4]), tmp_path / "pictures")
    visitor.pick("learner:c1")
    visitor.pick("go")
    visitor.lesson(slip_at="alone/open", hint_at="alone/next")
    outcomes = store.progress("c1")["pay"].outcomes

    assert ("hint1", "hint1", "alone") == tuple(outcomes[f"alone/{step}"] for step in ("open", "next", "ok"))
    assert "01" == visitor.taken[0].name[:2]


def test_what_is_not_on_the_screen_is_a_fault_of_the_app(visit):
    from elderapp.workshop.visitor import NotOnScreen

    visitor, _ = visit(the.PAY)
    with pytest.raises(NotOnScreen, match="there are"):
        visitor.pick("go")
    with pytest.raises(NotOnScreen, match="nowhere to swipe"):
        visitor._do(play.Swiped("up"))


ALONE = """
import sys
from pathlib import Path
from elderapp.tablet import window
window.prepare(offscreen=True)
from elderapp.workshop.offscreen import Offscreen
from kivy.uix.widget import Widget
from kivy.graphics import Color, Rectangle
felt = []
class Board(Widget):
    def on_touch_down(self, finger): felt.append(("down", round(finger.x), round(finger.y)))
    def on_touch_move(self, finger): felt.append(("move", round(finger.x), round(finger.y)))
    def on_touch_up(self, finger): felt.append(("up", round(finger.x), round(finger.y)))
board = Board()
with board.canvas:
    Color(1, 0, 0)
    Rectangle(size=(1280, 400))
screen = Offscreen(board)
screen.tap(100, 200)
screen.swipe((100, 100), (900, 100))
width, height, pixels = screen.pixels()
assert (1280, 800) == (width, height)
assert b"\\xff\\x00\\x00" == pixels[:3], pixels[:3]
assert b"\\xff\\x00\\x00" != pixels[-3:]
assert not screen.wait(lambda: False, most=1.0)
assert screen.wait(lambda: True)
assert ("down", 100, 200) == felt[0], felt
assert ("up", 100) == (felt[-1][0], felt[-1][2]) and abs(felt[-1][1] - 900) < 2, felt
assert 8 == sum(kind == "move" for kind, *_ in felt), felt
print(screen.picture(Path(sys.argv[1])).read_bytes()[:4])
"""


def test_a_window_nobody_sees_takes_fingers_and_gives_pictures(tmp_path):
    told = subprocess.run(
        [sys.executable, "-c", ALONE, str(tmp_path / "seen.png")],
        cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip

    assert (0, r"b'\x89PNG'") == (told.returncode, told.stdout.strip()), told.stderr


def test_a_trembling_hand_lands_near_and_each_time_the_same():
    from elderapp.workshop.visitor import middle, trembling

    box, per_mm = (100.0, 100.0, 200.0, 200.0), 5.88
    hand, again = trembling(4), trembling(4)
    places = [hand(box, per_mm) for _ in range(200)]

    assert (150.0, 150.0) == middle(box, per_mm)
    assert places == [again(box, per_mm) for _ in range(200)]
    assert 2.0 < (sum(abs(x - 150) for x, _ in places) / 200) / per_mm < 2.4
    assert 0 < sum(not (100 <= x <= 200 and 100 <= y <= 200) for x, y in places) < 10
