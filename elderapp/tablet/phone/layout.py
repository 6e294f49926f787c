"""Lays a phone screen out: as drawn, then tighter, then with smaller text, until it fits."""

from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from elderapp.i18n import Words as Translate
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
    Status,
    Tabs,
    Text,
    Tiles,
    Toggle,
    Widget,
)
from elderapp.player.play import PhoneView
from elderapp.tablet import theme as look
from elderapp.tablet.phone.case import FULL, Case
from elderapp.tablet.phone.parts import bars, calls, choices, inputs, messages, notices, settings
from elderapp.tablet.phone.pieces import Page, Words
from elderapp.tablet.phone.sheet import TIGHTEST, Block, Sheet
from elderapp.tablet.photos import Photos
from elderapp.tablet.text import NEVER_FIRST
from elderapp.tablet.widgets.box import Box

LANDSCAPE = (90.5 * look.MM, 129 * look.MM)
"""The phone from outside, in units; in portrait it is 95 mm wide."""
MORE = 44.0
"""The strip that says that a long screen goes on, in units."""
_STEPS = (1.5, 1.4, 1.3, 1.25, 1.2, 1.15, 1.1, 1.05, 1.0)


def lay_out(
    view: PhoneView,
    words: Translate,
    *,
    size: tuple[float, float] = LANDSCAPE,
    density: float = 1.0,
    scale: float = 1.0,
    seconds: Mapping[str, int] | None = None,
    photos: Photos | None = None,
    case: Case = FULL,
) -> Page:
    """The screen on a phone of this outer size in units. Text shrinks last, and never under scale 1."""
    screen = case.screen(size)
    page = Page((), (), 0, scale)
    broken: Page | None = None  # a label is broken in two
    wide: Page | None = None  # words leave what they stand on, or lines are too close for a finger
    for step in (scale, *(one for one in _STEPS if one < scale)):
        for tight in range(TIGHTEST + 1):
            sheet = Sheet(view, words, width=screen.w, height=screen.h, density=density, scale=step, tight=tight,
                          seconds=seconds, photos=photos, case=case)  # fmt: skip
            over = put(sheet)
            page = Page(tuple(sheet.pieces), tuple(sheet.spots), over, step)
            if over > 0:
                continue
            if sheet.close or _sticks_out(page, sheet):
                wide = page  # the smaller its words the less
            elif sheet.crowded:
                broken = broken or page
            else:
                return page
    return broken or wide or page


def _sticks_out(page: Page, sheet: Sheet) -> bool:
    """Whether some words are larger than what they stand on."""
    held = [spot.box for spot in page.spots if spot.role != "mark"]
    screen = Box(0, 0, sheet.width, sheet.height)
    for piece in page.pieces:
        if not isinstance(piece, Words):
            continue
        middle = piece.x + piece.width / 2
        on = [box for box in held if box.x <= middle <= box.right and box.y <= piece.y <= box.bottom]
        holder = min(on, key=lambda box: box.w * box.h, default=screen)
        empty = piece.size / sheet.density / 2 if piece.text[-1:] in NEVER_FIRST else 0.0
        half = piece.size / sheet.density / 2
        if piece.x < holder.x - 1 or piece.x + piece.width - empty > holder.right + 1:
            return True
        if piece.y - half < holder.y - 1 or piece.y + half > holder.bottom + 1:
            return True
    return False


def overflow(screen: Screen, words: Translate = str, *, size: tuple[float, float] = LANDSCAPE) -> float:
    """How many units of a screen do not fit the phone, at its tightest and with text at scale 1; 0 when all does."""
    return lay_out(PhoneView("", "plain", screen), words, size=size).overflow


def fits(screen: Screen) -> bool:
    """Whether a screen fits the phone without scrolling, in the narrower (landscape) phone."""
    return overflow(screen) <= 0


def put(sheet: Sheet) -> float:
    """Put all that is to be seen of the screen; gives how many units too high it is."""
    return _draw_part(sheet) if sheet.view.screen.long else _draw(sheet)


def _draw(sheet: Sheet) -> float:
    """Put all widgets of the screen; gives how many units too high they are."""
    dialog = next((one for one in sheet.view.screen.widgets if isinstance(one, Dialog)), None)
    blocks = list(_blocks(sheet))
    spare = sheet.height - _total(sheet, blocks)
    y, sunk = 0.0, False
    for i, block in enumerate(blocks):
        y += _before(sheet, blocks, i)
        if not sunk and all(one.low for one in blocks[i:]):
            y, sunk = y + max(0.0, spare), True
        block.draw(y)
        y += block.height
    over = max(0.0, -spare)
    return max(over, notices.dialog(sheet, dialog)) if dialog else over


