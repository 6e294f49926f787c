"""A16: the app asks for taps alone; only a step that teaches a gesture takes one."""

import ast
from pathlib import Path

from elderapp import resources
from elderapp.lesson.model import Gesture
from elderapp.robot.walk import states
from tests.desk import ours
from tests.player import lessons as the

TABLET = Path(resources.__file__).parent / "tablet"
MORE_THAN_TAPS = {
    "ScrollView", "RecycleView", "Carousel", "Scatter", "ScatterLayout", "DragBehavior", "TouchRippleBehavior",
    "is_double_tap", "is_triple_tap", "on_double_tap", "multitouch_sim", "GestureSurface", "Slider",
}  # fmt: skip
TOUCHES = {"on_touch_down", "on_touch_move", "on_touch_up"}


def trees():
    for path in sorted(TABLET.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def names(tree):
    for node in ast.walk(tree):
        yield from (getattr(node, part) for part in ("id", "attr", "name") if isinstance(getattr(node, part, 0), str))


def test_nothing_of_the_app_hears_more_than_taps():
    heard = {path.name: sorted(MORE_THAN_TAPS & set(names(tree))) for path, tree in trees()}

    assert {} == {name: words for name, words in heard.items() if words}


def test_touches_arrive_in_one_place_and_go_through_the_filter():
    places = {path.name for path, tree in trees() if TOUCHES & set(names(tree))}

    assert {"glass.py"} == places


def test_a_gesture_is_taken_in_a_step_that_teaches_it_and_nowhere_else(window, sit_down):
    from elderapp.tablet import flow

    asked = set()
    for lesson in the.LESSONS:
        shell = sit_down(lessons={lesson.id: lesson}).shell
        first = {state.key: state for state in states(lesson)}
        gestures = [state for state in first.values() if isinstance(state.current, Gesture)]
        others = [state for state in first.values() if not isinstance(state.current, Gesture)]
        for state in (*gestures[:2], *others[:3]):
            shell.perform(flow.Turn(_in(shell.state, state)))
            scene, asks = shell.scene(), isinstance(state.current, Gesture)
            asked.add(asks)
            assert asks == (scene.swipes is not None), state.key
            assert asks or not scene.holds, state.key

    assert {True, False} == asked


def _in(shown, playing):
    from msgspec.structs import replace

    return replace(shown, play=playing, screen="lesson")


def test_lessons_teach_gestures_by_name():
    taught = {
        step.gesture
        for lesson in ours().lessons.values()
        for stage in lesson.stages
        for step in stage.steps
        if isinstance(step, Gesture)
    }

    assert taught <= {"hold", "scroll", "up", "down", "left", "right"}
    assert taught
