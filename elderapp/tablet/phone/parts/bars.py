"""What frames a screen: the status strip and the app's bar."""

from elderapp.lesson.mock import AppBar, Status
from elderapp.tablet import theme as look
from elderapp.tablet.phone.sheet import FINGER, Block, Sheet
from elderapp.tablet.widgets.box import Box


def status(sheet: Sheet, widget: Status) -> Block:
    """The strip with the clock, the signal and the battery. It never grows with the text."""

    def draw(top: float) -> None:
        colour = look.WHITE if widget.night or sheet.night else look.INK
        y = top + sheet.case.strip / 2 + 3
        small = look.SMALLEST / max(sheet.scale, 1)
        sheet.line(widget.time, 30, y, small, colour, sheet.ground, weight=500)
        right = sheet.width - 38
        for i, high in enumerate((9, 15, 21)):
            sheet.panel(Box(right - 48 + 7.5 * i, y + 9 - high, 5, high), colour, 1.5)
        sheet.panel(Box(right - 9, y - 13, 6, 5), colour, 1)
        sheet.panel(Box(right - 13, y - 10, 14, 20), sheet.ground, 3, colour, 2)
        filled = 15 * min(max(widget.battery, 8), 100) / 100
        sheet.panel(Box(right - 11, y + 8 - filled, 10, filled), colour, 1)

    return Block(sheet.case.strip, draw, joined=True)


def app_bar(sheet: Sheet, widget: AppBar) -> Block:
    """The app's name on its own colour, a back arrow before it where there is a way back."""
    left = 94 if widget.back else 28
    text_left = left + (52 if widget.icon else 0)
    room = sheet.width - text_left - 20
    size = sheet.largest(widget.text, room, (32, 30, 28, 26), 700)
    lines = len(sheet.lines(widget.text, room, size, 700))
    height = max(sheet.pick(76, 76, sheet.case.bar), lines * sheet.high(size, 1.25) + 16)

    def draw(top: float) -> None:
        bar = Box(0, top, sheet.width, height)
        sheet.panel(bar, look.MOCK_BAR)
        if widget.back:
            sheet.glyph("arrow_back", 46, bar.cy, 44, look.WHITE)
            # The arrow's box is the bar's height; a finger may also land on the clock over it.
            hit = Box(0, bar.bottom - FINGER, FINGER, FINGER)
            sheet.spot("back", Box(18, bar.cy - 29, 58, 58), radius=20, hit=hit)
        if widget.icon:
            sheet.glyph(widget.icon, left + 18, bar.cy, 40, look.WHITE)
        words = Box(text_left, bar.cy - lines * sheet.high(size, 1.25) / 2, room, 0)
        sheet.text(widget.text, words, size, look.WHITE, look.MOCK_BAR, weight=700, leading=1.25)

    return Block(height, draw, joined=True)
