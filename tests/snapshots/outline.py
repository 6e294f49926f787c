"""A screen as text, to be read by people and compared by machines: what stands where, with which words, how large.

One line a piece, its parts indented below it; places in pixels from the upper left, so that a diff reads like a screen.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from elderapp.tablet.widgets.piece import Piece
from elderapp.tablet.widgets.writing import Icon, Writing

_LINE = re.compile(
    r"(?P<indent> *)(?P<kind>\w+)(?P<id> #\S+)?(?P<words> \".*\" \d+ px)?(?P<rest> \S.*?)? "
    r"at (?P<x>-?\d+),(?P<y>-?\d+) (?P<w>\d+)x(?P<h>\d+)"
)


@dataclass(frozen=True)
class Drawn:
    """One line of an outline, read again: a box, and the words that stand in it with their size in pixels."""

    kind: str
    box: tuple[int, int, int, int]
    words: str = ""
    size: int = 0


def of(screen: Any, phone: Any = None) -> str:
    """The outline of a screen, and of the practice phone on it."""
    high = screen.theme.profile.height
    lines = [f"{type(screen).__name__} {screen.theme.profile.width}x{high}"]
    for child in reversed(screen.children):
        if isinstance(child, Piece):
            lines += _piece(child, high, 1)
    return "\n".join([*lines, *(_phone(phone, high) if phone else ())]) + "\n"


def read(text: str) -> list[Drawn]:
    """The boxes and words of an outline. Raises `ValueError` for a line that is none."""
    found = []
    for line in text.splitlines()[1:]:
        match = _LINE.fullmatch(line)
        if not match:
            raise ValueError(line)
        box = tuple(int(match[name]) for name in "xywh")
        words, _, size = (match["words"] or "").strip().removesuffix(" px").rpartition(" ")
        found.append(Drawn(match["kind"], box, words.strip('"').replace("⏎", "\n"), int(size or 0)))
    return found


def _piece(piece: Piece, high: int, depth: int) -> Iterator[str]:
    name = f"{type(piece).__name__}{f' #{piece.id}' if piece.id else ''}"
    if isinstance(piece, Writing):
        name += f' "{"⏎".join(piece.lines)}" {piece.font_px} px{"" if piece.fits else " does not fit"}'
    elif isinstance(piece, Icon):
        name += f" {piece.name}"
    if piece.role:
        name += f" ({piece.role})"
    x, y, w, h = piece.hit_box() if piece.id else (*piece.pos, *piece.size)
    yield f"{'  ' * depth}{name} at {_place(x, high - y - h, w, h)}"
    for child in reversed(piece.children):
        if isinstance(child, Piece):
            yield from _piece(child, high, depth + 1)


def _phone(phone: Any, high: int) -> Iterator[str]:
    """The practice phone draws its page itself: words, icons, and what can be tapped."""
    yield f"  Phone at {_place(phone.x, high - phone.top, *phone.size)}"
    parts = [(f'Words "{words.text}" {round(words.size)} px', box) for words, box in phone.writings()]
    parts += [(f"Icon {name}", box) for name, box in phone.glyphs()]
    parts += [(f"Target #{target.id} ({target.role})", target.box) for target in phone.targets()]
    for name, (left, low, right, top) in parts:
        yield f"    {name} at {_place(left, high - top, right - left, top - low)}"


def _place(x: float, y: float, w: float, h: float) -> str:
    return f"{round(x)},{round(y)} {round(w)}x{round(h)}"
