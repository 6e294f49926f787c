"""How high a practice phone must be for what it shows: whoever lays out what is around it asks."""

from functools import lru_cache
from itertools import count
from math import ceil

import msgspec

from elderapp.i18n import Words
from elderapp.player.play import PhoneView
from elderapp.tablet.phone.case import FULL, Case
from elderapp.tablet.phone.layout import put
from elderapp.tablet.phone.sheet import TIGHTEST, Sheet

_STEP = 12.0
"""Long screens have no height of their own: the least is looked for in such steps, in units."""
_LEAST_LONG = 360.0


def needed(view: PhoneView, words: Words, *, width: float, density: float = 1.0, case: Case = FULL) -> float:
    """The least outer height in units on which all is seen, at its tightest, with text at scale 1.

    `width` is the outer one. Lines of a message of which parts can be tapped stand a finger apart. What is typed,
    ringed or pressed changes nothing.
    """
    return ceil(_needed(_Asked(view), words, width, density, case)) + 1  # whole pixels may cost most of one


class _Asked:
    """What of a view its height depends on; its parts have no hash of their own."""

    def __init__(self, view: PhoneView) -> None:
        live = ("any",) if view.live else ()
        self.view = PhoneView("", "plain", view.screen, waiting=view.waiting, live=live)
        self.told = msgspec.json.encode(self.view)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self.told == other.told

    def __hash__(self) -> int:
        return hash(self.told)


@lru_cache(maxsize=512)
def _needed(asked: _Asked, words: Words, width: float, density: float, case: Case) -> float:
    view, around = asked.view, 2 * case.frame + case.ribbon

    def over(height: float) -> float:
        inside = case.screen((width, around + height))
        sheet = Sheet(view, words, width=inside.w, height=inside.h, density=density, tight=TIGHTEST,
                      seconds=view.waiting, case=case)  # fmt: skip
        sheet.is_airy = True
        return put(sheet)

    if not view.screen.long:
        return around + over(0.0)
    return around + next(high for high in count(_LEAST_LONG, _STEP) if over(high) <= 0)
