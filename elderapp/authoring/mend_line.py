"""One line of YAML, written again as it was meant. See `elderapp.authoring.mend`."""

import re

from elderapp.authoring.mend_brackets import CLOSERS, Brackets
from elderapp.authoring.mend_cursor import BLANKS, BRACED, FULL_KEY, FULL_QUOTES, KEY, NAME, Pen

__all__ = ["Line", "Pen"]

_ANY_KEY = re.compile(r"""(?:"[^"]*"|'[^']*'|[^\s"'{}\[\]#&*!|>@%`,?:-][^"{}\[\]#：\u3000]*?)[ ]*:(?=[ \t\u3000]|$)""")
_TIGHT_DASH = re.compile(r"-(?:[a-z_]+[ \u3000]*[:：]|[\u3400-\u9fff「“\"{])")
_BLOCK_TEXT = re.compile(r"[|>][+-]?[1-9]?[+-]?[ \t]*(#.*)?$")
_HAN = re.compile(r"[\u3400-\u9fff]")


class Line(Brackets):
    """One line being mended, from `at` on."""

    def write(self) -> None:
        """The whole line, from its indentation."""
        if self.text.startswith("%"):
            self.report("L023", 0, len(self.text.rstrip()))
            return
        indent = self._indentation()
        if self.mender.flow.stack:
            self.brackets()
            return
        indent = self._dashes(indent)
        self.mender.content = indent
        self._key()
        value = self.text[self.at :]
        if _BLOCK_TEXT.match(value):
            self.mender.block = indent
            self.pen.keep(value.rstrip(), self.at)
            return
        self._value(indent)

    def _indentation(self) -> int:
        """Passes over the blanks at the beginning; what a tab stood for is told by the line above."""
        blanks = self.text[: len(self.text) - len(self.text.lstrip(BLANKS))]
        if "\t" not in blanks or self.mender.flow.stack:
            return self.blanks(width=2)
        self.report("L015", blanks.index("\t"))
        likely = self.mender.content + (2 if self.mender.opens else 0)
        widths = [len(blanks.replace("\t", " " * width).replace("\u3000", "  ")) for width in (2, 4, 8)]
        is_item = self.text[len(blanks) : len(blanks) + 1] == "-"
        indent = likely if likely in widths or not is_item else widths[0]
        self.pen.write(" " * indent, 0)
        self.at = len(blanks)
        return indent

    def write_rest(self) -> None:
        """What follows the end of a quote that began on an earlier line."""
        if self.mender.flow.stack:
            self.brackets()
        else:
            self.pen.keep(self.text[self.at :], self.at)

    def _dashes(self, indent: int) -> int:
        while self.at < len(self.text):
            rest = self.text[self.at :]
            full = rest[0] == "－" and re.match(r"－[ \t\u3000]*[A-Za-z_{｛\[\"'“\u3400-\u9fff]", rest)
            if full:
                self.report("L014", self.at, sign="－", want="-")
                self.pen.write("-", self.at)
            elif rest[0] == "-" and (len(rest) == 1 or rest[1] in BLANKS or _TIGHT_DASH.match(rest)):
                self.pen.keep("-", self.at)
            else:
                return indent
            self.at += 1
            indent += 1
            indent += self.gap("-")
        return indent

    def _key(self) -> None:
        known = _ANY_KEY.match(self.text, self.at)
        if known:
            self.pen.keep(known.group()[:-1], self.at)
            self.at = known.end()
            self.colon(":")
            return
        match = KEY.match(self.text, self.at)
        if not match:
            return
        name, blanks, colon = match.groups()
        follows = self.text[match.end() :]
        if colon == "：" and not FULL_KEY.match(name):
            return
        is_tight = colon == ":" and bool(follows) and follows[0] not in BLANKS
        if is_tight and (not FULL_KEY.match(name) or follows.startswith("//")):
            return
        self.pen.keep(name, self.at)
        if "\u3000" in blanks:
            self.report("L013", self.at + len(name))
        self.at = match.end()
        self.colon(colon)

    def _value(self, indent: int) -> None:
        rest = self.text[self.at :].rstrip()
        if not rest:
            return
        first = rest[0]
        if first in "\"'":
            self.quoted(first, block=True)
            self._after_quote()
        elif braced := BRACED.match(rest):
            self._quote_whole("L027", self.at, len(braced.group()))
        elif first in "{[" or (first in "｛［" and rest[-1] in CLOSERS):
            self.mender.flow.indent = indent
            self.mender.flow.line, self.mender.flow.column = self.mender.number, self.at
            self.brackets()
        elif first in FULL_QUOTES and len(rest) > 1 and rest[-1] in FULL_QUOTES + "\"'":
            self.report("L012", self.at, sign=first)
            self.write_quoted(rest[1:-1], self.at + 1)
            self.at = len(self.text)
        elif first in "@`%" or (first in "*&!" and not NAME.match(rest[1:])):
            self._quote_whole("L025", self.at, 1, sign=first)
        else:
            self._plain()

    def _plain(self) -> None:
        rest = self.text[self.at :]
        cut = re.search(r"\s#", rest)
        if rest.startswith("#"):
            self.pen.keep(rest.rstrip(), self.at)
            return
        if cut and _is_cut(rest, cut.start()):
            self._quote_whole("L017", self.at + cut.start() + 1, len(rest.rstrip()) - cut.start() - 1)
            return
        text = rest[: cut.start()] if cut else rest
        colon = re.search(r":(?=[ \t])|:$", text.rstrip())
        if colon:
            self._quote_whole("L026", self.at + colon.start(), 1)
            return
        kept = rest.rstrip()
        if "\t" in kept:
            self.report("L015", self.at + kept.index("\t"))
            kept = kept.replace("\t", " ")
        self.pen.keep(kept, self.at)

    def _quote_whole(self, code: str, column: int, length: int, **about: str) -> None:
        """The rest of the line as one quoted text."""
        self.report(code, column, length, **about)
        self.write_quoted(self.text[self.at :].rstrip(), self.at)
        self.at = len(self.text)

    def _after_quote(self) -> None:
        rest = self.text[self.at :].rstrip()
        if rest and not re.match(r"\s+#|\s*:", rest):
            self.report("L028", self.at, len(rest))
            self.at = min(len(self.text), self.at + len(rest))
            return
        self.pen.keep(rest, self.at)


def _is_cut(rest: str, blank: int) -> bool:
    """Whether what stands after `` #`` was meant as text: no blank after it, or one blank before it in Chinese."""
    hash_at = blank + 1
    if rest[hash_at + 1 : hash_at + 2].strip():
        return not rest[hash_at:].startswith(("##", "#!"))
    return bool(_HAN.search(rest[:blank])) and rest[blank - 1 : blank] not in (" ", "\t")
