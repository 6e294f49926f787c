"""The widgets of a practice screen, one function a kind."""

from collections.abc import Callable
from typing import Any

from elderapp.authoring.form import Desk, Form, Roll
from elderapp.authoring.grammar import KEYS
from elderapp.authoring.nodes import Node, Scalar, Sequence
from elderapp.authoring.words import Filler
from elderapp.lesson import mock
from elderapp.lesson.problems import Span


class At:
    """Where a widget stands: its screen's path, the ids already given there, the filler that looks at its words."""

    def __init__(self, desk: Desk, path: str, roll: Roll, filler: Filler) -> None:
        self.desk = desk
        self.path = path
        self.roll = roll
        self.filler = filler

    def words(self, form: Form, key: str, default: str = "", *, needed: bool = False) -> str:
        """A text that is seen; its placeholders are looked at now and filled for each lesson."""
        scalar = form.scalar(key, needed=needed)
        if scalar is None:
            return default
        self.filler.fill(scalar.text, scalar.where)
        self.desk.place(f"{self.path}={scalar.text}", scalar.where)
        return scalar.text

    def goto(self, form: Form, key: str = "goto") -> str:
        """The screen that a touch leads to."""
        scalar = form.scalar(key)
        if scalar is None:
            return ""
        self.desk.place(f"{self.path}>{scalar.text}", scalar.where)
        return scalar.text

    def id(self, form: Form, *, needed: bool = True) -> str:
        """An id, unique on its screen."""
        if not needed and not form.has("id"):
            return ""
        identity = form.id()
        if self.roll.enter(identity, form.at("id")):
            self.desk.place(f"{self.path}.{identity}", form.at("id"))
        return identity

    def icon(self, form: Form, key: str = "icon") -> str:
        """The name of an icon."""
        scalar = form.scalar(key)
        if scalar is None:
            return ""
        self.desk.place(f"icon {self.path}={scalar.text}", scalar.where)
        return scalar.text


def _status(at: At, node: Node, where: Span) -> mock.Status:
    form = Form(at.desk, node, KEYS["status"], "status", where)
    return mock.Status(
        time=at.words(form, "time", "10:08"), battery=form.number("battery", 80, 0, 100), night=form.flag("night")
    )


def _app_bar(at: At, node: Node, where: Span) -> mock.AppBar:
    form = Form(at.desk, node, KEYS["app_bar"], "app_bar", where)
    back = at.goto(form, "back")
    if back and at.roll.enter("back", form.at("back")):
        at.desk.place(f"{at.path}.back", form.at("back"))
    return mock.AppBar(text=at.words(form, "text", needed=True), icon=at.icon(form), back=back)


def _text(at: At, node: Node, where: Span) -> mock.Text:
    if isinstance(node, Scalar):
        at.filler.fill(node.text, node.where)
        at.desk.place(f"{at.path}={node.text}", node.where)
        return mock.Text(text=node.text)
    form = Form(at.desk, node, KEYS["text"], "text", where)
    style = form.choice("style", ("body", "title", "small", "amount", "warning"))
    return mock.Text(
        id=at.id(form, needed=False),
        text=at.words(form, "text", needed=True),
        style=style,  # type: ignore[arg-type]
    )


def _entries(at: At, node: Node, keys: tuple[str, ...], name: str, where: Span) -> list[Form]:
    """The entries of tiles, rows and lists: a list of mappings."""
    if not isinstance(node, Sequence):
        at.desk.say("L103", node.where, want="list", name=name)
        return []
    return [Form(at.desk, item, keys, name, where) for item in node.items]


def _tiles(at: At, node: Node, where: Span) -> mock.Tiles:
    columns = 2
    items: Node = node
    if not isinstance(node, Sequence):
        form = Form(at.desk, node, KEYS["tiles"], "tiles", where)
        columns = form.number("columns", 2, 1, 4)
        found = form.get("items")
        if found is None:
            form.missing("items")
            return mock.Tiles(items=(), columns=columns)
        items = found
    forms = _entries(at, items, KEYS["tile"], "tiles", where)
    tiles = tuple(
        mock.Tile(id=at.id(form), text=at.words(form, "text", needed=True), icon=at.icon(form), goto=at.goto(form))
        for form in forms
    )
    return mock.Tiles(items=tiles, columns=columns)


