"""A03: icons, edges of what can be tapped, and the ring of a hint, as they are on the glass. Pure."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from elderapp.tablet.theme import AMBER, INK
from elderapp.tablet.touch import Box
from elderapp.workshop.contrast import contrast, ratios
from elderapp.workshop.measures import Fault, Sight, Thing

LEAST = 3.0
_REACH = 7
"""How far, in pixels of the 10.1-inch tablet, an edge is looked for on both sides of a box."""
_NONE = 1.05
"""A thing without any edge, as the arrow in an app's bar, is told by its icon."""
_NEAR = 24.0
"""How different, of 255, a pixel may be from a colour to count as that colour."""


def faint(sight: Sight, picture: Any) -> Iterator[Fault]:
    """Every icon and every edge on the picture that stands out by less than 3 to 1; a ring that lacks its colours.

    What lies under the dimming of a hint is meant to stand back: there the ring alone is judged, and words by A02.
    """
    for name, box in () if sight.ring else sight.icons:
        cut = _cut(picture, box)
        if cut.size and (peak := contrast(cut).peak) < LEAST:
            yield Fault("A03", f"icon {name}", f"peak {peak:.1f}")
    for thing in sight.things:
        # Amber is no edge: its words in ink are, and its foot. What only tells something need not look tappable.
        dimmed = sight.ring and thing.part == "mock"
        if thing.weight != "primary" and thing.role not in {"mark", "row"} and thing.drawn and not dimmed:
            stands_out = edge(picture, thing, sight.theme.density)
            if stands_out < LEAST and not (stands_out < _NONE and _is_icon(sight, thing.drawn)):
                yield Fault("A03", f"edge of {thing.id}", f"{stands_out:.1f}")
    if sight.ring and not _has_ring(picture, sight.ring, sight.theme.px(18)):
        yield Fault("A03", "ring", "not amber between ink")


def edge(picture: Any, thing: Thing, density: float) -> float:
    """How much the thing's box stands out from what is around it: the best of its four sides' middles."""
    left, low, right, high = thing.drawn or thing.box
    x, y, far = round((left + right) / 2), round((low + high) / 2), round(_REACH * density)
    across = [picture[len(picture) - 1 - y, max(0, round(side) - far) : round(side) + far] for side in (left, right)]
    upward = [picture[max(0, len(picture) - round(side) - far) : len(picture) - round(side) + far, x]
              for side in (low, high)]  # fmt: skip
    strips = [across[0], across[1][::-1], upward[0][::-1], upward[1]]
    return max((float(ratios(strip, strip[0]).max()) for strip in strips if len(strip)), default=1.0)


def _is_icon(sight: Sight, box: Box) -> bool:
    return any(
        box[0] <= (icon[0] + icon[2]) / 2 <= box[2] and box[1] <= (icon[1] + icon[3]) / 2 <= box[3]
        for _, icon in sight.icons
    )


def _has_ring(picture: Any, box: Box, wide: float) -> bool:
    left, low, right, high = (round(part) for part in (box[0] - wide, box[1] - wide, box[2] + wide, box[3] + wide))
    around = _cut(picture, (left, low, right, high)).reshape(-1, 3).astype(float)
    counts = []
    for tint in (AMBER, INK):
        counts.append(int((np.abs(around - np.array(tint[:3]) * 255).max(axis=1) < _NEAR).sum()))
    return min(counts) > 2 * wide


def _cut(picture: Any, box: Box) -> Any:
    left, low, right, high = (round(part) for part in box)
    return picture[max(0, len(picture) - high) : max(0, len(picture) - low), max(0, left) : max(0, right)]
