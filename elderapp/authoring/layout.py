"""Lays an author's file out anew: indentation, quotes, blanks in one way; comments and the order of keys stay.

What a reader reads stays the same, to the letter. Between brackets stays between brackets where it fits on one line.
"""

import re
import unicodedata

from elderapp.authoring.diagnostics import cells
from elderapp.authoring.layout_tree import Group, Leaf, Note, Page, Piece

WIDEST = 120
"""Cells of a line between brackets; a longer one is written out line by line. A Chinese character takes two."""

_LOOKS_OTHERWISE = re.compile(
    r"(true|false|null|yes|no|on|off|y|n|~)\Z"
    r"|[-+.]?[0-9][0-9a-fA-FxXoO_.,:+ -]*([eE][-+]?[0-9]+)?\Z|[-+]?\.(inf|nan)\Z",
    re.IGNORECASE,
)
"""What an editor's YAML takes for a number, a truth or a day, and telephone numbers: their quotes stay."""

_SIGNS = frozenset(":#{}[],&*!|>'\"%@`\\\t\u3000：，“”‘’＂＇｛｝［］－")
_OPENERS = "「『（《〈【"


def lay_out(text: str) -> str:
    r"""The same file, laid out. For text that is read without a fault; line ends become ``\\n``."""
    return written(page_of(text))


def page_of(text: str) -> Page:
    """The tree of a file that is read without a fault."""
    return Page(re.sub(r"\r\n?", "\n", text))


def written(page: Page) -> str:
    """The file of a tree."""
    writer = _Writer()
    if page.root is not None:
        writer.piece(page.root)
    writer.notes(page.end)
    while writer.out and not writer.out[-1]:
        writer.out.pop()
    return "".join(f"{line}\n" for line in writer.out)


class _Writer:
    """Writes line by line. `open` are the groups one is in, each with the column it had and the indent it has now."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.open: list[tuple[int, int]] = []
        self.before: list[tuple[int, int]] = []

    def piece(self, piece: Piece) -> None:
        """The root."""
        if isinstance(piece, Group) and not (piece.flow and _fits("", piece)):
            self._group(piece, 0, "")
        else:
            self._inline("", piece, 0)

    # Comments.

    def notes(self, notes: list[Note], indent: int | None = None) -> None:
        """Comments and empty lines, each as far in as the group it stood in; trailing ones behind the line before."""
        for note in notes:
            if note.trails and self.out:
                self.out[-1] += f"  {note.text}"
            elif note.text:
                at = self._indent_of(note.column) if indent is None else indent
                self.out.append(" " * at + note.text)
            elif self.out and self.out[-1] and not self._opens():
                self.out.append("")
        notes.clear()

    def _opens(self) -> bool:
        """Whether the line before only opens a group: no empty line is kept after it."""
        return re.search(r"[^#]*:$", self.out[-1]) is not None and "#" not in self.out[-1]

    def _indent_of(self, column: int) -> int:
        """Where a comment goes that stood in this column: with the deepest group that was not further in."""
        here = [pair for pair in self.open if pair[0] <= column]
        gone = [pair for pair in self.before if pair[0] <= column and pair not in self.open]
        best = max(here, default=(-1, 0))
        return max([best, *(pair for pair in gone if pair[0] > best[0])])[1]

    # Groups.

    def _group(self, group: Group, indent: int, lead: str) -> None:
        """The entries of a group, one a line; `lead` stands before the first of them (a dash, say)."""
        column = indent if group.flow else group.column
        self.open.append((column, indent))
        self.notes(group.notes)
        for number, entry in enumerate(group.pairs if group.is_map else group.items):
            start = lead if lead and number == 0 else " " * indent
            if isinstance(entry, tuple):
                self._pair(*entry, indent, start)
            else:
                self._item(entry, indent, start)
        self.notes(group.tail, indent)
        self.open.pop()

    def _pair(self, key: Leaf, value: Piece, indent: int, start: str) -> None:
        self.notes(key.notes)
        self.before = list(self.open)
        self._value(f"{start}{_scalar(key)}:", value, indent)

    def _item(self, item: Piece, indent: int, start: str) -> None:
        if isinstance(item, Group) and _is_block(f"{start}- ", item):
            self.notes(_lead_notes(item))
            self.before = list(self.open)
            self._group(item, indent + 2, f"{start}- ")
            return
        self.notes(item.notes)
        self.before = list(self.open)
        self._value(f"{start}-", item, indent)

    def _value(self, head: str, value: Piece, indent: int) -> None:
        if isinstance(value, Group) and _is_block(head, value):
            self.out.append(head)
            self._group(value, indent + 2, "")
        else:
            self._inline(head, value, indent)

    def _inline(self, head: str, value: Piece, indent: int) -> None:
        """A value on the line of its key; comments between the two go above."""
        self.notes([note for note in value.notes if note.text and not note.trails], indent)
        trailing = [note for note in value.notes if note.trails]
        value.notes.clear()
        if isinstance(value, Leaf) and value.style in ("|", ">") and _is_literal(value.text):
            mark = "|" if value.text.endswith("\n") else "|-"
            self.out.append(f"{head} {mark}".lstrip())
            self.notes(trailing)
            lines = value.text.removesuffix("\n").split("\n")
            self.out += [" " * (indent + 2) + line if line else "" for line in lines]
            return
        self.out.append(
            f"{head} {_one_line(value)}".strip() if not head.strip() else f"{head} {_one_line(value)}".rstrip()
        )
        self.notes(trailing)


def _lead_notes(group: Group) -> list[Note]:
    """What stands before the first text of a group, however deep that is: it goes above the group's dash."""
    first: Piece | None = group
    found: list[Note] = []
    while first is not None:
        found += first.notes
        first.notes = []
        if isinstance(first, Leaf) or first.flow:
            break
        first = next(first.parts(), None)
    for note in found:
        note.trails = note.trails and note is found[0]
    return found


