"""Where a finger means one marked part of a message and not the one beside it."""

from collections.abc import Sequence
from math import inf

from elderapp.tablet.phone.pieces import Spot
from elderapp.tablet.phone.sheet import Sheet
from elderapp.tablet.widgets.box import Box


def part(sheet: Sheet) -> None:
    """Where fingers' boxes of neighbouring marks meet, the border runs between the words."""
    marks = [i for i, spot in enumerate(sheet.spots) if spot.role == "mark" and spot.hit]
    edge = Box(0, 0, sheet.width, sheet.height).below(sheet.case.strip)
    for i in marks:
        for j in marks:
            one, other = sheet.spots[i], sheet.spots[j]
            if i < j and one.hit and other.hit and _overlap(one.hit, other.hit):
                sheet.spots[i], sheet.spots[j] = _apart(one, other)
    for i in marks:
        spot = sheet.spots[i]
        if spot.hit:
            sheet.spots[i] = Spot(spot.id, spot.box, _within(spot.hit, edge), "mark", spot.radius)


def _overlap(one: Box, other: Box) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def _apart(one: Spot, other: Spot) -> tuple[Spot, Spot]:
    first, second = one.hit or one.box, other.hit or other.box
    if abs(one.box.cy - other.box.cy) > 4:
        border = (one.box.bottom + other.box.y) / 2
        first = Box(first.x, first.y, first.w, border - first.y)
        second = Box(second.x, border, second.w, second.bottom - border)
    else:
        border = (one.box.right + other.box.x) / 2
        first = Box(first.x, first.y, border - first.x, first.h)
        second = Box(border, second.y, second.right - border, second.h)
    return Spot(one.id, one.box, first, "mark", one.radius), Spot(other.id, other.box, second, "mark", other.radius)


def _within(box: Box, edge: Box) -> Box:
    left, top = max(box.x, edge.x), max(box.y, edge.y)
    return Box(left, top, min(box.right, edge.right) - left, min(box.bottom, edge.bottom) - top)


def clearance(spots: Sequence[Spot]) -> float:
    """How far a finger may land from the middle of the mark that is hardest to reach, in units; inf without marks.

    Of a mark on two lines the larger box counts, as it is the one that is aimed at.
    """
    best: dict[str, float] = {}
    for spot in spots:
        if spot.role == "mark" and spot.hit:
            best[spot.id] = max(best.get(spot.id, 0.0), min(spot.hit.w, spot.hit.h) / 2)
    return min(best.values(), default=inf)
