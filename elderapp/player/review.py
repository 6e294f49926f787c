"""When to practise again: at the next visit, a week later, three weeks after that, then every month."""

import datetime as dt

from msgspec.structs import replace

from elderapp.lesson.model import Call, Choose, Lesson, Line, Order, Say, Spot, Step
from elderapp.records.people import Progress

INTERVALS = (1, 7, 21, 30)
"""Days from one finished sitting to the next review; the last one repeats. The next visit is any later day."""


def due_on(progress: Progress) -> str:
    """The ISO day from which a review is due; empty before the lesson was ever finished.

    >>> due_on(Progress("a", finished=("2026-11-20",)))
    '2026-11-21'
    """
    if not progress.finished:
        return ""
    days = INTERVALS[min(len(progress.finished), len(INTERVALS)) - 1]
    return (dt.date.fromisoformat(progress.finished[-1]) + dt.timedelta(days=days)).isoformat()


def is_due(progress: Progress, today: str) -> bool:
    """Whether a review is due on this ISO day."""
    due = due_on(progress)
    return bool(due) and due <= today


LONGEST = 180.0
"""Seconds that a review takes at most, every word heard to its end."""
_REVIEWED = ("variant", "alone")
"""A review is the first of these that a lesson has, and what is genuine or fake."""
_MARGIN = 15.0
"""Seconds kept back: what is heard is counted here by characters, which is a little too few."""
_SYLLABLES = 3.2
_STOP, _ACT = 0.8, 4.0
"""Seconds of a pause between two sentences, and of one thing that is done."""
_OWN_WORDS = 9.0
"""Seconds of the app's own words around a message: what would you do, is it genuine, well done, and the answers."""


def shortened(lesson: Lesson) -> Lesson:
    """What is left of a lesson in a review: the task once more without help, and as many tricks as there is time for.

    The list for one's own phone is left out: a trainer ticks it once. A lesson with neither is reviewed as a whole.
    """
    stages = {stage.kind: stage for stage in lesson.stages if stage.steps}
    kept = next((stages[kind] for kind in _REVIEWED if kind in stages), None)
    trick = stages.get("trick")
    if kept is None and trick is None:
        return lesson
    left = LONGEST - _MARGIN - (_said(kept.say) + sum(map(seconds, kept.steps)) if kept else 0.0) - _said(lesson.done)
    steps: list[Step] = []
    for step in trick.steps if trick else ():
        left -= seconds(step)
        if left < 0 and (steps or kept):
            break
        steps.append(step)
    parts = (kept, replace(trick, steps=tuple(steps)) if trick and steps else None)
    return replace(lesson, stages=tuple(part for part in parts if part))


def seconds(step: Step) -> float:
    """How long a question, a message or a call takes, answered rightly."""
    match step:
        case Choose(say=say, options=options):
            because = next((one.because for one in options if one.right), None)
            return _said(say, *(one.text for one in options), because) + 2 * _ACT
        case Spot(say=say, hear=hear, suspicious=marks, because=because):
            told = _said(say, *hear, *(mark.because for mark in marks), because)
            return told + _OWN_WORDS + (3 + len(marks)) * _ACT
        case Call(say=say, turns=turns):
            heard = [line for turn in turns.values() for line in (turn.hear, turn.say, *(r.say for r in turn.replies))]
            return _said(say, *heard) + (1 + len(turns)) * _ACT
        case Order(say=say, items=items, because=because):
            return _said(say, *(one.text for one in items), because) + (1 + len(items)) * _ACT
        case Say(say=say):
            return _said(say) + _ACT
        case _:
            return _ACT


def _said(*lines: Line | None) -> float:
    texts = [line.text for line in lines if line and line.text]
    return sum(len(text) / _SYLLABLES + _STOP * sum(char in "，。！？：；" for char in text) for text in texts)
