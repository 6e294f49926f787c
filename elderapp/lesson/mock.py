"""A practice phone app as data: screens of widgets, nothing that draws.

`goto` names the screen a touch leads to; ``back`` is the one before; empty means that nothing happens. Ids are unique
on their screen. Widgets stand in the order they are drawn, top to bottom.
"""

from typing import Literal

from msgspec import Struct


class _Widget(Struct, frozen=True, omit_defaults=True, kw_only=True, tag_field="w"):
    pass


class Status(_Widget, frozen=True, kw_only=True, tag="status"):
    """The strip with the clock. `night` draws it light on dark."""

    time: str = "10:08"
    battery: int = 80
    night: bool = False


class AppBar(_Widget, frozen=True, kw_only=True, tag="app_bar"):
    """The app's own bar. `back` (a screen or ``back``) gives it a back arrow whose id is ``back``."""

    text: str
    icon: str = ""
    back: str = ""


class Text(_Widget, frozen=True, kw_only=True, tag="text"):
    """Words that cannot be tapped."""

    text: str
    id: str = ""
    style: Literal["body", "title", "small", "amount", "warning"] = "body"


class Tile(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """An icon over a word."""

    id: str
    text: str
    icon: str = ""
    goto: str = ""


class Tiles(_Widget, frozen=True, kw_only=True, tag="tiles"):
    """Tiles in a grid, as a home screen has them."""

    items: tuple[Tile, ...]
    columns: int = 2


class Row(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A label with its value."""

    id: str
    label: str
    value: str = ""
    goto: str = ""


class Rows(_Widget, frozen=True, kw_only=True, tag="rows"):
    """Labels and values in a card."""

    items: tuple[Row, ...]


class Item(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One line of a list, with a second, smaller line."""

    id: str
    text: str
    note: str = ""
    icon: str = ""
    goto: str = ""


class List(_Widget, frozen=True, kw_only=True, tag="list"):
    """Lines to choose from."""

    items: tuple[Item, ...]


class Field(_Widget, frozen=True, kw_only=True, tag="field"):
    """Where typed text appears. `value` stands there already; `hint` while it is empty; `secret` shows dots."""

    id: str
    label: str = ""
    hint: str = ""
    value: str = ""
    secret: bool = False


class Keypad(_Widget, frozen=True, kw_only=True, tag="keypad"):
    """Digits. It fills the field `field`, or its own display when that is empty. `max` limits money, `length` digits.

    Its keys have the ids ``0``–``9``, ``.`` (money alone) and ``del``.
    """

    id: str
    kind: Literal["money", "phone", "pin", "digits"] = "digits"
    field: str = ""
    max: str = ""
    length: int = 12


class Button(_Widget, frozen=True, kw_only=True, tag="button"):
    """`needs` is a field or keypad that must be filled first; `wait` seconds it stays grey after the screen opens."""

    id: str
    text: str
    role: Literal["primary", "secondary", "danger"] = "primary"
    icon: str = ""
    needs: str = ""
    wait: int = 0
    goto: str = ""


class Toggle(_Widget, frozen=True, kw_only=True, tag="toggle"):
    """A switch with its words. A tap turns it; `on` is how it stands at first. `note` is a second, smaller line."""

    id: str
    text: str
    note: str = ""
    on: bool = False
    goto: str = ""


class Tab(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One tab: a part of an app."""

    id: str
    text: str
    icon: str = ""
    goto: str = ""


class Tabs(_Widget, frozen=True, kw_only=True, tag="tabs"):
    """The parts of an app side by side; `active` is the id of the one that is shown."""

    items: tuple[Tab, ...]
    active: str = ""


class Image(_Widget, frozen=True, kw_only=True, tag="image"):
    """A picture beside the mock's file (``<mock-id>/<picture>``). `text` says what it shows."""

    picture: str
    text: str
    id: str = ""
    goto: str = ""


class Dialog(_Widget, frozen=True, kw_only=True, tag="dialog"):
    """A question over the dimmed screen."""

    text: str
    title: str = ""
    tone: Literal["plain", "warning"] = "plain"
    accept: Button | None = None
    cancel: Button | None = None


class Banner(_Widget, frozen=True, kw_only=True, tag="banner"):
    """A notice with an icon. With an `id` it can be tapped; `close` is where its ✕ (id ``close``) leads."""

    text: str
    icon: str = ""
    tone: Literal["plain", "good", "caution", "warning", "advert"] = "plain"
    id: str = ""
    goto: str = ""
    close: str = ""


class Bubble(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One message. `mine` stands at the right; with an `id` it can be tapped."""

    text: str
    mine: bool = False
    time: str = ""
    id: str = ""
    goto: str = ""


class SmsThread(_Widget, frozen=True, kw_only=True, tag="sms_thread"):
    """Text messages from one sender. An `icon` stands for the person where it is something else that arrived."""

    sender: str
    number: str = ""
    messages: tuple[Bubble, ...]
    icon: str = ""


class ChatThread(_Widget, frozen=True, kw_only=True, tag="chat_thread"):
    """A chat with one person."""

    name: str
    number: str = ""
    messages: tuple[Bubble, ...]


class CallScreen(_Widget, frozen=True, kw_only=True, tag="call_screen"):
    """A call: ids ``answer`` and ``decline`` while it rings, ``hang-up`` while they talk."""

    name: str
    number: str = ""
    state: Literal["ringing", "talking"] = "talking"
    answer: str = ""
    decline: str = ""
    hang_up: str = ""


class Qr(_Widget, frozen=True, kw_only=True, tag="qr"):
    """Shows a code drawn from `text`, or a camera's view that scans one (then tapping it, id `id`, is the scan)."""

    id: str
    mode: Literal["show", "scan"] = "show"
    text: str = ""
    goto: str = ""


Widget = (
    Status
    | AppBar
    | Text
    | Tiles
    | Rows
    | List
    | Field
    | Keypad
    | Button
    | Toggle
    | Tabs
    | Image
    | Dialog
    | Banner
    | SmsThread
    | ChatThread
    | CallScreen
    | Qr
)


class Screen(Struct, frozen=True, omit_defaults=True):
    """One screen. `swipes` maps the way the finger goes (up, down, left, right) to where it leads.

    `holds` maps what is pressed for long to where that leads. A `long` screen is taller than the phone: what lies
    below comes into view when it is scrolled.
    """

    widgets: tuple[Widget, ...]
    swipes: dict[str, str] = {}
    night: bool = False
    holds: dict[str, str] = {}
    long: bool = False


class Mock(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A practice phone app. `kind` (bank, chat, hospital…) says what it is a practice of: variants share it.

    `ribbon` is what its practice ribbon promises: no real money, no real message, no real call, or plain practice.
    """

    id: str
    kind: str
    start: str
    screens: dict[str, Screen]
    ribbon: Literal["money", "message", "call", "plain"] = "plain"
