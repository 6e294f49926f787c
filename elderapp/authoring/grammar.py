"""The whole grammar in one table: every key an author may write, what may stand there, whether it is needed.

The builder takes its key lists from here (`KEYS`), the editor's schema and the reference page are made from it, so the
three cannot say different things. The words for each key are in `elderapp.authoring.grammar_words`.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from elderapp.authoring.grammar_words import SHAPE_WORDS, WORDS
from elderapp.lesson.model import TRACKS


class Text(Struct, frozen=True):
    """A text that is not spoken. With a `pattern`, one that looks like this regular expression."""

    pattern: str = ""


class Line(Struct, frozen=True):
    """A line that is spoken: a text, or ``{text, speech}``."""


class Id(Struct, frozen=True):
    """An identity: small letters, digits and hyphens."""


class Date(Struct, frozen=True):
    """A day, ``2026-11-22``."""


class Flag(Struct, frozen=True):
    """``true`` or ``false``."""


class Number(Struct, frozen=True):
    """A whole number between two limits, both allowed."""

    least: int
    most: int


class Choice(Struct, frozen=True):
    """One of a few words."""

    words: tuple[str, ...]


class Part(Struct, frozen=True):
    """A mapping with the keys of another shape."""

    shape: str


class Many(Struct, frozen=True):
    """A list. `alone`: one thing by itself counts as a list of one."""

    of: "Type"
    alone: bool = True


class Table(Struct, frozen=True):
    """A mapping whose keys the author chooses (`names` says from what)."""

    of: "Type"
    names: "Id | Text | Choice" = Text()


class Steps(Struct, frozen=True):
    """A list of steps of these kinds."""

    kinds: tuple[str, ...]


class Either(Struct, frozen=True):
    """One of several ways to write it, told apart by whether it is a text, a list or a mapping."""

    ways: "tuple[Type, ...]"


Type = Text | Line | Id | Date | Flag | Number | Choice | Part | Many | Table | Steps | Either


class Needed(Struct, frozen=True):
    """What stands there, and must."""

    type: Type


class Key(Struct, frozen=True):
    """One key of a shape. `what` is Chinese and English, `example` a value as one writes it, if it helps."""

    name: str
    type: Type
    needed: bool
    what: tuple[str, str]
    example: str = ""


class Shape(Struct, frozen=True):
    """A mapping that an author writes. `title` is Chinese and English."""

    name: str
    title: tuple[str, str]
    keys: tuple[Key, ...]


TEXT, LINE, ID, DATE, FLAG = Text(), Line(), Id(), Date(), Flag()
IDS, TEXTS = Many(ID), Many(TEXT)
VERSION = Text(r"^[0-9]+\.[0-9]+\.[0-9]+$")

STEP_KINDS = ("say", "show", "tap", "type", "gesture", "order", "choose", "spot", "call", "checklist")
STAGE_STEPS = {
    "watch": ("show", "say"),
    "together": STEP_KINDS,
    "alone": ("tap", "type", "gesture", "order"),
    "trick": ("choose", "order", "spot", "call", "say"),
}
"""The kinds of steps that each stage takes."""

DIRECTIONS = ("up", "down", "left", "right")
GESTURES = (*DIRECTIONS, "hold", "scroll")
ACTS = ("tap", "type", "swipe", "hold", "scroll")
"""What the ghost finger can do in one move; a move has one of them."""

RIBBONS = ("plain", "money", "message", "call")

_Fields = Mapping[str, Type | Needed]

_STEP: _Fields = {"do": Needed(Choice(STEP_KINDS)), "id": Needed(ID), "was": IDS}
_SPOKEN: _Fields = {"say": Needed(LINE), "speech": TEXT}
_WHERE: _Fields = {"where": Needed(LINE)}
_BOARD: _Fields = {"mock": TEXT, "screen": Needed(TEXT)}
_KEY: _Fields = {"key": FLAG}

_LESSON: dict[str, _Fields] = {
    "lesson": {
        "lesson": Needed(ID),
        "was": IDS,
        "version": VERSION,
        "track": Needed(Choice(TRACKS)),
        "title": Needed(LINE),
        "title_en": TEXT,
        "goal": LINE,
        "minutes": Needed(Number(1, 8)),
        "needs": IDS,
        "mock": TEXT,
        "with": Table(TEXT),
        "reviewed": Either((Choice(("never",)), Part("reviewed"))),
        "review_by": DATE,
        "sources": TEXTS,
        "why": Needed(Many(LINE)),
        "watch": Either((Choice(("auto",)), Steps(STAGE_STEPS["watch"]))),
        "together": Needed(Steps(STAGE_STEPS["together"])),
        "alone": Either((Choice(("same",)), Part("alone"), Steps(STAGE_STEPS["alone"]))),
        "variant": Part("variant"),
        "trick": Steps(STAGE_STEPS["trick"]),
        "card": Many(LINE),
        "done": LINE,
        "checklist": Many(LINE),
    },
    "reviewed": {"by": Needed(TEXT), "on": Needed(DATE)},
    "alone": {"say": LINE, "skip": TEXTS},
    "variant": {"mock": TEXT, "with": Table(TEXT), "say": LINE, "lines": Table(Part("lines"))},
    "lines": {
        "say": LINE,
        "where": LINE,
        "expect": TEXT,
        "target": TEXT,
        "screen": TEXT,
        "field": TEXT,
        "mock": TEXT,
        "gesture": Choice(GESTURES),
        "speech": TEXT,
        "because": LINE,
    },
}

_STEPS: dict[str, _Fields] = {
    "say": {**_STEP, **_SPOKEN, "picture": TEXT},
    "show": {**_STEP, "moves": Needed(Many(Part("moves")))},
    "tap": {**_STEP, **_BOARD, "target": Needed(TEXT), **_SPOKEN, **_WHERE, "slip": Part("slip"), **_KEY},
    "type": {
        **_STEP,
        **_BOARD,
        "field": Needed(TEXT),
        "expect": Needed(TEXT),
        **_SPOKEN,
        "where": LINE,
        **_KEY,
    },
    "gesture": {**_STEP, **_BOARD, "gesture": Needed(Choice(GESTURES)), "target": TEXT, **_SPOKEN, **_WHERE, **_KEY},
    "order": {
        **_STEP,
        **_SPOKEN,
        **_WHERE,
        "items": Needed(Many(Part("items"))),
        "because": Needed(LINE),
        **_KEY,
    },
    "choose": {
        **_STEP,
        "mock": TEXT,
        "screen": TEXT,
        **_SPOKEN,
        "picture": TEXT,
        "options": Needed(Many(Part("options"))),
    },
    "spot": {
        **_STEP,
        "genuine": Needed(FLAG),
        **_SPOKEN,
        "message": Needed(Part("message")),
        "suspicious": Table(LINE, ID),
        "because": LINE,
    },
    "call": {
        **_STEP,
        "role": Choice(("self", "helper")),
        "say": LINE,
        "speech": TEXT,
        "caller": TEXT,
        "number": TEXT,
        "start": TEXT,
        "hang_up": TEXT,
        "turns": Needed(Table(Part("turns"), ID)),
    },
    "checklist": {**_STEP, "say": LINE, "speech": TEXT, "items": Needed(Many(LINE))},
}

_PARTS: dict[str, _Fields] = {
    "text of a line": {"text": Needed(TEXT), "speech": TEXT},
    "moves": {
        "say": Needed(LINE),
        "tap": TEXT,
        "type": TEXT,
        "field": TEXT,
        "swipe": Choice(DIRECTIONS),
        "hold": TEXT,
        "scroll": TEXT,
        "screen": Needed(TEXT),
        "mock": TEXT,
    },
    "slip": {"target": Needed(TEXT), "say": Needed(LINE), "ask": LINE},
    "items": {"id": Needed(ID), "text": Needed(LINE), "icon": TEXT},
    "options": {"id": Needed(ID), "text": Needed(LINE), "because": Needed(LINE), "right": FLAG, "icon": TEXT},
    "message": {
        "kind": Choice(("sms", "chat")),
        "from": Needed(TEXT),
        "number": TEXT,
        "time": TEXT,
        "text": Needed(TEXT),
    },
    "turns": {
        "hear": LINE,
        "replies": Many(Part("replies")),
        "end": Choice(("good", "pause")),
        "say": LINE,
        "to": TEXT,
    },
    "replies": {"id": ID, "say": LINE, "to": Needed(TEXT), "hang_up": FLAG},
    "fact": {
        "value": Needed(TEXT),
        "source": Needed(TEXT),
        "checked": Needed(DATE),
        "review_by": Needed(DATE),
        "volatile": FLAG,
        "note": TEXT,
    },
    "pronounce.yaml": {"respell": Table(TEXT)},
}

_TOUCHED: _Fields = {"icon": TEXT, "goto": TEXT}
_BUBBLES: _Fields = {"number": TEXT, "messages": Needed(Many(Part("messages")))}

_WIDGETS: dict[str, _Fields] = {
    "status": {"time": TEXT, "battery": Number(0, 100), "night": FLAG},
    "app_bar": {"text": Needed(TEXT), "icon": TEXT, "back": TEXT},
    "text": {"id": ID, "text": Needed(TEXT), "style": Choice(("body", "title", "small", "amount", "warning"))},
    "tiles": {"columns": Number(1, 4), "items": Needed(Many(Part("tile"), alone=False))},
    "rows": {"id": Needed(ID), "label": Needed(TEXT), "value": TEXT, "goto": TEXT},
    "list": {"id": Needed(ID), "text": Needed(TEXT), "note": TEXT, **_TOUCHED},
    "field": {"id": Needed(ID), "label": TEXT, "hint": TEXT, "value": TEXT, "secret": FLAG},
    "keypad": {
        "id": Needed(ID),
        "kind": Choice(("digits", "money", "phone", "pin")),
        "field": TEXT,
        "max": TEXT,
        "length": Number(1, 20),
    },
    "button": {
        "id": Needed(ID),
        "text": Needed(TEXT),
        "role": Choice(("primary", "secondary", "danger")),
        "icon": TEXT,
        "needs": TEXT,
        "wait": Number(0, 60),
        "goto": TEXT,
    },
    "toggle": {"id": Needed(ID), "text": Needed(TEXT), "note": TEXT, "on": FLAG, "goto": TEXT},
    "tabs": {"active": TEXT, "items": Needed(Many(Part("tab"), alone=False))},
    "image": {"picture": Needed(TEXT), "text": Needed(TEXT), "id": ID, "goto": TEXT},
    "dialog": {
        "title": TEXT,
        "text": Needed(TEXT),
        "tone": Choice(("plain", "warning")),
        "accept": Part("button"),
        "cancel": Part("button"),
    },
    "banner": {
        "id": ID,
        "icon": TEXT,
        "text": Needed(TEXT),
        "tone": Choice(("plain", "good", "warning", "advert")),
        "goto": TEXT,
        "close": TEXT,
    },
    "sms_thread": {"sender": Needed(TEXT), **_BUBBLES},
    "chat_thread": {"name": Needed(TEXT), **_BUBBLES},
    "call_screen": {
        "name": Needed(TEXT),
        "number": TEXT,
        "state": Choice(("talking", "ringing")),
        "answer": TEXT,
        "decline": TEXT,
        "hang_up": TEXT,
    },
    "qr": {"id": Needed(ID), "mode": Choice(("show", "scan")), "text": TEXT, "goto": TEXT},
}