def _draw_part(sheet: Sheet) -> float:
    """A long screen: what fits from its beginning, or, scrolled, what fits up to its end. Bars stay where they are.

    Gives the height of what can be seen on neither page.
    """
    blocks = [block for widget in sheet.view.screen.widgets for block in _pieces(sheet, widget)]
    if not any(isinstance(one, Status) for one in sheet.view.screen.widgets):
        blocks.insert(0, bars.status(sheet, Status()))
    top = [block for block in blocks if block.joined and not block.low]
    foot = [block for block in blocks if block.joined and block.low]
    rest = [block for block in blocks if not block.joined]
    room = sheet.height - sum(block.height for block in (*top, *foot)) - sheet.gap - MORE
    first, last = _fitting(rest, room, sheet.gap), _fitting(rest[::-1], room, sheet.gap)
    shown = rest[len(rest) - last :] if sheet.view.scrolled else rest[:first]
    y = 0.0
    for block in top:
        block.draw(y)
        y += block.height
    y += MORE if sheet.view.scrolled else sheet.gap
    if sheet.view.scrolled:
        sheet.glyph("expand_less", sheet.width / 2, y - MORE / 2, 40, sheet.ink)
    for block in shown:
        block.draw(y)
        y += block.height + sheet.gap
    low = sheet.height - sum(block.height for block in foot)
    if not sheet.view.scrolled:
        sheet.glyph("expand_more", sheet.width / 2, low - MORE / 2, 40, sheet.ink)
    for block in foot:
        block.draw(low)
        low += block.height
    return sum(block.height for block in rest[first : len(rest) - last]) if first and last else sheet.height


def _fitting(blocks: Sequence[Block], room: float, gap: float) -> int:
    """How many of them, from the first one, have room."""
    for count, block in enumerate(blocks):
        room -= block.height + gap
        if room < 0:
            return count
    return len(blocks)


def _pieces(sheet: Sheet, widget: Widget) -> Iterator[Block]:
    """A list's lines one by one: each may come into view without the others."""
    match widget:
        case List(items=items):
            yield from (choices.lines(sheet, List(items=(item,))) for item in items)
        case Dialog():
            return
        case _:
            yield _block(sheet, widget)


def _before(sheet: Sheet, blocks: list[Block], i: int) -> float:
    """The gap over block `i`: bars follow each other without one."""
    return 0.0 if i == 0 or (blocks[i].joined and blocks[i - 1].joined) else sheet.gap


def _total(sheet: Sheet, blocks: list[Block]) -> float:
    gaps = sum(_before(sheet, blocks, i) for i in range(len(blocks)))
    return sum(block.height for block in blocks) + gaps + (0.0 if blocks[-1].joined else sheet.gap)


def _blocks(sheet: Sheet) -> Iterator[Block]:
    widgets = [one for one in sheet.view.screen.widgets if not isinstance(one, Dialog)]
    if not any(isinstance(one, Status) for one in widgets):
        yield bars.status(sheet, Status())
    i = 0
    while i < len(widgets):
        one, after = widgets[i], widgets[i + 1] if i + 1 < len(widgets) else None
        if sheet.tight and isinstance(one, Keypad) and isinstance(after, Button) and _belongs(after, one):
            yield inputs.keypad(sheet, one, after)
            i += 2
        elif (
            sheet.tight and isinstance(one, Button) and isinstance(after, Button) and inputs.may_pair(sheet, one, after)
        ):
            # The one that goes on stands at the right, as on real phones.
            left, right = (after, one) if one.role == "primary" else (one, after)
            yield inputs.pair(sheet, left, right)
            i += 2
        else:
            yield _block(sheet, one)
            i += 1


def _belongs(button: Button, pad: Keypad) -> bool:
    """Whether the button goes on once the keypad has been used."""
    return button.needs in {pad.id, pad.field} and bool(button.needs)


def _block(sheet: Sheet, widget: Widget) -> Block:
    match widget:
        case Status():
            return bars.status(sheet, widget)
        case AppBar():
            return bars.app_bar(sheet, widget)
        case Text():
            return notices.text(sheet, widget)
        case Tiles():
            return choices.tiles(sheet, widget)
        case Rows():
            return choices.rows(sheet, widget)
        case List():
            return choices.lines(sheet, widget)
        case Field():
            return inputs.field(sheet, widget)
        case Keypad():
            return inputs.keypad(sheet, widget)
        case Button():
            return inputs.button(sheet, widget)
        case Banner():
            return notices.banner(sheet, widget)
        case SmsThread():
            return messages.sms(sheet, widget)
        case ChatThread():
            return messages.chat(sheet, widget)
        case CallScreen():
            return calls.call(sheet, widget)
        case Qr():
            return calls.qr(sheet, widget)
        case Toggle():
            return settings.toggle(sheet, widget)
        case Tabs():
            return settings.tabs(sheet, widget)
        case Image():
            return settings.image(sheet, widget)
        case Dialog():
            return Block(0, _nothing)
        case _:
            assert_never(widget)


def _nothing(_top: float) -> None:
    """A dialog is put last, over everything."""
