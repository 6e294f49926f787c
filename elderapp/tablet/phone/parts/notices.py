"""What tells something: text, banners, dialogs."""

from elderapp.lesson.mock import Banner, Dialog, Text
from elderapp.tablet import theme as look
from elderapp.tablet.phone.parts import inputs
from elderapp.tablet.phone.sheet import FINGER, Block, Sheet
from elderapp.tablet.theme import Colour, Weight
from elderapp.tablet.widgets.box import Box

SCRIM = look.colour("#1C2331", 0.55)
_STYLES: dict[str, tuple[float, Weight]] = {
    "body": (30, 400),
    "title": (34, 700),
    "small": (26, 400),
    "amount": (42, 700),
    "warning": (34, 700),
}


def text(sheet: Sheet, widget: Text) -> Block:
    """Words on the ground; a warning has a sign before it and its own tint."""
    if widget.style == "warning":
        return _warning(sheet, widget)
    size, weight = _STYLES[widget.style]
    leading = sheet.pick(1.45, 1.35, 1.28)
    if widget.style == "amount":
        size = sheet.largest(widget.text, sheet.inner - 8, (42, 36), weight, 2)
    high = sheet.text_height(widget.text, sheet.inner - 8, size, weight, leading)
    grey = widget.style == "small" and not sheet.night

    def draw(top: float) -> None:
        box = Box(sheet.pad + 4, top, sheet.inner - 8, high)
        colour = look.MOCK_GREY if grey else sheet.ink
        sheet.text(widget.text, box, size, colour, sheet.ground, weight=weight, leading=leading)
        sheet.spot(widget.id, box.inset(-4, 0), radius=12, dead=True)

    return Block(high, draw)


def _warning(sheet: Sheet, widget: Text) -> Block:
    room = sheet.inner - 92
    high = sheet.text_height(widget.text, room, 34, 700, 1.3)
    total = max(sheet.pick(92, 80, 68), high + 20)

    def draw(top: float) -> None:
        box = Box(sheet.pad, top, sheet.inner, total)
        sheet.panel(box, look.BRICK2, 20, look.BRICK, 3)
        sheet.glyph("warning", box.x + 44, box.cy, 46, look.BRICK)
        words = Box(box.x + 78, box.cy - high / 2, room, high)
        sheet.text(widget.text, words, 34, look.INK, look.BRICK2, weight=700, leading=1.3)
        sheet.spot(widget.id, box, radius=20, dead=True)

    return Block(total, draw)


_TONES: dict[str, tuple[Colour, Colour, Colour, str]] = {
    "plain": (look.NAVY2, look.NAVY, look.INK, "info"),
    "good": (look.JADE2, look.JADE, look.INK, "check_circle"),
    "warning": (look.BRICK2, look.BRICK, look.INK, "warning"),
    "caution": (look.AMBER2, look.EDGE, look.INK, "warning"),
}
"""Ground, edge and icon, words, the icon where none is named."""


def banner(sheet: Sheet, widget: Banner) -> Block:
    """A notice. An advertisement is loud and has its ✕ in the corner, as in life."""
    if widget.tone == "advert":
        return _advert(sheet, widget)
    ground, edge, colour, icon = _TONES[widget.tone]
    room = sheet.inner - 100 - (FINGER + sheet.gap - 16 if widget.close else 0)
    high = sheet.text_height(widget.text, room, 32, 700, 1.3)
    total = max(FINGER + 2, high + sheet.pick(44, 28, 20))

    def draw(top: float) -> None:
        box = Box(sheet.pad, top, sheet.inner, total)
        sheet.panel(box, ground, 22, edge, 3 if widget.id else 2)
        sheet.glyph(widget.icon or icon, box.x + 48, box.cy, 52, edge)
        words = Box(box.x + 86, box.cy - high / 2, room, high)
        sheet.text(widget.text, words, 32, colour, ground, weight=700, leading=1.3)
        tapped = box.left(box.w - FINGER - sheet.gap) if widget.close else box
        sheet.spot(widget.id, box, radius=22, hit=tapped)
        if widget.close:
            _close(sheet, Box(box.right - FINGER, box.y, FINGER, FINGER), ground)

    return Block(total, draw)


def _close(sheet: Sheet, hit: Box, ground: Colour) -> None:
    disc = hit.middle(60, 60)
    sheet.disc(disc, look.INK)
    sheet.disc(disc.inset(3), ground)
    sheet.glyph("close", hit.cx, hit.cy, 42, look.INK)
    sheet.spot("close", disc.inset(-4), radius=34, hit=hit)


