"""What is finished already: one note a step, by which a release that was interrupted goes on where it stopped."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from shipping.archives import digest

_NOTES, _WORK = ".done", ".work"


@dataclass(frozen=True)
class Note:
    """What a step made: from which `source`, which files (with their SHA-256), what it said, whether it was all."""

    source: str
    files: dict[str, str]
    said: str
    is_done: bool


class Ledger:
    """The folder of a release, with the notes of its steps."""

    def __init__(self, folder: Path) -> None:
        """`folder` is made when there is none."""
        self.folder = folder
        self._notes = folder / _NOTES
        self._notes.mkdir(parents=True, exist_ok=True)

    def finished(self, step: str, source: str) -> Note | None:
        """The note of this step, if it was made from this source and its files are still what they were."""
        note = self._read(step)
        if note is None or note.source != source or not note.is_done:
            return None
        paths = {name: self.folder / name for name in note.files}
        is_whole = all(path.is_file() and digest(path) == note.files[name] for name, path in paths.items())
        return note if is_whole else None

    def workplace(self, step: str) -> Path:
        """An empty folder for the step to write into."""
        place = self.folder / _WORK / step
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        return place

    def keep(self, step: str, source: str, said: str, *, is_done: bool) -> Note:
        """Takes what lies in the step's workplace into the release, in place of what the step made before."""
        place = self.folder / _WORK / step
        made = sorted(path for path in place.rglob("*") if path.is_file())
        before = self._read(step)
        for name in before.files if before else ():
            (self.folder / name).unlink(missing_ok=True)
        files = {}
        for path in made:
            name = path.relative_to(place).as_posix()
            target = self.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
            files[name] = digest(target)
        shutil.rmtree(place.parent)
        note = Note(source, files, said, is_done)
        part = self._notes / f"{step}.part"
        part.write_text(json.dumps(asdict(note), indent=1), encoding="utf-8")
        part.replace(self._notes / f"{step}.json")
        return note

    def strangers(self, known: set[str]) -> Iterator[Path]:
        """Files in the folder that no step of this release has made."""
        for path in sorted(self.folder.rglob("*")):
            name = path.relative_to(self.folder).as_posix()
            if path.is_file() and name not in known and not name.startswith((_NOTES, _WORK)):
                yield path

    def _read(self, step: str) -> Note | None:
        path = self._notes / f"{step}.json"
        try:
            return Note(**json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None
