"""Every line that a lesson says, each id once."""

from collections.abc import Iterator
from typing import Literal, assert_never

from elderapp.lesson.model import (
    Call,
    Checklist,
    Choose,
    Gesture,
    Lesson,
    Line,
    Order,
    Say,
    Show,
    Spot,
    Step,
    Tap,
    Turn,
    Type,
)

Part = Literal["instruction", "answer", "story", "title", "message"]
"""What a line is for: it tells what to do; it is a thing to choose; it explains or is said by somebody; it names; it
reads out what stands in a message."""


_OWN = "ui/"
"""Before the ids of the app's own phrases, which are no lesson's."""


def lines_of(lesson: Lesson) -> Iterator[Line]:
    """The lines in the order in which a learner may meet them."""
    seen = set()
    for line, _ in parts_of(lesson):
        if line.id not in seen:
            seen.add(line.id)
            yield line


def parts_of(lesson: Lesson) -> Iterator[tuple[Line, Part]]:
    """Every line with what it is for; a line that two stages say comes twice."""
    yield lesson.title, "title"
    yield lesson.goal, "instruction"
    for stage in lesson.stages:
        if stage.say is not None:
            yield stage.say, "instruction"
        for step in stage.steps:
            yield from of_step(step)
    for line in lesson.card:
        yield line, "instruction"
    yield lesson.done, "instruction"


def of_step(step: Step) -> Iterator[tuple[Line, Part]]:
    match step:
        case Say(say=say):
            yield say, "instruction"
        case Show(moves=moves):
            yield from ((move.say, "instruction") for move in moves)
        case Tap(say=say, where=where, slip=slip):
            yield say, "instruction"
            yield where, "instruction"
            if slip is not None:
                yield slip.ask, "instruction"
                yield slip.say, "instruction"
        case Type(say=say, where=where) | Gesture(say=say, where=where):
            yield say, "instruction"
            yield where, "instruction"
        case Order(say=say, where=where, items=items, because=because):
            yield say, "instruction"
            yield where, "instruction"
            yield from ((item.text, "answer") for item in items)
            yield because, "story"
        case Choose(say=say, options=options):
            yield say, "instruction"
            for option in options:
                yield option.text, "answer"
                yield option.because, "story"
        case Spot(say=say, suspicious=marks, because=because, hear=hear):
            if not say.id.startswith(_OWN):
                yield say, "instruction"
            yield from ((line, "message") for line in hear)
            yield from ((mark.because, "story") for mark in marks)
            yield because, "story"
        case Call(say=say, turns=turns):
            yield say, "instruction"
            for turn in turns.values():
                yield from _of_turn(turn)
        case Checklist(say=say, items=items):
            yield say, "instruction"
            yield from ((item, "instruction") for item in items)
        case _:
            assert_never(step)


def _of_turn(turn: Turn) -> Iterator[tuple[Line, Part]]:
    if turn.hear is not None:
        yield turn.hear, "story"
    for reply in turn.replies:
        yield reply.say, "answer"
    if turn.say is not None:
        yield turn.say, "story"
