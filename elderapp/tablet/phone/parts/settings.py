"""What apps are set and sorted with: switches, tabs, pictures."""

from elderapp.lesson.mock import Image, Tab, Tabs, Toggle
from elderapp.tablet import photos
from elderapp.tablet import theme as look
from elderapp.tablet.phone.parts.choices import TILE
from elderapp.tablet.phone.pieces import Photo
from elderapp.tablet.phone.sheet import FINGER, Block, Sheet
from elderapp.tablet.widgets.box import Box

_SWITCH = (112.0, 56.0)
_ON, _OFF = "開", "關"


def toggle(sheet: Sheet, widget: Toggle) -> Block:
    """Words and a switch. It says 開 or 關, and its knob stands at that side: never colour alone."""
    room = sheet.inner - 24 - _SWITCH[0] - 40
    first = sheet.text_height(widget.text, room, 30, 500, 1.25)
    second = sheet.text_height(widget.note, room, 26, 400, 1.25) if widget.note else 0.0
    height = max(sheet.pick(112, 100, FINGER), FINGER, first + second + sheet.pick(20, 14, 8))
    is_on = sheet.view.typed.get(widget.id, "on" if widget.on else "off") == "on"

    def draw(top: float) -> None:
        box = Box(sheet.pad, top, sheet.inner, height)
        sheet.panel(box, look.CARD, TILE, look.MOCK_LINE)
        sheet.spot(widget.id, box, radius=TILE)
        y = box.cy - (first + second) / 2
        sheet.text(widget.text, Box(box.x + 24, y, room, first), 30, look.INK, look.CARD, weight=500, leading=1.25)
        if widget.note:
            words = Box(box.x + 24, y + first, room, second)
            sheet.text(widget.note, words, 26, look.MOCK_GREY, look.CARD, leading=1.25)
        _switch(sheet, Box(box.right - 20 - _SWITCH[0], box.cy - _SWITCH[1] / 2, *_SWITCH), is_on=is_on)

    return Block(height, draw)


def _switch(sheet: Sheet, box: Box, *, is_on: bool) -> None:
    ground, ink = (look.JADE, look.WHITE) if is_on else (look.CARD, look.INK)
    sheet.panel(box, ground, box.h / 2, look.JADE if is_on else look.MOCK_LINE, 3)
    knob = Box(box.right - box.h + 6 if is_on else box.x + 6, box.y + 6, box.h - 12, box.h - 12)
    sheet.disc(knob, look.WHITE if is_on else look.MOCK_GREY)
    middle = box.x + (box.w - box.h) / 2 + 4 if is_on else box.right - (box.w - box.h) / 2 - 4
    sheet.line(sheet.words(_ON if is_on else _OFF), middle, box.cy, 26, ink, ground, weight=700, centred=True)


def tabs(sheet: Sheet, widget: Tabs) -> Block:
    """The parts of an app at the lower end of the screen; the one that is shown is tinted, bold and underlined."""
    count = max(1, len(widget.items))
    wide = (sheet.width - sheet.gap * (count - 1)) / count
    size = min((sheet.largest(tab.text, wide - 8, (26, 24), 700) for tab in widget.items), default=24)
    height = max(FINGER, 58 + sheet.high(size, 1.25) + 14)

    def draw(top: float) -> None:
        bar = Box(0, top, sheet.width, height)
        sheet.panel(bar, look.CARD)
        sheet.panel(Box(0, top, sheet.width, 2), look.MOCK_LINE)
        for i, tab in enumerate(widget.items):
            _tab(sheet, tab, Box(i * (wide + sheet.gap), top, wide, height), size, is_active=tab.id == widget.active)

    return Block(height, draw, low=True, joined=True)


def _tab(sheet: Sheet, tab: Tab, box: Box, size: float, *, is_active: bool) -> None:
    inside = box.inset(0, 3)
    ground = look.NAVY2 if is_active else look.CARD
    if is_active:
        sheet.panel(inside, ground, 16)
        sheet.panel(Box(inside.x + 14, box.y, inside.w - 28, 6), look.NAVY, 3)
    sheet.spot(tab.id, inside, radius=16, hit=box)
    line = sheet.high(size, 1.25)
    if tab.icon:
        sheet.glyph(tab.icon, box.cx, box.y + 36, 42, look.NAVY)
    y = box.y + 60 + line / 2 if tab.icon else box.cy
    sheet.line(tab.text, box.cx, y, size, look.INK, ground, weight=700 if is_active else 500, centred=True)


def image(sheet: Sheet, widget: Image) -> Block:
    """A picture as wide as the screen; where its file is missing, the words that say what it shows."""
    height = max(FINGER, sheet.pick(280, 220, 170))

    def draw(top: float) -> None:
        box = Box(sheet.pad, top, sheet.inner, height)
        edge = look.MOCK_LINE if widget.id else None
        sheet.panel(box, look.NAVY2, TILE, edge, 3)
        name = photos.of_mock(sheet.view.mock, widget.picture)
        if name in sheet.photos:
            sheet.pieces.append(Photo(box.inset(6), name))
        else:
            room = box.inset(20, 12)
            high = sheet.text_height(widget.text, room.w, 28, 500, 1.3)
            words = Box(room.x, room.cy - high / 2, room.w, high)
            sheet.text(widget.text, words, 28, look.INK, look.NAVY2, weight=500, leading=1.3, centred=True)
        sheet.spot(widget.id, box, radius=TILE)

    return Block(height, draw)
