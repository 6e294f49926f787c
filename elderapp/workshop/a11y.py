"""Looks at everything a lesson can show, at every text size and in both orientations, and measures the rules."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, Protocol

from msgspec import Struct

from elderapp import resources
from elderapp.authoring.glyphs import glyphs_of
from elderapp.i18n import Words
from elderapp.lesson.model import Lesson
from elderapp.player.play import LessonView
from elderapp.robot import tremor
from elderapp.tablet import window
from elderapp.tablet.photos import Photos
from elderapp.tablet.theme import SCALE_SMALL, SCALES, DeviceProfile, Theme
from elderapp.tablet.touch import Role, Scene, Target
from elderapp.workshop import edges, measures
from elderapp.workshop.contrast import contrast
from elderapp.workshop.gallery import Shot
from elderapp.workshop.measures import Fault, Sight
from elderapp.workshop.moments import Moment, layouts, moments
from elderapp.workshop.seeing import Showing


class Glass(Protocol):
    """A window that can be looked at."""

    def resize(self, width: int, height: int) -> None:
        """Make the window so large."""

    def put(self, widget: Any) -> Any:
        """Make the widget the window's only child."""

    def frames(self, count: int = 1) -> None:
        """Let some frames pass."""

    def pixels(self) -> Any:
        """What is drawn: an array of bytes (height, width, 3), row 0 at the top."""


class Condition(Struct, frozen=True):
    """How the tablet is held, and the reader's text size."""

    portrait: bool = False
    scale: float = 1.0
    inches: float = 10.1

    @property
    def size(self) -> tuple[int, int]:
        """The window's, in pixels."""
        wide, high = LARGE if self.inches > 11 else window.LANDSCAPE
        return (high, wide) if self.portrait else (wide, high)

    @property
    def profile(self) -> DeviceProfile:
        """The glass."""
        return DeviceProfile(*self.size, self.inches)

    def __str__(self) -> str:
        held = f"{'portrait' if self.portrait else 'landscape'} {self.scale:g}"
        return held if self.inches == DeviceProfile().diagonal else f"{held} {self.inches:g} inches"


LARGE = (1920, 1200)
"""Pixels of a 12-inch tablet."""
PROFILES = {"10": 10.1, "8": 8.0, "12": 12.0}
"""Tablets by the inches that they are sold by."""


def conditions(profile: str = "10") -> tuple[Condition, ...]:
    """Every way of holding such a tablet and every text size. A small one is always upright, at 1.0 or 1.25."""
    ways = ((portrait, scale) for portrait in (False, True) for scale in SCALES)
    found = (Condition(portrait, scale, PROFILES[profile]) for portrait, scale in ways)
    return tuple(one for one in found if not one.profile.is_small or (one.portrait and one.scale <= SCALE_SMALL))


CONDITIONS = conditions()


class Violation(Struct, frozen=True):
    """A rule that is broken somewhere."""

    lesson: str
    place: str
    condition: Condition
    fault: Fault

    def __str__(self) -> str:
        fault = self.fault
        return f"{fault.rule} {self.lesson} {self.place} {self.condition}: {fault.what}: {fault.measured}"


class Known:
    """What was measured before: outlines of screens on pixels, targets under a trembling hand."""

    def __init__(self) -> None:
        self.outlines: set[bytes] = set()
        self.reached: dict[tuple[object, ...], tremor.Reach] = {}

    def is_new(self, outline: bytes) -> bool:
        """Whether this outline comes up for the first time; from now on it does not."""
        if outline in self.outlines:
            return False
        self.outlines.add(outline)
        return True


class Looked(Struct, frozen=True):
    """What came of one lesson: views that it can show, layouts that were drawn and pictures that were measured."""

    lesson: str
    views: int
    drawn: int
    pictures: int
    violations: tuple[Violation, ...]
    shots: tuple[Shot, ...] = ()


@cache
def glyphs() -> frozenset[str]:
    """The characters that every weight of our font has."""
    fonts = sorted((resources.assets() / "fonts").glob("NotoSansHK-*.ttf"))
    return frozenset.intersection(*(glyphs_of(font) for font in fonts))


