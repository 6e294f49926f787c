"""Sound as numbers: mono samples between −1 and 1 in numpy arrays, 24,000 a second unless said otherwise."""

import itertools
import wave
from collections.abc import Sequence
from math import gcd
from pathlib import Path

import numpy as np
import pyloudnorm
from numpy.typing import NDArray
from scipy.ndimage import minimum_filter1d, uniform_filter1d  # type: ignore[import-untyped]
from scipy.signal import resample_poly  # type: ignore[import-untyped]

Samples = NDArray[np.float64]

RATE = 24_000
"""Samples a second of every clip."""

TARGET = -16.0
"""LUFS of the joined line."""

CEILING = -2.5
"""dBTP before encoding: Vorbis adds about one decibel, rarely two, and the clip must stay below −1."""

LEAD = 0.08
TAIL = 0.20
_FADE = 0.005
_WINDOW = 0.005
_SIZE = int(RATE * _WINDOW)
_QUIET = -40.0
_LOOK = 0.004
_ROUNDS = 8
_NEAR = 0.2


def read_wav(path: Path) -> Samples:
    """A mono 16-bit WAV file at `RATE`, whatever its own rate is."""
    with wave.open(str(path), "rb") as file:
        own, data = file.getframerate(), file.readframes(file.getnframes())
    samples = np.frombuffer(data, "<i2").astype(np.float64) / 32768
    if own == RATE or not len(samples):
        return samples
    shared = gcd(own, RATE)
    return np.asarray(resample_poly(samples, RATE // shared, own // shared), np.float64)


def trimmed(samples: Samples) -> Samples:
    """Without the silence at both ends; empty when there is nothing but silence."""
    loud = np.flatnonzero(_is_heard(samples))
    if not len(loud):
        return samples[:0]
    return samples[int(loud[0]) * _SIZE : (int(loud[-1]) + 1) * _SIZE]


def rests(samples: Samples, least: float) -> list[tuple[float, float]]:
    """Start and end, in seconds, of each silence of at least `least` seconds between two sounds."""
    loud = np.flatnonzero(_is_heard(samples)) * _WINDOW
    return [
        (round(float(last) + _WINDOW, 3), round(float(first), 3))
        for last, first in itertools.pairwise(loud)
        if first - last - _WINDOW >= least
    ]


def _is_heard(samples: Samples) -> NDArray[np.bool_]:
    """For each window of five thousandths of a second, whether there is more in it than silence."""
    count = len(samples) // _SIZE
    level = np.sqrt(np.mean(samples[: count * _SIZE].reshape(count, _SIZE) ** 2, axis=1)) if count else np.zeros(1)
    return np.asarray(level > max(float(level.max()) * 10 ** (_QUIET / 20), 1e-4))


def joined(voiced: Sequence[Samples], pauses: Sequence[float]) -> tuple[Samples, tuple[tuple[float, float], ...]]:
    """Trimmed clauses with the silence after each (the last one's is not kept), and when each is heard, in seconds."""
    pieces: list[Samples] = [_silence(LEAD)]
    spans: list[tuple[float, float]] = []
    at = len(pieces[0])
    for number, samples in enumerate(voiced, 1):
        spans.append((round(at / RATE, 3), round((at + len(samples)) / RATE, 3)))
        rest = _silence(pauses[number - 1] if number < len(voiced) else TAIL)
        pieces += [_faded(samples), rest]
        at += len(samples) + len(rest)
    return np.concatenate(pieces), tuple(spans)


def spread(
    samples: Samples, spans: Sequence[tuple[float, float]], factor: float
) -> tuple[Samples, tuple[tuple[float, float], ...]]:
    """The same with every rest between two spans `factor` times as long, and when each span is then heard."""
    pieces: list[Samples] = []
    moved: list[tuple[float, float]] = []
    cut, added = 0, 0.0
    for number, (start, end) in enumerate(spans, 1):
        moved.append((round(start + added, 3), round(end + added, 3)))
        rest = spans[number][0] - end if number < len(spans) else 0.0
        if rest > 0:
            middle = round((end + rest / 2) * RATE)
            pieces += [_faded(samples[cut:middle]), _silence(rest * (factor - 1))]
            cut, added = middle, added + rest * (factor - 1)
    return np.concatenate([*pieces, _faded(samples[cut:])]), tuple(moved)


def _silence(seconds: float) -> Samples:
    return np.zeros(round(RATE * seconds))


def _faded(samples: Samples) -> Samples:
    """A cut in the middle of a wave clicks; five thousandths of a second do not."""
    size = min(int(RATE * _FADE), len(samples) // 2)
    ramp = np.linspace(0.0, 1.0, size)
    soft = samples.copy()
    soft[:size] *= ramp
    soft[len(soft) - size :] *= ramp[::-1]
    return soft


def loudness(samples: Samples) -> float:
    """Integrated loudness in LUFS (ITU-R BS.1770); minus infinity for silence or less than 0.4 s."""
    if len(samples) < RATE * 0.4 or not np.any(samples):
        return float("-inf")
    return float(pyloudnorm.Meter(RATE).integrated_loudness(samples))


def peak(samples: Samples) -> float:
    """True peak in dBTP, from four times as many samples."""
    if not np.any(samples):
        return float("-inf")
    return float(20 * np.log10(np.max(np.abs(resample_poly(samples, 4, 1)))))


def levelled(samples: Samples, ceiling: float = CEILING) -> Samples:
    """At `TARGET`, peaks held below `ceiling` (dBTP): gain, limiter, and again until the meter is content."""
    if loudness(samples) == float("-inf"):
        return samples
    peaks = np.abs(resample_poly(samples, 4, 1))[: len(samples) * 4].reshape(-1, 4).max(axis=1)
    gain = TARGET - loudness(samples)
    best = samples
    for _ in range(_ROUNDS):
        factor = 10 ** (gain / 20)
        best = _limited(samples * factor, peaks * factor, ceiling)
        missing = TARGET - loudness(best)
        if abs(missing) < _NEAR:
            break
        # The limiter eats part of what is added.
        gain += missing * 1.5
    return best


def _limited(samples: Samples, peaks: Samples, ceiling: float) -> Samples:
    """Held below `ceiling`; `peaks` are the highest values around each sample, seen four times as closely."""
    needed = np.minimum(1.0, 10 ** (ceiling / 20) / np.maximum(peaks, 1e-9))
    if needed.min() >= 1.0:
        return samples
    # The mean of minima never exceeds what any sample needs, and changes slowly enough not to be heard.
    size = 2 * int(RATE * _LOOK) + 1
    return np.asarray(samples * uniform_filter1d(minimum_filter1d(needed, size), size), np.float64)


def pcm(samples: Samples) -> bytes:
    """16-bit little-endian, for ffmpeg."""
    return np.round(np.clip(samples, -1.0, 1.0) * 32767).astype("<i2").tobytes()


def from_pcm(data: bytes) -> Samples:
    """The reverse of `pcm`."""
    return np.frombuffer(data, "<i2").astype(np.float64) / 32768


def write_wav(samples: Samples, path: Path) -> None:
    """A mono 16-bit WAV file at `RATE`."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(pcm(samples))
