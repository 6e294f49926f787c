"""Whether a lesson can be finished muted, and by ear alone (A25): two learners made of code, each short of a sense."""

from collections.abc import Iterator

from elderapp.lesson.actions import label_of
from elderapp.lesson.model import Choose, Lesson, Line, Order, Spot, Tap, Type
from elderapp.player.machine import advance, start
from elderapp.player.play import LessonView, Play, Spoken
from elderapp.player.state import State, Turn
from elderapp.player.view import look
from elderapp.robot.learner import right
from elderapp.robot.walk import BOUND

SENSES = ("muted", "ear-only")


def unseen(lesson: Lesson) -> Iterator[str]:
    """What a learner without sound would miss: each of the lesson's lines that is said and stands nowhere."""
    missed: dict[str, None] = {}
    for state, turn in _played(lesson):
        shown = _shown(turn.state)
        for line in _said(turn):
            # The app's own words of comfort may be heard alone; what the lesson says must be seen too.
            if not line.id.startswith("ui/") and line.text not in shown:
                missed[f"{turn.state.key}: 「{line.text}」 is said, and stands nowhere"] = None
        if not turn.state.over and not shown:
            missed[f"{state.key}: nothing tells what to do"] = None
    yield from missed


def unheard(lesson: Lesson) -> Iterator[str]:
    """What a learner who sees nothing would miss: a name, an amount or an answer that nobody says."""
    for state, heard in _heard(lesson):
        step = state.current
        match step:
            case Tap(mock=mock, screen=screen, target=target):
                label = label_of(lesson.mocks.get(mock), screen, target)
                if label and _plain(label) not in heard + _plain(step.say.text + step.where.text):
                    yield f"{state.key}: nobody says 「{label}」"
            case Type(expect=expect):
                if _plain(expect) not in heard + _plain(step.say.text + step.where.text):
                    yield f"{state.key}: nobody says {expect}"
            case Choose(options=options):
                for option in options:
                    if _plain(option.text.text) not in heard:
                        yield f"{state.key}: the answer 「{option.text.text}」 is not read out"
            case Order(items=items):
                for item in items:
                    if _plain(item.text.text) not in heard:
                        yield f"{state.key}: 「{item.text.text}」 is not read out"
            case Spot(say=say, hear=hear):
                if not say.text or (say.id.startswith("ui/") and not hear):
                    yield f"{state.key}: nobody says what the message says"
            case _:
                pass


def _played(lesson: Lesson) -> Iterator[tuple[State, Turn]]:
    """The way without a mistake, moment by moment, every line heard to its end before anything is done."""
    turn = start(lesson, attempt="sense")
    yield turn.state, turn
    for _ in range(BOUND):
        state = turn.state
        if state.over:
            return
        turn = advance(state, Spoken(state.here.voice) if state.here.voice else right(state))
        yield state, turn


def _heard(lesson: Lesson) -> Iterator[tuple[State, str]]:
    """Each step with everything that was said in it before the learner had to act, and the task of its stage."""
    said: dict[str, str] = {}
    seen: dict[str, State] = {}
    for _, turn in _played(lesson):
        state = turn.state
        if state.over:
            continue
        seen.setdefault(state.key, state)
        task = state.current_stage.say
        words = said.get(state.key, _plain(task.text) if task is not None else "")
        said[state.key] = words + "".join(_plain(line.text) for line in _said(turn))
    for key, state in seen.items():
        yield state, said[key]


def _said(turn: Turn) -> list[Line]:
    return [effect.line for effect in turn.effects if isinstance(effect, Play)]


def _shown(state: State) -> set[str]:
    view = look(state)
    if not isinstance(view, LessonView):
        return {view.title.text, view.praise.text, *(tick.text for tick in view.ticks)}
    lines = [view.caption, *(answer.line for answer in view.answers), *view.items]
    lines += [view.question] if view.question else []
    lines += state.current.hear if isinstance(state.current, Spot) else ()  # it is the message that is shown
    return {line.text for line in lines if line.text}


def _plain(text: str) -> str:
    """A text as one hears it: without marks and spaces."""
    return "".join(char for char in text if char.isalnum()).lower()
