"""Calls and codes: screens that are one picture."""

from functools import lru_cache

from elderapp.lesson.mock import CallScreen, Qr
from elderapp.tablet import theme as look
from elderapp.tablet.phone.pieces import Portrait
from elderapp.tablet.phone.sheet import FINGER, Block, Sheet
from elderapp.tablet.theme import Colour
from elderapp.tablet.widgets.box import Box

_PLATE = look.colour("#34465C")
_WAVE = (10, 24, 40, 54, 34, 16, 42, 60, 38, 22, 30, 12)
_BUTTON = 104.0


def call(sheet: Sheet, widget: CallScreen) -> Block:
    """A call: who, and the one or two things one can do. A caller nobody knows is a grey shape without a face."""
    ringing = widget.state == "ringing"
    head = sheet.pick(150.0, 150.0, 118.0)

    def draw(top: float) -> None:
        room = sheet.height - top
        sheet.panel(Box(0, top, sheet.width, room), look.MOCK_NIGHT)
        middle = sheet.width / 2
        _state(sheet, middle, top + 40, ringing=ringing)
        sheet.pieces.append(Portrait(Box(middle - head / 2, top + 66, head, head)))
        y = top + 72 + head
        size = sheet.largest(widget.name, sheet.width - 40, (42, 36, 32, 28), 700)
        sheet.line(widget.name, middle, y + sheet.high(size, 1.3) / 2, size, look.WHITE, look.MOCK_NIGHT,
                   weight=700, centred=True)  # fmt: skip
        y += sheet.high(size, 1.3)
        if widget.number:
            fits = sheet.largest(widget.number, sheet.width - 40, (34, 30, 26), 400)
            sheet.line(widget.number, middle, y + sheet.high(fits, 1.2) / 2, fits, look.WHITE, look.MOCK_NIGHT,
                       centred=True)  # fmt: skip
            y += sheet.high(fits, 1.2)
        label = sheet.high(28, 1.3)
        low = sheet.height - 22 - label - _BUTTON
        if not ringing:
            _wave(sheet, middle, min(y + 42, (y + low) / 2), low - y)
        _buttons(sheet, middle, low, ringing=ringing)

    needed = 72 + head + sheet.high(42, 1.3) + sheet.high(34, 1.2) + _BUTTON + sheet.high(28, 1.3) + 34
    return Block(needed, draw, joined=True)


def _state(sheet: Sheet, x: float, y: float, *, ringing: bool) -> None:
    text = sheet.words("來電" if ringing else "講緊電話")
    size = min(28, 34 / max(1, sheet.scale))
    width = sheet.wide(text, size)
    sheet.glyph("phone_in_talk" if not ringing else "phone_callback", x - width / 2 - 10, y, 34, look.WHITE)
    sheet.line(text, x - width / 2 + 18, y, size, look.WHITE, look.MOCK_NIGHT)


def _wave(sheet: Sheet, x: float, y: float, room: float) -> None:
    """The voice as bars around a point; lower where there is little room, none where there is none."""
    part = min(1.0, (room - 16) / max(_WAVE))
    if part < 0.3:
        return
    left = x - len(_WAVE) * 16.5 / 2
    for i, high in enumerate(part * bar for bar in _WAVE):
        sheet.panel(Box(left + i * 16.5 + 4, y - high / 2, 8.5, high), look.SPOKEN, 4.2)


def _buttons(sheet: Sheet, x: float, top: float, *, ringing: bool) -> None:
    if ringing:
        _round(sheet, "decline", "call_end", sheet.words("拒絕"), x - 110, top, look.MOCK_HANG_UP)
        _round(sheet, "answer", "call", sheet.words("接聽"), x + 110, top, look.JADE)
        return
    _round(sheet, "", "volume_up", sheet.words("擴音"), x - 84, top, _PLATE)
    _round(sheet, "hang-up", "call_end", sheet.words("收線"), x + 84, top, look.MOCK_HANG_UP)


def _round(sheet: Sheet, id_: str, icon: str, text: str, x: float, top: float, colour: Colour) -> None:
    disc = Box(x - _BUTTON / 2, top, _BUTTON, _BUTTON)
    if id_:
        sheet.disc(disc, look.WHITE)
    sheet.disc(disc.inset(3) if id_ else disc, colour)
    sheet.glyph(icon, x, disc.cy, 56, look.WHITE)
    label = sheet.high(28, 1.3)
    sheet.line(text, x, disc.bottom + 8 + label / 2, 28, look.WHITE, look.MOCK_NIGHT, centred=True)
    sheet.spot(id_, disc, radius=_BUTTON / 2, hit=Box(disc.x, disc.y, disc.w, disc.h + 8 + label))


def qr(sheet: Sheet, widget: Qr) -> Block:
    """A code to show, or the camera's view of one: then tapping it is the scan."""
    side = min(sheet.inner, sheet.pick(380, 320, 260))

    def draw(top: float) -> None:
        box = Box((sheet.width - side) / 2, top, side, side)
        if widget.mode == "show":
            sheet.panel(box, look.CARD, 24, look.MOCK_LINE)
            _code(sheet, widget.text or widget.id, box.inset(26), look.INK)
            sheet.spot(widget.id, box)
            return
        box = Box(sheet.pad, top, sheet.inner, side)
        sheet.panel(box, look.INK, 24)
        view = box.middle(side - 44, side - 44)
        sheet.panel(view.inset(30), look.CARD, 10)
        _code(sheet, widget.text or widget.id, view.inset(48), look.INK)
        _corners(sheet, view)
        sheet.spot(widget.id, box)

    return Block(max(side, FINGER), draw)


def _corners(sheet: Sheet, view: Box) -> None:
    long, thick = view.w / 4, 7
    for x, across in ((view.x, 1), (view.right, -1)):
        for y, down in ((view.y, 1), (view.bottom, -1)):
            left = x if across > 0 else x - long
            top = y if down > 0 else y - long
            sheet.panel(Box(left, y - thick / 2, long, thick), look.AMBER, thick / 2)
            sheet.panel(Box(x - thick / 2, top, thick, long), look.AMBER, thick / 2)


@lru_cache(maxsize=8)
def _matrix(text: str) -> tuple[tuple[int, ...], ...]:
    import segno  # loads a web client; few screens have a QR code

    return tuple(tuple(int(cell) for cell in row) for row in segno.make(text, error="m", micro=False).matrix)


def _code(sheet: Sheet, text: str, box: Box, colour: Colour) -> None:
    rows = _matrix(text)
    # Whole units a module, so that no hair of light runs through the code.
    cell = max(1, int(box.w // len(rows)))
    start = box.middle(cell * len(rows), cell * len(rows))
    for i, row in enumerate(rows):
        at = 0
        while at < len(row):
            run = at
            while run < len(row) and row[run]:
                run += 1
            if run > at:
                sheet.panel(Box(start.x + at * cell, start.y + i * cell, (run - at) * cell, cell), colour)
            at = run + 1
