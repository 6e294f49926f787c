"""The hand that writes a mended line: where it stands in the author's, what it has written, what it reports."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from elderapp.authoring.mend import _Mender

NAME = re.compile(r"[!A-Za-z0-9_:,./-]+(\s|$)")
BRACED = re.compile(r"\{[A-Za-z_][\w.-]*\}")
KEY = re.compile(r"([A-Za-z_][\w.@-]*)([ \u3000]*)([:：])")
FULL_KEY = re.compile(r"[a-z_][a-z0-9_.@-]*\Z")

BLANKS = " \t\u3000"
FULL_QUOTES = "“”＂‘’＇"


class Pen:
    """Writes the mended line and remembers which of the author's columns each character stands for."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self.columns: list[int] = []
        self.changed = False

    def keep(self, text: str, column: int) -> None:
        """The author's own characters."""
        self._text.append(text)
        self.columns.extend(range(column, column + len(text)))

    def write(self, text: str, column: int) -> None:
        """Characters of ours that stand for the author's at `column`."""
        self._text.append(text)
        self.columns.extend([column] * len(text))
        self.changed = True

    def text(self) -> str:
        """The line so far."""
        return "".join(self._text)

    @property
    def ends_blank(self) -> bool:
        return not self._text or self._text[-1].endswith(" ")


class Cursor:
    """A place in one line being mended."""

    def __init__(self, mender: "_Mender", text: str, pen: Pen, at: int = 0) -> None:
        self.mender = mender
        self.text = text
        self.pen = pen
        self.at = at

    def report(self, code: str, column: int, length: int = 1, **about: str) -> None:
        self.mender.report(code, column, length, about=about)

    def blanks(self, width: int = 1) -> int:
        """Passes over blanks (tabs and full-width ones are reported) and gives how many columns they took."""
        taken, told = 0, set()
        while self.at < len(self.text) and self.text[self.at] in BLANKS:
            sign = self.text[self.at]
            if sign == " ":
                self.pen.keep(" ", self.at)
                taken += 1
            else:
                if sign not in told:
                    self.report("L015" if sign == "\t" else "L013", self.at)
                    told.add(sign)
                self.pen.write(" " * width, self.at)
                taken += width
            self.at += 1
        return taken

    def gap(self, sign: str) -> int:
        """The blank that a dash or colon needs after it."""
        if self.at >= len(self.text):
            return 0
        if self.text[self.at] not in BLANKS:
            self.report("L016", self.at - 1, sign=sign)
            self.pen.write(" ", self.at)
            return 1
        return self.blanks()

    def colon(self, colon: str) -> None:
        column = self.at - 1
        if colon == ":":
            self.pen.keep(":", column)
            self.gap(":")
            return
        self.report("L010", column)
        self.pen.write(":", column)
        if self.at < len(self.text):
            if self.text[self.at] in BLANKS:
                self.blanks()
            else:
                self.pen.write(" ", column)

    def write_quoted(self, text: str, column: int) -> None:
        self.pen.write("'", column)
        for offset, sign in enumerate(text):
            self.pen.write("''" if sign == "'" else sign.replace("\t", " "), column + offset)
        self.pen.write("'", column + len(text))

    def quoted(self, quote: str, *, block: bool) -> None:
        end = _closing(self.text, self.at, quote)
        if end >= 0 and (block or _may_follow(self.text[end + 1 :])):
            self.pen.keep(self.text[self.at : end + 1], self.at)
            self.at = end + 1
            return
        if end < 0 and self.mender.closes_later(quote):
            self.mender.quote = quote
            self.pen.keep(self.text[self.at :], self.at)
            self.at = len(self.text)
            return
        self.report("L018", self.at, sign=quote)
        start = self.at + 1
        rest = self.text[start:].rstrip()
        stop = len(rest) if block else _flow_end(rest)
        self.write_quoted(rest[:stop], start)
        self.at = start + stop


def _closing(text: str, at: int, quote: str) -> int:
    """Where the quote opened at `at` is closed on this line, or −1."""
    index = at + 1
    while index < len(text):
        if quote == '"' and text[index] == "\\":
            index += 2
            continue
        if text[index] == quote:
            if quote == "'" and text[index + 1 : index + 2] == "'":
                index += 2
                continue
            return index
        index += 1
    return -1


def _may_follow(text: str) -> bool:
    """Whether this may stand after a closing quote between brackets; if not, that quote opened the next text."""
    rest = text.lstrip(BLANKS)
    return not rest or rest[0] in ",，}]｝］:#"


def _flow_end(rest: str) -> int:
    """Where a text whose quote was left open ends between brackets: before the next key, or the closing brackets."""
    key = re.search(r"[,，][ \u3000]*[A-Za-z_][\w-]*[ ]*[:：]", rest)
    if key:
        return key.start()
    return len(rest.rstrip("}]｝］ "))
