"""A learner made of code: knows what is right, and can slip or ask when told to."""

from collections import deque
from collections.abc import Iterator

from elderapp.lesson.mock import Keypad
from elderapp.lesson.model import Call, Checklist, Choose, Gesture, Order, Say, Show, Spot, Tap, Type
from elderapp.player import phone
from elderapp.player.acting import slip_of
from elderapp.player.answers import call_turn
from elderapp.player.ordering import next_thing
from elderapp.player.play import (
    Again,
    Back,
    Chose,
    Held,
    Hint,
    Idle,
    Input,
    Missed,
    Next,
    Scrolled,
    Shown,
    Spoken,
    Swiped,
    Tapped,
    Waited,
)
from elderapp.player.spotting import next_mark
from elderapp.player.state import Action, State


def answer(state: State, *, slip_at: str = "", hint_at: str = "") -> Input:
    """What a learner does next who knows how.

    At the step ``stage/step`` named `slip_at` the first try is a wrong one, at `hint_at` 提吓我 is pressed first.
    """
    is_fresh = not (state.here.rung or state.here.helps) and state.here.phase in {"do", "ask", "act"}
    if is_fresh and state.key == hint_at:
        return Hint()
    if is_fresh and state.key == slip_at:
        return next(wrong(state), Hint())
    return right(state)


def right(state: State) -> Input:
    """The input that leads on from here."""
    match state.current:
        case Say() | Checklist():
            return Next()
        case Show():
            return Next() if state.here.phase == "told" else _attend(state)
        case Tap() | Type() | Gesture() as step:
            return _act(state, step)
        case Choose() as choose:
            return Next() if state.here.phase == "answered" else Chose(next(o.id for o in choose.options if o.right))
        case Order() as order:
            return Next() if state.here.phase == "answered" else Chose(next_thing(state, order).id)
        case Spot() as spot:
            return _judge(state, spot)
        case _ as call:
            return _talk(state, call)


def wrong(state: State) -> Iterator[Input]:
    """Every input of this moment that is not the right one, but could be meant as an answer."""
    match state.current, state.here.phase:
        case (Tap() | Type() | Gesture()) as step, ("do" | "demo" | "slip" | "slipped"):
            yield from _wrong_acts(state, step)
        case Choose(options=options), "ask":
            yield from (Chose(option.id) for option in options if not option.right)
        case Order() as order, "ask":
            expected = next_thing(state, order).id
            yield from (Chose(each.id) for each in order.items if each.id != expected)
        case Spot(genuine=genuine), ("act" | "guess" | "marks") as phase:
            picks = {
                "act": ("believe", "disbelieve"),
                "guess": ("fake" if genuine else "genuine",),
                "marks": (),
            }
            yield from (Chose(pick) for pick in picks[phase])
        case Call() as call, "talk":
            yield from (Chose(reply.id) for reply in call_turn(state, call).replies)
            yield Tapped("hang-up")
        case Call(), "ring":
            yield Tapped("decline")


def around(state: State) -> Iterator[Input]:
    """What may happen besides: taps beside everything, the rail, silence, the voice."""
    yield from (Missed(), Hint(), Again(), Idle(15), Idle(40), Idle(75), Swiped("left"), Next())
    if state.here.voice:
        yield Spoken(state.here.voice)


def keys_of(state: State) -> frozenset[str]:
    """The keys of all keypads on the screen: a wrong one alone is no mistake yet."""
    screen = phone.screen_of(state.lesson, state.phone)
    pads = [widget for widget in screen.widgets if isinstance(widget, Keypad)]
    return frozenset(key for pad in pads for key in phone.keys(pad))


def _attend(state: State) -> Input:
    return Shown() if state.here.heard else Spoken(state.here.voice)


def _act(state: State, step: Action) -> Input:
    slip = slip_of(step)
    match state.here.phase:
        case "slip" if slip is not None:
            return Tapped(slip.target)
        case "slipped":
            return Back()
        case "demo":
            return _attend(state)
        case "ended":
            return Next()
    match step:
        case Tap(target=target):
            is_late = target in phone.waiting(state.lesson, state.phone)
            return Waited(target) if is_late else Tapped(target)
        case Type():
            return Tapped(_next_key(state, step))
        case Gesture(gesture="hold", target=target):
            return Held(target)
        case Gesture(gesture="scroll", target=target):
            return Scrolled(target)
        case _:
            return Swiped(step.gesture)  # type: ignore[arg-type]  # a direction is what remains


def _next_key(state: State, step: Type) -> str:
    if phone.keypad_for(phone.screen_of(state.lesson, state.phone), step.field) is None:
        return step.field
    typed = phone.typed(state.lesson, state.phone, step.field)
    return step.expect[len(typed)] if step.expect.startswith(typed) else "del"


def _wrong_acts(state: State, step: Action) -> Iterator[Input]:
    expected = right(state)
    screen = phone.screen_of(state.lesson, state.phone)
    pads = keys_of(state)
    own = {step.field, phone.slot(screen, step.field)} if isinstance(step, Type) else set()
    for target in phone.targets(screen):
        if Tapped(target) != expected and target not in pads | own:  # what she types into is no mistake to touch
            yield Tapped(target)
    if isinstance(step, Type):
        yield from (Tapped(key) for key in ("8" if expected == Tapped("7") else "7", "del") if key in pads)
    if isinstance(step, Gesture):
        yield Swiped("down" if step.gesture != "down" else "up")
    if isinstance(step, Gesture) and step.gesture == "hold":
        yield from (Held(target) for target in phone.targets(screen) if target != step.target)


def _judge(state: State, spot: Spot) -> Input:
    match state.here.phase:
        case "act":
            return Chose("verify")
        case "guess":
            return Chose("genuine" if spot.genuine else "fake")
        case "marks":
            return Tapped(next_mark(state, spot))
        case _:
            return Next()


def _talk(state: State, call: Call) -> Input:
    if state.here.phase == "ring":
        return Tapped("answer")
    if call_turn(state, call).end:
        return Next()
    return Chose(reply) if (reply := _safest(call, state.here.trail[-1])) else Tapped("hang-up")


def _safest(call: Call, turn: str) -> str:
    """The reply with which the shortest way to a good end begins, past no unsafe turn; none if there is no such way."""
    ways = deque((reply.id, reply.to) for reply in call.turns[turn].replies)
    seen = {turn}
    while ways:
        first, name = ways.popleft()
        there = call.turns[name]
        if there.end == "good":
            return first
        if name not in seen and not there.end:
            seen.add(name)
            ways.extend((first, reply.to) for reply in there.replies)
    return ""
