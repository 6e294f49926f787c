"""From mended lines to nodes; where a part cannot be read, that part alone is left out and said so."""

import re
from collections.abc import Iterable

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from elderapp.authoring.mend import Mended
from elderapp.authoring.nodes import Mapping, Node, Scalar, Sequence
from elderapp.lesson.problems import Problem, Span

DEEPEST = 32
"""Levels of nesting; a lesson has seven."""

_KEY = re.compile(r"""("[^"]*"|'[^']*'|[^\s"'{}\[\]#&*!|>@%`,?:-][^"{}\[\]#]*?)[ ]*:(\s|$)""")
_LINES_PER_LINE = 24


class _Fault(Exception):  # a turn of the reader, never seen outside
    """This piece cannot be read; `line` and `column` count from 0 in the mended file."""

    def __init__(self, line: int, column: int, reason: str = "") -> None:
        super().__init__(reason)
        self.line = line
        self.column = column


class _TooDeep(Exception):  # ends the reading of a file
    pass


class Composer:
    """Reads one file. `problems` are those found on the way."""

    def __init__(self, mended: Mended, file: str, most: int) -> None:
        self.mended = mended
        self.file = file
        self.lines = list(mended.lines)
        self.most = most
        self.problems: list[Problem] = []
        self._budget = _LINES_PER_LINE * len(self.lines) + 2000
        self._told_documents = False

    def compose(self) -> Node | None:
        """The root of the file, or None where nothing of it could be read."""
        try:
            return self._recover(0, len(self.lines), 0)
        except _TooDeep:
            return None

    def _report(self, code: str, line: int, column: int, length: int = 1, **about: str) -> None:
        self.problems.append(Problem(code, self._span(line, column, length), about))

    def _span(self, line: int, column: int, length: int) -> Span:
        if line >= len(self.lines):
            # What is left out at the end of a file is said to stand behind its last line.
            line, column = len(self.lines) - 1, len(self.lines[-1])
        start = self.mended.column(line, column)
        return Span(self.file, line + 1, start + 1, max(1, length))

    # Reading a range of lines.

    def _recover(self, first: int, last: int, depth: int) -> Node | None:
        kept = len(self.problems)
        if kept > self.most:
            return None
        try:
            return self._read(first, last)
        except _Fault as fault:
            del self.problems[kept:]
            return self._in_parts(first, last, depth, fault)

    def _in_parts(self, first: int, last: int, depth: int, fault: _Fault) -> Node | None:
        if depth > DEEPEST or self._budget < 0 or len(self.problems) > self.most:
            self._skip(fault)
            return None
        groups, is_list, column = self._groups(first, last)
        if not groups:
            self._skip(fault)
            return None
        if len(groups) > 1:
            return self._join([self._recover(start, end, depth + 1) for start, end in groups], first, column)
        start, end = groups[0]
        if is_list:
            line = self.lines[start]
            self.lines[start] = line[:column] + " " + line[column + 1 :]
            item = self._recover(start, end, depth + 1) if self.lines[start].strip() or end > start + 1 else None
            return Sequence((item,), item.where) if item is not None else None
        return self._key_alone(start, end, depth, fault)

    def _key_alone(self, start: int, end: int, depth: int, fault: _Fault) -> Node | None:
        """One key whose value cannot be read as a whole: its own line first, then what is under it."""
        try:
            head = self._read(start, start + 1)
        except _Fault:
            self._skip(fault)
            return None
        if not isinstance(head, Mapping) or len(head.pairs) != 1:
            self._skip(fault)
            return None
        if end == start + 1:
            return head
        name, value = head.pairs[0]
        if isinstance(value, Scalar) and value.plain and not value.text:
            child = self._recover(start + 1, end, depth + 1)
            return Mapping(((name, child),), head.where) if child is not None else None
        return self._with_rest(head, start, end, depth, fault)

    def _with_rest(self, head: Mapping, start: int, end: int, depth: int, fault: _Fault) -> Node:
        """Entries that stand a little to the right of the one above them belong beside it."""
        first = next((n for n in range(start + 1, end) if self.lines[n].strip()), end)
        if first == end or not self._begins(self.lines[first].lstrip(" "), False):
            self._skip(fault)
            return head
        self._report("L022", first, _indent(self.lines[first]), len(self.lines[first].strip()))
        rest = self._recover(first, end, depth + 1)
        if not isinstance(rest, Mapping):
            return head
        pairs = {name.text: (name, value) for name, value in head.pairs}
        for name, value in rest.pairs:
            self._add(pairs, name, value)
        return Mapping(tuple(pairs.values()), head.where)

    def _skip(self, fault: _Fault) -> None:
        text = self.lines[fault.line].rstrip() if fault.line < len(self.lines) else ""
        column = min(fault.column, max(0, len(text) - 1))
        self._report("L020", min(fault.line, len(self.lines) - 1), column)

    def _join(self, nodes: "list[Node | None]", line: int, column: int) -> Node | None:
        read = [node for node in nodes if node is not None]
        if not read:
            return None
        where = read[0].where
        if all(isinstance(node, Sequence) for node in read):
            return Sequence(tuple(item for node in read if isinstance(node, Sequence) for item in node.items), where)
        pairs: dict[str, tuple[Scalar, Node]] = {}
        for node in read:
            if isinstance(node, Mapping):
                for name, value in node.pairs:
                    self._add(pairs, name, value)
            else:
                self.problems.append(Problem("L020", node.where))
        return Mapping(tuple(pairs.values()), where) if pairs else None

    def _groups(self, first: int, last: int) -> tuple[list[tuple[int, int]], bool, int]:
        """The entries of a block: where each begins and ends, whether they are list items, at which column."""
        said = [n for n in range(first, last) if self.lines[n].strip() and not self.lines[n].lstrip().startswith("#")]
        said = [n for n in said if self.lines[n].lstrip()[0] not in "}]"]
        if not said:
            return [], False, 0
        self._align(said)
        column = min(_indent(self.lines[n]) for n in said)
        at_column = [n for n in said if _indent(self.lines[n]) == column]
        kinds = [
            self._begins(self.lines[n][column:], True) for n in at_column if self._is_entry(self.lines[n][column:])
        ]
        if not kinds:
            return [], False, column
        is_list = kinds[0]
        starts = [n for n in at_column if self._begins(self.lines[n][column:], is_list)]
        for n in at_column:
            if n not in starts and (is_list or not self.lines[n][column:].startswith("- ")):
                self._report("L020", n, column, len(self.lines[n].strip()))
                self.lines[n] = ""
        if starts and said[0] < starts[0]:
            self._report("L020", said[0], _indent(self.lines[said[0]]), len(self.lines[said[0]].strip()))
        return list(zip(starts, [*starts[1:], last], strict=True)), is_list, column

    def _align(self, said: list[int]) -> None:
        """Entries that stand a little to the left of the first of their block belong beside it."""
        column = _indent(self.lines[said[0]])
        if not self._is_entry(self.lines[said[0]][column:]):
            return
        for n in said[1:]:
            missing = column - _indent(self.lines[n])
            if missing > 0 and self._is_entry(self.lines[n].lstrip(" ")):
                self._report("L022", n, column - missing, len(self.lines[n].strip()))
                old = self.mended.columns.get(n) or list(range(len(self.lines[n])))
                self.mended.columns[n] = [0] * missing + old
                self.lines[n] = " " * missing + self.lines[n]

    def _is_entry(self, text: str) -> bool:
        return self._begins(text, True) or self._begins(text, False)

    @staticmethod
    def _begins(text: str, is_list: bool) -> bool:
        if is_list:
            return text == "-" or text.startswith("- ")
        return _KEY.match(text) is not None

    # Reading through ruamel.

    def _read(self, first: int, last: int) -> Node | None:
        self._budget -= last - first
        if self._budget < 0:
            raise _Fault(first, 0)
        text = "\n".join(self.lines[first:last]) + "\n"
        try:
            return self._node(YAML(typ="safe", pure=True, plug_ins=[]).parse(text), first)
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise _Fault(first + (mark.line if mark else 0), mark.column if mark else 0) from None
        except (YAMLError, ValueError, LookupError, OverflowError, AttributeError, TypeError):
            # The scanner's own slips on odd bytes (an escape of no character, say) are faults of the text too.
            raise _Fault(first, 0) from None

    def _node(self, events: Iterable[Event], first: int) -> Node | None:
        open_: list[tuple[Event, list[Node]]] = []
        root: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._documents(event, first)
                    return root
            node: Node | None = None
            if isinstance(event, (MappingStartEvent, SequenceStartEvent)):
                self._plain_only(event, first)
                open_.append((event, []))
                if len(open_) > DEEPEST:
                    self._report("L005", first + event.start_mark.line, event.start_mark.column, limit=str(DEEPEST))
                    raise _TooDeep
            elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
                start, children = open_.pop()
                node = self._collection(start, children, first)
            elif isinstance(event, (ScalarEvent, AliasEvent)):
                node = self._scalar(event, first)
            if node is not None:
                if open_:
                    open_[-1][1].append(node)
                else:
                    root = node
        return root

    def _documents(self, event: Event, first: int) -> None:
        if not self._told_documents:
            self._report("L023", first + event.start_mark.line, event.start_mark.column, 3)
        self._told_documents = True

    def _plain_only(self, event: Event, first: int) -> None:
        mark = event.start_mark
        if isinstance(event, AliasEvent):
            self._report("L006", first + mark.line, mark.column, len(event.anchor) + 1, sign=f"*{event.anchor}")
            return
        anchor = getattr(event, "anchor", None)
        if anchor:
            self._report("L006", first + mark.line, mark.column, len(str(anchor)) + 1, sign=f"&{anchor}")
        tag = getattr(event, "tag", None)
        if tag:
            self._report("L006", first + mark.line, mark.column, 1, sign=str(tag))

    def _scalar(self, event: "ScalarEvent | AliasEvent", first: int) -> Scalar:
        start, end = event.start_mark, event.end_mark
        line = first + start.line
        self._plain_only(event, first)
        if isinstance(event, AliasEvent):
            return Scalar("", self._span(line, start.column, end.column - start.column))
        stop = end.column if end.line == start.line else len(self.lines[line].rstrip())
        length = self.mended.column(line, stop) - self.mended.column(line, start.column)
        return Scalar(event.value, self._span(line, start.column, length), event.style is None)

    def _collection(self, start: Event, children: list[Node], first: int) -> Node:
        where = self._span(first + start.start_mark.line, start.start_mark.column, 1)
        if isinstance(start, SequenceStartEvent):
            return Sequence(tuple(children), where)
        pairs: dict[str, tuple[Scalar, Node]] = {}
        for name, value in zip(children[::2], children[1::2], strict=True):
            if isinstance(name, Scalar):
                self._add(pairs, name, value)
            else:
                self.problems.append(Problem("L029", name.where))
        return Mapping(tuple(pairs.values()), where)

    def _add(self, pairs: dict[str, tuple[Scalar, Node]], name: Scalar, value: Node) -> None:
        first, _ = pairs.setdefault(name.text, (name, value))
        if first is name:
            return
        self.problems.append(Problem("L021", name.where, {"key": name.text, "line": str(first.where.line)}))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
