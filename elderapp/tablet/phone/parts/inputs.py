"""What is filled in and pressed: fields, keypads, buttons."""

from elderapp.lesson.mock import Button, Field, Keypad
from elderapp.tablet import theme as look
from elderapp.tablet.phone.pieces import around
from elderapp.tablet.phone.sheet import FINGER, TIGHTEST, Block, Sheet
from elderapp.tablet.theme import Colour
from elderapp.tablet.widgets.box import Box

GREY = look.colour("#D3DBE3")
"""The face of a button that cannot act yet."""
_KEYS = (("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9"))


def field(sheet: Sheet, widget: Field) -> Block:
    """A label over a box with what was typed. A finger may land on either."""
    if sheet.tight == TIGHTEST and _has_keypad(sheet, widget):
        return _short_field(sheet, widget)
    label = sheet.high(26, 1.35) if widget.label else 0.0
    high = max(sheet.pick(84, 72, 64), sheet.high(34, 1.3), FINGER - label)

    def draw(top: float) -> None:
        typed = sheet.view.typed.get(widget.id) or widget.value
        shown = "●" * len(typed) if widget.secret else typed
        if widget.label:
            sheet.line(widget.label, sheet.pad + 4, top + label / 2, 26, _soft(sheet), sheet.ground)
        box = Box(sheet.pad, top + label, sheet.inner, high)
        sheet.panel(box, look.CARD, 16, look.MOCK_BAR, 3)
        colour = look.INK if shown else look.MOCK_GREY
        size = sheet.largest(shown or widget.hint, box.w - 40, (34, 30, 26, 24), 500)
        sheet.line(shown or widget.hint, box.x + 20, box.cy, size, colour, look.CARD, weight=500 if shown else 400)
        sheet.spot(widget.id, box, radius=16, hit=Box(sheet.pad, top, sheet.inner, label + high))

    return Block(label + high, draw)


def _has_keypad(sheet: Sheet, widget: Field) -> bool:
    return any(isinstance(one, Keypad) and one.field == widget.id for one in sheet.view.screen.widgets)


def _short_field(sheet: Sheet, widget: Field) -> Block:
    """The label within the box. Keys fill it, so no finger has to find it."""
    high = max(60, sheet.high(34, 1.3))

    def draw(top: float) -> None:
        typed = sheet.view.typed.get(widget.id) or widget.value
        box = Box(sheet.pad, top, sheet.inner, high)
        sheet.panel(box, look.CARD, 16, look.MOCK_BAR, 3)
        used = sheet.line(widget.label, box.x + 18, box.cy, 26, look.MOCK_GREY, look.CARD) + 14 if widget.label else 0
        shown = "●" * len(typed) if widget.secret else typed
        size = sheet.largest(shown, box.w - used - 36, (34, 30, 26, 24), 500)
        sheet.line(shown, box.x + 18 + used, box.cy, size, look.INK, look.CARD, weight=500)
        sheet.spot(widget.id, box, "row", 16)

    return Block(high, draw)


def _soft(sheet: Sheet) -> Colour:
    return look.WHITE if sheet.night else look.MOCK_GREY


def keypad(sheet: Sheet, widget: Keypad, beside: Button | None = None) -> Block:
    """Digits as on every phone. A button `beside` them is a tall key at their right, as payment apps have it."""
    display = 0.0 if widget.field else max(sheet.pick(76, 60, 56), sheet.high(42, 1.2))
    above = display + (sheet.pick(18, 14, 12) if display else 0)
    key = max(FINGER, sheet.pick(104, FINGER))
    total = above + 4 * key + 3 * sheet.gap
    columns = 4 if beside else 3

    def draw(top: float) -> None:
        if display:
            _display(sheet, widget, Box(sheet.pad, top, sheet.inner, display))
        pad = Box(sheet.pad, top + above, sheet.inner, 4 * key + 3 * sheet.gap)
        cells = pad.grid(columns, 4, sheet.gap)
        bottom = ("." if widget.kind == "money" else "", "0", "del")
        for row, names in enumerate((*_KEYS, bottom)):
            for column, name in enumerate(names):
                if name:
                    _key(sheet, name, cells[row * columns + column])
        if beside:
            _face(sheet, beside, around([cells[3], cells[4 * columns - 1]]))
        # A ring round the keypad means all of it; no finger is meant to tap "the keypad".
        sheet.spot(widget.id, Box(sheet.pad, top, sheet.inner, total), "key", 20, dead=True)

    return Block(total, draw, low=True)


