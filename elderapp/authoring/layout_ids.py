"""Gives an id to each step, choice and widget that an author left without one.

An id is made once, of what the thing is for (the target, the field, the screen it leads to), and written into the file:
from then on it is the author's, and no change of words changes it. It is never made of the text.
"""

import re
from collections.abc import Iterator

from elderapp.authoring.layout_tree import Group, Leaf, Page, Piece

_STAGES = ("together", "trick", "watch", "alone")
_NAMED = {"tap": "target", "type": "field"}
_WIDGETS = ("field", "keypad", "button", "toggle", "qr")
_LISTS = {"tiles": "tile", "rows": "row", "list": "item", "tabs": "tab"}
_OURS = ("back", "close", "answer", "decline", "hang-up")
"""Ids that practice screens give by themselves."""


def add_ids(page: Page) -> tuple[str, ...]:
    """Write an id wherever one is missing; the new ones, in the order of the file."""
    root = page.root
    if not isinstance(root, Group):
        return ()
    if root.get("lesson"):
        return tuple(_lesson(root))
    return tuple(_mock(root)) if root.get("mock") else ()


def _lesson(root: Group) -> Iterator[str]:
    steps = [step for stage in _STAGES for step in _groups(root.get(stage)) if step.text("do")]
    taken = {old for step in steps for old in (step.text("id"), *_texts(step.get("was")))}
    for step in steps:
        yield from _give(step, _step_name(step), taken, after="do")
        yield from _inside(step)


def _inside(step: Group) -> Iterator[str]:
    """The answers of a step."""
    for key, name in (("options", "option"), ("items", "item")):
        entries = list(_groups(step.get(key)))
        taken = {entry.text("id") for entry in entries}
        for number, entry in enumerate(entries, 1):
            yield from _give(entry, _slug(entry.text("icon")) or f"{name}-{number}", taken)
    for turn in _values(step.get("turns")):
        replies = list(_groups(turn.get("replies")))
        taken = {reply.text("id") for reply in replies}
        for number, reply in enumerate(replies, 1):
            # The name it has had so far by its place: what was recorded under it stays found.
            yield from _give(reply, f"r{number}", taken)


def _step_name(step: Group) -> str:
    kind = step.text("do")
    if kind == "gesture":
        return _slug(f"{step.text('gesture')} {step.text('target')}") or kind
    return _slug(step.text(_NAMED.get(kind, ""))) or _slug(kind) or "step"


def _mock(root: Group) -> Iterator[str]:
    for screen in _values(root.get("screens")):
        widgets = list(_widgets(screen))
        taken = {*_OURS, *(widget.text("id") for _, widget in widgets)}
        for name, widget in widgets:
            goto = widget.text("goto")
            base = _slug(goto) if goto != "back" else ""
            yield from _give(widget, base or _slug(widget.text("icon")) or name, taken)


def _widgets(screen: Group) -> Iterator[tuple[str, Group]]:
    """Everything on a screen that has an id, with the name it gets where nothing else tells what it is for."""
    for key, value in screen.pairs:
        name = key.text
        if name == "body":
            for item in _groups(value):
                yield from _widgets(item)
        elif name in _LISTS:
            inner = value.get("items") if isinstance(value, Group) and value.is_map else value
            yield from ((_LISTS[name], entry) for entry in _groups(inner))
        elif name in _WIDGETS:
            yield from ((name, widget) for widget in _groups(value))
        elif name == "dialog" and isinstance(value, Group):
            yield from ((way, button) for way in ("accept", "cancel") for button in _groups(value.get(way)))


def _give(group: Group, name: str, taken: set[str], after: str = "") -> Iterator[str]:
    """An id for one mapping, unless it has one."""
    if group.text("id"):
        return
    new, number = name, 2
    while new in taken:
        new, number = f"{name}-{number}", number + 1
    taken.add(new)
    old = group.get("id")
    if isinstance(old, Leaf):
        old.text, old.style = new, ""
    elif old is None:
        place = next((at + 1 for at, (key, _) in enumerate(group.pairs) if key.text == after), 0)
        key = Leaf("id")
        if place == 0 and group.pairs:
            first = group.pairs[0][0]
            key.notes, first.notes = first.notes, []
        group.pairs.insert(place, (key, Leaf(new)))
    else:
        return
    yield new


def _groups(piece: Piece | None) -> Iterator[Group]:
    """The mappings of a list; one alone counts as a list of one."""
    if isinstance(piece, Group):
        if piece.is_map:
            yield piece
        else:
            yield from (item for item in piece.items if isinstance(item, Group) and item.is_map)


def _values(piece: Piece | None) -> Iterator[Group]:
    """The mappings that stand at the keys of a mapping."""
    if isinstance(piece, Group):
        yield from (value for _, value in piece.pairs if isinstance(value, Group))


def _texts(piece: Piece | None) -> list[str]:
    if isinstance(piece, Leaf):
        return [piece.text]
    return [item.text for item in piece.items if isinstance(item, Leaf)] if piece is not None else []


def _slug(text: str) -> str:
    """A text as an id, as far as it has letters for one.

    >>> _slug("receipt_long"), _slug("轉數快")
    ('receipt-long', '')
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:48].strip("-")
