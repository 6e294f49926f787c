"""One mapping of an author's file, read key by key: every wrong, missing or misspelt key becomes a Problem."""

import datetime as dt
import re
from collections.abc import Sequence as Several
from difflib import get_close_matches
from typing import Literal

from elderapp.authoring.nodes import Mapping, Node, Scalar, Sequence
from elderapp.lesson.problems import Problem, Span

_ID = re.compile(r"[a-z0-9][a-z0-9-]*\Z")
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\Z")
_LONGEST_ID = 64

Severity = Literal["error", "warning", "notice"]


class Desk:
    """What is found while one file is built: problems, and the place of everything that a rule may speak of."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.places: dict[str, Span] = {}

    def say(self, code: str, where: Span, severity: Severity = "error", **about: str) -> None:
        """One more problem."""
        self.problems.append(Problem(code, where, about, severity))

    def place(self, path: str, where: Span) -> None:
        """Remember where the thing named `path` stands; the first one stays."""
        self.places.setdefault(path, where)


class Form:
    """A mapping whose keys are asked for by name. `keys` are all that it may have, `name` is what messages call it."""

    def __init__(self, desk: Desk, node: Node | None, keys: Several[str], name: str, where: Span | None = None) -> None:
        self.desk = desk
        self.name = name
        self.keys = keys
        self.is_mapping = isinstance(node, Mapping)
        self.where = node.where if node is not None else (where or Span(desk.file, 1, 1))
        self.node = node if isinstance(node, Mapping) else Mapping((), self.where)
        if node is not None and not self.is_mapping:
            desk.say("L103", node.where, want="map", name=name)
        for key, value in self.node.pairs:
            if key.text not in keys:
                unknown(desk, "L101", key, keys, name)
            elif is_empty(value):
                desk.say("L116", key.where, key=key.text)

    def has(self, key: str) -> bool:
        """Whether the author wrote this key at all."""
        return self.node.get(key) is not None

    def get(self, key: str) -> Node | None:
        """The value of `key`; None also where it was left empty."""
        node = self.node.get(key)
        return None if node is not None and is_empty(node) else node

    def at(self, key: str) -> Span:
        """Where the value of `key` stands; where the mapping begins if it has none."""
        node = self.node.get(key)
        return node.where if node is not None else self.where

    def missing(self, key: str) -> None:
        """Say that `key` is needed."""
        name = self.node.key(key)
        if name is not None:
            self.desk.say("L116", name.where, key=key)
        elif self.is_mapping:
            self.desk.say("L102", self.where, key=key, name=self.name)

    def scalar(self, key: str, *, needed: bool = False) -> Scalar | None:
        """The text at `key` with its place."""
        node = self.get(key)
        if node is None:
            if needed:
                self.missing(key)
            return None
        if isinstance(node, Scalar):
            return node
        self.desk.say("L103", node.where, want="text", name=key)
        return None

    def text(self, key: str, default: str = "", *, needed: bool = False) -> str:
        """The text at `key`."""
        scalar = self.scalar(key, needed=needed)
        return default if scalar is None else scalar.text

    def choice(self, key: str, choices: Several[str], default: str = "", *, needed: bool = False) -> str:
        """One of a few words."""
        scalar = self.scalar(key, needed=needed)
        if scalar is None:
            return default or choices[0]
        if scalar.text not in choices:
            unknown(self.desk, "L104", scalar, choices, key)
            return default or choices[0]
        return scalar.text

    def flag(self, key: str, default: bool = False, *, needed: bool = False) -> bool:
        """``true`` or ``false``, nothing else."""
        scalar = self.scalar(key, needed=needed)
        if scalar is None:
            return default
        if scalar.text not in ("true", "false"):
            self.desk.say("L106", scalar.where, key=key, value=scalar.text)
            return default
        return scalar.text == "true"

    def number(self, key: str, default: int, least: int, most: int, *, needed: bool = False) -> int:
        """A whole number between two limits."""
        scalar = self.scalar(key, needed=needed)
        if scalar is None:
            return default
        if not re.fullmatch(r"[0-9]{1,6}", scalar.text):
            self.desk.say("L105", scalar.where, key=key, value=scalar.text)
            return default
        value = int(scalar.text)
        if not least <= value <= most:
            self.desk.say("L120", scalar.where, key=key, least=str(least), most=str(most))
            return default
        return value

    def id(self, key: str = "id", default: str = "") -> str:
        """An identity: small letters, digits and hyphens."""
        scalar = self.scalar(key, needed=True)
        if scalar is None:
            return default
        return checked_id(self.desk, scalar, default)

    def date(self, key: str, *, needed: bool = False) -> str:
        """An ISO date, or nothing."""
        scalar = self.scalar(key, needed=needed)
        if scalar is None:
            return ""
        if not _is_date(scalar.text):
            self.desk.say("L115", scalar.where, key=key, value=scalar.text)
            return ""
        return scalar.text

    def many(self, key: str, *, needed: bool = False) -> tuple[Node, ...]:
        """The items of the list at `key`; one alone counts as a list of one where it is no list."""
        node = self.get(key)
        if node is None:
            if needed:
                self.missing(key)
            return ()
        if isinstance(node, Sequence):
            if needed and not node.items:
                self.missing(key)
            return node.items
        return (node,)

    def texts(self, key: str) -> tuple[Scalar, ...]:
        """The texts of the list at `key`."""
        found = []
        for node in self.many(key):
            if isinstance(node, Scalar) and node.text:
                found.append(node)
            else:
                self.desk.say("L103", node.where, want="text", name=key)
        return tuple(found)

    def pairs(self, key: str, *, needed: bool = False) -> tuple[tuple[Scalar, Node], ...]:
        """Keys and values of the mapping at `key`, whatever its keys are."""
        node = self.get(key)
        if node is None:
            if needed:
                self.missing(key)
            return ()
        if isinstance(node, Mapping):
            if needed and not node.pairs:
                self.missing(key)
            return node.pairs
        self.desk.say("L103", node.where, want="map", name=key)
        return ()


def is_empty(node: Node) -> bool:
    """Whether a key was written and nothing after it, or nothing but blanks between quotes."""
    return isinstance(node, Scalar) and not node.text.strip()


def checked_id(desk: Desk, scalar: Scalar, default: str = "") -> str:
    """The identity written there, or `default` with a problem."""
    if len(scalar.text) <= _LONGEST_ID and _ID.match(scalar.text):
        return scalar.text
    desk.say("L108", scalar.where, value=scalar.text, better=_better_id(scalar.text))
    return default


def _better_id(text: str) -> str:
    better = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:_LONGEST_ID]
    return better or "open-fps"


def _is_date(text: str) -> bool:
    """Whether the calendar has this day: 2027-02-30 looks like one and is none."""
    if not _DATE.match(text):
        return False
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def unknown(desk: Desk, code: str, scalar: Scalar, known: Several[str], name: str, *, mild: bool = False) -> None:
    """Say that a word is not one of those known, with the nearest of them; if `mild`, only a near one is an error."""
    close = get_close_matches(scalar.text, known, 1, 0.6)
    about = {
        "value": scalar.text,
        "name": name,
        "known": "、".join(filter(None, known)),
        "near": close[0] if close else "",
    }
    desk.problems.append(Problem(code, scalar.where, about, "warning" if mild and not close else "error"))


class Roll:
    """Identities given in one place: a second use is a problem."""

    def __init__(self, desk: Desk, name: str) -> None:
        self.desk = desk
        self.name = name
        self.seen: dict[str, Span] = {}

    def enter(self, identity: str, where: Span) -> bool:
        """Whether this identity is new here. The empty one (already reported) passes."""
        if identity and identity in self.seen:
            self.desk.say("L109", where, id=identity, line=str(self.seen[identity].line), name=self.name)
            return False
        if identity:
            self.seen[identity] = where
        return True
