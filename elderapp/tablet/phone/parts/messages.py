"""Text messages and chats, with the parts of a message that can be pointed out."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from math import inf

from msgspec import Struct

from elderapp.lesson.mock import Bubble, ChatThread, SmsThread
from elderapp.tablet import theme as look
from elderapp.tablet.phone.parts import fingers
from elderapp.tablet.phone.pieces import Spot, at_least
from elderapp.tablet.phone.sheet import FINGER, Block, Sheet
from elderapp.tablet.text import runs
from elderapp.tablet.theme import Colour
from elderapp.tablet.widgets.box import Box

_MARK = re.compile(r"\{([a-z0-9-]+)\|([^{}]*)\}")
_LINK = re.compile(r"(?:https?://)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?:/(?:[\w./?=&-]*[\w/])?)?")
_MINE = look.colour("#D3EBE2")
_CHAT = look.colour("#E9F0EE")
_DISC = look.colour("#D5DBE3")
_CLOSING = frozenset("。，！？」）.,!?)")
"""Stay on the line of the address before them."""
_AIRY = (FINGER / 34, 2.4, 2.1, 1.8, 1.65, 1.5, 1.38, 1.3)
"""Leadings while parts of a message can be tapped: a line as high as a finger, if there is room."""
_CLEAR = 0.49 * FINGER
"""Room enough around the middle of a part: 7.8 mm, at which a hand with σ 2.7 mm misses less than once in 100 taps."""


class Setting(Struct, frozen=True):
    """How a thread is set: its lines' leading, and whether each marked part begins a line."""

    leading: float
    apart: bool = False


class Stretch(Struct, frozen=True):
    """Characters that look alike: a `mark` has its id, a `link` is an address."""

    start: int
    end: int
    mark: str = ""
    link: bool = False


def parse(text: str) -> tuple[str, tuple[Stretch, ...]]:
    """A message without its braces, and what stands out in it, in order.

    >>> parse("請{when|今日內}付款")
    ('請今日內付款', (Stretch(start=1, end=4, mark='when', link=False),))
    """
    plain, found, at = "", [], 0
    for match in _MARK.finditer(text):
        plain += text[at : match.start()]
        found.append(Stretch(len(plain), len(plain) + len(match[2]), match[1]))
        plain += match[2]
        at = match.end()
    plain += text[at:]
    for link in _LINK.finditer(plain):
        if all(one.end <= link.start() or one.start >= link.end() for one in found):
            found.append(Stretch(link.start(), link.end(), link=True))
    found = [_linked(one, plain) for one in found]
    return plain, tuple(sorted(found, key=lambda one: one.start))


def _linked(stretch: Stretch, plain: str) -> Stretch:
    """A marked address still looks like an address."""
    is_link = stretch.link or _LINK.fullmatch(plain[stretch.start : stretch.end]) is not None
    return Stretch(stretch.start, stretch.end, stretch.mark, is_link)


def sms(sheet: Sheet, widget: SmsThread) -> Block:
    """Messages of one sender, under the sender's name, as a phone shows them."""
    return _thread(sheet, widget.sender, widget.number, widget.messages, chat=False, icon=widget.icon)


def chat(sheet: Sheet, widget: ChatThread) -> Block:
    """A chat, mine at the right."""
    return _thread(sheet, widget.name, widget.number, widget.messages, chat=True)


def _thread(sheet: Sheet, name: str, number: str, messages: tuple[Bubble, ...], *, chat: bool, icon: str = "") -> Block:
    head = _head_height(sheet, name, number)

    def draw(top: float, setting: Setting) -> None:
        _head(sheet, Box(0, top, sheet.width, head), name, number, chat=chat, icon=icon)
        if chat:
            sheet.panel(Box(0, top + head, sheet.width, sheet.height - top - head), _CHAT)
        y = top + head + sheet.gap
        for bubble in messages:
            y = _bubble(sheet, bubble, y, setting, chat=chat) + sheet.gap
        fingers.part(sheet)

    setting = Setting(sheet.pick(1.5, 1.4, 1.3))
    if sheet.view.live:
        room = inf if sheet.is_airy else sheet.height - sheet.case.strip - head
        ways = [Setting(leading, apart) for leading in _AIRY for apart in (False, True)]
        fitting = [way for way in ways if _height(sheet, messages, way, chat=chat) <= room]
        setting, clear = _clearest(sheet, draw, fitting or ways[-2:-1])
        sheet.close = clear < _CLEAR
    total = _height(sheet, messages, setting, chat=chat)
    return Block(head + total, lambda top: draw(top, setting), joined=True)


