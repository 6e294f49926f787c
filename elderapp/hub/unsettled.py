"""What is being taken in and cannot be read yet, so that whoever keeps a copy knows up to when hers is whole."""

from collections.abc import Iterator
from contextlib import contextmanager

from elderapp import clock


class Unsettled:
    """Since when rows are being taken in, by whichever way they came. For any thread."""

    def __init__(self) -> None:
        """Nothing is being taken in."""
        self._since: dict[object, int] = {}

    @contextmanager
    def taking(self) -> Iterator[None]:
        """Around whatever stores rows, from before they get their time until they can be read."""
        visit = object()
        self._since[visit] = clock.wall_ms()
        try:
            yield
        finally:
            self._since.pop(visit, None)

    def through(self) -> int:
        """Up to when (ms) all that is stored can be read, by whoever begins to read after asking this."""
        now = clock.wall_ms()  # before looking who is there: whoever comes later stores no earlier than this
        return min([now, *list(self._since.values())]) - 1  # of this very moment there may be more to come
