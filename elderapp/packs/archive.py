"""Reads zip files that anybody may have made: plain names, bounded sizes, and `PackDamaged` for whatever is wrong."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from elderapp.packs.errors import PackDamaged

MOST_FILES = 20_000
MOST_BYTES = 1024 * 1024 * 1024
"""Bytes of a pack's files together."""

_PLAIN = re.compile(r"[A-Za-z0-9_@+-][A-Za-z0-9._@+-]*(/[A-Za-z0-9_@+-][A-Za-z0-9._@+-]*){0,5}")
_FAULTS = (
    zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError,
    KeyError, OverflowError, MemoryError,
)  # fmt: skip
"""What the standard library raises for damaged archives, depending on where the damage is."""


def is_plain(name: str) -> bool:
    """Whether a name can only lead below the folder it is put into.

    >>> [is_plain(name) for name in ("clips/a-1.ogg", "../a", "/a", "a/../b", "a//b", "c:a", ".a")]
    [True, False, False, False, False, False, False]
    """
    return len(name) <= 200 and _PLAIN.fullmatch(name) is not None


@contextmanager
def open_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive, its directory found sane. Raises `PackDamaged`, also for what goes wrong while it is read."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check(archive)
            yield archive
    except _FAULTS as error:
        raise PackDamaged(f"{path.name} is not a whole pack: {error}") from error


def read_entry(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """One file of the archive, of at most so many bytes. Raises `PackDamaged`."""
    with archive.open(name) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise PackDamaged(f"{name} has more than {most} bytes")
    return data


def _check(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if len(entries) > MOST_FILES or len(names) != len(entries):
        raise PackDamaged("the archive has too many files, or two of one name")
    if bad := [name for name in names if not is_plain(name)]:
        raise PackDamaged(f"the archive has a file with a name like {min(bad)!r}")
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise PackDamaged(f"the archive holds more than {MOST_BYTES} bytes")
