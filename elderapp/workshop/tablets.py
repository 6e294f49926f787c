"""One tablet's folder, and the app opened on it: file, packs, clips, the line to the hub."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from elderapp import i18n
from elderapp.lesson.model import Lesson
from elderapp.packs import format as packs
from elderapp.packs.model import Clip
from elderapp.packs.trust import Trust
from elderapp.records.people import Roster
from elderapp.store import Store
from elderapp.sync import client
from elderapp.tablet import window

if TYPE_CHECKING:
    from elderapp.tablet.app import Shell
    from elderapp.tablet.link import Link

NOBODY = Roster(centre="", tablet="")


class Home:
    """The folder of one tablet."""

    def __init__(self, data: Path, trust: Trust) -> None:
        """`data` is made when there is none; packs must be signed by somebody in `trust`."""
        data.mkdir(parents=True, exist_ok=True)
        self.data = data
        self.trust = trust
        self.packs = data / "packs"
        self.packs.mkdir(exist_ok=True)

    def open_store(self) -> Store:
        """The tablet's file; each thread opens its own."""
        return Store.open(self.data / "tablet.db")

    def hub(self) -> client.Hub | None:
        """The hub this tablet is paired with."""
        with self.open_store() as store:
            return client.paired_hub(store, packs=self.packs, trust=self.trust)

    def contents(self) -> tuple[dict[str, Lesson], dict[str, tuple[Path, Clip]]]:
        """Every lesson that is installed, and every clip by line id with the file it lies in."""
        lessons: dict[str, Lesson] = {}
        clips: dict[str, tuple[Path, Clip]] = {}
        for path in sorted(self.packs.glob("*.pack")):
            pack = packs.read(path, self.trust)
            folder = self.data / "clips" / pack.digest[:16]
            if not folder.is_dir():
                packs.extract_clips(pack, folder)
            lessons |= pack.lessons
            clips |= {line: (folder / Path(clip.file).name, clip) for line, clip in pack.clips.items()}
        return lessons, clips
