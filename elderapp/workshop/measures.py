"""The rules A01 and A04–A10 of what is on a screen, measured on boxes and words. Pure: no window, no toolkit.

Boxes are (left, lower edge, right, upper edge) in pixels of the window, from its lower left.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Literal

from msgspec import Struct

from elderapp.tablet import theme as look
from elderapp.tablet.theme import Theme
from elderapp.tablet.touch import Box

FLOOR, LARGER = 31.0, 41.0
"""Arc minutes: any text; instructions and the words on buttons."""
APART_FROM_PRIMARY_MM = 12.0
MARK_MM = (14.0, 8.0)
"""Width and height of words in a message that are to be found: neighbours share the space between them."""
LONGEST, LONGEST_LINE, MOST_LINES, MOST_LINES_LARGE = 28, 20, 2, 3
"""Characters of an instruction and of one of its lines; lines at text scale 1.0 and above."""
MOST_THINGS, MOST_PRIMARIES = 5, 1
HALF = 0.5
"""Pixels that rounding to whole ones may cost."""


class Lettering(Struct, frozen=True):
    """One line of words as it stands. `size` is its type in pixels, `holder` the box that it must not leave.

    `of` is the id of the thing that it names, `fits` whether whoever set it says that it found room.
    """

    text: str
    size: float
    box: Box
    holder: Box
    kind: Literal["instruction", "button", "other", "mock"] = "other"
    of: str = ""
    fits: bool = True


class Thing(Struct, frozen=True):
    """Something to tap. `weight` says whether it is the primary action, or one that destroys.

    `box` is where a finger means it, `drawn` where it is seen; None for what has no edge of its own.
    """

    id: str
    box: Box
    part: Literal["four", "shell", "mock"] = "shell"
    role: str = "button"
    weight: Literal["", "primary", "danger"] = ""
    drawn: Box | None = None


class Sight(Struct, frozen=True):
    """One screen: its words, its things, the lines of the instruction, and by how many units the phone overflows.

    `icons` stand by name with their boxes, `ring` is round what a hint points out.
    """

    theme: Theme
    letters: tuple[Lettering, ...] = ()
    things: tuple[Thing, ...] = ()
    caption: tuple[str, ...] = ()
    overflow: float = 0.0
    icons: tuple[tuple[str, Box], ...] = ()
    ring: Box | None = None


class Fault(Struct, frozen=True, order=True):
    """A rule that does not hold: for which words or ids, and what was measured."""

    rule: str
    what: str
    measured: str


def faults(sight: Sight, glyphs: frozenset[str]) -> Iterator[Fault]:
    """Everything on the screen that breaks a rule; `glyphs` are the characters that all our fonts have."""
    yield from text_sizes(sight)
    yield from target_sizes(sight)
    yield from gaps(sight)
    yield from missing_glyphs(sight, glyphs)
    yield from clipped(sight)
    yield from overlapping(sight)
    yield from instruction(sight)
    yield from counts(sight)


def text_sizes(sight: Sight) -> Iterator[Fault]:
    """A01: no text is under 24 sp and 31 minutes; instructions and buttons have 41."""
    theme = sight.theme
    for one in sight.letters:
        least = LARGER if one.kind in {"instruction", "button"} else FLOOR
        minutes = theme.arc_minutes(one.size + HALF)
        if minutes < least or one.size + HALF < theme.px(look.SMALLEST):
            yield Fault("A01", one.text, f"{one.size:.0f} px, {minutes:.1f}′ of {least:.0f}′")


def target_sizes(sight: Sight) -> Iterator[Fault]:
    """A04: what is aimed at is 16 × 16 mm, the primary action 19 mm high."""
    per_mm = sight.theme.profile.per_mm
    for thing in sight.things:
        if thing.part == "mock" and thing.role == "row":
            continue  # it only tells something
        wide, high = ((thing.box[2 + i] - thing.box[i] + HALF) / per_mm for i in (0, 1))
        least_wide, least_high = MARK_MM if thing.role == "mark" else (look.TARGET_MM, look.TARGET_MM)
        if thing.part == "shell" and thing.weight == "primary":
            least_high = look.PRIMARY_MM
        if wide < least_wide or high < least_high:
            yield Fault("A04", thing.id, f"{wide:.1f} × {high:.1f} mm of {least_wide:.0f} × {least_high:.0f}")


def gaps(sight: Sight) -> Iterator[Fault]:
    """A05: things to tap are 3 mm apart, what destroys 12 mm from what goes on, and all are inside the window."""
    profile = sight.theme.profile
    window = (0.0, 0.0, float(profile.width), float(profile.height))
    for thing in sight.things:
        if outside(thing.box, window) > HALF:
            yield Fault("A05", thing.id, f"{outside(thing.box, window) / profile.per_mm:.1f} mm outside the window")
    for one, other in combinations(sight.things, 2):
        if one.id == other.id and one.part == other.part:
            continue  # words broken over two lines
        apart, least = (distance(one.box, other.box) + 1) / profile.per_mm, least_gap(one, other)
        if apart < least:
            yield Fault("A05", f"{one.id} | {other.id}", f"{apart:.1f} mm of {least:.0f}")


def least_gap(one: Thing, other: Thing) -> float:
    """How many millimetres two things must be apart."""
    if {"primary", "danger"} == {one.weight, other.weight}:
        return APART_FROM_PRIMARY_MM
    if one.part == other.part == "mock" and {one.role, other.role} & {"mark", "row"}:
        return 0.0
    return look.GAP_MM


def missing_glyphs(sight: Sight, glyphs: frozenset[str]) -> Iterator[Fault]:
    """A06: every character is in the font."""
    for one in sight.letters:
        missing = sorted({char for char in one.text if not char.isspace()} - glyphs)
        if missing:
            yield Fault("A06", one.text, "".join(missing))


def clipped(sight: Sight) -> Iterator[Fault]:
    """A07: words stand in the box that holds them, and the phone's screen fits the phone."""
    for one in sight.letters:
        beyond = outside(one.box, one.holder)
        if not one.fits:
            yield Fault("A07", one.text, "found no room")
        elif beyond > 1:
            yield Fault("A07", one.text, f"{beyond:.0f} px outside its box")
    if sight.overflow > 0:
        yield Fault("A07", "phone", f"{sight.overflow:.0f} units too high")


