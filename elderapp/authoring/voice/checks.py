"""What a clip must measure up to before a learner hears it (rules A11 and A12)."""

from collections.abc import Iterator
from math import isinf

from msgspec import Struct

from elderapp.authoring.voice.takes import Take

SHORTEST, LONGEST = 0.5, 15.0
LOUDNESS, NEAR, NEAR_IF_SHORT, SHORT = -16.0, 1.0, 2.0, 3.0
HIGHEST_PEAK = -1.0
SLOWEST, FASTEST = 2.6, 3.8


class Flaw(Struct, frozen=True, omit_defaults=True):
    """Something wrong with the clip of `line`; `about` holds the figure. A warning fails no build.

    Codes: unread, missing, damaged, silent, clipped, too-short, too-long, loudness, too-slow, too-quick, stale.
    """

    line: str
    code: str
    about: str = ""
    is_warning: bool = False


def flaws(line: str, take: Take) -> Iterator[Flaw]:
    """Everything wrong with one take. Silence hides the rest."""
    if isinf(take.loudness) or not take.voiced or take.loudness < -60:
        yield Flaw(line, "silent")
        return
    if take.peak > HIGHEST_PEAK:
        yield Flaw(line, "clipped", f"{take.peak:.1f} dBTP")
    if take.seconds < SHORTEST:
        yield Flaw(line, "too-short", f"{take.seconds:.2f} s")
    if take.seconds > LONGEST:
        yield Flaw(line, "too-long", f"{take.seconds:.1f} s")
    if abs(take.loudness - LOUDNESS) > (NEAR_IF_SHORT if take.seconds < SHORT else NEAR):
        yield Flaw(line, "loudness", f"{take.loudness:.1f} LUFS")
    if take.rate < SLOWEST:
        yield Flaw(line, "too-slow", f"{take.rate:.1f}/s")
    if take.rate > FASTEST:
        yield Flaw(line, "too-quick", f"{take.rate:.1f}/s")
    if take.slow and take.slow.peak > HIGHEST_PEAK:
        yield Flaw(line, "clipped", f"{take.slow.peak:.1f} dBTP, slow")
    if take.slow and abs(take.slow.loudness - LOUDNESS) > (NEAR_IF_SHORT if take.slow.seconds < SHORT else NEAR):
        yield Flaw(line, "loudness", f"{take.slow.loudness:.1f} LUFS, slow")
