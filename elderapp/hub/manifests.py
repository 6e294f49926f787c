"""What stands beside each backup, and where backups were put: a disk that is out is not taken for an empty folder.

The hub remembers what it made beside its database: whichever disk is in, it knows what the others hold.
"""

from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, select

from elderapp import keys
from elderapp.hub.settings import Settings
from elderapp.hub.storage.copies import Held
from elderapp.hub.storage.schema_backups import EVERYWHERE, backup

FOLDER = "backups-made"
"""Below the hub's own folder: what the newest backups hold, wherever they lie."""


class Manifest(Struct, frozen=True):
    """Stands beside each backup: when (ms), of what kind of database, the file's digest, and what it holds.

    `folder` is where it was put, as far as the hub remembers it.
    """

    made: int
    kind: str
    file: str
    bytes: int
    digest: str
    held: tuple[Held, ...]
    keys: dict[str, str] = {}
    folder: str = ""

    @property
    def statements(self) -> int:
        """Statements of every tablet together."""
        return sum(one.seq for one in self.held)


def kept_in(folder: Path) -> list[Manifest]:
    """The backups of a folder, the newest first; what is not whole is none."""
    return [one for one in _manifests(folder) if (folder / one.file).exists()]


def remembered(data: Path) -> list[Manifest]:
    """What this hub made and put apart, the newest first: the last ones, and of every folder one at least."""
    return _manifests(data / FOLDER)


def remember(data: Path, made: Iterable[Manifest], folder: Path, keep: int) -> list[Manifest]:
    """Notes that these backups lie in this folder. Gives the newest `keep`, wherever they lie."""
    place = data / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    for one in made:
        noted = replace(one, keys={}, folder=str(folder.absolute()))
        keys.write_whole(place / f"{one.file}.json", msgspec.json.encode(noted))
    known = remembered(data)
    folders = {one.folder for one in known[:keep]}
    for old in known[keep:]:
        if old.folder in folders:
            (place / f"{old.file}.json").unlink(missing_ok=True)
        folders.add(old.folder)
    return known[:keep]


def is_away(settings: Settings, connection: Connection) -> bool:
    """Whether backups were put into this folder and it shows none of them: its disk is out, or another one is in."""
    folder = settings.backup_folder
    if not settings.is_apart or kept_in(folder):
        return False
    if (settings.data / FOLDER).exists():
        return str(folder.absolute()) in {one.folder for one in remembered(settings.data)}
    # A hub that does not remember yet: its database knows that there were some, and not where.
    put = select(backup.c.made).where(backup.c.centre == EVERYWHERE, backup.c.apart == 1).limit(1)
    return connection.scalar(put) is not None


def _manifests(folder: Path) -> list[Manifest]:
    found = []
    for path in folder.glob("hub-*.json"):
        try:
            found.append(msgspec.json.decode(path.read_bytes(), type=Manifest))
        except (OSError, msgspec.DecodeError):
            continue
    return sorted(found, key=lambda one: one.made, reverse=True)
