"""An author's file as it was laid out: texts with their quotes, mappings and lists, and the comments between them.

Only for files that `elderapp.authoring.source` reads without a fault: then whatever stands between two texts is blanks,
YAML's own signs and comments, so every comment can be told from a text that has a ``#`` in it.
"""

import re
from collections.abc import Iterator

from ruamel.yaml import YAML
from ruamel.yaml.events import (
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

_HEADER_NOTE = re.compile(r"[|>][-+0-9]*[ ]+(#[^\n]*)")


class Note:
    """A comment, or an empty line where `text` is empty. `trails` if it stands behind the text before it."""

    def __init__(self, text: str, column: int, *, trails: bool = False) -> None:
        self.text = text
        self.column = column
        self.trails = trails


class Leaf:
    """A text. `style` is its quote, ``|`` or ``>``, or nothing; `notes` stand between it and the text before."""

    def __init__(self, text: str, style: str = "", notes: list[Note] | None = None) -> None:
        self.text = text
        self.style = style
        self.notes = notes or []


class Group:
    """A mapping (`is_map`; its entries are pairs) or a list. `flow` if between brackets; `column` where it stood."""

    def __init__(self, *, is_map: bool, flow: bool, column: int, notes: list[Note]) -> None:
        self.is_map = is_map
        self.flow = flow
        self.column = column
        self.notes = notes
        self.pairs: list[tuple[Leaf, Piece]] = []
        self.items: list[Piece] = []
        self.tail: list[Note] = []

    def get(self, key: str) -> "Piece | None":
        """The value of a key."""
        return next((value for name, value in self.pairs if name.text == key), None)

    def text(self, key: str) -> str:
        """The text at a key, or nothing."""
        value = self.get(key)
        return value.text if isinstance(value, Leaf) else ""

    def parts(self) -> "Iterator[Piece]":
        """Keys and values, or items, in their order."""
        for name, value in self.pairs:
            yield name
            yield value
        yield from self.items

    @property
    def has_notes(self) -> bool:
        """Whether a comment stands between its brackets."""
        inner = [note for part in self.parts() for note in part.notes]
        deeper = any(part.has_notes for part in self.parts() if isinstance(part, Group))
        return deeper or any(note.text for note in (*inner, *self.tail))


Piece = Leaf | Group


class Page:
    """One file: its root (None where it holds nothing but comments), and the notes after everything."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._at = 0
        self._line = -1
        self.root: Piece | None = None
        self._grow(YAML(typ="safe", pure=True, plug_ins=[]).parse(text))
        self.end = self._notes(len(text))

    def _grow(self, events: Iterator[Event]) -> None:
        open_: list[Group] = []
        keys: list[list[Leaf]] = []
        for event in events:
            piece: Piece | None = None
            if isinstance(event, (MappingStartEvent, SequenceStartEvent)):
                open_.append(self._group(event))
                keys.append([])
            elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
                piece, _ = open_.pop(), keys.pop()
                if piece.flow:
                    piece.tail = self._notes(event.start_mark.index)
                    self._pass(event.end_mark.index, event.end_mark.line)
            elif isinstance(event, ScalarEvent):
                piece = self._leaf(event)
            if piece is None:
                continue
            if not open_:
                self.root = piece
            elif not open_[-1].is_map:
                open_[-1].items.append(piece)
            elif isinstance(piece, Leaf) and not keys[-1]:
                keys[-1].append(piece)
            else:
                open_[-1].pairs.append((keys[-1].pop(), piece))

    def _group(self, event: MappingStartEvent | SequenceStartEvent) -> Group:
        mark, flow = event.start_mark, bool(event.flow_style)
        is_map = isinstance(event, MappingStartEvent)
        notes = self._notes(mark.index) if flow else []
        if flow and self.text[mark.index] in "{[":
            self._pass(mark.index + 1, mark.line)
        return Group(is_map=is_map, flow=flow, column=mark.column, notes=notes)

    def _leaf(self, event: ScalarEvent) -> Leaf:
        start, end = event.start_mark, event.end_mark
        raw = self.text[start.index : end.index]
        # Without quotes over several lines: on one line it may need them.
        style = event.style or ('"' if "\n" in raw.strip() else "")
        leaf = Leaf(event.value, style, self._notes(start.index))
        self._pass(end.index, end.line)
        if leaf.style in ("|", ">"):
            header = _HEADER_NOTE.match(raw)
            if header:
                leaf.notes.append(Note(header[1], 0, trails=True))
            # What is left of the file begins on a line of its own, and empty lines were taken in by the text.
            body = raw.rstrip("\n ")
            self._pass(start.index + len(body) + 1 if len(body) < len(raw) else end.index, -1)
        return leaf

    def _pass(self, index: int, line: int) -> None:
        self._at, self._line = index, line

    def _notes(self, stop: int) -> list[Note]:
        """The comments and empty lines between the last text and `stop`."""
        found: list[Note] = []
        gap = self.text[self._at : stop]
        line = self._line
        for number, part in enumerate(gap.split("\n")):
            at = part.find("#")
            last = number == gap.count("\n")
            if at >= 0:
                before = (
                    part[:at] if number else self.text[self.text.rfind("\n", 0, self._at) + 1 : self._at] + part[:at]
                )
                trails = number == 0 and line >= 0 and bool(before.strip())
                found.append(Note(part[at:].rstrip(), len(before), trails=trails))
            elif (number or line < 0) and not last and not part.strip() and not (found and not found[-1].text):
                found.append(Note("", 0))
        return found
