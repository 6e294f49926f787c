"""What stands between brackets, written again as it was meant. See `elderapp.authoring.mend`."""

import re

from elderapp.authoring.mend_cursor import BLANKS, BRACED, FULL_KEY, FULL_QUOTES, KEY, NAME, Cursor

_ANY_KEY = re.compile(r"""[^\s"'{}\[\],，#&*!|>@%`?:：-][^"'{}\[\],，#：\u3000]*?[ ]*:(?=[ \t\u3000]|$)""")
_NEXT_FULL = re.compile(r"[ \u3000]*([A-Za-z_][\w.@-]*[ \u3000]*[:：]|[{｛])")
_LATIN = re.compile(r"[\w.@-]+\Z", re.ASCII)
OPENERS = {"{": "{", "[": "[", "｛": "{", "［": "["}
CLOSERS = {"}": "}", "]": "]", "｝": "}", "］": "]"}


class Brackets(Cursor):
    """Reads on from inside of brackets, or from an opening one, up to the end of the line."""

    def brackets(self) -> None:
        stack = self.mender.flow.stack
        is_key = True
        while self.at < len(self.text):
            self.blanks()
            if self.at >= len(self.text):
                return
            sign = self.text[self.at]
            if sign == "#" and self.pen.ends_blank:
                self.pen.keep(self.text[self.at :], self.at)
                return
            if sign in OPENERS:
                self._open(sign)
                is_key = True
            elif sign in CLOSERS and stack:
                self._close(sign)
                if not stack:
                    self._after_flow()
                    return
                is_key = False
            elif sign == ":" and self.pen.text().rstrip()[-1:] in "\"'}]":
                self.pen.keep(":", self.at)
                self.at += 1
            elif sign in ",，":
                self._comma(sign)
                is_key = True
            elif is_key and stack and stack[-1][0] == "{" and self._flow_key():
                is_key = False
            else:
                self._flow_scalar(sign)
                is_key = False

    def _open(self, sign: str) -> None:
        braced = BRACED.match(self.text, self.at)
        if sign == "{" and braced and self.mender.flow.stack:
            self._flow_plain()
            return
        self.mender.flow.stack.append((OPENERS[sign], sign in "｛［"))
        self._bracket(sign, OPENERS[sign])

    def _close(self, sign: str) -> None:
        opener, is_full = self.mender.flow.stack[-1]
        want = "}" if opener == "{" else "]"
        if sign == want or sign in "}]":
            self.pen.keep(sign, self.at)
        else:
            if not is_full:
                self.report("L014", self.at, sign=sign, want=want)
            self.pen.write(want, self.at)
        if CLOSERS[sign] == want:
            self.mender.flow.stack.pop()
        self.at += 1

    def _bracket(self, sign: str, want: str) -> None:
        if sign == want:
            self.pen.keep(sign, self.at)
        else:
            self.report("L014", self.at, sign=sign, want=want)
            self.pen.write(want, self.at)
        self.at += 1

    def _comma(self, sign: str) -> None:
        if sign == ",":
            self.pen.keep(",", self.at)
        else:
            self.report("L011", self.at)
            self.pen.write(", ", self.at)
        self.at += 1

    def _after_flow(self) -> None:
        rest = self.text[self.at :].rstrip()
        if rest and not re.match(r"\s+#|\s*:(\s|$)", rest):
            self.report("L028", self.at, len(rest))
        else:
            self.pen.keep(rest, self.at)
        self.at = len(self.text)

    def _flow_key(self) -> bool:
        known = _ANY_KEY.match(self.text, self.at)
        if known:
            self.pen.keep(known.group()[:-1], self.at)
            self.at = known.end()
            self.colon(":")
            return True
        match = KEY.match(self.text, self.at)
        if not match:
            return False
        name, blanks, colon = match.groups()
        if colon == "：" and not FULL_KEY.match(name):
            return False
        self.pen.keep(name, self.at)
        if "\u3000" in blanks:
            self.report("L013", self.at + len(name))
        self.at = match.end()
        if colon == ":" and self.at < len(self.text) and self.text[self.at] in ",}]":
            self.pen.keep(":", self.at - 1)
            return True
        self.colon(colon)
        return True

    def _flow_scalar(self, sign: str) -> None:
        if sign in "\"'":
            self.quoted(sign, block=False)
            return
        if sign in FULL_QUOTES:
            end = _full_closing(self.text, self.at)
            if end > 0:
                self.report("L012", self.at, sign=sign)
                self.write_quoted(self.text[self.at + 1 : end], self.at + 1)
                self.at = end + 1
                return
        self._flow_plain()

    def _flow_plain(self) -> None:
        """A text without quotes between brackets: up to a comma, a bracket or the end."""
        start = self.at
        faults: list[tuple[str, int, int]] = []
        end = self._plain_end(start, faults)
        raw = self.text[start:end].rstrip(BLANKS)
        self.at = end
        for code, column, length in faults:
            self.report(code, column, length)
        if raw[:1] in "@`%" or (raw[:1] in "*&!" and not NAME.match(raw[1:])):
            self.report("L025", start, 1, sign=raw[0])
            faults.append(("L025", start, 1))
        if faults:
            self.write_quoted(raw, start)
            self.pen.write(" ", end)
        else:
            self.pen.keep(self.text[start:end].replace("\t", " ").replace("\u3000", " "), start)

    def _plain_end(self, start: int, faults: list[tuple[str, int, int]]) -> int:
        text, at = self.text, start
        inner, full = self.mender.flow.stack[-1] if self.mender.flow.stack else ("{", False)
        while at < len(text):
            sign = text[at]
            braced = BRACED.match(text, at)
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
        after = self.text[at + 1 :].lstrip(BLANKS)
        return bool(_LATIN.match(self.text[start:at].strip(BLANKS)) and re.match(r"[A-Za-z0-9\"'{｛]", after)) or (
            re.match(r"[{｛]", after) is not None
        )


def _full_closing(text: str, at: int) -> int:
    """Where a full-width quote opened between brackets is closed, or −1."""
    for index in range(at + 1, len(text)):
        follows = text[index + 1 :].lstrip(BLANKS)[:1]
        if text[index] in FULL_QUOTES + "\"'" and (not follows or follows in ",，}]｝］"):
            return index
    return -1
