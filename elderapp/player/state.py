"""Where a lesson stands: the values the machine passes from one input to the next."""

from collections.abc import Iterator
from typing import Literal

import msgspec
from msgspec import Struct

from elderapp.lesson.model import Gesture, Lesson, Line, Stage, Step, Tap, Type
from elderapp.player.play import Back, Effect, Input, Next, Outcome, Play, Shown, Spoken

Tag = Literal["", "hint", "slip", "they-say", "praise"]
Action = Tap | Type | Gesture
Phase = Literal[
    "new",  # not begun
    "tell",  # a line, then 下一步
    "intro", "play", "told",  # the ghost finger
    "slip", "slipped", "do", "demo", "ended",  # an action
    "ask", "answered",  # a question
    "act", "guess", "marks", "because",  # trick or genuine
    "ring", "talk",  # a call
    "done", "undone",  # what the machine acts upon: the step is over, or 返回 leads out of it
]  # fmt: skip

BEFOREHAND = frozenset({"together"})
"""Stages whose actions are lit from the start."""

GRADED = frozenset({"alone", "variant"})
"""Stages whose actions count for mastery."""


class Phone(Struct, frozen=True):
    """The practice phone. `typed` is keyed by ``screen/slot``; `waited` are buttons whose waiting time is over here.

    A switch that was turned is ``on`` or ``off`` in `typed`. `scrolled` is true where a long screen shows its end.
    """

    mock: str = ""
    screen: str = ""
    history: tuple[str, ...] = ()
    typed: dict[str, str] = {}
    waited: tuple[str, ...] = ()
    scrolled: bool = False


class Said(Struct, frozen=True):
    """One line to say. One that is not `on_card` is read out while the card keeps its own (answers, a question)."""

    line: Line
    tag: Tag = ""
    on_card: bool = True


SILENCE = Said(Line("", ""))


class Here(Struct, frozen=True, kw_only=True):
    """Where things stand within the step.

    `card` is what the card shows, `voice` the id of the line being said, `then` what is said after it; `heard` and
    `shown` are true once voice and ghost finger are through. `rung` is the hint ladder's, `helps` counts wrong answers,
    `missed` taps on nothing, `moves` the ghost's movements. `tried` are answers picked or marks found, `trail` the
    turns of a call. `is_excused` is true after a slip outside its place was explained: then 返回 leads nowhere.
    `wrong` is the first thing picked that was not it, by the author's id.
    """

    phase: Phase = "new"
    card: Said = SILENCE
    voice: str = ""
    then: tuple[Said, ...] = ()
    heard: bool = False
    shown: bool = False
    rung: int = 0
    helps: int = 0
    missed: int = 0
    moves: int = 0
    tried: tuple[str, ...] = ()
    trail: tuple[str, ...] = ()
    action: str = ""
    is_excused: bool = False
    wrong: str = ""


class State(Struct, frozen=True, kw_only=True):
    """One attempt at a lesson. `first` is the earliest place 返回 reaches; `over` says how the attempt ended."""

    lesson: Lesson
    attempt: str
    shuffle: int = 0
    first: tuple[int, int]
    stage: int
    step: int
    phone: Phone = Phone()
    here: Here = Here()
    outcomes: dict[str, Outcome] = {}
    over: Literal["", "done", "left", "idle"] = ""

    @property
    def current_stage(self) -> Stage:
        return self.lesson.stages[self.stage]

    @property
    def current(self) -> Step:
        return self.current_stage.steps[self.step]

    @property
    def key(self) -> str:
        """The object of this step's statements: ``stage/step``."""
        return f"{self.current_stage.kind}/{self.current.id}"

    @property
    def is_last_of_stage(self) -> bool:
        return self.step + 1 == len(self.current_stage.steps)


class Turn(Struct, frozen=True):
    """What comes of an input: the state that follows, and what the shell should do, in this order."""

    state: State
    effects: tuple[Effect, ...] = ()


def places(lesson: Lesson) -> Iterator[tuple[int, int]]:
    """Every step as (stage, step), in order."""
    for index, stage in enumerate(lesson.stages):
        for number in range(len(stage.steps)):
            yield index, number


def names_of(step: Step) -> tuple[str, ...]:
    """The id of a step and those it had before."""
    return (step.id, *step.was)


def here(state: State, /, **changes: object) -> State:
    """The state with other values within its step."""
    return msgspec.structs.replace(state, here=msgspec.structs.replace(state.here, **changes))


def say(state: State, *script: Said, **changes: object) -> Turn:
    """Say these lines, one after the other; what was being said stops."""
    first, *rest = script
    card = first if first.on_card else state.here.card
    said = here(state, card=card, voice=first.line.id, then=tuple(rest), heard=False)
    return Turn(here(said, **changes), (Play(first.line),))


def go(state: State, phase: Phase) -> Turn:
    """Nothing is said; the step is in another phase."""
    return Turn(here(state, phase=phase))


def resting(state: State, input: Input) -> Turn | None:
    """A step that is through rests until 下一步; None for what asks for its words once more."""
    match input:
        case Next():
            return go(state, "done")
        case Back():
            return go(state, "undone")
        case Spoken() | Shown():
            return Turn(state)
        case _:
            return None


def mistaken(state: State, picked: str) -> State:
    """The state after a wrong pick; the first one of a step is what authors want to know."""
    return state if state.here.wrong else here(state, wrong=picked)


def put(state: State, phone: Phone) -> State:
    """The state with the practice phone as given."""
    return msgspec.structs.replace(state, phone=phone)


def settled(state: State) -> Said:
    """What the card shows once everything that waits to be said was said."""
    return next((said for said in reversed(state.here.then) if said.on_card), state.here.card)
