"""A hand that trembles: traces of taps as people of 67 to 81 make them, and how many reach what was meant.

People of that age land 3.36 mm off on average (Sultana & Moffatt 2019), which is a σ of 2.7 mm each way. While the
finger is down it trembles and drifts; one tap in six is a double one, one in six is long.
"""

import random
from collections.abc import Iterator, Sequence
from math import pi, sin
from zlib import crc32

from msgspec import Struct

from elderapp.tablet.touch import Accept, Box, Finger, Fingers, Scene, Target, feel

SIGMA_MM = 2.7
TREMOR_HZ, TREMOR_MM, DRIFT_MM = 6.0, 1.5, 2.0
"""The tremor's frequency and most of its reach, and how far a finger slides while it presses."""
TAPS, SURE = 200, 10
NEAR_MM = 16.0
"""What is further from a target than this is never hit in its stead: six times σ."""


class Reach(Struct, frozen=True):
    """Of so many taps at a target: how many did just what was meant, how many did something else as well or instead."""

    id: str
    tried: int
    hits: int
    strays: int

    @property
    def is_enough(self) -> bool:
        """A21: at least 98 of 100 hit, and fewer than one hits a neighbour."""
        return self.hits >= 0.98 * self.tried and self.strays < 0.01 * self.tried


def tap(chance: random.Random, target: tuple[float, float], per_mm: float, t: float) -> Iterator[Finger]:
    """The events of one tap at a point, beginning at time `t`; a double tap has two of them."""
    kind = chance.choice(("plain", "plain", "plain", "plain", "double", "long"))
    x, y = (chance.gauss(part, SIGMA_MM * per_mm) for part in target)
    hold = chance.uniform(1.0, 3.0) if kind == "long" else chance.uniform(0.06, 0.35)
    yield from _press(chance, (x, y), per_mm, t, hold)
    if kind == "double":
        again = t + hold + chance.uniform(0.08, 0.2)
        beside = (x + chance.gauss(0, per_mm), y + chance.gauss(0, per_mm))
        yield from _press(chance, beside, per_mm, again, chance.uniform(0.05, 0.15))


def _press(chance: random.Random, place: tuple[float, float], per_mm: float, t: float, hold: float) -> Iterator[Finger]:
    (x, y), way, phase = place, chance.uniform(0, 2 * pi), chance.uniform(0, 2 * pi)
    drift = min(hold, 1.0) * chance.uniform(0, DRIFT_MM) * per_mm
    reach = chance.uniform(0, TREMOR_MM) * per_mm
    yield Finger("down", 1, x, y, t)
    moments = 5
    for n in range(1, moments + 1):
        shake = reach * (sin(2 * pi * TREMOR_HZ * hold * n / moments + phase) - sin(phase))
        along = drift * n / moments
        at = (x + along * sin(way + pi / 2) + shake * 0.7, y + along * sin(way) + shake * 0.7)
        yield Finger("move" if n < moments else "up", 1, *at, t + hold * n / moments)


def reach(scene: Scene, target: Target, taps: int = TAPS) -> Reach:
    """Taps at the middle of a target, the same ones each time.

    One in a hundred of 200 is two: where these few are too many, ten times as many taps tell whether it was chance.
    """
    first = _reach(scene, target, taps)
    return first if first.is_enough else _reach(scene, target, SURE * taps)


def _reach(scene: Scene, target: Target, taps: int) -> Reach:
    chance = random.Random(crc32(repr((target.id, scene.per_mm)).encode()))
    left, low, right, high = target.box
    middle = ((left + right) / 2, (low + high) / 2)
    hits = strays = 0
    for _ in range(taps):
        got = list(_meant(scene, tap(chance, middle, scene.per_mm, 10.0)))
        hits += got == [target.id]
        strays += any(one != target.id for one in got)
    return Reach(target.id, taps, hits, strays)


def _meant(scene: Scene, events: Iterator[Finger]) -> Iterator[str]:
    fingers = Fingers()
    for event in events:
        felt = feel(fingers, scene, event)
        fingers = felt.fingers
        yield from (one.id for one in felt.events if isinstance(one, Accept))


def neighbourhoods(scene: Scene) -> Iterator[tuple[Target, Scene]]:
    """Each target that is aimed at, with what is near enough to be hit in its stead.

    Of a target in two boxes the larger is aimed at. Rows, which only tell something, nobody aims at.
    """
    largest: dict[str, Target] = {}
    for one in scene.targets:
        if one.role != "row" and (one.id not in largest or _area(one.box) > _area(largest[one.id].box)):
            largest[one.id] = one
    for target in largest.values():
        near = tuple(one for one in scene.targets if _apart(one.box, target.box) <= NEAR_MM * scene.per_mm)
        yield target, Scene(near, scene.per_mm)


def total(found: Sequence[Reach]) -> float:
    """Which share of all taps reached what was meant."""
    return sum(one.hits for one in found) / max(1, sum(one.tried for one in found))


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _apart(one: Box, other: Box) -> float:
    return max(one[0] - other[2], other[0] - one[2], one[1] - other[3], other[1] - one[3], 0.0)
