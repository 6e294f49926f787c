"""Puts a pack into the tablet's folder: the new one is there whole, or the old one stays."""

import os
import shutil
from pathlib import Path

from elderapp.packs.errors import PackDamaged, PackOlder, PackTooNew, PackUntrusted
from elderapp.packs.format import file_name, read
from elderapp.packs.model import Pack, age
from elderapp.packs.trust import Trust

_REFUSED = (PackDamaged, PackTooNew, PackUntrusted)


def install(pack_path: Path, folder: Path, trust: Trust, *, downgrade: bool = True) -> Pack:
    """Copies a pack, checks every file of the copy, puts it in place and removes other versions of it.

    Without `downgrade` an older version than the one that is there is left where it came from. Raises `PackDamaged`,
    `PackTooNew`, `PackUntrusted`, `PackOlder`; the folder is then as it was.
    """
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{pack_path.name}.installing"
    try:
        _copy(pack_path, part)
        pack = read(part, trust, verify=True)
        if not downgrade:
            _refuse_older(pack, folder, trust)
        place = folder / file_name(pack.manifest)
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)
    installed = read(place, trust)
    for other in sorted(folder.glob(f"{pack.manifest.id}-*.pack")):
        if other != place and id_of(other, trust) == pack.manifest.id:
            other.unlink()
    return installed


def _refuse_older(pack: Pack, folder: Path, trust: Trust) -> None:
    for other in installed(folder, trust):
        if other.manifest.id == pack.manifest.id and age(other.manifest.version) > age(pack.manifest.version):
            raise PackOlder(
                f"{pack.manifest.id} {pack.manifest.version} is older than {other.manifest.version}, which is there"
            )


def installed(folder: Path, trust: Trust, *, folds: bool = False) -> list[Pack]:
    """The packs of a folder that can be read, by name; one that cannot be read is left alone and left out.

    With `folds` their lessons and clips are folded.
    """
    packs = []
    for path in sorted(folder.glob("*.pack")):
        try:
            packs.append(read(path, trust, folds=folds))
        except _REFUSED:
            continue
    return packs


def _copy(source: Path, target: Path) -> None:
    try:
        with source.open("rb") as old, target.open("wb") as new:
            shutil.copyfileobj(old, new)
            new.flush()
            os.fsync(new.fileno())  # or a power cut leaves a name without contents
    except FileNotFoundError as error:
        raise PackDamaged(f"there is no pack {source}") from error


def id_of(path: Path, trust: Trust) -> str:
    """Whose version a file is: ``basics-2-1.0.0.pack`` is not one of ``basics``."""
    try:
        return read(path, trust).manifest.id
    except _REFUSED:
        return ""
