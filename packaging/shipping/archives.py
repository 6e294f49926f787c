"""Archives and checksums that depend on contents alone: not on who made them, when, where or in which order."""

import hashlib
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path

SUMS = "SHA256SUMS"
_FILE, _PROGRAM = 0o100644, 0o100755
_EARLIEST = 315_532_800
"""The first second that a zip file can name: 1 January 1980."""


def zip_folder(folder: Path, target: Path, epoch: int) -> Path:
    """All files below `folder` in one zip, below a folder of its name, each dated `epoch` (seconds since 1970)."""
    date = time.gmtime(max(epoch, _EARLIEST))[:6]
    part = target.with_name(f"{target.name}.part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{target.stem}/{path.relative_to(folder).as_posix()}", date)
            entry.create_system = 3  # Unix, wherever it was made: else the mode is not read
            entry.external_attr = (_PROGRAM if path.stat().st_mode & 0o100 else _FILE) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    part.replace(target)
    return target


def digest(path: Path) -> str:
    """The SHA-256 of a file, hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sums(folder: Path, names: Iterable[str]) -> str:
    """What `sha256sum --check` reads, for these files of a folder."""
    return "".join(f"{digest(folder / name)}  {name}\n" for name in sorted(names))
