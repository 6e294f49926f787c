"""One line of YAML, written again as it was meant. See `elderapp.authoring.mend`."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from elderapp.authoring.mend import _Mender

_KEY = re.compile(r"([A-Za-z_][\w.@-]*)([ \u3000]*)([:：])")
_ANY_KEY = re.compile(r"""(?:"[^"]*"|'[^']*'|[^\s"'{}\[\]#&*!|>@%`,?:-][^"{}\[\]#：]*?)[ ]*:(?=[ \t\u3000]|$)""")
_FULL_KEY = re.compile(r"[a-z_][a-z0-9_.@-]*\Z")
_NEXT_FULL = re.compile(r"[ \u3000]*([A-Za-z_][\w.@-]*[ \u3000]*[:：]|[{｛])")
_TIGHT_DASH = re.compile(r"-[a-z_]+[ \u3000]*[:：]")
_LATIN = re.compile(r"[\w.@-]+\Z", re.ASCII)
_BRACED = re.compile(r"\{[A-Za-z_][\w.-]*\}")
_NAME = re.compile(r"[!A-Za-z0-9_:,-]+(\s|$)")
_BLOCK_TEXT = re.compile(r"[|>][+-]?[1-9]?[+-]?[ \t]*(#.*)?$")
_HAN = re.compile(r"[\u3400-\u9fff]")
_FULL_QUOTES = "“”＂‘’＇"
_BLANKS = " \t\u3000"
_OPENERS = {"{": "{", "[": "[", "｛": "{", "［": "["}
_CLOSERS = {"}": "}", "]": "]", "｝": "}", "］": "]"}


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


