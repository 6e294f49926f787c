"""Where a printed line of Chinese may end: between known words, and never so that a comma begins one."""

from collections.abc import Callable, Sequence

NEVER_FIRST = frozenset("，。、；：？！」』）》〉】…,.;:?!)]}%")
NEVER_LAST = frozenset("「『（《〈【([{$")


def break_lines(text: str, cuts: Sequence[int], room: float, width: Callable[[str], float]) -> tuple[str, ...]:
    """The text in lines no wider than `room`; `cuts` are the places between words, if anybody knows them.

    A word that is wider than the room is broken between characters.

    >>> break_lines("撳「確認」。", (), 3, len)
    ('撳「確', '認」。')
    """
    places = sorted({*(cuts or _places(text)), len(text)})
    lines, begin, end = [], 0, 0
    for place in places:
        if width(text[begin:place]) <= room:
            end = place
            continue
        if end > begin:
            lines.append(text[begin:end])
            begin = end
        while width(text[begin:place]) > room:
            end = _fitting(text, begin, place, room, width)
            lines.append(text[begin:end])
            begin = end
        end = place
    return tuple(line.strip() for line in (*lines, text[begin:]) if line.strip())


def _fitting(text: str, begin: int, last: int, room: float, width: Callable[[str], float]) -> int:
    """The last place before `last` up to which a line fits; at least one character."""
    inside = [place for place in range(begin + 1, last) if width(text[begin:place]) <= room]
    good = sorted(set(inside) & set(_places(text)))
    return (good or inside or [begin + 1])[-1]


def _places(text: str) -> list[int]:
    return [
        at
        for at in range(1, len(text))
        if text[at] not in NEVER_FIRST
        and text[at - 1] not in NEVER_LAST
        and not (_is_latin(text[at - 1]) and _is_latin(text[at]))
    ]


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
