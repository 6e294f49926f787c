"""What is likely to be said next, so that it can be made ready before somebody taps."""

from elderapp.lesson.model import Choose, Line, Tap
from elderapp.player.machine import advance
from elderapp.player.play import Chose, Hint, Input, Next, Play, Spoken, Tapped
from elderapp.player.state import State


def coming(state: State) -> tuple[Line, ...]:
    """Lines that may be said after the one that is being said, the likeliest first, each once."""
    turns = (advance(state, event) for event in _inputs(state))
    lines = (effect.line for turn in turns for effect in turn.effects if isinstance(effect, Play))
    return tuple(dict.fromkeys(line for line in lines if line.id != state.here.voice))


def _inputs(state: State) -> tuple[Input, ...]:
    """The voice goes on, the right thing is done, 下一步, a hint is asked for."""
    match state.current:
        case Tap(target=target):
            right: tuple[Input, ...] = (Tapped(target),)
        case Choose(options=options):
            right = tuple(Chose(option.id) for option in options if option.right)
        case _:
            right = ()
    return (Spoken(state.here.voice), *right, Next(), Hint())
