"""``mocks/<id>.yaml`` to a practice phone app."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from elderapp.authoring.build_widgets import WIDGETS, At
from elderapp.authoring.form import Desk, Form, Roll, checked_id, unknown
from elderapp.authoring.grammar import KEYS
from elderapp.authoring.nodes import Mapping as Map
from elderapp.authoring.nodes import Node, Scalar, Sequence
from elderapp.authoring.words import Filler, no_cuts
from elderapp.lesson.mock import Mock, Screen, Widget
from elderapp.lesson.problems import Span
from elderapp.lesson.rules_screens import pays

MOCK = KEYS["mock"]
RIBBONS = ("plain", "money", "message", "call")
DIRECTIONS = ("up", "down", "left", "right")


class Template(msgspec.Struct, frozen=True):
    """A mock with its placeholders still in it, and what they stand for unless a lesson says otherwise."""

    mock: Mock
    variables: dict[str, str]
    facts: dict[str, str]

    def filled(self, values: Mapping[str, str], identity: str = "") -> Mock:
        """The mock with `values` over its own variables."""
        filler = Filler(Desk(""), {**self.variables, **values}, self.facts, no_cuts)
        data = _over_strings(msgspec.to_builtins(self.mock), filler.quietly)
        data["id"] = identity or self.mock.id
        return msgspec.convert(data, Mock)


def build_mock(desk: Desk, root: Node | None, name: str, facts: Mapping[str, str]) -> Template | None:
    """The practice app in the file ``<name>.yaml``, or None where there is nothing of one."""
    if root is None:
        return None
    form = Form(desk, root, MOCK, "mock")
    if not form.is_mapping:
        return None
    identity = form.id("mock", name)
    if identity != name:
        desk.say("L110", form.at("mock"), id=identity, name=name)
    desk.place(f"{name}", form.at("mock"))
    variables = {}
    for key, node in form.pairs("vars"):
        if isinstance(node, Scalar):
            variables[key.text] = node.text
        else:
            desk.say("L103", node.where, want="text", name=key.text)
    filler = Filler(desk, variables, facts, no_cuts)
    form.choice("frame", ("phone",))
    screens = _screens(desk, form, name, filler)
    start = form.text("start", next(iter(screens), ""))
    if form.has("start"):
        desk.place(f"{name}#start", form.at("start"))
    return Template(
        Mock(
            id=name,
            kind=form.text("kind"),
            start=start,
            screens=screens,
            ribbon=form.choice("ribbon", RIBBONS, "money" if pays(screens) else "plain"),  # type: ignore[arg-type]
        ),
        variables,
        dict(facts),
    )


def _screens(desk: Desk, form: Form, name: str, filler: Filler) -> dict[str, Screen]:
    screens = {}
    for key, node in form.pairs("screens", needed=True):
        identity = checked_id(desk, key)
        desk.place(f"{name}:{identity}", key.where)
        screens[identity] = _screen(desk, node, f"{name}:{identity}", filler, key.where)
    return screens


def _screen(desk: Desk, node: Node, path: str, filler: Filler, where: Span) -> Screen:
    form = Form(desk, node, KEYS["screen"], "screen", where)
    at = At(desk, path, Roll(desk, path.partition(":")[2]), filler)
    widgets: list[Widget] = []
    for key, value in form.node.pairs:
        if key.text in WIDGETS:
            widgets += _widgets(at, key, value)
        elif key.text == "body":
            widgets += _body(at, value)
    swipes = {}
    for way, goal in form.pairs("swipes"):
        if way.text not in DIRECTIONS:
            unknown(desk, "L104", way, DIRECTIONS, "swipes")
        elif isinstance(goal, Scalar):
            swipes[way.text] = goal.text
            desk.place(f"{path}~{way.text}", goal.where)
    holds = {}
    for target, goal in form.pairs("holds"):
        if isinstance(goal, Scalar):
            holds[target.text] = goal.text
            desk.place(f"{path}^{target.text}", target.where)
            desk.place(f"{path}>{goal.text}", goal.where)
    return Screen(tuple(widgets), swipes, form.flag("night"), holds, form.flag("long"))


def _body(at: At, node: Node) -> list[Widget]:
    desk = at.desk
    widgets: list[Widget] = []
    if not isinstance(node, Sequence):
        desk.say("L103", node.where, want="list", name="body")
        return widgets
    for item in node.items:
        if not isinstance(item, Map) or len(item.pairs) != 1:
            desk.say("L103", item.where, want="map", name="body")
            continue
        key, value = item.pairs[0]
        if key.text in WIDGETS:
            widgets += _widgets(at, key, value)
        else:
            unknown(desk, "L122", key, tuple(WIDGETS), "body")
    return widgets


def _widgets(at: At, key: Scalar, node: Node) -> list[Widget]:
    build = WIDGETS[key.text]
    many = key.text in ("text", "field", "button", "banner", "toggle", "image")
    nodes = node.items if many and isinstance(node, Sequence) else (node,)
    return [build(at, item, key.where) for item in nodes]


def _over_strings(data: Any, change: Callable[[str], str]) -> Any:
    if isinstance(data, str):
        return change(data) if "{" in data else data
    if isinstance(data, dict):
        return {key: _over_strings(value, change) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_over_strings(value, change) for value in data]
    return data
