"""What the hub is lent by the authors' tools: breaks of lines, what rules are told, and voices.

A hub without them makes alerts all the same: lines break between any two characters, and nothing is said aloud.
"""

from collections.abc import Callable, Mapping

from msgspec import Struct

from elderapp.errors import ElderError
from elderapp.lesson.model import Line
from elderapp.lesson.rules import Given
from elderapp.packs.model import Clip

_CLOSING = "，。！？：；、）」』】》”…%"
_OPENING = "「『（【《“$#"


class Unfit(ElderError):
    """A recording cannot be used; `code` says why: unreadable, silent, too-short, too-long, too-slow, too-quick."""

    def __init__(self, code: str) -> None:
        """`code` is one of those above."""
        super().__init__(code)
        self.code = code


class Spoken(Struct, frozen=True):
    """A line's clip, and its sound as an Ogg file."""

    clip: Clip
    sound: bytes


def between_characters(text: str) -> tuple[int, ...]:
    """Breaks between any two Chinese characters, never before a closing mark or after an opening one.

    >>> between_characters("撳掣，OK")
    (1, 3)
    """
    return tuple(
        at
        for at in range(1, len(text))
        if not (text[at].isascii() and text[at - 1].isascii())
        and text[at] not in _CLOSING + " "
        and text[at - 1] not in _OPENING
    )


class Studio(Struct, frozen=True, kw_only=True):
    """`given` are the rules' glyphs, sounds and facts. `record` makes a clip of a person's recording of a line.

    `record` raises `Unfit`. `speak` lets a machine say lines; it gives clips of those that it could say.
    """

    given: Given = Given(today="")
    cuts: Callable[[str], tuple[int, ...]] = between_characters
    record: Callable[[Line, bytes], Spoken] | None = None
    speak: Callable[[Mapping[str, Line]], Mapping[str, Spoken]] | None = None
