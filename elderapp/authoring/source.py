"""Reads an author's YAML: every scalar is text with its place, and one fault never hides the next.

YAML 1.2 through ruamel.yaml's events, nothing resolved: ``12:30``, ``no`` and ``0123`` stay what they look like.
A file that could harm (too large, no UTF-8, too deep, aliases) is refused in bounded time.
"""

import re
import stat
from functools import lru_cache
from pathlib import Path

from elderapp.authoring.compose import Composer
from elderapp.authoring.mend import mend
from elderapp.authoring.nodes import Source
from elderapp.lesson.problems import Problem, Span

LARGEST = 256 * 1024
"""Bytes; a long lesson has a tenth of it."""

MOST_PROBLEMS = 200
"""Syntax problems after which reading one file stops."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_BOM = b"\xef\xbb\xbf"


def read(path: Path, file: str | None = None) -> Source:
    """The file at `path`; `file` is its name in messages. Never raises for what stands in it."""
    name = str(path) if file is None else file
    if path.is_symlink():
        return _refused("L007", name)
    try:
        # A pipe or a device would keep us waiting, or never end.
        if not stat.S_ISREG(path.stat().st_mode):
            return _refused("L008", name, reason="not a file")
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        return _refused("L008", name, reason=error.strerror or type(error).__name__)
    return read_bytes(data, name)


@lru_cache(maxsize=32)
def read_bytes(data: bytes, file: str) -> Source:
    """The same for bytes that were read already."""
    if len(data) > LARGEST:
        return _refused("L001", file, limit=str(LARGEST // 1024))
    problems: list[Problem] = []
    if data.startswith(_UTF16):
        return _refused("L002", file)
    if data.startswith(_BOM):
        problems.append(Problem("L003", Span(file, 1, 1)))
        data = data[len(_BOM) :]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        lines = tuple(data.decode("utf-8", "replace").split("\n"))
        return Source(file, lines, None, (Problem("L002", _place(data, error.start, file)),))
    return read_text(text, file, problems)


def read_text(text: str, file: str, before: list[Problem] | None = None) -> Source:
    """The same for text."""
    problems = list(before or ())
    original = re.split(r"\r\n|\r|\n", text)
    lines = [_without_control(line, Span(file, number, 1), problems) for number, line in enumerate(original, 1)]
    mended = mend(lines, file)
    composer = Composer(mended, file, MOST_PROBLEMS - len(problems))
    root = composer.compose()
    problems += mended.problems[:MOST_PROBLEMS]
    problems += composer.problems
    problems.sort(key=lambda problem: (problem.where.line, problem.where.column))
    if len(problems) >= MOST_PROBLEMS:
        problems = [*problems[:MOST_PROBLEMS], Problem("L024", problems[MOST_PROBLEMS - 1].where)]
    return Source(file, tuple(original), root, tuple(problems))


def lines_of(path: Path) -> tuple[str, ...]:
    """The lines of a file as its author sees them, as far as it may be read; none where it cannot."""
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST)
    except OSError:
        return ()
    return tuple(re.split(r"\r\n|\r|\n", data.removeprefix(_BOM).decode("utf-8", "replace")))


def _without_control(line: str, where: Span, problems: list[Problem]) -> str:
    match = _CONTROL.search(line)
    if not match:
        return line
    sign = f"U+{ord(match.group()):04X}"
    problems.append(Problem("L004", Span(where.file, where.line, match.start() + 1), {"sign": sign}))
    return _CONTROL.sub(" ", line)


def _place(data: bytes, offset: int, file: str) -> Span:
    """The line and column of a byte, as far as the text before it can be read."""
    before = data[:offset]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    return Span(file, line, column)


def _refused(code: str, file: str, where: Span | None = None, **about: str) -> Source:
    return Source(file, (), None, (Problem(code, where or Span(file, 1, 1), about),))
