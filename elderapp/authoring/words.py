"""Words of a lesson: placeholders and facts filled in, lines with their ids and the places where they may break."""

import re
from collections.abc import Callable, Mapping

from elderapp.authoring.form import Desk, is_empty
from elderapp.authoring.nodes import Mapping as Map
from elderapp.authoring.nodes import Node, Scalar
from elderapp.lesson.model import Line
from elderapp.lesson.problems import Span

HOLE = re.compile(r"\{([^{}|]*)\}")
_NAME = re.compile(r"[A-Za-z_][\w-]*\Z|fact\.[a-z0-9][a-z0-9-]*\Z")

Cuts = Callable[[str], tuple[int, ...]]
"""Where a line of text may be broken."""


def no_cuts(_text: str) -> tuple[int, ...]:
    """For those who only check: finding words takes a second to begin."""
    return ()


class Filler:
    """Fills ``{name}`` from variables and ``{fact.id}`` from facts; says what it does not know."""

    def __init__(self, desk: Desk, variables: Mapping[str, str], facts: Mapping[str, str], cuts: Cuts) -> None:
        self.desk = desk
        self.variables = variables
        self.facts = facts
        self.cuts = cuts

    def over(self, variables: Mapping[str, str]) -> "Filler":
        """The same with other variables."""
        return Filler(self.desk, variables, self.facts, self.cuts)

    def fill(self, text: str, where: Span) -> str:
        """`text` without placeholders; one that is not known is reported and left as it stands."""
        if "{" not in text and "}" not in text:
            return text
        if re.search(r"[{}]", HOLE.sub("", text)):
            self.desk.say("L121", where)
            return text
        return HOLE.sub(lambda match: self._value(match, where), text)

    def quietly(self, text: str) -> str:
        """The same, where the words were looked at already."""
        return HOLE.sub(lambda match: self.known(match.group(1)) or match.group(), text)

    def known(self, name: str) -> str | None:
        """The value that a placeholder stands for."""
        if name.startswith("fact."):
            return self.facts.get(name[len("fact.") :])
        return self.variables.get(name)

    def _value(self, match: re.Match[str], where: Span) -> str:
        name = match.group(1)
        value = self.known(name)
        if value is not None:
            return value
        if not _NAME.match(name):
            self.desk.say("L121", where)
        elif name.startswith("fact."):
            self.desk.say("L113", where, id=name[5:], known="、".join(sorted(self.facts)))
        else:
            self.desk.say("L112", where, name=name, known="、".join(sorted(self.variables)))
        return match.group()

    def line(self, identity: str, node: Node | None) -> Line:
        """The line written there (a text, or ``{text, speech}``), under `identity`; empty where there is none."""
        if node is None:
            return Line(identity, "")
        self.desk.place(identity, node.where)
        text, speech = self._parts(node)
        if text is None:
            return Line(identity, "")
        return self.spoken(identity, self.fill(text.text.strip(), text.where), speech)

    def spoken(self, identity: str, text: str, speech: str = "") -> Line:
        """A line with its breaks."""
        return Line(identity, text, self.cuts(text), speech)

    def _parts(self, node: Node) -> tuple[Scalar | None, str]:
        if isinstance(node, Scalar):
            if is_empty(node):
                self.desk.say("L116", node.where, key="-")
            return node, ""
        text = node.get("text") if isinstance(node, Map) else None
        if not isinstance(node, Map) or not isinstance(text, Scalar):
            self.desk.say("L103", node.where, want="line")
            return None, ""
        speech = node.get("speech")
        for key, value in node.pairs:
            if key.text not in ("text", "speech") or not isinstance(value, Scalar):
                self.desk.say("L101", key.where, value=key.text, name="text", known="text、speech")
            elif is_empty(value):
                self.desk.say("L116", key.where, key=key.text)
        return text, self.fill(speech.text, speech.where) if isinstance(speech, Scalar) else ""