_ADVERT = look.colour("#FFEFC4")


def _advert(sheet: Sheet, widget: Banner) -> Block:
    size = sheet.largest(widget.text, sheet.inner - 48, (42, 38, 34, 30), 700, 2)
    high = sheet.text_height(widget.text, sheet.inner - 48, size, 700, 1.3)
    top_row = FINGER if widget.close else 60
    picture = sheet.pick(120, 92, 70)
    total = top_row + picture + high + sheet.pick(40, 26, 16)

    def draw(top: float) -> None:
        box = Box(sheet.pad, top, sheet.inner, total)
        sheet.panel(box, _ADVERT, 26, look.EDGE, 4)
        tag = sheet.words("廣告")
        sheet.panel(Box(box.x + 20, box.y + 20, sheet.wide(tag, 24, 500) + 28, 44), look.CARD, 22, look.EDGE)
        sheet.line(tag, box.x + 34, box.y + 42, 24, look.INK, look.CARD, weight=500)
        middle = box.y + top_row + picture / 2 - 8
        sheet.glyph(widget.icon or "redeem", box.cx, middle, picture, look.BRICK)
        words = Box(box.x + 24, box.y + top_row + picture, box.w - 48, high)
        sheet.text(widget.text, words, size, look.INK, _ADVERT, weight=700, leading=1.3, centred=True)
        tapped = box.below(top_row + sheet.gap) if widget.close else box
        sheet.spot(widget.id, box, radius=26, hit=tapped)
        if widget.close:
            _close(sheet, Box(box.right - FINGER - 2, box.y + 2, FINGER, FINGER), _ADVERT)

    return Block(total, draw)


def dialog(sheet: Sheet, widget: Dialog) -> float:
    """A question in the middle of the screen, everything under it dimmed. Gives how much too high it is."""
    # What lies under the scrim is out of reach.
    sheet.spots.clear()
    warns = widget.tone == "warning"
    room = sheet.inner - 2 * sheet.pick(28, 24, 20)
    leading = sheet.pick(1.45, 1.38, 1.3)
    title_room = room - (60 if warns else 0)
    title = sheet.text_height(widget.title, title_room, 34, 700, 1.3) if widget.title else 0.0
    body = sheet.text_height(widget.text, room, 30, 400, leading)
    blocks = _dialog_buttons(sheet, widget, room)
    gaps = sheet.gap * (len(blocks) - 1) + sheet.gap + sheet.pick(12, 6, 0) if blocks else 0
    inside = title + (sheet.pick(16, 12, 6) if title else 0) + body + gaps + sum(block.height for block in blocks)
    total = inside + 2 * sheet.pick(30, 24, 18)
    strip = sheet.case.strip
    card = Box(sheet.pad, 0, sheet.inner, total).moved(0, max(strip + 8, strip + (sheet.height - strip - total) / 2))
    sheet.panel(Box(0, 0, sheet.width, sheet.height), SCRIM, (43, 43, 0, 0))
    sheet.panel(card, look.CARD, 30, look.BRICK if warns else look.MOCK_LINE, 4 if warns else 2)
    left, y = card.cx - room / 2, card.cy - inside / 2
    if widget.title:
        if warns:
            sheet.glyph("warning", left + 22, y + title / 2, 46, look.BRICK)
        words = Box(left + room - title_room, y, title_room, title)
        colour = look.BRICK if warns else look.INK
        sheet.text(widget.title, words, 34, colour, look.CARD, weight=700, leading=1.3)
        y += title + sheet.pick(16, 12, 6)
    sheet.text(widget.text, Box(left, y, room, body), 30, look.INK, look.CARD, leading=leading)
    y += body + sheet.gap + sheet.pick(12, 6, 0)
    for block in blocks:
        block.draw(y)
        y += block.height + sheet.gap
    return max(0.0, total - (sheet.height - strip - 16))


def _dialog_buttons(sheet: Sheet, widget: Dialog, room: float) -> list[Block]:
    narrow = _Narrow(sheet, room)
    both = [one for one in (widget.accept, widget.cancel) if one is not None]
    if len(both) == 2 and inputs.may_pair(narrow, both[1], both[0]):
        return [inputs.pair(narrow, both[1], both[0])]
    return [inputs.button(narrow, one) for one in both]


class _Narrow(Sheet):
    """The same sheet with wider pads, so that buttons stand inside a dialog."""

    def __init__(self, sheet: Sheet, inner: float) -> None:
        self.__dict__.update(sheet.__dict__)
        self._pad = (sheet.width - inner) / 2

    @property
    def pad(self) -> float:
        return self._pad
