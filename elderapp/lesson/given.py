"""What the rules are told besides the lesson: the day, the font's signs, facts, and where everything stands."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from elderapp.lesson.model import Source
from elderapp.lesson.problems import Problem, Span

Severity = Literal["error", "warning", "notice"]


class Given(Struct, frozen=True, kw_only=True):
    """`today` is an ISO date. `glyphs`, `icons` and `pictures` are None where they are not to be checked.

    `lessons` are the ids that exist, `entered` the screens (``mock:screen``) at which some step of any lesson begins,
    `places` leads from the path of a thing to its place; `file` is the lesson's own.
    """

    today: str
    file: str = ""
    places: Mapping[str, Span] = {}
    glyphs: frozenset[str] | None = None
    icons: frozenset[str] | None = None
    pictures: frozenset[str] | None = None
    facts: Mapping[str, Source] = {}
    respell: Mapping[str, str] = {}
    lessons: frozenset[str] = frozenset()
    entered: frozenset[str] = frozenset()

    def of(self, file: str, places: Mapping[str, Span], pictures: frozenset[str]) -> "Given":
        """The same for one lesson."""
        return replace(self, file=file, places=places, pictures=pictures)

    def place(self, *paths: str) -> Span:
        """The first of these places that is known; else the beginning of the file."""
        for path in paths:
            if path in self.places:
                return self.places[path]
        return Span(self.file, 1, 1)

    def problem(self, code: str, *paths: str, severity: Severity = "error", **about: str) -> Problem:
        """A problem at the first of these places."""
        return Problem(code, self.place(*paths), about, severity)

    def whereabouts(self, path: str) -> str:
        """``file:line`` of a thing, or nothing."""
        where = self.places.get(path)
        return f"{where.file}:{where.line}" if where else ""
