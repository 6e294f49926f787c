"""What stands in a pack besides the lessons themselves."""

import re
from collections.abc import Mapping

from msgspec import Struct

from elderapp.lesson.folding import Folded
from elderapp.lesson.model import Lesson, Line
from elderapp.packs.trust import Handover

FORMAT = 1
"""The pack format this app writes and the newest that it reads."""

PICTURES_FOR_ROOMS = "pictures-"
"""How the ids of packs begin that hold large pictures of steps for a projector: hubs keep them, tablets never do."""


class Beat(Struct, frozen=True, array_like=True):
    """From `start` to `end` (seconds) the caption is lit from character `first` to before `last`."""

    first: int
    last: int
    start: float
    end: float


class Slow(Struct, frozen=True, omit_defaults=True):
    """The same line said slowly: a clip of its own beside the ordinary one."""

    seconds: float
    beats: tuple[Beat, ...] = ()


class Clip(Struct, frozen=True, omit_defaults=True):
    """One spoken line. `file` is its name in the pack, `engine` who speaks (a human, gtts, espeak-ng).

    `slow` is for whoever asks for it; packs from before it, and alerts, have none.
    """

    file: str
    seconds: float
    beats: tuple[Beat, ...] = ()
    engine: str = ""
    spoken: str = ""
    slow: Slow | None = None

    @property
    def files(self) -> tuple[str, ...]:
        """Every sound of it, by the names in the pack."""
        return (self.file, slow_name(self.file)) if self.slow else (self.file,)


def slow_name(file: str) -> str:
    """What the slow clip beside `file` is called.

    >>> slow_name("clips/ab.ogg")
    'clips/ab.slow.ogg'
    """
    return f"{file.removesuffix('.ogg')}.slow.ogg"


class Manifest(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """`files` are the SHA-256 (hex) of every other file; `draft` is true while any clip is a machine's.

    `handovers` are those by which the publisher's key came from an older one; `expires` is an ISO day, for alerts.
    """

    format: int = FORMAT
    id: str
    version: str
    title: str = ""
    publisher: str = ""
    minimum_app: str = "0.1.0"
    languages: tuple[str, ...] = ("yue",)
    review_by: str = ""
    licence: str = ""
    draft: bool = False
    files: dict[str, str] = {}
    handovers: tuple[Handover, ...] = ()
    expires: str = ""


class Pack(Struct, frozen=True, kw_only=True):
    """A pack that was read and found whole and trusted. `clips` are by line id, `lines` are the interface's own.

    Its lessons stand in `lessons`, or where it was read so in `folded`; its clips are folded then, too.
    """

    manifest: Manifest
    digest: str
    path: str
    lessons: dict[str, Lesson] = {}
    folded: dict[str, Folded] = {}
    lines: dict[str, Line] = {}
    clips: Mapping[str, Clip] = {}


def age(version: str) -> tuple[tuple[int, str], ...]:
    """For sorting versions as people read them, the newest last.

    >>> sorted(["1.10.0", "1.9.0", "1.9.0b"], key=age)
    ['1.9.0', '1.9.0b', '1.10.0']
    """
    parts = (re.fullmatch(r"([0-9]{0,9})(.*)", part, re.DOTALL) for part in version.split("."))
    return tuple((int(part[1] or "0"), part[2]) for part in parts if part)
