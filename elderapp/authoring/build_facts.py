"""``facts.yaml`` and ``pronounce.yaml``: what may change, and how it is said."""

from elderapp.authoring.form import Desk, Form, checked_id
from elderapp.authoring.grammar import KEYS
from elderapp.authoring.nodes import Mapping, Node, Scalar
from elderapp.lesson.model import Source


def build_facts(desk: Desk, root: Node | None) -> dict[str, Source]:
    """The facts by id."""
    facts: dict[str, Source] = {}
    if root is not None and not isinstance(root, Mapping):
        desk.say("L103", root.where, want="map", name="facts")
        return facts
    for key, node in root.pairs if root else ():
        identity = checked_id(desk, key)
        form = Form(desk, node, KEYS["fact"], f"fact {key.text}")
        desk.place(f"fact.{identity}", key.where)
        fact = Source(
            identity,
            form.text("value", needed=True),
            form.text("source", needed=True),
            form.date("checked", needed=True),
            form.date("review_by", needed=True),
            form.flag("volatile"),
        )
        if identity:
            facts[identity] = fact
    return facts


def build_respell(desk: Desk, root: Node | None) -> dict[str, str]:
    """How names are said, by the way they are written."""
    if root is None:
        return {}
    form = Form(desk, root, KEYS["pronounce"], "pronounce.yaml")
    respell: dict[str, str] = {}
    for key, node in form.pairs("respell"):
        if isinstance(node, Scalar) and node.text:
            respell[key.text] = node.text
        else:
            desk.say("L103", node.where, want="text", name=key.text)
    return respell
