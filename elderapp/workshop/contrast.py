"""A02: the contrast of words as it is on the glass, in pixels, whatever colours were declared. Pure.

The background is the commonest colour of the words' box; `peak` the strongest contrast of a colour that is there more
than once, `ink` the mean over everything that is not background: thin strokes may be dark at their middle alone.
"""

from typing import Any

import numpy as np
from msgspec import Struct

PEAK, INK = 7.0, 4.5
MOCK_PEAK, MOCK_INK = 4.5, 3.0
NOT_GROUND = 1.2
"""The least contrast of what counts as ink."""

Pixels = Any
"""An array of bytes (height, width, 3)."""


class Contrast(Struct, frozen=True):
    """WCAG ratios of one box."""

    peak: float
    ink: float

    def is_enough(self, *, mock: bool) -> bool:
        """Whether words like these can be read."""
        return self.peak >= (MOCK_PEAK if mock else PEAK) and self.ink >= (MOCK_INK if mock else INK)


def contrast(pixels: Pixels) -> Contrast:
    """The contrast of the words in a box of pixels; 1 to 1 where there is one colour alone."""
    flat = pixels.reshape(-1, 3).astype(np.uint32)
    codes, counts = np.unique(flat[:, 0] << 16 | flat[:, 1] << 8 | flat[:, 2], return_counts=True)
    lights = _luminance(np.stack([codes >> 16 & 255, codes >> 8 & 255, codes & 255], axis=1))
    ground = lights[counts.argmax()]
    ratios = (np.maximum(lights, ground) + 0.05) / (np.minimum(lights, ground) + 0.05)
    often = ratios[counts >= 2]
    is_ink = ratios > NOT_GROUND
    if not is_ink.any():
        return Contrast(1.0, 1.0)
    mean = float((ratios[is_ink] * counts[is_ink]).sum() / counts[is_ink].sum())
    return Contrast(float(often.max()), mean)


def ratios(pixels: Pixels, ground: Pixels) -> Pixels:
    """The contrast of each pixel with one colour."""
    lights, other = _luminance(pixels.reshape(-1, 3).astype(float)), _luminance(ground.reshape(1, 3).astype(float))
    return (np.maximum(lights, other) + 0.05) / (np.minimum(lights, other) + 0.05)


def _luminance(colours: Pixels) -> Pixels:
    parts = colours / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])
