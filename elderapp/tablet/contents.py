"""What the installed packs bring, read in a thread of its own after the first frame.

Names stand on the screen at once, however many lessons there are; whoever taps one waits until the lessons are there.
"""

import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from elderapp.lesson.model import Cover
from elderapp.packs.model import Clip
from elderapp.tablet.photos import Photos
from elderapp.tablet.tongue import Tongue


class Contents(Struct, frozen=True):
    """Lessons by id, the source language's clips by line, the other languages, pictures by their names."""

    lessons: Mapping[str, Cover] = {}
    clips: Mapping[str, tuple[Path, Clip]] = {}
    tongues: Mapping[str, Tongue] = {}
    photos: Photos = {}


class Later:
    """Reads them once. `told` is called, in the thread that reads, when they are there."""

    def __init__(self, read: Callable[[], Contents], told: Callable[[], None]) -> None:
        """Nothing is read before `start`."""
        self._read, self._told = read, told
        self._thread: threading.Thread | None = None
        self._found: Contents | BaseException | None = None

    def start(self) -> None:
        """Begin to read."""
        self._thread = threading.Thread(target=self._work, name="contents", daemon=True)
        self._thread.start()

    def take(self) -> Contents:
        """What was found, once it is. Raises what reading raised."""
        if self._thread is None:
            self.start()
        assert self._thread is not None
        self._thread.join()
        if isinstance(self._found, BaseException):
            raise self._found
        assert self._found is not None
        return self._found

    def _work(self) -> None:
        try:
            self._found = self._read()
        except BaseException as error:
            self._found = error
        self._told()


class Stock:
    """What is being read for the app, and what will be."""

    def __init__(self, read: Callable[[], Contents] | None, told: Callable[[], None]) -> None:
        """`read` gives what is installed (None: there is nothing to read); `told` is called from its thread, after."""
        self._told = told
        self._later = Later(read, told) if read else None
        self._fresh: Callable[[], Contents] | None = None

    def start(self) -> None:
        """Begin to read, unless it was taken already."""
        if self._later:
            self._later.start()

    def order(self, read: Callable[[], Contents]) -> None:
        """Something new was installed: it is read at the next `start_fresh`."""
        self._fresh = read

    def start_fresh(self) -> bool:
        """Begin to read what was ordered, where something was; not while something else is being read."""
        if self._fresh is None or self._later is not None:
            return False
        self._later, self._fresh = Later(self._fresh, self._told), None
        self._later.start()
        return True

    def take(self) -> Contents | None:
        """What was read, once; None where nothing was asked for. Waits for it, and raises what reading raised."""
        if self._later is None:
            return None
        found, self._later = self._later.take(), None
        return found
