"""When to try the hub again. Pure: chance is an argument."""

FIRST = 2.0
"""Seconds of the first pause at most."""
LONGEST = 300.0
"""No pause is longer, unless the hub asked for it."""


def pause(failures: int, chance: float, retry_after: float = 0.0) -> float:
    """Seconds to wait after so many failures in a row; `chance` is from 0 to 1.

    Exponential with full jitter: 2,000 tablets that lost the hub together do not come back together. What the hub
    asked for (`retry_after`) is waited out first, and the jitter comes on top.

    >>> [pause(n, 1.0) for n in (0, 1, 2, 3, 20)]
    [0.0, 2.0, 4.0, 8.0, 300.0]
    >>> pause(1, 0.5, retry_after=10)
    11.0
    """
    if failures == 0:
        return retry_after
    most = min(LONGEST, FIRST * 2.0 ** min(failures - 1, 30))
    return retry_after + most * chance
