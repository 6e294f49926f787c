"""When a tablet's rows were said, by the hub's clock: its own may be wrong, may have been, or become so later.

Pure. The rule, for each row:

1. said since the tablet's last start: by how long ago that was, which the machine counts whatever its clock shows (or
   as the clock said, where the two agree);
2. else as its clock said, less what the clock is ahead now: a clock that is wrong mostly was so before;
3. a clock that shows a time before `EARLIEST` now has lost its time since: then as it said;
4. where that cannot be (before `EARLIEST`): just before what came next, by the count of its own start.

Nothing is later than it came in.
"""

from collections.abc import Sequence

from elderapp.clock import NO_BOOT
from elderapp.records.statements import Row
from elderapp.sync.protocol import Batch

SLACK = 5_000
"""Milliseconds that a request may be under way; a clock that is wrong by less is right enough."""
EARLIEST = 1_735_689_600_000  # 2025: a clock before this was never set, or has forgotten


def times(rows: Sequence[Row], batch: Batch, skew: int, received: int) -> list[int]:
    """The moment (ms) of each row of a batch that came at `received`; `skew` is what the tablet's clock is ahead.

    >>> from elderapp.records.statements import Verb
    >>> class_, now, lost = EARLIEST + 10_000, EARLIEST + 90_000, 1_483_228_800_000
    >>> row = lambda wall, mono, boot: Row(1, 1, wall, mono, boot, Verb.EXPERIENCED, "", "", "", "", {})
    >>> batch = Batch(1, 1, "", (), "", lost, boot="b", mono=81_000)
    >>> said = [row(class_, 5, "a"), row(class_, 1_000, "b"), row(lost, 80_000, "b")]
    >>> [one - EARLIEST for one in times(said, batch, lost - now, now)]
    [10000, 10000, 89000]
    """
    found, after, later = [], received, None
    forgot = received >= EARLIEST > received + skew
    for row in reversed(rows):
        corrected = row.wall if forgot and row.wall >= EARLIEST else row.wall - skew
        if row.boot == batch.boot and row.boot not in ("", NO_BOOT) and 0 <= row.mono <= batch.mono:
            moment = received - (batch.mono - row.mono)
            moment = row.wall if abs(moment - row.wall) <= SLACK else moment
        elif corrected < EARLIEST <= received:
            same = later is not None and later.boot == row.boot
            moment = after - (max(0, later.mono - row.mono) if later is not None and same else 0)
        else:
            moment = corrected
        after, later = max(0, min(moment, received)), row
        found.append(after)
    return found[::-1]
