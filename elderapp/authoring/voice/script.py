"""What people are to read aloud, what their recordings are called, and taking these in."""

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from msgspec import Struct

from elderapp.authoring.voice.checks import LONGEST, Flaw, flaws
from elderapp.authoring.voice.engines import VoiceFailed
from elderapp.authoring.voice.recordings import Note, Recording, note
from elderapp.lesson.model import Line
from elderapp.speech.spoken import spoken, words_of

KINDS = (".wav", ".ogg", ".mp3", ".m4a", ".flac", ".aac", ".opus")
"""Files that are taken in, from a telephone or a recorder."""
_INTERFACE = "interface"
_BETWEEN = "__"


class Wanted(Struct, frozen=True):
    """A line to be read: the words as they are said, and the file its recording is to be called (without its kind)."""

    line: Line
    owner: str
    words: str
    name: str


class Refused(Struct, frozen=True):
    """A file that was not taken in, and why. `code`: unknown, unreadable, or a flaw's."""

    file: str
    code: str
    about: str = ""


def wanted(
    owner: str, lines: Mapping[str, Line], respell: Mapping[str, str], recordings: Mapping[str, Recording], *,
    every: bool = False,
) -> Iterator[Wanted]:  # fmt: skip
    """The lines of a lesson (or of the interface) that lack a recording of today's words; all of them with `every`."""
    for line in lines.values():
        words = words_of(spoken(line.text, respell, speech=line.speech, cuts=line.cuts))
        recording = recordings.get(line.id)
        if words and (every or recording is None or not recording.is_fresh(words)):
            yield Wanted(line, owner, words, f"{owner}{_BETWEEN}{stem(line.id)}")


def stem(line: str) -> str:
    """How the recording of a line is called beside its lesson.

    >>> stem("scam-fake-cs/story/say"), stem("ui/home"), stem("scam-fake-cs/title")
    ('story.say', 'home', 'title')
    """
    return ".".join(line.split("/")[1:])


def folder_of(lessons: Path, owner: str, file: str) -> Path:
    """Where the recordings of a lesson lie; `file` is the lesson's own, empty for the interface."""
    return lessons / _INTERFACE / "voice" if owner == _INTERFACE else Path(file).parent / "voice"


def take_in(
    sound: Path, one: Wanted, folder: Path, respell: Mapping[str, str], *, by: str, on: str
) -> Iterator[Refused]:
    """Keep one recording, once it was found good: trimmed, levelled as every clip, with a note of its words.

    What is wrong is told and nothing is kept. An older recording of the line gives way.
    """
    try:
        found = list(_judge(sound, one, respell))
    except VoiceFailed as error:
        yield Refused(sound.name, "unreadable", str(error))
        return
    if any(not flaw.is_warning for flaw in found):
        yield from (Refused(sound.name, flaw.code, flaw.about) for flaw in found)
        return
    folder.mkdir(parents=True, exist_ok=True)
    name = stem(one.line.id)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".part-") as scratch:
        ogg = Path(scratch) / "whole.ogg"
        _as_ogg(sound, ogg)
        for old in folder.glob(f"{name}.*"):
            if old.stem == name and old.suffix in KINDS:
                old.unlink()
        ogg.replace(folder / f"{name}.ogg")
    note(folder, name, Note(one.words, by, on))


def match(files: Iterable[Path], every: Mapping[str, Wanted]) -> Iterator[tuple[Path, Wanted | Refused]]:
    """Which line each file is the recording of; an unknown name is told with the nearest that there is."""
    for path in sorted(files):
        if path.suffix.lower() not in KINDS:
            continue
        # Telephones and spreadsheets add " (1)" to a second take: the latest by name wins.
        name = re.sub(r"\s*\(\d+\)$", "", path.stem)
        if name in every:
            yield path, every[name]
        else:
            near = get_close_matches(name, every, 1, 0.6)
            yield path, Refused(path.name, "unknown", near[0] if near else "")


def _judge(sound: Path, one: Wanted, respell: Mapping[str, str]) -> Iterator[Flaw]:
    """The recording as it will be heard, measured like every clip."""
    from elderapp.authoring.voice.espeak import Espeak
    from elderapp.authoring.voice.mixing import Job, make

    clauses = spoken(one.line.text, respell, speech=one.line.speech, cuts=one.line.cuts)
    with tempfile.TemporaryDirectory(prefix="voice-") as scratch:
        for _job, take, _path in make([Job("one", clauses, sound)], Espeak(), Path(scratch)):
            yield from flaws(one.line.id, take)


def _as_ogg(sound: Path, ogg: Path) -> None:
    from elderapp.authoring.voice import ffmpeg

    raw = ogg.with_suffix(".raw")
    ffmpeg.decode([sound], [raw])
    ffmpeg.encode([raw], [ogg])
    raw.unlink()


SECONDS = LONGEST
"""The longest that a line may take."""
