"""How high a practice phone must be for what it shows: whoever lays out what is around it asks."""

from functools import lru_cache
from itertools import count

from elderapp.i18n import Words
from elderapp.lesson.mock import Screen
from elderapp.player.play import PhoneView
from elderapp.tablet.phone.case import FULL, Case
from elderapp.tablet.phone.layout import put
from elderapp.tablet.phone.sheet import TIGHTEST, Sheet

_STEP = 12.0
"""Long screens have no height of their own: the least is looked for in such steps, in units."""
_LEAST_LONG = 360.0


def needed(view: PhoneView, words: Words, *, width: float, density: float = 1.0, case: Case = FULL) -> float:
    """The least outer height in units on which all is seen, at its tightest, with text at scale 1.

    `width` is the outer one. What is typed, ringed or pressed changes nothing.
    """
    return _needed(view.screen, tuple(view.waiting.items()), bool(view.live), words, width, density, case)


@lru_cache(maxsize=512)
def _needed(
    screen: Screen, waiting: tuple[tuple[str, int], ...], live: bool, words: Words, width: float, density: float,
    case: Case,
) -> float:  # fmt: skip
    seconds = dict(waiting)
    view = PhoneView("", "plain", screen, waiting=seconds, live=("any",) if live else ())
    around = 2 * case.frame + case.ribbon

    def over(height: float) -> float:
        inside = case.screen((width, around + height))
        return put(Sheet(view, words, width=inside.w, height=inside.h, density=density, tight=TIGHTEST,
                         seconds=seconds, case=case))  # fmt: skip

    if not screen.long:
        return around + over(0.0)
    return around + next(high for high in count(_LEAST_LONG, _STEP) if over(high) <= 0)
