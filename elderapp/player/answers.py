"""What one may answer now, in which order it stands, and what of it is read out."""

import zlib

from elderapp.lesson.model import Call, Checklist, Choose, Line, Order, Spot
from elderapp.lesson.model import Turn as CallTurn
from elderapp.player.phrases import phrase
from elderapp.player.play import Answer
from elderapp.player.state import Said, State, Turn, say

_SPOT = {
    "act": (("believe", "thumb_up"), ("verify", "person_search"), ("disbelieve", "block")),
    "guess": (("genuine", "check_circle"), ("fake", "gpp_maybe")),
}


def answers(state: State) -> tuple[Answer, ...]:
    """The answers that are offered now, as they stand from top to bottom."""
    match state.current, state.here.phase:
        case Choose(options=options), "ask":
            tried = state.here.tried
            return _shuffled(
                state, tuple(Answer(each.id, each.text, each.icon, tried=each.id in tried) for each in options)
            )
        case Order() as step, "ask":
            return _mixed(state, step)
        case Spot(), ("act" | "guess") as phase:
            tried = state.here.tried if phase == "act" else ()
            return tuple(Answer(name, phrase(name), icon, tried=name in tried) for name, icon in _SPOT[phase])
        case Call() as step, "talk":
            replies = call_turn(state, step).replies
            return _shuffled(
                state, tuple(Answer(each.id, each.say, "call_end" if each.hang_up else "chat") for each in replies)
            )
        case _:
            return ()


def question(state: State) -> Line | None:
    """What stands over the answers where the card holds other words."""
    if not answers(state):
        return None
    match state.current:
        case Choose(say=line) | Order(say=line):
            return line if state.here.card.line != line else None
        case Spot():
            return phrase("what-would-you-do") if state.here.phase == "act" else None
        case Call(role="helper"):
            return phrase("how-to-help")
        case _:
            return phrase("what-would-you-do")


def read_out(state: State) -> tuple[Said, ...]:
    """What is read out after the card: the question, then the answers, or the lines of a checklist."""
    if isinstance(state.current, Checklist):
        return tuple(Said(item, on_card=False) for item in state.current.items)
    asked = question(state)
    first = () if asked is None or isinstance(state.current, Choose | Order) else (Said(asked, on_card=False),)
    return (*first, *(Said(answer.line, on_card=False) for answer in answers(state)))


def repeat(state: State) -> Turn:
    """The card again, and what belongs after it: lines still to come, else the answers."""
    to_come = state.here.then
    if any(said.on_card for said in to_come):
        return say(state, state.here.card, *to_come)
    return say(state, state.here.card, *message_read(state), *read_out(state))


def message_read(state: State) -> tuple[Said, ...]:
    """What stands in a message, for whoever does not read it; only while it is to be judged."""
    hear = state.current.hear if isinstance(state.current, Spot) and state.here.phase == "act" else ()
    return tuple(Said(line, on_card=False) for line in hear)


def call_turn(state: State, step: Call) -> CallTurn:
    """The turn of the call that is on."""
    return step.turns[state.here.trail[-1]]


def _mixed(state: State, step: Order) -> tuple[Answer, ...]:
    """Things to put in order, never already in it."""
    tried = state.here.tried
    places = {name: number for number, name in enumerate(tried, 1)}
    things = tuple(
        Answer(each.id, each.text, each.icon, tried=each.id in places, place=places.get(each.id, 0))
        for each in step.items
    )
    mixed = _shuffled(state, things)
    return mixed if mixed != things else things[::-1]


def _shuffled(state: State, offered: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """Another order for each seed, always the same for the same one; seed 0 keeps the author's."""
    if not state.shuffle:
        return offered
    return tuple(sorted(offered, key=lambda answer: zlib.crc32(f"{state.shuffle}/{state.key}/{answer.id}".encode())))
