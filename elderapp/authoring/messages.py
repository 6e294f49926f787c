"""The words of lessons, practice phones and facts for translators, each with a context that outlives its words.

Contexts are the lines' own ids (``lesson/step/field``); for practice phones ``mock/screen/id/field``. Babel finds the
extractor by its entry point too (`elderapp-lesson`).
"""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

from msgspec import Struct
from msgspec.structs import replace

from elderapp.authoring import nodes
from elderapp.authoring.catalogue import Entry
from elderapp.authoring.messages_code import CHINESE, Found
from elderapp.authoring.nodes import Node, Scalar
from elderapp.authoring.words import HOLE
from elderapp.authoring.workspace import Workspace, load
from elderapp.lesson.lines import Part, parts_of
from elderapp.lesson.model import Lesson
from elderapp.lesson.problems import Span

LIMITS: dict[Part, int] = {"instruction": 56, "answer": 36, "story": 56, "title": 44, "message": 72}
"""Letters of an English line: two to one of the 28 Chinese characters that an instruction may have."""
LABEL_LIMIT = 28
_ID = "#"
"""Before a key that is an id."""
_SHOWN = frozenset({"text", "label", "note", "hint", "value", "title", "name", "sender"})
"""Keys of a practice phone whose texts are seen."""


class Text(Struct, frozen=True):
    """A text where it stands in an author's file; a derived one stands nowhere (`where` is None)."""

    entry: Entry
    where: Span | None


def catalogue(workspace: Workspace) -> tuple[Entry, ...]:
    """Every text of the folder in the order of files and lines."""
    return tuple(replace(one.entry, files=(_below(workspace, one.entry.files[0]),)) for one in texts(workspace))


def _below(workspace: Workspace, file: str) -> str:
    """A file's name from the lessons' folder on, wherever one stands."""
    return Path(file).absolute().relative_to(workspace.root.absolute().parent).as_posix()


def texts(workspace: Workspace) -> tuple[Text, ...]:
    """Every text with its place, each context once."""
    once: dict[str, Text] = {}
    for text in (*_lessons(workspace), *_mocks(workspace), *_facts(workspace)):
        once.setdefault(text.entry.context, text)
    return tuple(once.values())