def _rows(at: At, node: Node, where: Span) -> mock.Rows:
    forms = _entries(at, node, KEYS["row"], "rows", where)
    rows = tuple(
        mock.Row(
            id=at.id(form),
            label=at.words(form, "label", needed=True),
            value=at.words(form, "value"),
            goto=at.goto(form),
        )
        for form in forms
    )
    return mock.Rows(items=rows)


def _list(at: At, node: Node, where: Span) -> mock.List:
    forms = _entries(at, node, KEYS["item"], "list", where)
    items = tuple(
        mock.Item(
            id=at.id(form),
            text=at.words(form, "text", needed=True),
            note=at.words(form, "note"),
            icon=at.icon(form),
            goto=at.goto(form),
        )
        for form in forms
    )
    return mock.List(items=items)


def _field(at: At, node: Node, where: Span) -> mock.Field:
    form = Form(at.desk, node, KEYS["field"], "field", where)
    return mock.Field(
        id=at.id(form),
        label=at.words(form, "label"),
        hint=at.words(form, "hint"),
        value=at.words(form, "value"),
        secret=form.flag("secret"),
    )


def _keypad(at: At, node: Node, where: Span) -> mock.Keypad:
    form = Form(at.desk, node, KEYS["keypad"], "keypad", where)
    return mock.Keypad(
        id=at.id(form),
        kind=form.choice("kind", ("digits", "money", "phone", "pin")),  # type: ignore[arg-type]
        field=form.text("field"),
        max=at.words(form, "max"),
        length=form.number("length", 12, 1, 20),
    )


def _button(at: At, node: Node, where: Span) -> mock.Button:
    form = Form(at.desk, node, KEYS["button"], "button", where)
    return mock.Button(
        id=at.id(form),
        text=at.words(form, "text", needed=True),
        role=form.choice("role", ("primary", "secondary", "danger")),  # type: ignore[arg-type]
        icon=at.icon(form),
        needs=form.text("needs"),
        wait=form.number("wait", 0, 0, 60),
        goto=at.goto(form),
    )


def _toggle(at: At, node: Node, where: Span) -> mock.Toggle:
    form = Form(at.desk, node, KEYS["toggle"], "toggle", where)
    return mock.Toggle(
        id=at.id(form),
        text=at.words(form, "text", needed=True),
        note=at.words(form, "note"),
        on=form.flag("on"),
        goto=at.goto(form),
    )


def _tabs(at: At, node: Node, where: Span) -> mock.Tabs:
    form = Form(at.desk, node, KEYS["tabs"], "tabs", where)
    items = form.get("items")
    if items is None:
        form.missing("items")
    forms = _entries(at, items, KEYS["tab"], "tabs", where) if items is not None else []
    tabs = tuple(
        mock.Tab(id=at.id(one), text=at.words(one, "text", needed=True), icon=at.icon(one), goto=at.goto(one))
        for one in forms
    )
    known = tuple(tab.id for tab in tabs)
    return mock.Tabs(items=tabs, active=form.choice("active", known) if known and form.has("active") else "")


def _image(at: At, node: Node, where: Span) -> mock.Image:
    form = Form(at.desk, node, KEYS["image"], "image", where)
    picture = form.scalar("picture", needed=True)
    if picture is not None:
        at.desk.place(f"picture {at.path}={picture.text}", picture.where)
    return mock.Image(
        picture=picture.text if picture is not None else "",
        text=at.words(form, "text", needed=True),
        id=at.id(form, needed=False),
        goto=at.goto(form),
    )


