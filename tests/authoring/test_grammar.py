"""Builders and grammar agree to the letter: keys, choices, limits, what is needed."""

import pytest

from elderapp.authoring import form as forms
from elderapp.authoring.build import Library, build_lesson
from elderapp.authoring.build_bank import build_bank
from elderapp.authoring.build_facts import build_facts, build_respell
from elderapp.authoring.build_mock import build_mock
from elderapp.authoring.form import Desk, Form
from elderapp.authoring.grammar import KEYS, SHAPES, STEP_KEYS, Shape
from elderapp.authoring.grammar_mocks import WIDGET_NAMES
from elderapp.authoring.source import read_text

STEPS = "\n".join(f"- {{do: {kind}, id: {kind}}}" for kind in STEP_KEYS)
LESSON = f"""\
lesson: a-b
track: basics
mock: m
reviewed: {{by: a}}
alone: {{say: a}}
variant: {{mock: m, lines: {{tap: {{gesture: up}}, gesture: {{gesture: up}}}}}}
together:
{STEPS}
- {{do: tap, id: t2, slip: {{ask: a}}}}
- {{do: show, id: s2, moves: [{{swipe: up}}]}}
- {{do: order, id: o2, items: [{{icon: a}}]}}
- {{do: choose, id: c2, options: [{{icon: a}}]}}
- {{do: spot, id: p2, message: {{kind: sms}}, suspicious: {{a: b}}}}
- {{do: call, id: l2, turns: {{a: {{hear: a, replies: [{{id: b}}]}}, b: {{end: good}}}}}}
"""
TAKE_LISTS = {"tiles": "tile", "tabs": "tab", "sms_thread": "bubble", "chat_thread": "bubble"}


def widgets() -> str:
    """A screen for each widget, each written with one key that it may have."""
    screens = []
    for name in WIDGET_NAMES:
        inner = {"rows": "[{value: a}]", "list": "[{note: a}]"}.get(name)
        if name in ("sms_thread", "chat_thread"):
            inner = "{messages: [{time: a}]}"
        elif name in TAKE_LISTS:
            inner = "{items: [{icon: a}]}"
        first = next(iter(SHAPES[name].keys), "")
        screens.append(f"  {name.replace('_', '-')}: {{{name}: {inner or f'{{{first}: a}}'}}}")
    return "mock: m\nframe: phone\nribbon: plain\nscreens:\n" + "\n".join(screens) + "\n"


class Asked:
    """What the builders asked of each mapping: by the tuple of its keys, since two may be called the same."""

    def __init__(self) -> None:
        self.keys: dict[str, set[tuple[str, ...]]] = {}
        self.choices: set[tuple[tuple[str, ...], str, tuple[str, ...]]] = set()
        self.numbers: set[tuple[tuple[str, ...], str, int, int]] = set()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    seen = Asked()
    begin, choice, number = Form.__init__, Form.choice, Form.number

    def begun(self, desk, node, keys, name, where=None):
        seen.keys.setdefault(name, set()).add(tuple(keys))
        begin(self, desk, node, keys, name, where)

    def chosen(self, key, choices, default="", *, needed=False):
        seen.choices.add((tuple(self.keys), key, tuple(way for way in choices if way)))
        return choice(self, key, choices, default, needed=needed)

    def counted(self, key, default, least, most, *, needed=False):
        seen.numbers.add((tuple(self.keys), key, least, most))
        return number(self, key, default, least, most, needed=needed)

    monkeypatch.setattr(forms.Form, "__init__", begun)
    monkeypatch.setattr(forms.Form, "choice", chosen)
    monkeypatch.setattr(forms.Form, "number", counted)
    template = build_mock(Desk("m"), read_text(widgets(), "m").root, "m", {})
    build_lesson("f", read_text(LESSON, "f").root, Library({"m": template} if template else {}, {}))
    build_bank("f", read_text("bank: drills\nitems: [{id: a, type: sms}]", "f").root, Library())
    build_facts(Desk("f"), read_text("a: {value: b}", "f").root)
    build_respell(Desk("f"), read_text("respell: {a: b}", "f").root)
    return seen


def shapes_with(keys: tuple[str, ...]) -> list[Shape]:
    return [shape for name, shape in SHAPES.items() if KEYS[name] == keys]


def test_every_shape_of_the_grammar_is_asked_for_and_no_other(asked):
    given = {keys for keys in KEYS.values() if keys}

    assert given == {keys for several in asked.keys.values() for keys in several if keys}


def test_the_words_to_choose_from_are_those_of_the_grammar(asked):
    said = {
        (keys, name, tuple(key.detail.split("|")))
        for keys in set(KEYS.values())
        for shape in shapes_with(keys)
        for name, key in shape.keys.items()
        if key.kind == "one" and shape is not SHAPES["over"] and shape is not SHAPES["move"]
    }

    assert said == {one for one in asked.choices if one[1] != "active"}


def test_the_limits_of_numbers_are_those_of_the_grammar(asked):
    said = {
        (keys, name, *map(int, key.detail.split("-")))
        for keys in set(KEYS.values())
        for shape in shapes_with(keys)
        for name, key in shape.keys.items()
        if key.kind == "int"
    }

    assert said == asked.numbers


NEEDED = [
    ("lesson", "lesson: a\n"),
    *((f"do.{kind}", f"lesson: a\ntogether: [{{do: {kind}, id: x}}]\n") for kind in STEP_KEYS),
    ("slip", "lesson: a\ntogether: [{do: tap, id: x, slip: {ask: a}}]\n"),
    ("thing", "lesson: a\ntogether: [{do: order, id: x, items: [{icon: a}]}]\n"),
    ("option", "lesson: a\ntogether: [{do: choose, id: x, options: [{icon: a}]}]\n"),
    ("message", "lesson: a\ntogether: [{do: spot, id: x, message: {time: a}}]\n"),
    ("reviewed", "lesson: a\nreviewed: {by: }\n"),
]


@pytest.mark.parametrize(("shape", "text"), NEEDED, ids=[name for name, _ in NEEDED])
def test_a_key_is_needed_just_where_the_grammar_says_so(shape, text):
    problems = build_lesson("f", read_text(text, "f").root, Library()).problems
    missing = {one.about["key"] for one in problems if one.code in ("L102", "L116")}
    given = {"lesson"} if shape == "lesson" else {"do", "id"} if shape.startswith("do.") else set()
    needed = {name for name, key in SHAPES[shape].keys.items() if key.is_needed} - given
    if shape == "do.spot":
        needed.add("because")  # where no part of the message is suspicious
    others = {name for name, key in SHAPES["lesson"].keys.items() if key.is_needed} if shape != "lesson" else set()

    assert needed - others <= missing
    assert missing & set(SHAPES[shape].keys) - others <= needed