def renames(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """For each context of a lesson or step that had other ids before: what the context was then."""
    found: dict[str, tuple[str, ...]] = {}
    for lesson in workspace.everything.values():
        old_steps = {step.id: step.was for stage in lesson.stages for step in stage.steps if step.was}
        for one in _of_lesson(workspace, lesson):
            head, _, rest = one.entry.context.partition("/")
            step, _, field = rest.partition("/")
            before = [f"{old}/{rest}" for old in lesson.was]
            for name in (head, *lesson.was):
                before += [f"{name}/{old}/{field}" for old in old_steps.get(step.rpartition(".")[2], ())]
            if before:
                found[one.entry.context] = tuple(before)
    return found


def _lessons(workspace: Workspace) -> Iterator[Text]:
    for lesson in workspace.everything.values():
        yield from _of_lesson(workspace, lesson)


def _of_lesson(workspace: Workspace, lesson: Lesson) -> Iterator[Text]:
    file = workspace.files[lesson.id]
    places = workspace.places[lesson.id]
    limits = {line.id: part for line, part in parts_of(lesson) if part != "message"}
    by_span: dict[Span, list[str]] = {}
    for name in limits:
        if name in places:
            by_span.setdefault(places[name], []).append(name)
    written = {line.id: line.text for line, part in parts_of(lesson) if part != "message"}
    covered: set[str] = set()
    source = workspace.sources[file].root
    for keys, scalar, span in _scalars(source) if source else ():
        if not CHINESE.search(scalar.text):
            continue
        names = [name for name in by_span.get(span, ()) if _is_filled(scalar.text, written[name])]
        covered.update(names)
        if names:
            comment = f"spoken to the learner, at most {LIMITS[limits[names[0]]]} characters"
            yield Text(_entry(names[0], scalar.text, comment, file), scalar.where)
        elif keys[-1] in ("from", "caller") or _is_message(keys, lesson) or "with" in keys[-2:-1]:
            comment = "seen, not spoken" + (": keep {id|…} around the suspicious part" if "|" in scalar.text else "")
            yield Text(_entry(_context(lesson.id, keys), scalar.text, comment, file), scalar.where)
    for name, text in written.items():
        if name not in covered and CHINESE.search(text):
            comment = f"spoken to the learner, at most {LIMITS[limits[name]]} characters; the app's own words"
            yield Text(_entry(name, text, comment, file), None)


def _is_message(keys: tuple[str, ...], lesson: Lesson) -> bool:
    return keys[-2:] == ("message", "text") or (lesson.is_bank and len(keys) == 2 and keys[-1] == "text")


def _is_filled(template: str, text: str) -> bool:
    """Whether a line is what is written there, its placeholders filled."""
    pieces = [re.escape(piece) for piece in HOLE.split(template.strip())[::2]]
    return re.fullmatch(".*?".join(pieces), text, re.DOTALL) is not None


def _mocks(workspace: Workspace) -> Iterator[Text]:
    for file, source in workspace.sources.items():
        path = Path(file)
        if path.parent.name != "mocks" or source.root is None:
            continue
        for keys, scalar, _ in _scalars(source.root):
            seen = keys[0] == "vars" or (keys[0] == "screens" and _shown(keys))
            if seen and CHINESE.search(scalar.text):
                context = _context(path.stem, keys[1:]) if keys[0] == "screens" else _context(path.stem, keys)
                comment = f"seen on the phone, at most {LABEL_LIMIT} characters on a button"
                yield Text(_entry(context, scalar.text, comment, file), scalar.where)


def _context(head: str, keys: tuple[str, ...]) -> str:
    """Where a text stands: after the screen the innermost id, so that a grid can become a list and rename nothing."""
    named = max((at for at, key in enumerate(keys) if key.startswith(_ID)), default=1)
    return "/".join((head, *(keys[:1] if named > 0 else ()), *(key.removeprefix(_ID) for key in keys[named:])))


def _shown(keys: tuple[str, ...]) -> bool:
    """Whether a text is seen: a field of a widget, or a widget that is nothing but its text."""
    last = keys[-1].partition("~")[0]
    return last in _SHOWN or keys[-2:-1] == ("text",)


def _facts(workspace: Workspace) -> Iterator[Text]:
    """The values of facts that some line quotes."""
    quoted = {
        match.group(1)
        for source in workspace.sources.values()
        if source.root is not None
        for _, scalar, _ in _scalars(source.root)
        for match in re.finditer(r"\{fact\.([a-z0-9-]+)\}", scalar.text)
    }
    for file, source in workspace.sources.items():
        if Path(file).name != "facts.yaml" or source.root is None:
            continue
        for keys, scalar, _ in _scalars(source.root):
            if keys[1:] == ("value",) and keys[0] in quoted and CHINESE.search(scalar.text):
                yield Text(_entry(f"facts/{keys[0]}", scalar.text, "said inside of lines", file), scalar.where)


def _scalars(
    node: Node, keys: tuple[str, ...] = (), at: Span | None = None
) -> Iterator[tuple[tuple[str, ...], Scalar, Span]]:
    """Every text with the keys that lead to it, and where the line that it is begins.

    In a list the entry's own id stands for it, else its number; so a text inserted before it does not rename it.
    """
    match node:
        case Scalar():
            yield keys, node, at or node.where
        case nodes.Mapping(pairs=pairs):
            for key, value in pairs:
                line = node.where if key.text == "text" and isinstance(value, Scalar) and node.get("speech") else None
                named = _named(key.text, value, 1) if keys else key.text
                yield from _scalars(value, (*keys, named), line)
        case nodes.Sequence(items=items):
            for number, item in enumerate(items, 1):
                yield from _scalars(item, (*keys[:-1], _named(keys[-1] if keys else "", item, number)))


def _named(key: str, item: Node, number: int) -> str:
    named = item.get("id") if isinstance(item, nodes.Mapping) else None
    if isinstance(named, Scalar):
        return _ID + named.text
    return f"{key}~{number}" if number > 1 else key


def _entry(context: str, text: str, comment: str, file: str) -> Entry:
    return Entry(id=text.strip(), context=context, comments=(comment,), files=(file,))


def extract(file: IO[bytes], keywords: Any, tags: Collection[str], options: Mapping[str, str]) -> Iterator[Found]:
    """Babel's door: the texts of one lesson, mock or facts file, with their contexts."""
    del keywords, tags, options  # Babel gives them
    path = Path(file.name)
    root = next(
        (one for one in path.absolute().parents if (one / "facts.yaml").exists() or (one / "mocks").is_dir()), None
    )
    for text in _all(root or path.absolute().parent):
        if text.where is not None and Path(text.where.file).absolute() == path.absolute():
            yield text.where.line, "pgettext", (text.entry.context, text.entry.id), list(text.entry.comments)


@lru_cache(maxsize=4)
def _all(root: Path) -> tuple[Text, ...]:
    return texts(load(root, cuts=False))