def _clearest(sheet: Sheet, draw: Callable[[float, Setting], None], ways: Sequence[Setting]) -> tuple[Setting, float]:
    """The first way in which a finger has room enough around each part, else the one with the most; and that room."""
    tried = list[tuple[float, Setting]]()
    for way in ways:
        with sheet.aside() as spots:
            draw(sheet.case.strip, way)
            clear = fingers.clearance(spots)
        tried.append((clear, way))
        if clear >= _CLEAR:
            break
    clear, best = max(tried, key=lambda one: one[0])
    return best, clear


def _head_height(sheet: Sheet, name: str, number: str) -> float:
    high = sheet.high(32, 1.25) * len(sheet.lines(name, sheet.width - 118, 32, 700))
    return max(sheet.pick(92, 84, 76), high + (sheet.high(28, 1.25) if number else 0) + 10)


def _head(sheet: Sheet, box: Box, name: str, number: str, *, chat: bool, icon: str = "") -> None:
    ground = look.MOCK_BAR if chat else look.CARD
    colour = look.WHITE if chat else look.INK
    sheet.panel(box, ground)
    if not chat:
        sheet.panel(box.foot(2), look.colour("#C4CBD4"))
    sheet.disc(Box(26, box.cy - 30, 60, 60), _DISC)
    sheet.glyph(icon or "person", 56, box.cy, 38, look.INK)
    room = sheet.width - 118
    first = sheet.text_height(name, room, 32, 700, 1.25)
    second = sheet.high(28, 1.25) if number else 0
    top = box.cy - (first + second) / 2
    sheet.text(name, Box(98, top, room, first), 32, colour, ground, weight=700, leading=1.25)
    if number:
        sheet.line(number, 98, top + first + second / 2, 28, colour, ground, weight=500)


def _text_room(sheet: Sheet) -> float:
    return sheet.inner - 8 - 2 * sheet.pick(28, 24, 18)


def _bubble_height(sheet: Sheet, bubble: Bubble, setting: Setting, *, chat: bool) -> float:
    high = len(_lines(sheet, bubble.text, setting)) * sheet.high(34, setting.leading)
    if chat and bubble.time:
        high += sheet.high(24, 1.2)
    return max(high + 2 * sheet.pick(20, 14, 10), FINGER if bubble.id else 0)


def _lines(sheet: Sheet, text: str, setting: Setting) -> list[tuple[int, int]]:
    """Where the lines of a message start and end. An address begins a line, and what follows it another.

    Where parts are to stand apart, each begins a line.
    """
    plain, stretches = parse(text)
    begins = {one.start for one in stretches if setting.apart and one.mark}
    if sheet.wide(plain, 34) <= _text_room(sheet) and "\n" not in plain and not begins:
        return [(0, len(plain))]
    addresses = (at for one in stretches if one.link for at in (one.start, _closed(plain, one.end)))
    edges = sorted({0, len(plain), *begins, *addresses})
    found: list[tuple[int, int]] = []
    for first, last in pairwise(edges):
        found += [(first + a, first + b) for a, b in sheet.lines(plain[first:last], _text_room(sheet), 34)]
    # What stood between an address and the words after it does not push these away from the margin.
    return [(end - len(plain[start:end].lstrip(" ")), end) for start, end in found] or [(0, 0)]


def _closed(plain: str, end: int) -> int:
    """Where the line of an address ends: what closes it hangs over the margin rather than begin a line."""
    while plain[end : end + 1] in _CLOSING:
        end += 1
    return end


def _stamp_height(sheet: Sheet, bubble: Bubble, *, chat: bool) -> float:
    return sheet.high(26, 1.3) + 10 if bubble.time and not chat else 0.0


def _height(sheet: Sheet, messages: tuple[Bubble, ...], setting: Setting, *, chat: bool) -> float:
    each = (
        _stamp_height(sheet, one, chat=chat) + _bubble_height(sheet, one, setting, chat=chat) + sheet.gap
        for one in messages
    )
    return sum(each) + sheet.gap


