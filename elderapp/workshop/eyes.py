"""A20: how a screen looks to other eyes, and whether two states of a thing can still be told apart there. Pure."""

from collections.abc import Callable
from typing import Any

import numpy as np

Pixels = Any
"""An array of bytes (height, width, 3)."""

APART = 1.5
"""The least ratio of luminance by which two states differ."""
SHARE = 0.01
"""The least part of the picture that must differ by so much."""

_TRITAN = np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]])
"""Linear red, green and blue as an eye without short-wave cones has them (Machado, Oliveira & Fernandes 2009)."""


def grey(pixels: Pixels) -> Pixels:
    """Without any colour."""
    return np.repeat(_luminance(_linear(pixels))[..., None], 3, axis=-1)


def aged(pixels: Pixels) -> Pixels:
    """Through a yellowed lens: half the blue and nine tenths of the green come through."""
    return _linear(pixels) * np.array([1.0, 0.9, 0.5])


def tritan(pixels: Pixels) -> Pixels:
    """With blue and green alike."""
    return np.clip(_linear(pixels) @ _TRITAN.T, 0.0, 1.0)


EYES: dict[str, Callable[[Pixels], Pixels]] = {"grey": grey, "aged": aged, "tritan": tritan}
"""Each gives linear light, from 0 to 1."""


def told_apart(one: Pixels, other: Pixels) -> dict[str, float]:
    """For each eye which part of two pictures of the same size differs by a luminance ratio of 1.5 or more."""
    found = {}
    for name, eye in EYES.items():
        first, second = (_luminance(eye(pixels)) + 0.05 for pixels in (one, other))
        found[name] = float((np.maximum(first, second) / np.minimum(first, second) >= APART).mean())
    return found


def _linear(pixels: Pixels) -> Pixels:
    parts = pixels.astype(float) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def _luminance(light: Pixels) -> Pixels:
    return light @ np.array([0.2126, 0.7152, 0.0722])
