"""Where lines of Chinese and English are broken, and at which size. Pure: the measuring is an argument.

A line never starts with a comma or a closing mark nor ends with an opening one (UAX #14 and a few marks of our own),
words stay whole where the text brings its word boundaries, and among settings with equally many lines the one wins
whose lines end at a pause and are about equally long.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache

from msgspec import Struct

Measure = Callable[[str], float]
"""The width of a piece of text, in whatever unit the width to fit is in."""

NEVER_FIRST = frozenset("，。、；：？！」』）】》〉…—～·％,.;:?!)]}%”’")
NEVER_LAST = frozenset("「『（【《〈([{$“‘#")
_OPEN = frozenset("「『（【《〈")
_CLOSE = frozenset("」』）】》〉")
_PAUSE = frozenset("，。、；：？！」』）】》〉…,.;:?!")
_PARTICLES = frozenset("咗緊嘅㗎喇啦呀咩吖啫哋晒埋")
_TOO_FAR = 1e9
_SHORT_QUOTE = 9
"""A name of so many characters in brackets, as of a button, stays whole."""

_FIRST_HAN, _LAST_HAN = 0x4E00, 0x9FFF


class Setting(Struct, frozen=True):
    """A text set in lines: the type size, and where each line starts and ends. Nothing is left out between lines."""

    size: float
    lines: tuple[tuple[int, int], ...]


class Run(Struct, frozen=True):
    """A piece of a line that is drawn as one: `start` in the line, and how many ems it moves to the left first."""

    start: int
    text: str
    pull: float = 0.0


@lru_cache(maxsize=2048)
def runs(line: str) -> tuple[Run, ...]:
    """A line in pieces, so that the empty halves of brackets at its start and beside other marks are taken out.

    >>> [(run.text, run.pull) for run in runs("撳「快」，喺右邊")]
    [('撳「快」', 0.0), ('，喺右邊', 0.5)]
    """
    pulls = [0] if line[:1] in _OPEN else []
    for i in range(1, len(line)):
        before, after = line[i - 1], line[i]
        if (before in _CLOSE and after in _PAUSE | _OPEN) or (after in _OPEN and before in _PAUSE | _OPEN):
            pulls.append(i)
    starts = sorted({0, *pulls})
    return tuple(
        Run(start, line[start:end], 0.5 if start in pulls else 0.0)
        for start, end in zip(starts, [*starts[1:], len(line)], strict=True)
        if end > start
    )


def width_of(line: str, size: float, measure: Measure) -> float:
    """How wide a line is with its brackets pulled in, and without the empty half of one at its end."""
    line = line.rstrip()
    empty = 0.5 * size if line[-1:] in _CLOSE else 0.0
    return sum(measure(run.text) - run.pull * size for run in runs(line)) - empty


@lru_cache(maxsize=512)
def may_start(text: str, cuts: tuple[int, ...] = ()) -> tuple[int, ...]:
    """Offsets at which a line may start, besides 0: where Unicode allows a break, and no word of `cuts` is cut.

    >>> may_start("撳「轉數快」，喺右邊。", (1, 2, 5, 6, 7, 8))
    (1, 7, 8)
    """
    allowed = (at for at in _breaks(text) if 0 < at < len(text) and _is_clean(text, at))
    if not cuts:
        return tuple(allowed)
    kept = set(cuts)
    return tuple(at for at in allowed if at in kept or text[at - 1] in _PAUSE)


def _breaks(text: str) -> Iterator[int]:
    """Where Unicode allows a line to end (UAX #14)."""
    if _is_chinese(text):  # what the first screen says: the tables, slow to load, would allow a break anywhere too
        return iter(range(1, len(text)))
    from uniseg.linebreak import line_break_boundaries

    return iter(line_break_boundaries(text))


def _graphemes(text: str) -> Iterator[int]:
    """Where a character as one sees it ends (UAX #29)."""
    if _is_chinese(text):
        return iter(range(1, len(text)))
    from uniseg.graphemecluster import grapheme_cluster_boundaries

    return iter(grapheme_cluster_boundaries(text))


def _is_chinese(text: str) -> bool:
    return all(_FIRST_HAN <= ord(char) <= _LAST_HAN for char in text)


def _is_clean(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if before == "-" and after.isalnum():
        return False
    return after not in NEVER_FIRST and before not in NEVER_LAST and not _is_in_short_quote(text, at)


def _is_in_short_quote(text: str, at: int) -> bool:
    start = max(text.rfind(mark, 0, at) for mark in _OPEN)
    ends = [end for mark in _CLOSE if (end := text.find(mark, start)) >= 0]
    return start >= 0 and bool(ends) and at <= min(ends) and min(ends) - start <= _SHORT_QUOTE


@lru_cache(maxsize=1024)
def break_lines(
    text: str, width: float, size: float, measure: Measure, cuts: tuple[int, ...] = ()
) -> tuple[tuple[int, int], ...]:
    """As few lines as fit in `width`, of about equal length. A piece that cannot be broken may stand out."""
    if not text:
        return ((0, 0),)
    if "\n" in text:
        return tuple(_paragraphs(text, width, size, measure))

    @cache
    def wide(start: int, end: int) -> float:
        return width_of(text[start:end], size, measure)

    if wide(0, len(text)) <= width:
        return ((0, len(text)),)
    starts = _starts(text, width, wide, cuts)
    count = _fewest(starts, width, wide)
    return _even(text, starts, count, width, wide)


def _paragraphs(text: str, width: float, size: float, measure: Measure) -> Iterator[tuple[int, int]]:
    at = 0
    for paragraph in text.splitlines(keepends=True):
        lines = break_lines(paragraph.rstrip("\n"), width, size, measure)
        yield from ((at + start, at + end) for start, end in lines[:-1])
        yield at + lines[-1][0], at + len(paragraph)
        at += len(paragraph)


def _starts(text: str, width: float, wide: Callable[[int, int], float], cuts: tuple[int, ...]) -> list[int]:
    """Where lines may start and the text ends; what is wider than a line is cut further, by ever looser rules."""
    edges = [0, *may_start(text, cuts), len(text)]
    looser: tuple[Callable[[], Sequence[int]], ...] = (
        lambda: may_start(text),
        lambda: [at for at in _graphemes(text) if 0 < at < len(text) and _is_clean(text, at)],
        lambda: list(_graphemes(text)),
    )
    for rule in looser:
        too_wide = [(a, b) for a, b in itertools.pairwise(edges) if wide(a, b) > width]
        if not too_wide:
            break
        edges = sorted({*edges, *(at for at in rule() for a, b in too_wide if a < at < b)})
    return edges


def _fewest(edges: Sequence[int], width: float, wide: Callable[[int, int], float]) -> int:
    count, start = 1, edges[0]
    for previous, edge in itertools.pairwise(edges):
        if wide(start, edge) > width and previous > start:
            count, start = count + 1, previous
    return count


def _even(
    text: str, edges: Sequence[int], count: int, width: float, wide: Callable[[int, int], float]
) -> tuple[tuple[int, int], ...]:
    """The best way to make exactly `count` lines."""
    if count == 1:
        return ((0, len(text)),)
    fair = wide(0, len(text)) / count
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for _ in range(count):
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, way) in best.items():
            for i, end in enumerate(edges):
                if end <= start:
                    continue
                length = wide(start, end)
                single = start == edges[i - 1]
                if length > width and not single:
                    break
                total = cost + _cost(text, start, end, length, fair, width)
                if end not in following or total < following[end][0]:
                    following[end] = (total, (*way, end))
        best = following
    way = best[len(text)][1]
    return tuple(itertools.pairwise(way))


def _cost(text: str, start: int, end: int, length: float, fair: float, width: float) -> float:
    """How bad a line is: uneven, ended in mid-phrase, cut off from a particle, or too wide."""
    torn = end < len(text) and text[end] in _PARTICLES
    at_pause = end == len(text) or text[end - 1] in _PAUSE
    pause = 0.0 if at_pause else 0.1 if text[end - 1].isspace() else 0.25
    unruly = _TOO_FAR if length > width else 0.0
    return ((length - fair) / width) ** 2 + pause + (0.25 if torn else 0.0) + unruly


def largest(
    text: str,
    sizes: Sequence[float],
    width: float,
    most: int,
    measure_at: Callable[[float], Measure],
    cuts: tuple[int, ...] = (),
) -> tuple[Setting, bool]:
    """The text at the largest of `sizes` (falling) that stands in `most` lines, and whether even the last one does."""
    setting = Setting(sizes[0], ((0, 0),))
    for size in sizes:
        measure = measure_at(size)
        setting = Setting(size, break_lines(text, width, size, measure, cuts))
        widest = max(width_of(text[start:end], size, measure) for start, end in setting.lines)
        if len(setting.lines) <= most and widest <= width and not _cuts_a_word(text, setting.lines):
            return setting, True
    return setting, False


def ends_at_pauses(text: str, lines: Sequence[tuple[int, int]]) -> bool:
    """Whether every line is a phrase: the next one starts after a comma or a stop.

    >>> ends_at_pauses("慢慢嚟，唔使急。", ((0, 4), (4, 8))), ends_at_pauses("慢慢嚟，唔使急。", ((0, 3), (3, 8)))
    (True, False)
    """
    return all(text[:end].rstrip()[-1:] in _PAUSE for _, end in lines[:-1])


def _cuts_a_word(text: str, lines: Sequence[tuple[int, int]]) -> bool:
    """Whether a word in Latin letters goes on in the next line."""
    ends = (end for _, end in lines[:-1])
    return any(text[end - 1 : end + 1].isascii() and text[end - 1 : end + 1].isalnum() for end in ends)
