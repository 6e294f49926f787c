"""What a lesson can show: every view that somebody may come to see, each once."""

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from elderapp.lesson.model import Lesson
from elderapp.player.machine import advance, start
from elderapp.player.play import Hint, LessonView
from elderapp.player.state import State
from elderapp.player.view import look
from elderapp.robot.learner import right
from elderapp.robot.walk import states

RUNGS = 3


class Moment(Struct, frozen=True):
    """One view, and the first place ``stage/step`` where it comes up."""

    place: str
    view: LessonView


def moments(lesson: Lesson, *, quick: bool = False) -> tuple[Moment, ...]:
    """The views of every state that any way through the lesson leads to.

    `quick` keeps to the way without a mistake and the rungs of the hint ladder beside it.
    """
    found: dict[bytes, Moment] = {}
    for state in beaten_track(lesson) if quick else states(lesson):
        view = look(state)
        if isinstance(view, LessonView):
            found.setdefault(msgspec.json.encode(view), Moment(state.key, view))
    return tuple(found.values())


def layouts(view: LessonView) -> frozenset[bytes]:
    """What the screen is made of, part by part: the words, the way through the lesson, the phone.

    A view whose parts have all been laid out with other views brings nothing new.
    """
    return frozenset({_words_of(view), _way_of(view), _phone_of(view)})


def _words_of(view: LessonView) -> bytes:
    words = msgspec.structs.replace(
        view, phone=None, lesson="", title=view.caption, stage="why", stages=(), step=1, steps=min(view.steps, 2)
    )
    return msgspec.json.encode((view.phone is None, view.stage == "trick", words))


def _way_of(view: LessonView) -> bytes:
    return msgspec.json.encode((view.stage, view.step, view.steps, view.stages))


def _phone_of(view: LessonView) -> bytes:
    """Not ring, dimming and hand, which only lie over what is laid out."""
    if view.phone is None:
        return b""
    return msgspec.json.encode(msgspec.structs.replace(view.phone, ring="", dim=False, ghost=None))


def beaten_track(lesson: Lesson) -> Iterator[State]:
    """Every state of the way without a mistake, each followed by those that 提吓我 leads to from there."""
    state = start(lesson, attempt="look").state
    while not state.over:
        yield state
        helped = state
        for _ in range(RUNGS):
            helped = advance(helped, Hint()).state
            yield helped
        state = advance(state, right(state)).state
