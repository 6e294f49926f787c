"""What can be touched on a practice screen, where it leads, what it is called."""

from collections.abc import Iterator
from typing import assert_never

from msgspec import Struct

from elderapp.lesson import mock
from elderapp.lesson.mock import Mock, Screen


class Action(Struct, frozen=True):
    """Something with an id that can be tapped. `goto` is where it leads, empty where nothing happens."""

    id: str
    label: str
    goto: str = ""
    button: mock.Button | None = None


def actions_of(screen: Screen) -> tuple[Action, ...]:
    """Everything on the screen that a finger can tap, top to bottom, what lies under a dialog too."""
    return tuple(action for widget in screen.widgets for action in _of(widget))


def _of(widget: mock.Widget) -> Iterator[Action]:
    match widget:
        case mock.AppBar(text=text, back=back) if back:
            yield Action("back", text, back)
        case mock.Tiles(items=tiles):
            yield from (Action(tile.id, tile.text, tile.goto) for tile in tiles)
        case mock.Rows(items=rows):
            yield from (Action(row.id, row.label, row.goto) for row in rows)
        case mock.List(items=items):
            yield from (Action(item.id, item.text, item.goto) for item in items)
        case mock.Button():
            yield _button(widget)
        case mock.Toggle(id=identity, text=text, goto=goto):
            yield Action(identity, text, goto)
        case mock.Tabs(items=tabs):
            yield from (Action(tab.id, tab.text, tab.goto) for tab in tabs)
        case mock.Image(id=identity, text=text, goto=goto):
            if identity:
                yield Action(identity, text, goto)
        case mock.Dialog(accept=accept, cancel=cancel):
            yield from (_button(button) for button in (accept, cancel) if button is not None)
        case mock.Banner(id=identity, text=text, goto=goto, close=close):
            if identity:
                yield Action(identity, text, goto)
            if close:
                yield Action("close", "✕", close)
        case mock.SmsThread(messages=messages) | mock.ChatThread(messages=messages):
            yield from (Action(one.id, one.text, one.goto) for one in messages if one.id)
        case mock.CallScreen():
            yield from _call(widget)
        case mock.Qr(id=identity, text=text, goto=goto):
            yield Action(identity, text, goto)
        case mock.Field(id=identity, label=label):
            yield Action(identity, label)
        case mock.Keypad() | mock.Status() | mock.Text() | mock.AppBar():
            return
        case _:
            assert_never(widget)


def _button(button: mock.Button) -> Action:
    return Action(button.id, button.text, button.goto, button)


def _call(widget: mock.CallScreen) -> Iterator[Action]:
    if widget.state == "ringing":
        yield Action("answer", "接聽", widget.answer)
        yield Action("decline", "拒絕", widget.decline)
    else:
        yield Action("hang-up", "收線", widget.hang_up)


def typed_of(screen: Screen) -> "tuple[mock.Field | mock.Keypad, ...]":
    """The fields and keypads of a screen."""
    return tuple(widget for widget in screen.widgets if isinstance(widget, (mock.Field, mock.Keypad)))


def text_ids(screen: Screen) -> set[str]:
    """The ids of words and pictures that can be pointed at, though nothing happens when they are tapped."""
    return {widget.id for widget in screen.widgets if isinstance(widget, mock.Text | mock.Image) and widget.id}


def label_of(phone: Mock | None, screen: str, target: str) -> str:
    """What stands on the thing with this id, or nothing where it is not there."""
    found = phone.screens.get(screen) if phone else None
    for action in actions_of(found) if found else ():
        if action.id == target:
            return action.label
    return ""


def ways_of(screen: Screen) -> tuple[str, ...]:
    """The screens that touches and swipes lead to from here, ``back`` among them."""
    taps = [action.goto for action in actions_of(screen) if action.goto]
    return tuple(dict.fromkeys([*taps, *(goto for goto in (*screen.swipes.values(), *screen.holds.values()) if goto)]))
