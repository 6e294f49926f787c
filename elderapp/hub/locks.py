"""Locks that a program holds on an open file until it is closed: several may share one, or one has it alone."""

import os
import sys

if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    _PLACES = 65_536
    """Bytes that are locked for nobody's sake: who shares takes one, by its process; who is alone takes them all."""

    def hold(descriptor: int, *, shared: bool = False) -> None:
        """Takes the lock at once. Raises `BlockingIOError` where somebody has it."""
        os.lseek(descriptor, os.getpid() % _PLACES if shared else 0, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1 if shared else _PLACES)
        except OSError as error:
            raise BlockingIOError(error.errno, str(error)) from error

else:
    import fcntl

    def hold(descriptor: int, *, shared: bool = False) -> None:
        """Takes the lock at once. Raises `BlockingIOError` where somebody has it."""
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
