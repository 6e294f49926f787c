"""What is recorded: an outcome once for each step of an attempt, requests for help."""

import msgspec

from elderapp.lesson.model import Checklist, Say, Show
from elderapp.player.hints import is_key, outcome
from elderapp.player.play import Outcome, Record
from elderapp.player.state import State, Turn, here
from elderapp.records.statements import Result, Verb


def answered(state: State, helps: int, **more: str | bool) -> Turn:
    """The step's outcome. Doing a step again changes nothing: what counts is how it went the first time."""
    return _counted(state, outcome(helps), dict(more))


def helped(state: State) -> Turn:
    """A trainer saw the step done with help: the step is over."""
    is_told = isinstance(state.current, Say | Show | Checklist)
    turn = Turn(state) if is_told else _counted(state, "trainer", {})
    return Turn(here(turn.state, phase="done"), turn.effects)


def _counted(state: State, came: Outcome, more: Result) -> Turn:
    if state.key in state.outcomes:
        return Turn(state)
    wrong: Result = {"wrong": state.here.wrong} if state.here.wrong else {}
    result: Result = {"outcome": came, "key": is_key(state.lesson, state.current_stage, state.current), **more, **wrong}
    after = msgspec.structs.replace(state, outcomes={**state.outcomes, state.key: came})
    return Turn(after, (Record(Verb.ANSWERED, state.key, result),))


def asked(state: State, what: str) -> Record:
    """A request for help: ``hint`` (提吓我 pressed), ``again`` (再聽一次) or ``stuck`` (nothing done for long)."""
    return Record(Verb.ASKED, state.key, {"what": what})


def then(turn: Turn, following: Turn) -> Turn:
    """Both turns' effects; `following` was made from the state of `turn`."""
    return Turn(following.state, (*turn.effects, *following.effects))
