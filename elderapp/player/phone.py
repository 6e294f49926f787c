"""The practice phone: what stands on its screen, where a touch leads, what is grey, what is typed."""

from collections.abc import Iterator

import msgspec

from elderapp.lesson.mock import (
    AppBar,
    Banner,
    Button,
    CallScreen,
    ChatThread,
    Dialog,
    Field,
    Image,
    Keypad,
    List,
    Qr,
    Rows,
    Screen,
    SmsThread,
    Tabs,
    Tiles,
    Toggle,
    Widget,
)
from elderapp.lesson.model import Choose, Gesture, Lesson, Move, Show, Stage, Step, Tap, Type
from elderapp.player.state import Phone

_DIGITS = tuple("0123456789")


def screen_of(lesson: Lesson, phone: Phone) -> Screen:
    """The screen that is shown. Raises `KeyError` where the lesson names one that its mock has not."""
    return lesson.mocks[phone.mock].screens[phone.screen]


def targets(screen: Screen) -> dict[str, str]:
    """Everything with an id of its own, with the screen it leads to (``back``, or empty for nowhere)."""
    return {id_: goto for widget in screen.widgets for id_, goto in _targets(widget) if id_}


def _targets(widget: Widget) -> Iterator[tuple[str, str]]:
    match widget:
        case AppBar(back=back) if back:
            yield "back", back
        case Tiles(items=items) | Rows(items=items) | List(items=items) | Tabs(items=items):
            for item in items:
                yield item.id, item.goto
        case Keypad():
            yield widget.id, ""
            for key in keys(widget):
                yield key, ""
        case Field(id=id_):
            yield id_, ""
        case Button() | Qr() | Toggle() | Image():
            yield widget.id, widget.goto
        case Dialog(accept=accept, cancel=cancel):
            for button in (accept, cancel):
                if button is not None:
                    yield button.id, button.goto
        case Banner():
            yield widget.id, widget.goto
            if widget.close:
                yield "close", widget.close
        case SmsThread(messages=messages) | ChatThread(messages=messages):
            for bubble in messages:
                yield bubble.id, bubble.goto
        case CallScreen(state="ringing"):
            yield "answer", widget.answer
            yield "decline", widget.decline
        case CallScreen():
            yield "hang-up", widget.hang_up
        case _:
            return


def keys(pad: Keypad) -> tuple[str, ...]:
    """The ids of a keypad's keys."""
    return (*_DIGITS, ".", "del") if pad.kind == "money" else (*_DIGITS, "del")


def keypad_for(screen: Screen, field: str) -> Keypad | None:
    """The keypad that fills `field` (which may be the keypad's own id)."""
    for widget in screen.widgets:
        if isinstance(widget, Keypad) and field in {widget.id, widget.field}:
            return widget
    return None


def slot(screen: Screen, field: str) -> str:
    """Where the text of `field` is kept: the field itself, or the keypad's own display."""
    pad = keypad_for(screen, field)
    return (pad.field or pad.id) if pad is not None else field


def typed(lesson: Lesson, phone: Phone, field: str) -> str:
    """What was typed in a field or keypad of this screen."""
    return phone.typed.get(f"{phone.screen}/{slot(screen_of(lesson, phone), field)}", "")


def write(lesson: Lesson, phone: Phone, field: str, text: str) -> Phone:
    """The phone with this text in a field or keypad of its screen."""
    place = f"{phone.screen}/{slot(screen_of(lesson, phone), field)}"
    others = {key: value for key, value in phone.typed.items() if key != place}
    return msgspec.structs.replace(phone, typed={**others, place: text} if text else others)


def buttons(screen: Screen) -> Iterator[Button]:
    """All buttons of a screen, those of its dialog too."""
    for widget in screen.widgets:
        match widget:
            case Button():
                yield widget
            case Dialog(accept=accept, cancel=cancel):
                yield from (button for button in (accept, cancel) if button is not None)


def waiting(lesson: Lesson, phone: Phone) -> dict[str, int]:
    """Buttons whose waiting time is not over, with its seconds."""
    screen = screen_of(lesson, phone)
    return {button.id: button.wait for button in buttons(screen) if button.wait and button.id not in phone.waited}


def grey(lesson: Lesson, phone: Phone) -> tuple[str, ...]:
    """Buttons that cannot act yet: they wait, a field they need is empty, or a switch they need is off."""
    screen, late = screen_of(lesson, phone), waiting(lesson, phone)
    filled = {widget.id for widget in screen.widgets if isinstance(widget, Field) and widget.value}
    filled |= {switch.id for switch in _switches(screen) if is_on(phone, switch)}
    off = {switch.id for switch in _switches(screen)} - filled
    return tuple(
        button.id
        for button in buttons(screen)
        if button.id in late
        or button.needs in off
        or (button.needs and button.needs not in filled and not typed(lesson, phone, button.needs))
    )


