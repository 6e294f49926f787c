"""Things to be tapped in their order: a wrong one climbs the hint ladder, what is right stays."""

from elderapp.lesson.model import Order, Thing
from elderapp.player.answers import read_out, repeat
from elderapp.player.hints import TOP
from elderapp.player.phrases import phrase
from elderapp.player.play import Back, Chose, Hint, Idle, Input, Next, Shown, Spoken
from elderapp.player.results import answered, asked, then
from elderapp.player.state import BEFOREHAND, Said, State, Turn, go, here, mistaken, resting, say


def begin_order(state: State, step: Order) -> Turn:
    state = here(state, phase="ask")
    return say(state, Said(step.say), *read_out(state))


def react_order(state: State, step: Order, input: Input) -> Turn:
    if state.here.phase == "answered":
        return resting(state, input) or repeat(state)
    match input:
        case Chose(name) if name in state.here.tried:
            return repeat(state)
        case Chose(name) if name == next_thing(state, step).id:
            return _put(state, step, next_thing(state, step))
        case Chose(name):
            return _climb(mistaken(state, name), step, Said(phrase("not-yet"), on_card=False))
        case Hint():
            turn = _climb(state, step)
            return Turn(turn.state, (*turn.effects, asked(state, "hint")))
        case Idle() if state.current_stage.kind not in BEFOREHAND and not state.here.rung:
            return _climb(state, step)
        case Back() if state.here.tried:
            return say(here(state, tried=state.here.tried[:-1], rung=0), Said(step.say))
        case Back():
            return go(state, "undone")
        case Spoken() | Shown() | Next():
            return Turn(state)
        case _:
            return repeat(state)


def next_thing(state: State, step: Order) -> Thing:
    """What comes next."""
    return step.items[len(state.here.tried)]


def ring_of_order(state: State, step: Order) -> str:
    """The id of what is pointed out: the next thing, from the second rung on."""
    is_open = state.here.phase == "ask" and state.here.rung >= TOP - 1
    return next_thing(state, step).id if is_open else ""


def _put(state: State, step: Order, thing: Thing) -> Turn:
    """The thing has its place; what the next one needs of help is counted anew, the most of it is the outcome."""
    most = max(state.here.helps, state.here.rung)
    state = here(state, tried=(*state.here.tried, thing.id), rung=0, helps=most)
    if len(state.here.tried) < len(step.items):
        return say(state, Said(step.say), Said(thing.text, on_card=False))
    turn = answered(state, most)
    return then(turn, say(here(turn.state, phase="answered"), Said(step.because, "praise")))


def _climb(state: State, step: Order, *before: Said) -> Turn:
    """1 the voice says what comes next, 2 it is ringed, 3 it is read out too."""
    rung = min(state.here.rung + 1, TOP)
    named = (Said(next_thing(state, step).text, on_card=False),) if rung == TOP else ()
    return say(here(state, rung=rung), *before, Said(step.where, "hint"), *named)
