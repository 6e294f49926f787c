"""Lessons in another language: the author's own files with their texts replaced, built by the same builder.

So placeholders, facts, watch, alone and variant come out as in the Cantonese lesson, step by step, under the same ids.
What has no translation stays Cantonese.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from elderapp.authoring import catalogue, messages, nodes
from elderapp.authoring.catalogue import Entry
from elderapp.authoring.messages_code import CHINESE
from elderapp.authoring.nodes import Node, Source
from elderapp.authoring.workspace import Workspace, load
from elderapp.lesson.model import Lesson, Line, Message
from elderapp.lesson.problems import Span
from elderapp.lesson.translated import label_id, written
from elderapp.player.phrases import PHRASES

LESSONS, INTERFACE = "lessons", "elderapp"
"""The two catalogues of a language: what authors write, and what the app says."""


def path_of(locales: Path, language: str, domain: str) -> Path:
    """The file of one catalogue."""
    return locales / language / "LC_MESSAGES" / f"{domain}.po"


def in_language(workspace: Workspace, entries: Mapping[str, Entry]) -> Workspace:
    """The same folder with every text that has a translation (by context) in that language."""
    strings = {name: one.string for name, one in entries.items() if one.string and not one.is_obsolete}
    found = messages.texts(workspace)
    by_place = {
        text.where: strings[text.entry.context] for text in found if text.where and text.entry.context in strings
    }

    def say(source: Source) -> Source:
        return replace(source, root=_replaced(source.root, by_place)) if source.root else source

    return load(workspace.root, cuts=False, words=say)


def _replaced(node: Node, by_place: Mapping[Span, str]) -> Node:
    match node:
        case nodes.Scalar():
            return replace(node, text=by_place.get(node.where, node.text))
        case nodes.Sequence(items=items):
            return replace(node, items=tuple(_replaced(item, by_place) for item in items))
        case nodes.Mapping(pairs=pairs):
            said = {key.text for key, value in pairs if isinstance(value, nodes.Scalar) and value.where in by_place}
            # A sound that the author wrote is that of the Cantonese words.
            kept = (pair for pair in pairs if not (pair[0].text == "speech" and said & {"say", "text"}))
            return replace(node, pairs=tuple((key, _replaced(value, by_place)) for key, value in kept))


class Words(Struct, frozen=True):
    """What one language says for a lesson: lines by the ids of the Cantonese ones, and the words of practice phones.

    `stale` are the ids of lines whose Cantonese has changed since.
    """

    lines: dict[str, Line]
    labels: dict[str, Line]
    stale: frozenset[str] = frozenset()


def words_of(source: Lesson, target: Lesson, entries: Mapping[str, Entry]) -> Words:
    """What differs between a lesson and the same lesson in another language."""
    lines: dict[str, Line] = {}
    labels: dict[str, Line] = {}
    for mine, theirs in _pairs(source, target):
        if isinstance(mine, Line):
            # The app's own words about a button are translated whole, not around the button's name.
            own = entries.get(mine.id)
            text = own.string if own and own.id == mine.text else theirs.text
            if text and text != mine.text:
                lines.setdefault(mine.id, Line(mine.id, text))
        elif theirs != mine and CHINESE.search(mine):
            name = label_id(source.id, mine)
            labels.setdefault(name, Line(name, theirs))
    stale = {name for name in lines if (known := entries.get(name)) is not None and known.is_fuzzy}
    return Words(lines, labels, frozenset(stale))


def of_interface(entries: Mapping[str, Entry]) -> Words:
    """What the app itself says."""
    said = {f"ui/{name}": entries[text] for name, text in PHRASES.items() if text in entries and entries[text].string}
    lines = {name: Line(name, one.string) for name, one in said.items()}
    return Words(lines, {}, frozenset(name for name, one in said.items() if one.is_fuzzy))


def _pairs(mine: Any, theirs: Any) -> Iterator[tuple[Any, Any]]:
    """Lines, and words that are seen, beside their translation; both lessons have the same shape."""
    match mine:
        case Line():
            yield mine, theirs
        case str():
            yield mine, theirs
        case Message():
            yield mine.sender, theirs.sender
            yield written(mine), written(theirs)
        case Struct():
            for field in mine.__struct_fields__:
                if field not in ("sources", "title_en"):
                    yield from _pairs(getattr(mine, field), getattr(theirs, field))
        case dict():
            for key in mine.keys() & theirs.keys():
                yield from _pairs(mine[key], theirs[key])
        case tuple():
            for one, other in zip(mine, theirs, strict=False):
                yield from _pairs(one, other)


def known(locales: Path, language: str, domain: str) -> dict[str, Entry]:
    """The entries of a catalogue that are in use, by name. Raises `CatalogueDamaged`."""
    return {one.name: one for one in catalogue.read(path_of(locales, language, domain)) if not one.is_obsolete}
