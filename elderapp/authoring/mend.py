"""Mends in memory what a Chinese keyboard does to YAML, line by line, and says so.

Full-width punctuation used as syntax, tabs, quotes left open, a colon without its space: each is reported where it
stands and written right, so that reading goes on. Columns of the mended line lead back to the author's.
"""

import re

from msgspec import Struct

from elderapp.authoring.mend_line import Line, Pen
from elderapp.lesson.problems import Problem, Span

_NEXT_KEY = re.compile(r"\s*(- +)*[A-Za-z_][\w-]*:(\s|$)")
_CLOSERS = "}]｝］"
_QUOTE_REACH = 20


class Mended(Struct, frozen=True):
    """Lines that YAML can read; `columns[i]` leads from a 0-based column of line i back to the author's."""

    lines: list[str]
    columns: dict[int, list[int]]
    problems: list[Problem]

    def column(self, line: int, column: int) -> int:
        """The author's 0-based column."""
        columns = self.columns.get(line)
        if not columns:
            return column
        return columns[min(column, len(columns) - 1)]


class _Flow:
    """The brackets that are open, and where the outermost stands."""

    def __init__(self) -> None:
        self.stack: list[tuple[str, bool]] = []
        self.line = 0
        self.column = 0
        self.indent = 0


def mend(lines: list[str], file: str) -> Mended:
    """The same lines, readable."""
    return _Mender(lines, file).mend()


class _Mender:
    def __init__(self, lines: list[str], file: str) -> None:
        self.lines = lines
        self.file = file
        self.out: list[str] = []
        self.columns: dict[int, list[int]] = {}
        self.problems: list[Problem] = []
        self.flow = _Flow()
        self.quote = ""
        self.block: int | None = None
        self.number = 0
        self.content = 0
        self.opens = False

    def mend(self) -> Mended:
        for number, text in enumerate(self.lines):
            self.number = number
            self._line(text)
        self._close_flow()
        self.problems.sort(key=lambda problem: (problem.where.line, problem.where.column))
        return Mended(self.out, self.columns, self.problems)

    def report(
        self, code: str, column: int, length: int = 1, line: int | None = None, about: dict[str, str] | None = None
    ) -> None:
        """A problem at a 0-based column of the author's line."""
        number = self.number if line is None else line
        self.problems.append(Problem(code, Span(self.file, number + 1, column + 1, max(1, length)), about or {}))

    def closes_later(self, quote: str) -> bool:
        """Whether a quote left open on this line is closed on one of the next, before another key begins."""
        for text in self.lines[self.number + 1 : self.number + 1 + _QUOTE_REACH]:
            if _NEXT_KEY.match(text):
                return False
            if quote in text:
                return True
        return False

    def _line(self, text: str) -> None:
        indent = len(text) - len(text.lstrip(" \t\u3000"))
        if self.block is not None:
            if not text.strip() or indent > self.block:
                self.out.append(text)
                return
            self.block = None
        if self.quote:
            self._inside_quote(text)
            return
        if not text.strip() or text.lstrip().startswith("#"):
            self.out.append("" if not text.strip() else text.replace("\t", " "))
            return
        if self.flow.stack and indent <= self.flow.indent and text.lstrip()[0] not in _CLOSERS:
            self._close_flow()
        pen = Pen()
        Line(self, text, pen).write()
        self.out.append(pen.text())
        self.opens = pen.text().endswith(":")
        if pen.changed:
            self.columns[self.number] = pen.columns

    def _inside_quote(self, text: str) -> None:
        end = text.find(self.quote)
        if end < 0:
            self.out.append(text)
            return
        self.quote = ""
        pen = Pen()
        pen.keep(text[: end + 1], 0)
        Line(self, text, pen, end + 1).write_rest()
        self.out.append(pen.text())
        if pen.changed:
            self.columns[self.number] = pen.columns

    def _close_flow(self) -> None:
        if not self.flow.stack:
            return
        opener = self.flow.stack[0][0]
        self.report("L019", self.flow.column, line=self.flow.line, about={"sign": opener})
        last = len(self.out) - 1
        while last > self.flow.line and not self.out[last].split(" #")[0].strip():
            last -= 1
        closers = "".join("}" if sign == "{" else "]" for sign, _ in reversed(self.flow.stack))
        self.out[last] = re.sub(r"\s#[^'\"]*$", "", self.out[last]).rstrip().rstrip(",") + closers
        self.flow.stack.clear()
