"""Trick or genuine: what would you do, then what do you think it is, then the parts that tell."""

from elderapp.lesson.model import Spot
from elderapp.player.answers import message_read, read_out, repeat
from elderapp.player.phrases import phrase
from elderapp.player.play import Back, Chose, Hint, Input, Next, Shown, Spoken, Tapped
from elderapp.player.results import answered, asked, then
from elderapp.player.state import Said, State, Turn, go, here, say


def begin_spot(state: State, step: Spot) -> Turn:
    state = here(state, phase="act", action="", tried=())
    return say(state, Said(step.say), *message_read(state), *read_out(state))


def react_spot(state: State, step: Spot, input: Input) -> Turn:
    match input, state.here.phase:
        case ((Spoken() | Shown()), _):
            return Turn(state)
        case Chose(name), "act":
            return _acted(state, step, name)
        case Chose("genuine" | "fake" as name), "guess":
            return _guessed(state, step, is_genuine=name == "genuine")
        case Tapped(mark), "marks":
            return _marked(state, step, mark)
        case Hint(), "marks":
            return _hinted_mark(state, step)
        case Hint(), "act" | "guess":
            turn = repeat(state)
            return Turn(turn.state, (*turn.effects, asked(state, "hint")))
        case Next(), "marks" if state.here.tried:
            return _explain_spot(state, step)
        case Next(), "because":
            return go(state, "done")
        case Back(), "act":
            return go(state, "undone")
        case Back(), _:
            return begin_spot(here(state, rung=0), step)
        case Next(), _:
            return Turn(state)
        case _:
            return repeat(state)


def next_mark(state: State, step: Spot) -> str:
    """The first suspicious part that is not found yet."""
    return next((mark.id for mark in step.suspicious if mark.id not in state.here.tried), "")


def _acted(state: State, step: Spot, name: str) -> Turn:
    if name not in {"believe", "verify", "disbelieve"}:
        return repeat(state)
    state = here(state, action=state.here.action or name)
    if name == "believe" and not step.genuine:
        state = here(state, tried=("believe",), helps=state.here.helps + (not state.here.tried))
        return say(state, Said(phrase("believed-fake")), *read_out(state))
    state = here(state, phase="guess", tried=())
    before = (Said(phrase("safe-choice"), "praise"),) if name == "verify" or not step.genuine else ()
    return say(state, *before, Said(phrase("true-or-fake")), *read_out(state))


def _guessed(state: State, step: Spot, *, is_genuine: bool) -> Turn:
    """Verifying was right either way; the guess tells how well the two are told apart."""
    helps = state.here.helps + (is_genuine != step.genuine)
    turn = answered(state, helps, genuine=step.genuine, guess=is_genuine, action=state.here.action)
    if step.genuine or not step.suspicious:
        return then(turn, _explain_spot(turn.state, step))
    return then(turn, say(turn.state, Said(phrase("find-marks")), phase="marks", tried=()))


def _marked(state: State, step: Spot, name: str) -> Turn:
    found = [mark for mark in step.suspicious if mark.id == name]
    if not found:
        return say(state, Said(phrase("not-here")), Said(phrase("find-marks")))
    tried = (*state.here.tried, name) if name not in state.here.tried else state.here.tried
    state = here(state, tried=tried, rung=0)
    if next_mark(state, step):
        return say(state, Said(found[0].because))
    end = (Said(phrase("found-all"), "praise"), Said(step.because))
    return say(state, Said(found[0].because), *end, phase="because")


def _hinted_mark(state: State, step: Spot) -> Turn:
    """The ring shows the next suspicious part; tapping it is still the learner's."""
    turn = say(here(state, rung=2), Said(phrase("find-marks"), "hint"))
    return Turn(turn.state, (*turn.effects, asked(state, "hint")))


def _explain_spot(state: State, step: Spot) -> Turn:
    every = tuple(mark.id for mark in step.suspicious)
    return say(state, Said(step.because), phase="because", tried=every, rung=0)
