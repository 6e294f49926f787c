"""Who listened to which clip: `heard.json` in the folder of lessons, committed like them.

It holds the words that were heard and the clip's key, so that a mended sentence or another voice is unheard again. A
machine's clip from the network that somebody accepted may be released; an offline draft stays one, but a line on whose
reading the romanisers differ is no longer asked about.
"""

from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

FILE = "heard.json"
RELEASABLE = "gtts"
"""The engine whose clips may be released once they were heard."""


class Hearing(Struct, frozen=True):
    """The words that were heard, the key of the clip, whose voice it is, who listened and when (ISO day)."""

    words: str
    key: str
    engine: str
    by: str
    on: str


def read(lessons: Path) -> dict[str, Hearing]:
    """What was heard so far, by line id. A file that cannot be read counts as none: then all is heard again."""
    try:
        return msgspec.json.decode((lessons / FILE).read_bytes(), type=dict[str, Hearing])
    except (OSError, msgspec.DecodeError):
        return {}


def note(lessons: Path, hearings: Mapping[str, Hearing]) -> None:
    """Add to what was heard; the file is written whole or not at all."""
    every = dict(sorted({**read(lessons), **hearings}.items()))
    part = lessons / f".{FILE}.part"
    part.write_bytes(msgspec.json.format(msgspec.json.encode(every), indent=1) + b"\n")
    part.replace(lessons / FILE)


def is_heard(heard: Mapping[str, Hearing], line: str, key: str) -> bool:
    """Whether somebody listened to this very clip of the line."""
    return line in heard and heard[line].key == key


def is_draft(engine: str, *, heard: bool) -> bool:
    """Whether a clip may not be released: an offline machine's, or one from the network that nobody listened to.

    >>> is_draft("human", heard=False), is_draft("gtts", heard=True), is_draft("espeak-ng", heard=True)
    (False, False, True)
    """
    return engine != "human" and not (engine == RELEASABLE and heard)
