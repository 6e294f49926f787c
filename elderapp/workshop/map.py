"""The graph that a walk covered: steps, their states, the ways between them; in words and as a picture (SVG)."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from elderapp.robot.walk import END, LEFT, Walk

_ROW, _WIDE, _LEFT, _TOP = 34, 380, 120, 24


def in_words(walked: Walk) -> Iterator[str]:
    """One line a step: its states, and the steps that inputs lead to from there."""
    for place, states in walked.places.items():
        ways = [f"{to} ×{count}" for (start, to), count in walked.ways.items() if start == place]
        yield f"    {place}: {states} states → {', '.join(ways) or 'nowhere'}"


def as_svg(walked: Walk) -> str:
    """Steps from top to bottom; ways onward at the right, ways back at the left."""
    places = [*walked.places, *(end for end in (END, LEFT) if any(to == end for _, to in walked.ways))]
    row = {place: number for number, place in enumerate(places)}
    high = _TOP * 2 + _ROW * len(places)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDE + 2 * _LEFT}" height="{high}" font-family="sans-serif" '
        f'font-size="13"><title>{escape(walked.lesson)}</title><rect width="100%" height="100%" fill="#FFF8EC"/>'
    ]
    for (start, to), count in walked.ways.items():
        parts.append(_way(row[start], row[to], count))
    for place, number in row.items():
        stuck = place in walked.stuck
        fill, edge = ("#FBE4E0", "#8C1717") if stuck else ("#FFFFFF", "#16324F")
        y = _TOP + number * _ROW
        parts.append(f'<rect x="{_LEFT}" y="{y}" width="{_WIDE}" height="24" rx="8" fill="{fill}" stroke="{edge}"/>')
        states = f" · {walked.places[place]}" if place in walked.places else ""
        parts.append(f'<text x="{_LEFT + 12}" y="{y + 17}" fill="#1C2331">{escape(place)}{states}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _way(start: int, to: int, count: int) -> str:
    """An arc from one row to another; the further it goes the wider it swings."""
    y1, y2 = (_TOP + row * _ROW + 12 for row in (start, to))
    onward = to > start
    x = _LEFT + _WIDE if onward else _LEFT
    swing = min(20 + 7 * abs(to - start), _LEFT - 14) * (1 if onward else -1)
    colour = "#0A5145" if onward else "#747F8F"
    width = min(1 + count / 40, 4)
    return (
        f'<path d="M{x} {y1} C{x + swing} {y1} {x + swing} {y2} {x} {y2}" fill="none" stroke="{colour}" '
        f'stroke-width="{width:.1f}"/>'
    )
