"""Something wrong in an author's file. Codes are stable; the words for them live with the author's tools."""

from typing import Literal

from msgspec import Struct


class Span(Struct, frozen=True):
    """A place in a file: 1-based line and column (in characters), and how many characters it covers."""

    file: str
    line: int
    column: int
    length: int = 1


class Problem(Struct, frozen=True):
    """`code` (L###) says what is wrong, `where` the place, `about` the words the message is made of.

    A notice never fails a check; a warning fails `--strict`; an error always fails.
    """

    code: str
    where: Span
    about: dict[str, str] = {}
    severity: Literal["error", "warning", "notice"] = "error"
