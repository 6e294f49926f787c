"""Voices of people: recordings beside their lesson, committed, with a note of the words they say.

`lessons/<track>/<lesson>/voice/<step>.<field>.ogg` (or .wav) is the line ``<lesson>/<step>/<field>``; the app's own
lines lie in `lessons/interface/voice/<name>.ogg`. `recordings.json` in the same folder tells the words, so that a
mended sentence makes its recording stale instead of silently wrong.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

NOTES = "recordings.json"
KINDS = (".ogg", ".wav")
_INTERFACE = "interface"


class Note(Struct, frozen=True, omit_defaults=True):
    """The spoken words of a recording, who says them, and the day somebody last listened (ISO)."""

    spoken: str
    by: str = ""
    on: str = ""


class Recording(Struct, frozen=True):
    """A person's clip of a line. Without a note nobody has listened yet, which counts as stale."""

    path: Path
    note: Note | None

    def is_fresh(self, spoken: str) -> bool:
        """Whether these are still the words of the line."""
        return self.note is not None and self.note.spoken == spoken


def find(lessons: Path) -> dict[str, Recording]:
    """Every recording below the lessons' folder, by line id."""
    return dict(_find(lessons))


def _find(lessons: Path) -> Iterator[tuple[str, Recording]]:
    for folder in sorted([*lessons.glob("*/*/voice"), lessons / _INTERFACE / "voice"]):
        known = notes(folder)
        for path in sorted(folder.glob("*")):
            if path.suffix in KINDS:
                yield _line_id(folder, path.stem), Recording(path, known.get(path.stem))


def _line_id(folder: Path, stem: str) -> str:
    owner = "ui" if folder.parent.name == _INTERFACE else folder.parent.name
    step, _, field = stem.rpartition(".")
    return f"{owner}/{step}/{field}" if step else f"{owner}/{field}"


def notes(folder: Path) -> dict[str, Note]:
    """What is known of the recordings in a folder, by their names."""
    path = folder / NOTES
    return msgspec.json.decode(path.read_bytes(), type=dict[str, Note]) if path.exists() else {}


def note(folder: Path, name: str, one: Note) -> None:
    """Write down what a recording says; the file is written whole or not at all."""
    every = dict(sorted({**notes(folder), name: one}.items()))
    part = folder / f".{NOTES}.part"
    part.write_bytes(msgspec.json.format(msgspec.json.encode(every), indent=1) + b"\n")
    part.replace(folder / NOTES)


def accept(recordings: Mapping[str, Recording], spoken: Mapping[str, str], *, by: str, on: str) -> list[str]:
    """Note that somebody listened and heard the lines' words of today; gives the line ids that were stale before."""
    fresh: list[str] = []
    for line, recording in recordings.items():
        if line in spoken and not recording.is_fresh(spoken[line]):
            folder = recording.path.parent
            note(folder, recording.path.stem, Note(spoken[line], by, on))
            fresh.append(line)
    return fresh