def _is_block(head: str, group: Group) -> bool:
    return not group.flow or not _fits(head, group)


def _fits(head: str, group: Group) -> bool:
    """Whether a group between brackets stays so: nothing to say in it but texts of one line, short enough."""
    if not (group.pairs or group.items):
        return True
    return not group.has_notes and cells(f"{head} {_one_line(group)}") <= WIDEST


def _one_line(piece: Piece) -> str:
    if isinstance(piece, Leaf):
        return _scalar(piece)
    if piece.is_map:
        return "{" + ", ".join(_pair_on_one_line(key, value) for key, value in piece.pairs) + "}"
    return "[" + ", ".join(_one_line(item) for item in piece.items) + "]"


def _pair_on_one_line(key: Leaf, value: Piece) -> str:
    """A key with signs in it, after which nothing stands, gets no colon: beside a quote that would read as a fault."""
    said = _one_line(value)
    return f"{_scalar(key)}: {said}" if said or _is_plain(key.text) else _scalar(key)


def _scalar(leaf: Leaf) -> str:
    """A text with the quotes that it needs: none where it can go without, double ones rather than single ones."""
    text = leaf.text
    if not leaf.style and "\n" not in text:
        return text
    if _is_plain(text):
        return text
    if re.search(r'["\\]', text) and "'" not in text and all(_is_seen(sign) for sign in text):
        return f"'{text}'"
    return '"' + "".join(_escaped(sign) for sign in text) + '"'


def _is_plain(text: str) -> bool:
    """Whether a text may go without quotes, here and between brackets; where in doubt it may not."""
    if not text or text != text.strip() or _LOOKS_OTHERWISE.match(text):
        return False
    if not (text[0].isalnum() or text[0] in _OPENERS):
        return False
    return all(_is_seen(sign) and sign not in _SIGNS for sign in text)


def _is_literal(text: str) -> bool:
    lines = text.split("\n")
    return (
        "\n" in text
        and bool(text.strip())
        and not text.endswith("\n\n")
        and not lines[0].startswith(" ")
        and bool(lines[0])
        and all(line == line.rstrip() for line in lines)
        and all(_is_seen(sign) or sign == "\n" for sign in text)
    )


def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign) not in ("Cc", "Cs", "Zl", "Zp", "Cn", "Co") and sign != "\ufeff"


def _escaped(sign: str) -> str:
    if sign in '"\\':
        return "\\" + sign
    if sign in "\n\t":
        return {"\n": "\\n", "\t": "\\t"}[sign]
    if _is_seen(sign):
        return sign
    return f"\\U{ord(sign):08X}"
