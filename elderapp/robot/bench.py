"""Work of a fixed size, to be timed by whoever has a clock."""

from elderapp.lesson.model import Lesson
from elderapp.player.machine import advance, start
from elderapp.player.play import LessonView, Tapped, WellDone
from elderapp.player.state import State
from elderapp.player.view import look
from elderapp.robot.learner import right


def first_tap(lesson: Lesson) -> State:
    """The state in which the first tap on the practice phone is due."""
    state = start(lesson, attempt="bench").state
    while not state.over and not isinstance(right(state), Tapped):
        state = advance(state, right(state)).state
    return state


def tap_to_view(state: State) -> LessonView | WellDone:
    """One right tap: the machine's turn and the view that comes of it."""
    return look(advance(state, right(state)).state)
