"""What one chooses from: tiles, rows, list lines."""

from elderapp.lesson.mock import Item, List, Row, Rows, Tile, Tiles
from elderapp.tablet import theme as look
from elderapp.tablet.phone.sheet import FINGER, Block, Sheet
from elderapp.tablet.widgets.box import Box

TILE = 22
"""Radius of tiles and cards."""


def tiles(sheet: Sheet, widget: Tiles) -> Block:
    """Icons over words in a grid; where room is short, beside them."""
    columns = max(1, widget.columns)
    rows = -(-len(widget.items) // columns)
    width = (sheet.inner - sheet.gap * (columns - 1)) / columns
    size = min(sheet.largest(tile.text, width - 20, (30, 28, 26, 24), 500) for tile in widget.items)
    height = max(sheet.pick(166, 132, FINGER), FINGER)
    beside = sheet.tight == 2 and columns <= 2
    if not beside:
        height = max(height, 62 + sheet.high(size) + 24)

    def draw(top: float) -> None:
        area = Box(sheet.pad, top, sheet.inner, rows * height + (rows - 1) * sheet.gap)
        for tile, box in zip(widget.items, area.grid(columns, rows, sheet.gap), strict=False):
            _tile(sheet, tile, box, size, beside=beside)

    return Block(rows * height + (rows - 1) * sheet.gap, draw)


def _tile(sheet: Sheet, tile: Tile, box: Box, size: float, *, beside: bool) -> None:
    sheet.panel(box, look.CARD, TILE, look.MOCK_LINE)
    sheet.spot(tile.id, box, radius=TILE)
    if beside:
        if tile.icon:
            sheet.glyph(tile.icon, box.x + 42, box.cy, 44, look.MOCK_BAR)
        left = box.x + (74 if tile.icon else 16)
        fitting = sheet.largest(tile.text, box.right - left - 8, (size, 26, 24), 500, 2)
        broken = len(sheet.lines(tile.text, box.right - left - 8, fitting, 500)) > 1
        sheet.crowded = sheet.crowded or broken
        high = sheet.text_height(tile.text, box.right - left - 8, fitting, 500, 1.2)
        words = Box(left, box.cy - high / 2, box.right - left - 8, high)
        sheet.text(tile.text, words, fitting, look.INK, look.CARD, weight=500, leading=1.2)
        return
    line = sheet.high(size)
    spare = box.h - 56 - line
    if tile.icon:
        sheet.glyph(tile.icon, box.cx, box.y + spare * 0.48 + 28, 58, look.MOCK_BAR)
        y = box.y + spare * 0.56 + 56 + line / 2
    else:
        y = box.cy
    sheet.line(tile.text, box.cx, y, size, look.INK, look.CARD, weight=500, centred=True)


def rows(sheet: Sheet, widget: Rows) -> Block:
    """A card of labels with their values; a single row shows its value large. Rows that lead on stand apart."""
    apart = any(row.goto for row in widget.items)
    heights = [_row_height(sheet, row, large=len(widget.items) == 1) for row in widget.items]
    if apart:
        heights = [max(height, FINGER) for height in heights]
    between = sheet.gap if apart else 0.0
    total = sum(heights) + between * (len(heights) - 1)

    def draw(top: float) -> None:
        if not apart:
            sheet.panel(Box(sheet.pad, top, sheet.inner, total), look.CARD, TILE, look.MOCK_LINE)
        y = top
        for i, (row, height) in enumerate(zip(widget.items, heights, strict=True)):
            box = Box(sheet.pad, y, sheet.inner, height)
            if apart:
                sheet.panel(box, look.CARD, TILE, look.MOCK_LINE)
            elif i:
                sheet.panel(Box(box.x + 20, y - 1, box.w - 40, 2), _HAIR)
            _row(sheet, row, box, large=len(widget.items) == 1)
            sheet.spot(row.id, box, "button" if row.goto else "row", TILE)
            y += height + between

    return Block(total, draw)


_HAIR = look.colour("#C9D2DB")


def _is_one_line(sheet: Sheet, row: Row) -> bool:
    used = sheet.wide(row.label, 28) + sheet.wide(row.value, 30, 700) + 24
    return used <= sheet.inner - 48


def _row_height(sheet: Sheet, row: Row, *, large: bool) -> float:
    if large and row.value:
        size = sheet.largest(row.value, sheet.inner - 48, (42, 36, 30), 700)
        return _label_height(sheet, row) + sheet.high(size, 1.25) + sheet.pick(26, 16, 10)
    if not row.value or _is_one_line(sheet, row):
        return max(sheet.pick(94, 76, 58), sheet.high(30, 1.3))
    values = sheet.text_height(row.value, sheet.inner - 48, 30, 700, 1.25)
    return max(sheet.pick(94, 76, 58), _label_height(sheet, row) + values + sheet.pick(18, 12, 6))


def _label_height(sheet: Sheet, row: Row) -> float:
    """A label over its value; on a narrow phone it may take two lines."""
    return sheet.text_height(row.label, sheet.inner - 48, 26, 400, 1.25)


def _row(sheet: Sheet, row: Row, box: Box, *, large: bool) -> None:
    words = box.inset(24, 0)
    if not row.value:
        sheet.line(row.label, words.x, box.cy, 30, look.INK, look.CARD, weight=500)
        return
    if not large and _is_one_line(sheet, row):
        sheet.line(row.label, words.x, box.cy, 28, look.MOCK_GREY, look.CARD)
        width = sheet.wide(row.value, 30, 700)
        sheet.line(row.value, words.right - width, box.cy, 30, look.INK, look.CARD, weight=700)
        return
    size = sheet.largest(row.value, words.w, (42, 36, 30) if large else (30,), 700)
    value = sheet.text_height(row.value, words.w, size, 700, 1.25)
    label = _label_height(sheet, row)
    top = box.cy - (label + value) / 2
    sheet.text(row.label, Box(words.x, top, words.w, label), 26, look.MOCK_GREY, look.CARD, leading=1.25)
    sheet.text(
        row.value, Box(words.x, top + label, words.w, value), size, look.INK, look.CARD, weight=700, leading=1.25
    )


def lines(sheet: Sheet, widget: List) -> Block:
    """Lines to choose from, each a card of its own with an arrow at its right end."""
    heights = [_item_height(sheet, item) for item in widget.items]
    total = sum(heights) + sheet.gap * (len(heights) - 1)

    def draw(top: float) -> None:
        y = top
        for item, height in zip(widget.items, heights, strict=True):
            _item(sheet, item, Box(sheet.pad, y, sheet.inner, height))
            y += height + sheet.gap

    return Block(total, draw)


def _item_words(sheet: Sheet, item: Item) -> float:
    return sheet.inner - (96 if item.icon else 24) - 52


def _item_height(sheet: Sheet, item: Item) -> float:
    room = _item_words(sheet, item)
    high = sheet.text_height(item.text, room, 32, 500, 1.25)
    if item.note:
        high += sheet.text_height(item.note, room, 26, 400, 1.25)
    return max(sheet.pick(112, 100, FINGER), FINGER, high + sheet.pick(20, 14, 8))


def _item(sheet: Sheet, item: Item, box: Box) -> None:
    sheet.panel(box, look.CARD, TILE, look.MOCK_LINE)
    sheet.spot(item.id, box, radius=TILE)
    if item.icon:
        sheet.disc(Box(box.x + 18, box.cy - 32, 64, 64), look.NAVY2)
        sheet.glyph(item.icon, box.x + 50, box.cy, 42, look.MOCK_BAR)
    room, left = _item_words(sheet, item), box.x + (96 if item.icon else 24)
    first = sheet.text_height(item.text, room, 32, 500, 1.25)
    second = sheet.text_height(item.note, room, 26, 400, 1.25) if item.note else 0
    top = box.cy - (first + second) / 2
    sheet.text(item.text, Box(left, top, room, first), 32, look.INK, look.CARD, weight=500, leading=1.25)
    if item.note:
        sheet.text(item.note, Box(left, top + first, room, second), 26, look.MOCK_GREY, look.CARD, leading=1.25)
    sheet.glyph("chevron_right", box.right - 32, box.cy, 40, look.MOCK_LINE)