def _display(sheet: Sheet, widget: Keypad, box: Box) -> None:
    typed = sheet.view.typed.get(widget.id, "")
    shown = f"HK$ {typed or '0'}" if widget.kind == "money" else ("●" * len(typed) if widget.kind == "pin" else typed)
    sheet.panel(box, look.CARD, 16, look.MOCK_BAR, 3)
    size = sheet.largest(shown, box.w - 32, (42, 36, 30), 700)
    colour = look.INK if typed else look.MOCK_GREY
    sheet.line(shown, box.cx, box.cy, size, colour, look.CARD, weight=700, centred=True)


def _key(sheet: Sheet, name: str, box: Box) -> None:
    sheet.panel(box, look.CARD, 20, look.MOCK_LINE)
    if name == "del":
        sheet.glyph("backspace", box.cx, box.cy, 46, look.INK)
    else:
        sheet.line(name, box.cx, box.cy, 42, look.INK, look.CARD, weight=500, centred=True)
    sheet.spot(name, box, "key", 20)


def button(sheet: Sheet, widget: Button) -> Block:
    """One button over the whole width."""
    height = _button_height(sheet, widget, sheet.inner)
    return Block(height, lambda top: _face(sheet, widget, Box(sheet.pad, top, sheet.inner, height)), low=True)


def pair(sheet: Sheet, left: Button, right: Button) -> Block:
    """Two buttons beside each other."""
    width = (sheet.inner - sheet.gap) / 2
    height = max(_button_height(sheet, one, width) for one in (left, right))

    def draw(top: float) -> None:
        for one, box in zip((left, right), Box(sheet.pad, top, sheet.inner, height).grid(2, 1, sheet.gap), strict=True):
            face(sheet, one, box)

    return Block(height, draw, low=True)


def may_pair(sheet: Sheet, left: Button, right: Button) -> bool:
    """Whether both stand beside each other in one line each, and neither is a danger to hit by mistake."""
    width = (sheet.inner - sheet.gap) / 2
    fit = all(_room(sheet, one, width) >= sheet.wide(label(sheet, one), 28, 700) for one in (left, right))
    return fit and "danger" not in (left.role, right.role)


def label(sheet: Sheet, widget: Button) -> str:
    """A button's words; while it waits, with the seconds left."""
    left = sheet.seconds.get(widget.id, 0)
    if not left or widget.id not in sheet.view.waiting:
        return widget.text
    return f"{widget.text} ({left})" if widget.text.isascii() else f"{widget.text}（{left}）"


def _room(sheet: Sheet, widget: Button, width: float) -> float:
    return width - (76 if widget.icon and width > 150 else 20 if width > 150 else 6)


def _button_height(sheet: Sheet, widget: Button, width: float) -> float:
    text = label(sheet, widget)
    size = sheet.largest(text, _room(sheet, widget, width), (34, 30, 28), 700)
    high = sheet.text_height(text, _room(sheet, widget, width), size, 700, 1.2)
    return max(sheet.pick(112, FINGER + 2), high + 16)


def face(sheet: Sheet, widget: Button, box: Box) -> None:
    """A button in its box."""
    _face(sheet, widget, box)


def _face(sheet: Sheet, widget: Button, box: Box) -> None:
    fill, edge, colour = _colours(widget, is_grey=widget.id in sheet.view.grey)
    if sheet.night and fill == look.BRICK:
        edge = look.WHITE  # or red would hardly stand out from the night
    sheet.panel(box, fill, 24, edge, 3)
    text, room = label(sheet, widget), _room(sheet, widget, box.w)
    size = sheet.largest(text, room, (34, 30, 28, 26), 700)
    if sheet.wide(text, size, 700) > room:
        size = sheet.largest(text, room, (34, 30, 28, 26), 700, 3)
    set_lines = sheet.lines(text, room, size, 700)
    # A unit more: what just fits must not break because of a rounded pixel.
    widest = max(sheet.wide(text[start:end], size, 700) for start, end in set_lines) + 1
    high = len(set_lines) * sheet.high(size, 1.2)
    left = box.cx - widest / 2
    if widget.icon and box.w > 150:
        left += 26
        sheet.glyph(widget.icon, left - 32, box.cy, 42, colour)
    words = Box(left if widget.icon else box.cx - room / 2, box.cy - high / 2, widest if widget.icon else room, high)
    sheet.text(text, words, size, colour, fill, weight=700, leading=1.2, centred=True)
    sheet.spot(widget.id, box, radius=24)


def _colours(widget: Button, *, is_grey: bool) -> tuple[Colour, Colour, Colour]:
    """Face, edge and words."""
    if is_grey:
        return GREY, look.MOCK_LINE, look.INK
    match widget.role:
        case "primary":
            return look.MOCK_BAR, look.MOCK_BAR, look.WHITE
        case "secondary":
            return look.CARD, look.MOCK_BAR, look.MOCK_BAR
        case "danger":
            return look.BRICK, look.BRICK, look.WHITE
