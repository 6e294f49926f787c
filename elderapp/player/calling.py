"""A practice phone call: the caller's words, replies, hanging up at any moment."""

from elderapp.lesson.model import Call, Reply
from elderapp.player.answers import call_turn, read_out, repeat
from elderapp.player.play import Back, Chose, Hint, Input, Next, Shown, Spoken, Tapped
from elderapp.player.results import answered, asked, then
from elderapp.player.state import Said, State, Tag, Turn, go, here, mistaken, say

_TAGS: dict[str, Tag] = {"": "they-say", "good": "praise", "pause": ""}


def begin_call(state: State, step: Call) -> Turn:
    return say(state, Said(step.say), phase="ring", trail=(step.start,))


def react_call(state: State, step: Call, input: Input) -> Turn:
    match input, state.here.phase:
        case ((Spoken() | Shown()), _):
            return Turn(state)
        case ((Next() | Tapped("answer")), "ring"):
            return _call_goes_to(here(state, phase="talk", trail=()), step, step.start)
        case Tapped("decline"), "ring":
            return _call_goes_to(here(state, phase="talk", trail=()), step, step.hang_up)
        case Back(), "ring":
            return go(state, "undone")
        case Back(), _:
            return _call_back(state, step)
        case _, "talk" if call_turn(state, step).end:
            return _call_ended(state, step, input)
        case Chose(name), "talk":
            chosen = [reply for reply in call_turn(state, step).replies if reply.id == name]
            return _call_goes_to(state, step, chosen[0].to) if chosen else repeat(state)
        case Tapped("hang-up"), "talk":
            return _call_goes_to(state, step, _hung_up(step, call_turn(state, step).replies))
        case Next(), _:
            return Turn(state)
        case Hint(), "talk":
            turn = repeat(here(state, rung=1, helps=state.here.helps + (not state.here.rung)))
            return Turn(turn.state, (*turn.effects, asked(state, "hint")))
        case _:
            return repeat(state)


def _call_goes_to(state: State, step: Call, name: str) -> Turn:
    state = here(state, trail=(*state.here.trail, name), rung=0)
    turn = step.turns[name]
    if turn.end == "pause":
        return _call_says(here(mistaken(state, name), helps=state.here.helps + 1), step)
    if turn.end == "good":
        result = answered(state, state.here.helps)
        return then(result, _call_says(result.state, step))
    return _call_says(state, step)


def _call_says(state: State, step: Call) -> Turn:
    turn = call_turn(state, step)
    line = turn.say or turn.hear or step.say
    return say(state, Said(line, _TAGS[turn.end]), *read_out(state))


def _call_ended(state: State, step: Call, input: Input) -> Turn:
    turn = call_turn(state, step)
    if not isinstance(input, Next):
        return repeat(state)
    if turn.end == "good":
        return go(state, "done")
    return _call_goes_to(state, step, turn.to or step.start)


def _call_back(state: State, step: Call) -> Turn:
    trail = state.here.trail[:-1]
    if not trail:
        return begin_call(state, step)
    return _call_says(here(state, trail=trail, rung=0), step)


def _hung_up(step: Call, replies: tuple[Reply, ...]) -> str:
    return next((reply.to for reply in replies if reply.hang_up), step.hang_up)
