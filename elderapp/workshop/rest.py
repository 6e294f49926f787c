"""A19: what moves on a screen while nobody does anything. Pure."""

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np

from elderapp.tablet.touch import Box

SECONDS, A_SECOND = 3, 10
"""How long a screen is watched, and at how many pictures a second."""
SEEN = 6
"""By so much, of 255, a pixel must change to count."""


def restless(pictures: Sequence[Any], besides: Box | None = None) -> int:
    """How often the most restless pixel changed, from one picture to the next; `besides` is what is meant to move."""
    frames = [np.asarray(one, np.int16) for one in pictures]
    counts = np.zeros(frames[0].shape[:2], np.int16)
    for before, after in itertools.pairwise(frames):
        counts += np.abs(after - before).max(axis=2) > SEEN
    if besides is not None:
        left, low, right, high = (max(0, round(part)) for part in besides)
        counts[max(0, len(counts) - high) : len(counts) - low, left:right] = 0
    return int(counts.max())