def _dialog(at: At, node: Node, where: Span) -> mock.Dialog:
    form = Form(at.desk, node, KEYS["dialog"], "dialog", where)
    accept, cancel = form.get("accept"), form.get("cancel")
    return mock.Dialog(
        text=at.words(form, "text", needed=True),
        title=at.words(form, "title"),
        tone=form.choice("tone", ("plain", "warning")),  # type: ignore[arg-type]
        accept=_button(at, accept, where) if accept is not None else None,
        cancel=_button(at, cancel, where) if cancel is not None else None,
    )


def _banner(at: At, node: Node, where: Span) -> mock.Banner:
    form = Form(at.desk, node, KEYS["banner"], "banner", where)
    close = at.goto(form, "close")
    if close and at.roll.enter("close", form.at("close")):
        at.desk.place(f"{at.path}.close", form.at("close"))
    return mock.Banner(
        id=at.id(form, needed=False),
        text=at.words(form, "text", needed=True),
        icon=at.icon(form),
        tone=form.choice("tone", ("plain", "good", "caution", "warning", "advert")),  # type: ignore[arg-type]
        goto=at.goto(form),
        close=close,
    )


def _bubbles(at: At, form: Form) -> tuple[mock.Bubble, ...]:
    bubbles = []
    for node in form.many("messages", needed=True):
        one = Form(at.desk, node, KEYS["bubble"], "messages", form.where)
        bubbles.append(
            mock.Bubble(
                text=at.words(one, "text", needed=True),
                mine=one.flag("mine"),
                time=at.words(one, "time"),
                id=at.id(one, needed=False),
                goto=at.goto(one),
            )
        )
    return tuple(bubbles)


def _sms_thread(at: At, node: Node, where: Span) -> mock.SmsThread:
    form = Form(at.desk, node, KEYS["sms_thread"], "sms_thread", where)
    sender, number = at.words(form, "sender", needed=True), at.words(form, "number")
    return mock.SmsThread(sender=sender, number=number, messages=_bubbles(at, form))


def _chat_thread(at: At, node: Node, where: Span) -> mock.ChatThread:
    form = Form(at.desk, node, KEYS["chat_thread"], "chat_thread", where)
    name, number = at.words(form, "name", needed=True), at.words(form, "number")
    return mock.ChatThread(name=name, number=number, messages=_bubbles(at, form))


def _call_screen(at: At, node: Node, where: Span) -> mock.CallScreen:
    form = Form(at.desk, node, KEYS["call_screen"], "call_screen", where)
    state = form.choice("state", ("talking", "ringing"))
    for identity in ("hang-up",) if state == "talking" else ("answer", "decline"):
        if at.roll.enter(identity, form.where):
            at.desk.place(f"{at.path}.{identity}", form.where)
    return mock.CallScreen(
        name=at.words(form, "name", needed=True),
        number=at.words(form, "number"),
        state=state,  # type: ignore[arg-type]
        answer=at.goto(form, "answer"),
        decline=at.goto(form, "decline"),
        hang_up=at.goto(form, "hang_up"),
    )


def _qr(at: At, node: Node, where: Span) -> mock.Qr:
    form = Form(at.desk, node, KEYS["qr"], "qr", where)
    mode = form.choice("mode", ("show", "scan"))
    return mock.Qr(id=at.id(form), mode=mode, text=at.words(form, "text"), goto=at.goto(form))  # type: ignore[arg-type]


WIDGETS: dict[str, Callable[[At, Node, Span], Any]] = {
    "status": _status,
    "app_bar": _app_bar,
    "text": _text,
    "tiles": _tiles,
    "rows": _rows,
    "list": _list,
    "field": _field,
    "keypad": _keypad,
    "button": _button,
    "toggle": _toggle,
    "tabs": _tabs,
    "image": _image,
    "dialog": _dialog,
    "banner": _banner,
    "sms_thread": _sms_thread,
    "chat_thread": _chat_thread,
    "call_screen": _call_screen,
    "qr": _qr,
}
"""The builder of each kind of widget, in the order in which the guide lists them."""