def overlapping(sight: Sight) -> Iterator[Fault]:
    """A07: no words lie over others, nor over a thing that they do not name."""
    for one, other in combinations(sight.letters, 2):
        if distance(one.box, other.box) < -1:
            yield Fault("A07", f"{one.text} | {other.text}", f"overlap by {-distance(one.box, other.box):.0f} px")
    for words in (one for one in sight.letters if one.kind != "mock"):
        for thing in sight.things:
            if thing.id != words.of and distance(words.box, thing.box) < -1:
                yield Fault("A07", f"{words.text} | {thing.id}", f"{-distance(words.box, thing.box):.0f} px over it")


def instruction(sight: Sight) -> Iterator[Fault]:
    """A08: the instruction is short, and so are its lines."""
    text = "".join(sight.caption)
    most = MOST_LINES if sight.theme.scale <= 1 else MOST_LINES_LARGE
    if written(text) > LONGEST:
        yield Fault("A08", text, f"{written(text):g} characters of {LONGEST}")
    if len(sight.caption) > most:
        yield Fault("A08", text, f"{len(sight.caption)} lines of {most}")
    for line in sight.caption:
        if written(line) > LONGEST_LINE and not line.isascii():  # letters: the whole instruction is no longer
            yield Fault("A08", line, f"{written(line):g} characters in a line of {LONGEST_LINE}")


def written(line: str) -> float:
    """How many Chinese characters long a line is: Latin ones are half as wide.

    >>> written("HA Go 呢個 app")
    7.0
    """
    return sum(0.5 if char.isascii() else 1.0 for char in line)


def counts(sight: Sight) -> Iterator[Fault]:
    """A09: one primary action, and few things to tap besides the four and the phone."""
    own = [thing for thing in sight.things if thing.part == "shell"]
    primaries = [thing.id for thing in own if thing.weight == "primary"]
    if len(own) > MOST_THINGS:
        yield Fault("A09", " | ".join(thing.id for thing in own), f"{len(own)} things of {MOST_THINGS}")
    if len(primaries) > MOST_PRIMARIES:
        yield Fault("A09", " | ".join(primaries), f"{len(primaries)} primary actions")


def moved(first: Sight, other: Sight) -> Iterator[Fault]:
    """A10: the four stand in the same order at the same place, to 2 px."""
    before, now = ([thing for thing in sight.things if thing.part == "four"] for sight in (first, other))
    if [thing.id for thing in before] != [thing.id for thing in now]:
        yield Fault("A10", " | ".join(thing.id for thing in now), f"not {' | '.join(t.id for t in before)}")
        return
    for one, same in zip(before, now, strict=True):
        by = max(abs(a - b) for a, b in zip(one.box, same.box, strict=True))
        if by > 2:
            yield Fault("A10", one.id, f"moved by {by:.0f} px")


def distance(one: Box, other: Box) -> float:
    """How far two boxes are apart; negative where they overlap."""
    across = max(one[0] - other[2], other[0] - one[2])
    down = max(one[1] - other[3], other[1] - one[3])
    return max(across, down)


def outside(box: Box, holder: Box) -> float:
    """How far a box stands out of the one that should hold it."""
    return max(holder[0] - box[0], holder[1] - box[1], box[2] - holder[2], box[3] - holder[3], 0.0)


def rules_of(found: Sequence[Fault]) -> frozenset[str]:
    """Which rules are broken."""
    return frozenset(fault.rule for fault in found)
