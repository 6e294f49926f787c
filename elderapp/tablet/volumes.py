"""Which USB sticks are plugged in: the only door to how each system tells of them."""

import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

ROOTS = (Path("/media"), Path("/run/media"), Path("/mnt"))
"""Where Linux desktops mount what is plugged in; below a folder of the person's own name on some."""
_REMOVABLE = 2  # DRIVE_REMOVABLE of Windows
_CARD = re.compile(r"[0-9A-F]{4}-[0-9A-F]{4}", re.IGNORECASE)


def sticks(
    *,
    roots: tuple[Path, ...] = ROOTS,
    is_mount: Callable[[Path], bool] = os.path.ismount,
    platform: str = sys.platform,
) -> list[Path]:
    """The folders of the sticks that can be written to, by name; none where none is plugged in."""
    if "ANDROID_ARGUMENT" in os.environ:
        found = _android(Path("/storage"), os.environ.get("ANDROID_PRIVATE", ""))
    elif platform == "win32":
        found = _windows()
    else:
        found = (path for root in roots for path in _below(root) if is_mount(path))
    return sorted(path for path in found if _can_write(path))


def _below(root: Path) -> Iterator[Path]:
    """Folders at most two deep; one that may not be looked into is none."""
    for path in _folders(root):
        yield path
        yield from _folders(path)


def _folders(path: Path) -> list[Path]:
    try:
        return [one for one in path.iterdir() if one.is_dir() and not one.is_symlink()]
    except OSError:
        return []


def _android(storage: Path, private: str) -> Iterator[Path]:
    """An app may write into its own folder of a card or stick (``/storage/1A2B-3C4D/Android/data/…``), unasked."""
    package = Path(private).parent.name
    for path in _folders(storage):
        if _CARD.fullmatch(path.name) and package:
            own = path / "Android" / "data" / package / "files"
            try:
                own.mkdir(parents=True, exist_ok=True)
            except OSError:
                continue
            yield own


def _windows() -> Iterator[Path]:
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 (no such name elsewhere, and no type for it)
    letters = kernel.GetLogicalDrives()
    for number in range(26):
        path = Path(f"{chr(65 + number)}:/")
        if letters >> number & 1 and kernel.GetDriveTypeW(str(path)) == _REMOVABLE:
            yield path


def _can_write(path: Path) -> bool:
    try:
        return os.access(path, os.W_OK) and path.is_dir()
    except OSError:
        return False