def inspect(
    lesson: Lesson,
    words: Words,
    photos: Photos | None = None,
    *,
    quick: bool = False,
    conditions: Sequence[Condition] = CONDITIONS,
    glass: Glass | None = None,
    keep: Callable[[str, Any], object] = lambda name, pixels: None,
    scales: Sequence[float] = (1.0,),
    known: Known | None = None,
) -> Looked:
    """Measure every view of a lesson; `quick` keeps to the way without a mistake and its hints.

    A02 and A03 are measured at these `scales` of text, where there is a `glass` to draw on; `keep` is given each
    picture and its name. With what is `known` a layout that was measured before, in this lesson or another, is not
    drawn again.
    """
    reached = known.reached if known else {}
    seen = moments(lesson, quick=quick)
    drawn = pictures = 0
    shots: list[Shot] = []
    found: dict[tuple[Condition, Fault], Violation] = {}
    for condition in conditions:
        showing = Showing(Theme(condition.profile, condition.scale), words, photos)
        first: Sight | None = None
        draw_on = glass if condition.scale in scales else None
        for number, moment in enumerate(_distinct(seen)):
            showing.show(moment.view)
            drawn += 1
            sight = showing.sight()
            first = first or sight
            here = [*measures.faults(sight, glyphs()), *measures.moved(first, sight), *unsteady(sight, reached)]
            if draw_on and (known is None or known.is_new(outline(condition, moment.view, sight))):
                picture = _picture(draw_on, condition, showing)
                pictures += 1
                name = f"{lesson.id}-{condition}-{number:03}-{moment.place}".replace("/", "-")
                keep(name, picture)
                here += [*faint(sight, picture), *edges.faint(sight, picture)]
                told = tuple((fault.rule, f"{fault.what}: {fault.measured}") for fault in here)
                file = f"{name.replace(' ', '-')}.png"
                shots.append(Shot(file, lesson.id, moment.place, str(condition), told))
            for fault in here:
                found.setdefault((condition, fault), Violation(lesson.id, moment.place, condition, fault))
    return Looked(lesson.id, len(seen), drawn, pictures, tuple(found.values()), tuple(shots))


def unsteady(sight: Sight, known: dict[tuple[object, ...], tremor.Reach]) -> Iterator[Fault]:
    """A21: what a trembling hand does not reach; tried once for each target with the same neighbours."""
    targets = tuple(Target(one.id, one.box, _ROLES.get(one.role, "button")) for one in sight.things)
    for target, near in tremor.neighbourhoods(Scene(targets, sight.theme.profile.per_mm)):
        key = (target, near.targets)
        reached = known.get(key) or known.setdefault(key, tremor.reach(near, target))
        if not reached.is_enough:
            yield Fault("A21", target.id, f"{reached.hits} of {reached.tried} hit, {reached.strays} stray")


_ROLES: dict[str, Role] = {"key": "key", "mark": "mark", "row": "row"}


def outline(condition: Condition, view: LessonView, sight: Sight) -> bytes:
    """What a picture's colours depend on, whatever the words are: two screens with one outline look alike."""
    phone = view.phone
    shown = phone and (
        phone.ribbon, bool(phone.ring), bool(phone.grey), bool(phone.live), bool(phone.marked),
        sorted({type(one).__name__ for one in phone.screen.widgets}), sorted({one.weight for one in sight.things}),
    )  # fmt: skip
    parts = (view.tag, bool(view.primary), bool(view.answers), bool(view.question), bool(view.items), bool(view.ring))
    shape = (str(condition), view.stage == "trick", parts, shown)
    return hashlib.sha256(repr(shape).encode()).digest()


def faint(sight: Sight, picture: Any) -> Iterator[Fault]:
    """A02: words whose pixels have too little contrast. A comma alone is all edge and has no inside to be dark."""
    for one in sight.letters:
        if not any(char.isalnum() for char in one.text):
            continue
        left, low, right, high = (round(edge) for edge in one.box)
        seen = contrast(picture[len(picture) - high : len(picture) - low, left:right])
        if not seen.is_enough(mock=one.kind == "mock"):
            yield Fault("A02", one.text, f"peak {seen.peak:.1f}, ink {seen.ink:.1f}")


def _distinct(seen: Sequence[Moment]) -> Iterator[Moment]:
    """Those that bring words, a way or a phone that no view before has brought."""
    known: set[bytes] = set()
    for moment in seen:
        keys = layouts(moment.view)
        if not keys <= known:
            known |= keys
            yield moment


def _picture(glass: Glass, condition: Condition, showing: Showing) -> Any:
    glass.resize(*condition.size)
    if showing.screen.parent is None:
        glass.put(showing.screen)
    showing.phone.settle()
    glass.frames(1)
    return glass.pixels()