def leads_to(lesson: Lesson, phone: Phone, target: str) -> str:
    """The screen a tap on `target` leads to; empty for nowhere."""
    return _resolved(phone, targets(screen_of(lesson, phone)).get(target, ""))


def tap(lesson: Lesson, phone: Phone, target: str) -> Phone:
    """The phone after a tap; a switch turns."""
    screen = screen_of(lesson, phone)
    for switch in _switches(screen):
        if switch.id == target:
            place = f"{phone.screen}/{target}"
            now = "off" if is_on(phone, switch) else "on"
            phone = msgspec.structs.replace(phone, typed={**phone.typed, place: now})
    return _follow(lesson, phone, targets(screen).get(target, ""))


def is_on(phone: Phone, switch: Toggle) -> bool:
    """How a switch of the phone's screen stands."""
    return phone.typed.get(f"{phone.screen}/{switch.id}", "on" if switch.on else "off") == "on"


def _switches(screen: Screen) -> tuple[Toggle, ...]:
    return tuple(widget for widget in screen.widgets if isinstance(widget, Toggle))


def hold(lesson: Lesson, phone: Phone, target: str) -> Phone:
    """The phone after something was pressed for long."""
    return _follow(lesson, phone, screen_of(lesson, phone).holds.get(target, ""))


def scroll(phone: Phone) -> Phone:
    """The phone with the end of its long screen in view."""
    return msgspec.structs.replace(phone, scrolled=True)


def swipe(lesson: Lesson, phone: Phone, direction: str) -> Phone:
    """The phone after a swipe."""
    return _follow(lesson, phone, screen_of(lesson, phone).swipes.get(direction, ""))


def jump(phone: Phone, mock: str, screen: str) -> Phone:
    """The phone at this screen: the same phone if it shows it already."""
    if (phone.mock, phone.screen) == (mock, screen):
        return phone
    if phone.mock != mock:
        return Phone(mock, screen)
    return Phone(mock, screen, (*phone.history, phone.screen), phone.typed)


def at_step(lesson: Lesson, stage: Stage, index: int) -> Phone:
    """The phone as step `index` of `stage` finds it: as if all before were done right. Resuming needs no more.

    A trick stands alone: the screen of the one before would be taken for a part of its question.
    """
    phone = Phone()
    for step in stage.steps[: 0 if stage.kind == "trick" else index]:
        phone = _after(lesson, _opened(phone, step), step)
    phone = _opened(phone, stage.steps[index])
    if not phone.mock and stage.kind in {"together", "alone", "variant"}:
        for step in stage.steps[index:]:
            phone = phone if phone.mock else _opened(phone, step)
    return phone


def move(lesson: Lesson, phone: Phone, action: Move) -> Phone:
    """The phone after the ghost finger's action."""
    there = jump(phone, action.mock, action.screen)
    match action.act:
        case "tap":
            return tap(lesson, there, action.target)
        case "type":
            return write(lesson, there, action.target, action.text)
        case "hold":
            return hold(lesson, there, action.target)
        case "scroll":
            return scroll(there)
        case _:
            return swipe(lesson, there, action.text)


def done(lesson: Lesson, phone: Phone, step: Tap | Type | Gesture) -> Phone:
    """The phone after the step's action was done right."""
    match step:
        case Tap():
            return tap(lesson, phone, step.target)
        case Type():
            return write(lesson, phone, step.field, step.expect)
        case Gesture(gesture="hold", target=target):
            return hold(lesson, phone, target)
        case Gesture(gesture="scroll"):
            return scroll(phone)
        case _:
            return swipe(lesson, phone, step.gesture)


def _opened(phone: Phone, step: Step) -> Phone:
    match step:
        case Tap() | Type() | Gesture():
            return jump(phone, step.mock, step.screen)
        case Choose() if step.mock and step.screen:
            return jump(phone, step.mock, step.screen)
        case Show():
            return jump(phone, step.moves[0].mock, step.moves[0].screen)
        case _:
            return phone


def _after(lesson: Lesson, phone: Phone, step: Step) -> Phone:
    match step:
        case Tap() | Type() | Gesture():
            return done(lesson, phone, step)
        case Show():
            for action in step.moves:
                phone = move(lesson, phone, action)
            return phone
        case _:
            return phone


def _resolved(phone: Phone, goto: str) -> str:
    if goto == "back":
        return phone.history[-1] if phone.history else ""
    return goto


def _follow(lesson: Lesson, phone: Phone, goto: str) -> Phone:
    to = _resolved(phone, goto)
    if to not in lesson.mocks[phone.mock].screens:
        return phone
    history = phone.history[:-1] if goto == "back" else (*phone.history, phone.screen)
    return Phone(phone.mock, to, history, phone.typed)
