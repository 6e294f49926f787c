"""Walks every branch of a lesson: each wrong answer, each rung, 返回 from everywhere, and always on to the end."""

from collections import deque
from collections.abc import Iterator

from msgspec import Struct

from elderapp.lesson.model import Gesture, Lesson, Line, Show, Tap, Type
from elderapp.player import phone
from elderapp.player.machine import advance, start
from elderapp.player.play import Back, Input, Play, Tapped
from elderapp.player.state import State, Turn, places
from elderapp.player.view import look
from elderapp.robot.learner import answer, around, keys_of, right, wrong

END, LEFT = "end", "left"
BOUND = 2_000
"""No lesson needs as many inputs from any of its states."""

_Key = tuple[object, ...]


class Moment(Struct, frozen=True):
    """One moment of a play-through: where, what the card says, what the learner does."""

    place: str
    card: Line
    input: Input


class Walk(Struct, frozen=True):
    """What a walk over a lesson found. `stuck` are places with a state that the right answers do not lead out of.

    `places` are the states of each step, `ways` the inputs that lead from one step to another (``end`` and ``left``
    are where a lesson ends).
    """

    lesson: str
    steps: int
    states: int
    branches: int
    stuck: tuple[str, ...] = ()
    unspoken: tuple[str, ...] = ()
    places: dict[str, int] = {}
    ways: dict[tuple[str, str], int] = {}


def play(state: State, *, slip_at: str = "", hint_at: str = "") -> tuple[State, list[Moment]]:
    """Play on to the end (or give up after `BOUND` inputs); with a slip or a hint at a step ``stage/step``."""
    told: list[Moment] = []
    while not state.over and len(told) < BOUND:
        given = answer(state, slip_at=slip_at, hint_at=hint_at)
        told.append(Moment(state.key, state.here.card.line, given))
        state = advance(state, given).state
    return state, told


def slip_and_hint(lesson: Lesson) -> tuple[str, str]:
    """Two actions, ``stage/step``, at which a learner may well slip and ask: the first and the last of `alone`."""
    keys = [
        f"{stage.kind}/{step.id}"
        for stage in lesson.stages
        for step in stage.steps
        if stage.kind == "alone" and isinstance(step, Tap | Type | Gesture)
    ]
    return (keys[0], keys[-1]) if keys else ("", "")


def walk(lesson: Lesson) -> Walk:
    """Visit every state that right, wrong and idle inputs lead to, look at it, and prove that it leads to the end."""
    first = start(lesson, attempt="walk").state
    found = {_key(first)}
    ends: set[_Key] = set()
    stuck: dict[str, None] = {}
    unspoken: dict[str, None] = {}
    places_: dict[str, int] = {}
    ways: dict[tuple[str, str], int] = {}
    branches = 0
    todo = deque([first])
    while todo:
        state = todo.popleft()
        look(state)
        places_[state.key] = places_.get(state.key, 0) + 1
        goes_back = advance(state, Back()).state
        if not (is_possible(state, right(state)) and _finishes(state, ends) and _finishes(goes_back, ends)):
            stuck[state.key] = None
        mistakes = tuple(wrong(state))
        for given in (right(state), *mistakes, *around(state)):
            turn = advance(state, given)
            branches += 1
            if given in mistakes and not is_answered(turn, given):
                unspoken[state.key] = None
            to = {"": turn.state.key, "done": END}.get(turn.state.over, LEFT)
            if to != state.key:
                ways[state.key, to] = ways.get((state.key, to), 0) + 1
            key = _key(turn.state)
            if not turn.state.over and key not in found:
                found.add(key)
                todo.append(turn.state)
    steps = sum(1 for _ in places(lesson))
    return Walk(lesson.id, steps, len(found), branches, tuple(stuck), tuple(unspoken), places_, ways)


def states(lesson: Lesson) -> Iterator[State]:
    """Every state that right, wrong and idle inputs lead to, the first one first."""
    first = start(lesson, attempt="walk").state
    found = {_key(first)}
    todo = deque([first])
    while todo:
        state = todo.popleft()
        yield state
        for given in (right(state), *wrong(state), *around(state)):
            after = advance(state, given).state
            key = _key(after)
            if not after.over and key not in found:
                found.add(key)
                todo.append(after)


def is_possible(state: State, given: Input) -> bool:
    """Whether a hand can do it: what is to be tapped on a practice phone stands on its screen."""
    if not (isinstance(given, Tapped) and isinstance(state.current, Tap | Type | Gesture)):
        return True
    return given.target in phone.targets(phone.screen_of(state.lesson, state.phone))


def is_answered(turn: Turn, given: Input) -> bool:
    """Whether the voice says something to a mistake. A single key is none: the whole entry is."""
    if isinstance(given, Tapped) and turn.state.phone.mock and given.target in keys_of(turn.state):
        return True
    return any(isinstance(effect, Play) for effect in turn.effects)


def _finishes(state: State, ends: set[_Key]) -> bool:
    """Whether right answers lead from here to the end; the states on the way are remembered in `ends`."""
    way: list[_Key] = []
    while not state.over:
        key = _key(state)
        if key in ends:
            break
        way.append(key)
        if len(way) > BOUND:
            return False
        state = advance(state, right(state)).state
    ends.update(way)
    return True


def _key(state: State) -> _Key:
    """What decides the future of a state: counts only as far as they matter, results only whether there are any."""
    here, shown = state.here, state.phone
    moves = here.moves if isinstance(state.current, Show) else 0
    counts = (here.rung, min(here.helps, 1), min(here.missed, 2), moves, here.tried, here.trail[-1:], here.action)
    words = (here.card, here.voice, here.then, here.heard, here.shown, here.is_excused)
    screen = (shown.mock, shown.screen, tuple(sorted(shown.typed.items())), shown.waited)
    return (state.over, state.stage, state.step, here.phase, counts, words, screen, frozenset(state.outcomes))
