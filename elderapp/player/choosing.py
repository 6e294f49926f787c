"""A question with one right answer: a wrong pick explains itself and leaves the question open."""

from elderapp.lesson.model import Choose, Option
from elderapp.player.answers import read_out, repeat
from elderapp.player.phrases import phrase
from elderapp.player.play import Back, Chose, Hint, Input, Next, Shown, Spoken
from elderapp.player.results import answered, asked, then
from elderapp.player.state import Said, State, Turn, go, here, mistaken, resting, say


def begin_choose(state: State, step: Choose) -> Turn:
    state = here(state, phase="ask")
    return say(state, Said(step.say), *read_out(state))


def react_choose(state: State, step: Choose, input: Input) -> Turn:
    if state.here.phase == "answered":
        return resting(state, input) or repeat(state)
    match input:
        case Chose(name):
            picked = [option for option in step.options if option.id == name]
            return _picked(state, picked[0]) if picked else repeat(state)
        case Hint():
            left = [each for each in step.options if not each.right and each.id not in state.here.tried]
            turn = _explained(state, left[0]) if left else repeat(state)
            return Turn(turn.state, (*turn.effects, asked(state, "hint")))
        case Back():
            return go(state, "undone")
        case Spoken() | Shown() | Next():
            return Turn(state)
        case _:
            return repeat(state)


def _picked(state: State, option: Option) -> Turn:
    if not option.right:
        return _explained(mistaken(state, option.id), option)
    turn = answered(state, state.here.helps)
    return then(turn, say(here(turn.state, phase="answered"), Said(option.because, "praise")))


def _explained(state: State, option: Option) -> Turn:
    """Why an option is not it; the question stays open. Picking the same twice costs nothing more."""
    tried = state.here.tried
    if option.id not in tried:
        state = here(state, tried=(*tried, option.id), helps=state.here.helps + 1)
    return say(state, Said(option.because), Said(phrase("try-other"), on_card=False))