def _bubble(sheet: Sheet, bubble: Bubble, top: float, setting: Setting, *, chat: bool) -> float:
    """Draws one message; gives where it ends."""
    stamp = _stamp_height(sheet, bubble, chat=chat)
    ground_here = _CHAT if chat else sheet.ground
    if stamp:
        y = top + (stamp - 10) / 2
        sheet.line(bubble.time, sheet.width / 2, y, 26, look.MOCK_GREY, ground_here, centred=True)
    plain, stretches = parse(bubble.text)
    side = sheet.pick(28, 24, 18)
    set_lines = _lines(sheet, bubble.text, setting)
    widest = max(sheet.wide(plain[start:end], 34) for start, end in set_lines)
    height = _bubble_height(sheet, bubble, setting, chat=chat)
    width = max(min(widest, _text_room(sheet)) + 2 * side, 150)
    left = sheet.width - sheet.pad - width if bubble.mine else sheet.pad
    box = Box(left, top + stamp, width, height)
    corners = (24, 6, 24, 24) if bubble.mine else (6, 24, 24, 24)
    ground = _MINE if bubble.mine else look.CARD
    sheet.panel(box, ground, corners, look.MOCK_LINE)
    sheet.spot(bubble.id, box)
    step = sheet.high(34, setting.leading)
    first = box.y + sheet.pick(20, 14, 10)
    for i, (start, end) in enumerate(set_lines):
        _message_line(sheet, plain, stretches, (start, end), box.x + side, first + (i + 0.5) * step, step, ground)
    if chat and bubble.time:
        x = box.right - side + 8 - sheet.wide(bubble.time, 24)
        sheet.line(bubble.time, x, box.bottom - sheet.high(24, 1.2) / 2 - 8, 24, look.MOCK_GREY, ground)
    return box.bottom


def _message_line(
    sheet: Sheet,
    plain: str,
    stretches: tuple[Stretch, ...],
    line: tuple[int, int],
    x: float,
    y: float,
    step: float,
    ground: Colour,
) -> None:
    half, space = sheet.high(34, 1.3) / 2, sheet.wide("a a", 34) - sheet.wide("aa", 34)
    for text, stretch in _pieces(plain, stretches, *line):
        pull = runs(text)[0].pull if text[:1] and stretch is None else 0
        width = sheet.wide(text, 34) + (pull * sheet.type_px(34) / sheet.density if x > 0 and pull else 0)
        if stretch is None or not text.strip():
            gap = (len(text) - len(text.rstrip(" "))) * space
            x += sheet.line(text, x, y, 34, look.INK, ground) + gap
            continue
        box = Box(x, y - half, width, 2 * half)
        marked, live = stretch.mark in sheet.view.marked, stretch.mark in sheet.view.live
        colour, under = _dress(stretch, marked=marked, live=live)
        back = look.BRICK2 if marked else ground
        if marked:
            sheet.panel(box.inset(-3, -1), look.BRICK2, 8)
        x += sheet.line(text, x, y, 34, colour, back)
        if under:
            sheet.panel(Box(box.x, y + sheet.high(34, 1) * 0.56, width, 3), under)
        if stretch.mark:
            hit = at_least(box, FINGER, max(FINGER, step)) if live else None
            sheet.spots.append(Spot(stretch.mark, box, hit, "mark", 10))


def _dress(stretch: Stretch, *, marked: bool, live: bool) -> tuple[Colour, Colour | None]:
    """The colour of the words and of the line under them. What cannot be picked now looks like the rest."""
    if marked:
        return look.BRICK, look.BRICK
    if stretch.link or live:
        return look.MOCK_LINK, look.MOCK_LINK
    return look.INK, None


def _pieces(plain: str, stretches: tuple[Stretch, ...], start: int, end: int) -> Iterator[tuple[str, Stretch | None]]:
    at = start
    for stretch in stretches:
        first, last = max(stretch.start, start), min(stretch.end, end)
        if first >= last:
            continue
        if first > at:
            yield plain[at:first], None
        yield plain[first:last].rstrip(), stretch
        at = last
    if at < end:
        yield plain[at:end], None
