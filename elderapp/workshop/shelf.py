"""The packs of one tablet, and what they bring: lessons, clips, other languages, pictures."""

import logging
import shutil
from pathlib import Path

from msgspec.structs import replace

from elderapp import clock, i18n
from elderapp.errors import ElderError
from elderapp.lesson.model import Cover
from elderapp.packs.model import Clip, Pack
from elderapp.packs.trust import Trust
from elderapp.tablet.tongue import Tongue, of_catalogue


class Shelf:
    """The folder's packs. Reading them takes long and is not needed for the first screen: it is loaded where it is."""

    def __init__(self, data: Path, trust: Trust) -> None:
        """`data` is made when there is none; packs must be signed by somebody in `trust`."""
        data.mkdir(parents=True, exist_ok=True)
        self.data, self.trust = data, trust
        self.read_on = ""
        self.packs = data / "packs"
        self.packs.mkdir(exist_ok=True)

    @property
    def is_stale(self) -> bool:
        """Whether another day began since the packs were read: an alert may have run out."""
        return bool(self.read_on) and self.read_on != clock.day_of(clock.wall_ms())

    def installed(self) -> list[Pack]:
        """The packs that are good, without alerts that have run out; their lessons are folded."""
        from elderapp.packs.install import installed

        self.read_on = today = clock.day_of(clock.wall_ms())
        return [
            pack
            for pack in installed(self.packs, self.trust, folds=True)
            if not pack.manifest.expires or today < pack.manifest.expires
        ]

    def contents(self, found: list[Pack] | None = None) -> tuple[dict[str, Cover], dict[str, tuple[Path, Clip]]]:
        """Every lesson that is installed (folded), and every clip by line id with the file it lies in."""
        lessons: dict[str, Cover] = {}
        clips: dict[str, tuple[Path, Clip]] = {}
        found = self.installed() if found is None else found
        self._drop_old_clips({_folder_of(pack) for pack in found})
        for pack in found:
            if i18n.SOURCE in pack.manifest.languages:
                lessons |= pack.folded
                clips |= self._clips(pack)
        return lessons, clips

    def tongues(self, packs: list[Pack] | None = None) -> dict[str, Tongue]:
        """The other languages: what the app itself can say in them, and with the packs installed the lessons too."""
        found = {language: of_catalogue(i18n.words(language)) for language in i18n.LANGUAGES if language != i18n.SOURCE}
        for pack in self.installed() if packs is None else packs:
            for language in pack.manifest.languages:
                if language != i18n.SOURCE:
                    spoken = found.get(language) or of_catalogue(i18n.words(language))
                    lines, clips = {**spoken.lines, **pack.lines}, {**spoken.clips, **self._clips(pack)}
                    found[language] = replace(spoken, lines=lines, clips=clips)
        return found

    def photos(self, packs: list[Pack] | None = None) -> dict[str, Path]:
        """The pictures of every pack that is installed, by the names they have there."""
        from elderapp.packs import format as files

        found: dict[str, Path] = {}
        for pack in self.installed() if packs is None else packs:
            try:
                found |= files.extract_pictures(pack, self.data / "clips" / _folder_of(pack))
            except (ElderError, OSError) as error:
                logging.getLogger(__name__).warning("pictures of %s stay in their pack: %s", pack.manifest.id, error)
        return found

    def _clips(self, pack: Pack) -> dict[str, tuple[Path, Clip]]:
        """The clips of a pack, put beside it. Where there is no room for them the lesson is read instead of heard."""
        from elderapp.packs import format as files

        folder = self.data / "clips" / _folder_of(pack)
        try:
            if not folder.is_dir():
                files.extract_clips(pack, folder)
        except (ElderError, OSError) as error:
            logging.getLogger(__name__).warning("clips of %s stay in their pack: %s", pack.manifest.id, error)
            return {}
        return {line: (folder / Path(clip.file).name, clip) for line, clip in pack.clips.items()}

    def _drop_old_clips(self, wanted: set[str]) -> None:
        for folder in (self.data / "clips").glob("*"):
            if folder.name.removesuffix(".part") not in wanted:
                shutil.rmtree(folder, ignore_errors=True)


def _folder_of(pack: Pack) -> str:
    return pack.digest[:16]
