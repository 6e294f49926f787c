"""What the practice phone is made of around its screen: frame, ribbon, status strip. Slim on a small glass.

What is only seen gives way there, so that what is tapped and read keeps its millimetres. Lengths are in units.
"""

from msgspec import Struct

from elderapp.tablet import theme as look
from elderapp.tablet.theme import Theme
from elderapp.tablet.widgets.box import Box


class Case(Struct, frozen=True):
    """`strip` is the clock's line, `bar` what the app's bar may shrink to, `corner` the radius of the screen."""

    frame: float = 14.0
    ribbon: float = 10.9 * look.MM
    strip: float = 48.0
    bar: float = 66.0
    radius: float = look.RADIUS_PHONE
    corner: float = look.RADIUS_SCREEN

    def screen(self, size: tuple[float, float]) -> Box:
        """The screen above the ribbon in a phone of this outer size, from its own upper left corner."""
        return Box(0, 0, size[0] - 2 * self.frame, size[1] - 2 * self.frame - self.ribbon)

    def ribbon_box(self, size: tuple[float, float]) -> Box:
        """Where the practice ribbon is."""
        screen = self.screen(size)
        return Box(0, screen.bottom, screen.w, self.ribbon)


FULL = Case()
SLIM = Case(frame=8.0, ribbon=7.6 * look.MM, strip=36.0, bar=60.0, radius=44.0, corner=37.0)
"""Back's finger box, 16 mm, reaches from the bar's lower edge to the screen's upper one."""


def case_of(theme: Theme) -> Case:
    """The phone's on this glass."""
    return SLIM if theme.profile.is_small else FULL