class Line:
    """One line being mended, from `at` on."""

    def __init__(self, mender: "_Mender", text: str, pen: Pen, at: int = 0) -> None:
        self.mender = mender
        self.text = text
        self.pen = pen
        self.at = at

    def write(self) -> None:
        """The whole line, from its indentation."""
        if self.text.startswith("%"):
            self._report("L023", 0, len(self.text.rstrip()))
            return
        indent = self._blanks(width=2)
        if self.mender.flow.stack:
            self._flow()
            return
        indent = self._dashes(indent)
        self._key()
        value = self.text[self.at :]
        if _BLOCK_TEXT.match(value):
            self.mender.block = indent
            self.pen.keep(value.rstrip(), self.at)
            return
        self._value(indent)

    def write_rest(self) -> None:
        """What follows the end of a quote that began on an earlier line."""
        if self.mender.flow.stack:
            self._flow()
        else:
            self.pen.keep(self.text[self.at :], self.at)

    def _report(self, code: str, column: int, length: int = 1, **about: str) -> None:
        self.mender.report(code, column, length, about=about)

    def _blanks(self, width: int = 1) -> int:
        """Passes over blanks (tabs and full-width ones are reported) and gives how many columns they took."""
        taken, told = 0, set()
        while self.at < len(self.text) and self.text[self.at] in _BLANKS:
            sign = self.text[self.at]
            if sign == " ":
                self.pen.keep(" ", self.at)
                taken += 1
            else:
                if sign not in told:
                    self._report("L015" if sign == "\t" else "L013", self.at)
                    told.add(sign)
                self.pen.write(" " * width, self.at)
                taken += width
            self.at += 1
        return taken

    def _dashes(self, indent: int) -> int:
        while self.at < len(self.text):
            rest = self.text[self.at :]
            full = rest[0] == "－" and re.match(r"－[ \t\u3000]*[A-Za-z_{｛\[\"'“\u3400-\u9fff]", rest)
            if full:
                self._report("L014", self.at, sign="－", want="-")
                self.pen.write("-", self.at)
            elif rest[0] == "-" and (len(rest) == 1 or rest[1] in _BLANKS or _TIGHT_DASH.match(rest)):
                self.pen.keep("-", self.at)
            else:
                return indent
            self.at += 1
            indent += 1
            indent += self._gap("-")
        return indent

    def _gap(self, sign: str) -> int:
        """The blank that a dash or colon needs after it."""
        if self.at >= len(self.text):
            return 0
        if self.text[self.at] not in _BLANKS:
            self._report("L016", self.at - 1, sign=sign)
            self.pen.write(" ", self.at)
            return 1
        return self._blanks()

    def _key(self) -> None:
        known = _ANY_KEY.match(self.text, self.at)
        if known:
            self.pen.keep(known.group()[:-1], self.at)
            self.at = known.end()
            self._colon(":")
            return
        match = _KEY.match(self.text, self.at)
        if not match:
            return
        name, blanks, colon = match.groups()
        follows = self.text[match.end() :]
        if colon == "：" and not _FULL_KEY.match(name):
            return
        is_tight = colon == ":" and bool(follows) and follows[0] not in _BLANKS
        if is_tight and (not _FULL_KEY.match(name) or follows.startswith("//")):
            return
        self.pen.keep(name, self.at)
        if "\u3000" in blanks:
            self._report("L013", self.at + len(name))
        self.at = match.end()
        self._colon(colon)

    def _colon(self, colon: str) -> None:
        column = self.at - 1
        if colon == ":":
            self.pen.keep(":", column)
            self._gap(":")
            return
        self._report("L010", column)
        self.pen.write(":", column)
        if self.at < len(self.text):
            if self.text[self.at] in _BLANKS:
                self._blanks()
            else:
                self.pen.write(" ", column)

    def _value(self, indent: int) -> None:
        rest = self.text[self.at :].rstrip()
        if not rest:
            return
        first = rest[0]
        if first in "\"'":
            self._quoted(first, block=True)
        elif braced := _BRACED.match(rest):
            self._quote_whole("L027", self.at, len(braced.group()))
        elif first in "{[" or (first in "｛［" and rest[-1] in _CLOSERS):
            self.mender.flow.indent = indent
            self.mender.flow.line, self.mender.flow.column = self.mender.number, self.at
            self._flow()
        elif first in _FULL_QUOTES and len(rest) > 1 and rest[-1] in _FULL_QUOTES + "\"'":
            self._report("L012", self.at, sign=first)
            self._write_quoted(rest[1:-1], self.at + 1)
            self.at = len(self.text)
        elif first in "@`%" or (first in "*&!" and not _NAME.match(rest[1:])):
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
            self._report("L015", self.at + kept.index("\t"))
            kept = kept.replace("\t", " ")
        self.pen.keep(kept, self.at)

    def _quote_whole(self, code: str, column: int, length: int, **about: str) -> None:
        """The rest of the line as one quoted text."""
        self._report(code, column, length, **about)
        self._write_quoted(self.text[self.at :].rstrip(), self.at)
        self.at = len(self.text)

    def _write_quoted(self, text: str, column: int) -> None:
        self.pen.write("'", column)
        for offset, sign in enumerate(text):
            self.pen.write("''" if sign == "'" else sign.replace("\t", " "), column + offset)
        self.pen.write("'", column + len(text))

    def _quoted(self, quote: str, *, block: bool) -> None:
        end = _closing(self.text, self.at, quote)
        if end >= 0:
            self.pen.keep(self.text[self.at : end + 1], self.at)
            self.at = end + 1
            if block:
                self._after_quote()
            return
        if self.mender.closes_later(quote):
            self.mender.quote = quote
            self.pen.keep(self.text[self.at :], self.at)
            self.at = len(self.text)
            return
        self._report("L018", self.at, sign=quote)
        start = self.at + 1
        rest = self.text[start:].rstrip()
        stop = len(rest) if block else _flow_end(rest)
        self._write_quoted(rest[:stop], start)
        self.at = start + stop

    def _after_quote(self) -> None:
        rest = self.text[self.at :].rstrip()
        if rest and not re.match(r"\s+#|\s*:", rest):
            self._report("L028", self.at, len(rest))
            self.at = min(len(self.text), self.at + len(rest))
            return
        self.pen.keep(rest, self.at)

    # Between brackets.

    def _flow(self) -> None:
        stack = self.mender.flow.stack
        is_key = True
        while self.at < len(self.text):
            self._blanks()
            if self.at >= len(self.text):
                return
            sign = self.text[self.at]
            if sign == "#" and self.pen.ends_blank:
                self.pen.keep(self.text[self.at :], self.at)
                return
            if sign in _OPENERS:
                self._open(sign)
                is_key = True
            elif sign in _CLOSERS and stack:
                self._close(sign)
                if not stack:
                    self._after_flow()
                    return
                is_key = False
            elif sign in ",，":
                self._comma(sign)
                is_key = True
            elif is_key and stack and stack[-1][0] == "{" and self._flow_key():
                is_key = False
            else:
                self._flow_scalar(sign)
                is_key = False

    def _open(self, sign: str) -> None:
        braced = _BRACED.match(self.text, self.at)
        if sign == "{" and braced and self.mender.flow.stack:
            self._flow_plain()
            return
        self.mender.flow.stack.append((_OPENERS[sign], sign in "｛［"))
        self._bracket(sign, _OPENERS[sign])

    def _close(self, sign: str) -> None:
        opener, _ = self.mender.flow.stack.pop()
        want = "}" if opener == "{" else "]"
        if sign == want:
            self.pen.keep(sign, self.at)
        else:
            self._report("L014", self.at, sign=sign, want=want)
            self.pen.write(want, self.at)
        self.at += 1

    def _bracket(self, sign: str, want: str) -> None:
        if sign == want:
            self.pen.keep(sign, self.at)
        else:
            self._report("L014", self.at, sign=sign, want=want)
            self.pen.write(want, self.at)
        self.at += 1

    def _comma(self, sign: str) -> None:
        if sign == ",":
            self.pen.keep(",", self.at)
        else:
            self._report("L011", self.at)
            self.pen.write(", ", self.at)
        self.at += 1

    def _after_flow(self) -> None:
        rest = self.text[self.at :].rstrip()
        if rest and not re.match(r"\s+#|\s*:(\s|$)", rest):
            self._report("L028", self.at, len(rest))
        else:
            self.pen.keep(rest, self.at)
        self.at = len(self.text)

    def _flow_key(self) -> bool:
        match = _KEY.match(self.text, self.at)
        if not match:
            return False
        name, blanks, colon = match.groups()
        if colon == "：" and not _FULL_KEY.match(name):
            return False
        self.pen.keep(name, self.at)
        if "\u3000" in blanks:
            self._report("L013", self.at + len(name))
        self.at = match.end()
        if colon == ":" and self.at < len(self.text) and self.text[self.at] in ",}]":
            self.pen.keep(":", self.at - 1)
            return True
        self._colon(colon)
        return True

    def _flow_scalar(self, sign: str) -> None:
        if sign in "\"'":
            self._quoted(sign, block=False)
            return
        if sign in _FULL_QUOTES:
            end = _full_closing(self.text, self.at)
            if end > 0:
                self._report("L012", self.at, sign=sign)
                self._write_quoted(self.text[self.at + 1 : end], self.at + 1)
                self.at = end + 1
                return
        self._flow_plain()

    def _flow_plain(self) -> None:
        """A text without quotes between brackets: up to a comma, a bracket or the end."""
        start = self.at
        faults: list[tuple[str, int, int]] = []
        end = self._plain_end(start, faults)
        raw = self.text[start:end].rstrip(_BLANKS)
        self.at = end
        for code, column, length in faults:
            self._report(code, column, length)
        if raw[:1] in "@`%" or (raw[:1] in "*&!" and not _NAME.match(raw[1:])):
            self._report("L025", start, 1, sign=raw[0])
            faults.append(("L025", start, 1))
        if faults:
            self._write_quoted(raw, start)
            self.pen.write(" ", end)
        else:
            self.pen.keep(self.text[start:end].replace("\t", " ").replace("\u3000", " "), start)

    def _plain_end(self, start: int, faults: list[tuple[str, int, int]]) -> int:
        text, at = self.text, start
        inner, full = self.mender.flow.stack[-1] if self.mender.flow.stack else ("{", False)
        while at < len(text):
            sign = text[at]
            braced = _BRACED.match(text, at)
            if braced:
                faults.append(("L027", at, len(braced.group())))
                at = braced.end()
                continue
            if sign in ",{}[]" or (sign in "｝］" and full):
                break
            if sign == "，" and self._is_comma(start, at, inner):
                break
            if sign == "#" and at > start and text[at - 1] in " \t":
                if not re.search(r"[}\]]", text[at:]):
                    break
                faults.append(("L017", at, 1))
            if sign == ":" and (at + 1 == len(text) or text[at + 1] in " \t,}]"):
                faults.append(("L026", at, 1))
            at += 1
        return at

    def _is_comma(self, start: int, at: int, inner: str) -> bool:
        """Whether a full-width comma between brackets parts two values rather than two clauses."""
        if inner == "{":
            return _NEXT_FULL.match(self.text, at + 1) is not None
        after = self.text[at + 1 :].lstrip(_BLANKS)
        return bool(_LATIN.match(self.text[start:at].strip(_BLANKS)) and re.match(r"[A-Za-z0-9\"'{｛]", after)) or (
            re.match(r"[{｛]", after) is not None
        )


def _is_cut(rest: str, blank: int) -> bool:
    """Whether what stands after `` #`` was meant as text: no blank after it, or one blank before it in Chinese."""
    hash_at = blank + 1
    if rest[hash_at + 1 : hash_at + 2].strip():
        return not rest[hash_at:].startswith(("##", "#!"))
    return bool(_HAN.search(rest[:blank])) and rest[blank - 1 : blank] not in (" ", "\t")


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


def _full_closing(text: str, at: int) -> int:
    """Where a full-width quote opened between brackets is closed, or −1."""
    for index in range(at + 1, len(text)):
        follows = text[index + 1 :].lstrip(_BLANKS)[:1]
        if text[index] in _FULL_QUOTES + "\"'" and (not follows or follows in ",，}]｝］"):
            return index
    return -1


def _flow_end(rest: str) -> int:
    """Where a text whose quote was left open ends between brackets: before the next key, or the closing brackets."""
    key = re.search(r"[,，][ \u3000]*[A-Za-z_][\w-]*[ ]*[:：]", rest)
    if key:
        return key.start()
    return len(rest.rstrip("}]｝］ "))
