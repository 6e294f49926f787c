"""The packs a hub offers its tablets, and what its pages know of lessons from them."""

import threading
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from elderapp import clock
from elderapp.errors import ElderError
from elderapp.hub.log import logger
from elderapp.lesson.model import Lesson, Step
from elderapp.packs import format as packs
from elderapp.packs.model import PICTURES_FOR_ROOMS, Manifest, Pack, age
from elderapp.packs.trust import ALERTS, Trust, load
from elderapp.sync.protocol import PackEntry

LOOK_EVERY = 1000
"""Milliseconds for which the folder is taken to be as it was: a page asks for many titles."""


class Shelved(Struct, frozen=True):
    """One pack file that was read and found good; `stamp` tells whether the file is still the same."""

    path: Path
    stamp: tuple[int, int]
    entry: PackEntry
    lessons: dict[str, Lesson]
    manifest: Manifest

    @property
    def is_alert(self) -> bool:
        """Whether it warns of a scam: such packs are offered to the tablets of one centre, for a while."""
        return self.entry.id.startswith(ALERTS)


class Shelf:
    """The good packs of a folder, and the hub's own alerts in another; read again when files change."""

    def __init__(self, folder: Path, trust: Path | None, *, alerts: Path | None = None, hub_key: str = "") -> None:
        """`trust` is the file with the publishers' keys that packs are checked against, `hub_key` whose alerts are."""
        self.folder, self._trust_file = folder, trust
        self.alerts, self._hub_key = alerts, hub_key
        self._trust = Trust()
        self._known: dict[Path, Shelved | None] = {}
        self._stamps: dict[Path, tuple[int, int] | None] = {}
        self._good: list[Shelved] = []
        self._fresh_until = 0
        self._lock = threading.Lock()

    def entries(self) -> tuple[PackEntry, ...]:
        """Of each pack that is no alert the newest version, by id."""
        newest: dict[str, PackEntry] = {}
        for pack in self.versions():
            newest.setdefault(pack.entry.id, pack.entry)
        return tuple(newest[name] for name in sorted(newest))

    def versions(self) -> list[Shelved]:
        """Every version of every pack that is no alert: by id, the newest first."""
        ours = sorted(
            (pack for pack in self._packs() if not pack.is_alert),
            key=lambda pack: age(pack.entry.version),
            reverse=True,
        )
        return sorted(ours, key=lambda pack: pack.entry.id)

    def file(self, digest: str) -> Path | None:
        """The file with this digest, if it is on the shelf."""
        return next((pack.path for pack in self._packs() if pack.entry.digest == digest), None)

    def is_alert(self, digest: str) -> bool:
        """Whether the pack with this digest is an alert."""
        return any(pack.is_alert for pack in self._packs() if pack.entry.digest == digest)

    def lesson(self, name: str) -> Lesson | None:
        """The lesson with this id, if a pack on the shelf has it."""
        having = [pack for pack in self._packs() if name in pack.lessons]
        return max(having, key=lambda pack: age(pack.entry.version)).lessons[name] if having else None

    def manifest_of(self, lesson: str) -> Manifest | None:
        """What the newest pack with this lesson says of itself."""
        having = [pack for pack in self._packs() if lesson in pack.lessons]
        return max(having, key=lambda pack: age(pack.entry.version)).manifest if having else None

    def lessons(self, alerts: Iterable[str] = ()) -> list[Lesson]:
        """Every lesson that a pack on the shelf has, by id; a bank of messages is none to go through.

        Of alerts those in the packs named, for they are not everybody's.
        """
        wanted = set(alerts)
        names = {
            name for pack in self._packs() if not pack.is_alert or pack.entry.id in wanted for name in pack.lessons
        }
        return [found for name in sorted(names) if (found := self.lesson(name)) is not None and not found.is_bank]

    def title(self, name: str, language: str) -> str:
        """A lesson's title; its id where no pack has it."""
        lesson = self.lesson(name)
        if lesson is None:
            return name
        return lesson.title_en or lesson.title.text if language == "en" else lesson.title.text

    def step_words(self, lesson: str, stage: str, step: str) -> str:
        """What a learner reads at a step; nothing when no pack knows it."""
        found = self.lesson(lesson)
        steps = [one for part in (found.stages if found else ()) if part.kind == stage for one in part.steps]
        return next((words_of(one) for one in steps if one.id == step), "")

    def room_file(self, lesson: str, name: str) -> bytes | None:
        """A picture of a step, or the film, for the projector; none where nobody drew them. Raises `PackDamaged`."""
        inside = f"{packs.PICTURES}{lesson}/{name}"
        for pack in self.versions():
            if pack.entry.id.startswith(PICTURES_FOR_ROOMS) and inside in pack.manifest.files:
                return packs.read_file(Pack(manifest=pack.manifest, digest="", path=str(pack.path)), inside)
        return None

    def room_names(self, lesson: str) -> frozenset[str]:
        """The names of the pictures and films that there are of a lesson."""
        start = f"{packs.PICTURES}{lesson}/"
        return frozenset(
            name.removeprefix(start)
            for pack in self.versions()
            if pack.entry.id.startswith(PICTURES_FOR_ROOMS)
            for name in pack.manifest.files
            if name.startswith(start)
        )

    def look_again(self) -> None:
        """A file was put there: the next question reads the folder."""
        with self._lock:
            self._fresh_until = 0

    @property
    def publishers(self) -> Trust:
        """Whose packs are taken; nobody's while their list cannot be read."""
        return replace(self._read_trust(), alerts=frozenset())

    def _packs(self) -> list[Shelved]:
        with self._lock:
            if clock.mono_ms() < self._fresh_until:
                return self._good
            self._fresh_until = clock.mono_ms() + LOOK_EVERY
            trust = self._read_trust()
            if trust != self._trust:
                self._trust = trust
                self._stamps.clear()
            folders = [self.folder, *([self.alerts] if self.alerts else [])]
            stamped = [(path, _stamp(path)) for folder in folders for path in sorted(folder.glob("*.pack"))]
            for path, stamp in stamped:
                if self._stamps.get(path) != stamp:
                    self._known[path] = self._read(path, stamp) if stamp else None
                    self._stamps[path] = stamp
            self._good = [pack for path, _ in stamped if (pack := self._known.get(path)) is not None]
            return self._good

    def _read_trust(self) -> Trust:
        """Whom we trust now; nobody while their list cannot be read. Of alerts our own alone."""
        own = frozenset({self._hub_key} - {""})
        try:
            known = load(self._trust_file) if self._trust_file else Trust()
        except (ElderError, OSError) as error:
            logger.warning("trust-refused", why=str(error))
            known = Trust()
        return replace(known, alerts=own)

    def _read(self, path: Path, stamp: tuple[int, int]) -> Shelved | None:
        try:
            pack = packs.read(path, self._trust)
        except (ElderError, OSError) as error:  # a bad file must not keep the good ones from the tablets
            code = error.code if isinstance(error, ElderError) else "unreadable"
            logger.warning("pack-refused", file=path.name, code=code, why=str(error))
            return None
        entry = PackEntry(pack.manifest.id, pack.manifest.version, pack.digest, stamp[1])
        return Shelved(path, stamp, entry, pack.lessons, pack.manifest)


def _stamp(path: Path) -> tuple[int, int] | None:
    """Tells whether a file is still the same; None when it has gone since the folder was listed."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def words_of(step: Step) -> str:
    """What a learner reads at a step."""
    say = getattr(step, "say", None)
    moves = getattr(step, "moves", ())
    return say.text if say else moves[0].say.text if moves else ""
