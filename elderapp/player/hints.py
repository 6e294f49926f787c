"""The hint ladder: 1 the voice says where, 2 ring and dimming, 3 the ghost hand does it and the learner follows."""

from elderapp.lesson.model import Call, Choose, Gesture, Lesson, Order, Spot, Stage, Step, Tap, Type
from elderapp.player.play import Outcome
from elderapp.player.state import GRADED

_RUNGS: tuple[Outcome, ...] = ("alone", "hint1", "hint2", "shown")
TOP = 3


def outcome(rung: int) -> Outcome:
    """What an action that needed so many rungs (or wrong answers) comes to.

    >>> [outcome(rung) for rung in range(5)]
    ['alone', 'hint1', 'hint2', 'shown', 'shown']
    """
    return _RUNGS[min(rung, TOP)]


def is_key(lesson: Lesson, stage: Stage, step: Step) -> bool:
    """Whether mastery depends on this step: actions of `alone` and `variant`; without any, answers of `trick`."""
    if _is_key_action(stage, step):
        return True
    if any(_is_key_action(other, action) for other in lesson.stages for action in other.steps):
        return False
    return stage.kind == "trick" and isinstance(step, Choose | Order | Spot | Call)


def _is_key_action(stage: Stage, step: Step) -> bool:
    return stage.kind in GRADED and isinstance(step, Tap | Type | Gesture | Order) and step.key


def has_passed(lesson: Lesson, outcomes: dict[str, Outcome], first: tuple[int, int]) -> bool:
    """Whether every key action from `first` on was alone, or at most one of them with the first hint."""
    came = [
        outcomes.get(f"{stage.kind}/{step.id}", "shown")
        for index, stage in enumerate(lesson.stages)
        for number, step in enumerate(stage.steps)
        if (index, number) >= first and is_key(lesson, stage, step)
    ]
    return bool(came) and set(came) <= {"alone", "hint1"} and came.count("hint1") <= 1
