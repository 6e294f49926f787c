"""What is on the screen in a lesson, in no toolkit."""

from typing import Literal

from elderapp.lesson.mock import Bubble, CallScreen, ChatThread, Screen, SmsThread, Status
from elderapp.lesson.model import (
    Call,
    Checklist,
    Choose,
    Gesture,
    Line,
    Message,
    Order,
    Part,
    Say,
    Show,
    Spot,
    Tap,
    Type,
)
from elderapp.player import phone
from elderapp.player.acting import can_return, demonstration, ring_of
from elderapp.player.answers import answers, call_turn, question
from elderapp.player.ordering import ring_of_order
from elderapp.player.play import LessonView, PhoneView, StageMark, WellDone
from elderapp.player.spotting import next_mark
from elderapp.player.state import Phone, State
from elderapp.player.telling import ghost_of

Primary = Literal["", "begin", "next", "done"]


def look(state: State) -> LessonView | WellDone:
    """The view of a state: the card after a finished lesson, else the step."""
    lesson = state.lesson
    if state.over == "done":
        return WellDone(lesson.id, lesson.title, lesson.done, lesson.card[:3])
    stage, card = state.current_stage, state.here.card
    return LessonView(
        lesson=lesson.id,
        title=lesson.title,
        stage=stage.kind,
        stages=_marks(state),
        step=state.step + 1,
        steps=len(stage.steps),
        caption=card.line,
        tag=card.tag,
        question=question(state),
        answers=answers(state),
        phone=_phone(state),
        primary=_primary(state),
        picture=state.current.picture if isinstance(state.current, Say | Choose) else "",
        items=_items(state),
        ring=ring_of_order(state, state.current) if isinstance(state.current, Order) else "",
        track=lesson.track,
    )


def _marks(state: State) -> tuple[StageMark, ...]:
    return tuple(
        StageMark(stage.kind, "done" if number < state.stage else "now" if number == state.stage else "next")
        for number, stage in enumerate(state.lesson.stages)
        if stage.steps
    )


def _items(state: State) -> tuple[Line, ...]:
    return state.current.items if isinstance(state.current, Checklist) else ()


def _primary(state: State) -> Primary:
    phase = state.here.phase
    match state.current:
        case Say():
            return "begin" if state.current_stage.kind == "why" and state.is_last_of_stage else "next"
        case Checklist():
            return "done"
        case Show() | Choose() | Order():
            return "next" if phase in {"told", "answered"} else ""
        case Tap() | Type() | Gesture() as step:
            return "next" if phase == "ended" or can_return(state, step) else ""
        case Spot():
            return "next" if phase == "because" or (phase == "marks" and state.here.tried) else ""
        case _ as call:
            return "next" if phase == "ring" or call_turn(state, call).end else ""


def _phone(state: State) -> PhoneView | None:
    match state.current:
        case Spot() as spot:
            return _message(state, spot)
        case Call() as call:
            return _call(state, call)
        case Say(picture=picture) | Choose(picture=picture) if picture:
            return None
        case _:
            return _mock(state) if state.phone.mock else None


def _mock(state: State) -> PhoneView:
    lesson, shown = state.lesson, state.phone
    screen = phone.screen_of(lesson, shown)
    is_watching = isinstance(state.current, Show)
    late = {} if is_watching else phone.waiting(lesson, shown)
    ring, ghost = "", None
    match state.current:
        case Show() as step:
            ghost = ghost_of(state, step)
        case Tap() | Type() | Gesture() as step:
            ring, ghost = ring_of(state, step), demonstration(state, step)
    return PhoneView(
        mock=shown.mock,
        ribbon=lesson.mocks[shown.mock].ribbon,
        screen=screen,
        screen_id=shown.screen,
        typed=_typed(shown),
        grey=() if is_watching else phone.grey(lesson, shown),
        waiting=late,
        ring=ring,
        dim=bool(ring),
        ghost=ghost,
        gesture=_gesture(state),
        wanted=state.current.target if isinstance(state.current, Gesture) else "",
        scrolled=shown.scrolled,
    )


def _gesture(state: State) -> Literal["", "swipe", "hold", "scroll"]:
    """What a finger may do besides tapping: only where a step asks for it."""
    if not isinstance(state.current, Gesture):
        return ""
    match state.current.gesture:
        case "hold":
            return "hold"
        case "scroll":
            return "scroll"
        case _:
            return "swipe"


def _typed(shown: Phone) -> dict[str, str]:
    here = f"{shown.screen}/"
    return {place.removeprefix(here): text for place, text in shown.typed.items() if place.startswith(here)}


def _message(state: State, spot: Spot) -> PhoneView:
    is_searching = state.here.phase == "marks"
    shows_marks = is_searching or state.here.phase == "because"
    found = state.here.tried if shows_marks else ()
    ring = next_mark(state, spot) if is_searching and state.here.rung else ""
    return PhoneView(
        mock="message",
        ribbon="message",
        screen=Screen((Status(), _thread(spot.message))),
        screen_id=spot.id,
        ring=ring,
        dim=bool(ring),
        live=tuple(mark.id for mark in spot.suspicious if mark.id not in found) if is_searching else (),
        marked=found,
    )


_SIGNS = {"call": "call", "qr": "qr_code_2", "web": "public"}
"""What a call, a code and a page are told by."""


def _thread(message: Message) -> SmsThread | ChatThread:
    bubble = Bubble(text="".join(_written(part) for part in message.parts), time=message.time)
    if message.kind == "chat":
        return ChatThread(name=message.sender, number=message.number, messages=(bubble,))
    sign = _SIGNS.get(message.kind, "")
    return SmsThread(sender=message.sender, number=message.number, messages=(bubble,), icon=sign)


def _written(part: Part) -> str:
    return f"{{{part.mark}|{part.text}}}" if part.mark else part.text


def _call(state: State, call: Call) -> PhoneView:
    is_ringing = state.here.phase == "ring"
    is_over = not is_ringing and call_turn(state, call).end == "good"
    screen = CallScreen(
        name=call.caller,
        number=call.number,
        state="ringing" if is_ringing else "talking",
        answer=call.start if is_ringing else "",
        decline=call.hang_up if is_ringing else "",
        hang_up="" if is_ringing or is_over else call.hang_up,
    )
    live = ("answer", "decline") if is_ringing else () if is_over else ("hang-up",)
    ring = "hang-up" if state.here.rung and "hang-up" in live else ""
    return PhoneView(
        mock="call",
        ribbon="call",
        screen=Screen((Status(night=True), screen), night=True),
        screen_id=call.id,
        ring=ring,
        dim=bool(ring),
        live=live,
    )
