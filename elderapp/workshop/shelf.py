"""The packs of one tablet, and what they bring: lessons, clips, other languages, pictures."""

import logging
import shutil
from collections.abc import Mapping
from pathlib import Path

from msgspec.structs import replace

from elderapp import clock, i18n
from elderapp.errors import ElderError
from elderapp.lesson.model import Cover
from elderapp.packs.folding import Recorded
from elderapp.packs.model import Clip, Pack
from elderapp.packs.trust import Trust
from elderapp.tablet.tongue import Clips, Tongue, of_catalogue

Places = dict[str, tuple[Path, Mapping[str, Clip]]]
"""By line id, the folder of its clip, and the pack's clips it is one of."""


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

    def contents(self, found: list[Pack] | None = None) -> tuple[dict[str, Cover], Clips]:
        """Every lesson that is installed (folded), and every clip by line id with the file it lies in."""
        lessons: dict[str, Cover] = {}
        places: Places = {}
        found = self.installed() if found is None else found
        self._drop_old_clips({_folder_of(pack) for pack in found})
        for pack in found:
            if i18n.SOURCE in pack.manifest.languages:
                lessons |= pack.folded
                places |= self._places(pack)
        return lessons, Recorded(places)

    def tongues(self, packs: list[Pack] | None = None) -> dict[str, Tongue]:
        """The other languages: what the app itself can say in them, and with the packs installed the lessons too."""
        own = {language: of_catalogue(i18n.words(language)) for language in i18n.LANGUAGES if language != i18n.SOURCE}
        places: dict[str, Places] = {language: {} for language in own}
        for pack in self.installed() if packs is None else packs:
            for language in pack.manifest.languages:
                if language != i18n.SOURCE:
                    spoken = own.get(language) or of_catalogue(i18n.words(language))
                    own[language] = replace(spoken, lines={**spoken.lines, **pack.lines})
                    places.setdefault(language, {}).update(self._places(pack))
        return {language: replace(one, clips=Recorded(places[language])) for language, one in own.items()}

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

    def _places(self, pack: Pack) -> Places:
        """The clips of a pack, put beside it. Where there is no room for them the lesson is read instead of heard."""
        from elderapp.packs import format as files

        folder = self.data / "clips" / _folder_of(pack)
        try:
            if not folder.is_dir():
                files.extract_clips(pack, folder)
        except (ElderError, OSError) as error:
            logging.getLogger(__name__).warning("clips of %s stay in their pack: %s", pack.manifest.id, error)
            return {}
        return dict.fromkeys(pack.clips, (folder, pack.clips))

    def _drop_old_clips(self, wanted: set[str]) -> None:
        for folder in (self.data / "clips").glob("*"):
            if folder.name.removesuffix(".part") not in wanted:
                shutil.rmtree(folder, ignore_errors=True)


def _folder_of(pack: Pack) -> str:
    return pack.digest[:16]
