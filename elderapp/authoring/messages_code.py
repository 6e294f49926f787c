"""The interface's words, as the code holds them: Chinese strings of modules, ``_("…")`` of pages.

Babel finds these extractors by their entry points too (`elderapp-code`, `elderapp-page`).
"""

import ast
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from elderapp.authoring.catalogue import Entry

CHINESE = re.compile("[\u3400-\u9fff]")
ROOMS = ("player/phrases.py", "tablet", "hub", "paper", "authoring/packing.py", "workshop/handouts.py")
"""Where every Chinese string is for learners and staff; authors' messages have both languages beside each other."""
CALLING = ("workshop",)
"""Where only what is handed to ``_("…")`` is."""
NOT_WORDS = frozenset({"中文", "新朋友", "咗緊嘅㗎喇啦呀咩吖啫哋晒埋"})
"""A language by its own name; a walk-in's until the trainer mends it; particles that a line may not begin with."""
INVENTED = frozenset({"hub/crowd.py", "hub/demo.py", "hub/demo_history.py", "hub/demo_lessons.py"})
"""Invented people and places."""
_TAG = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
_QUOTED = re.compile(r"""(["'])((?:(?!\1).)*?)\1""")

Found = tuple[int, str, Any, list[str]]
"""What Babel wants: line, function, words, comments."""


def extract_code(file: IO[bytes], keywords: Any, tags: Collection[str], options: Mapping[str, str]) -> Iterator[Found]:
    """Chinese strings of a module that are not its documentation."""
    del keywords, tags, options  # Babel gives them
    tree = ast.parse(file.read())
    bodies: list[Any] = [body for node in ast.walk(tree) if isinstance(body := getattr(node, "body", None), list)]
    documentation = {id(one.value) for body in bodies for one in body if isinstance(one, ast.Expr)}
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        is_word = id(node) not in documentation | inside and CHINESE.search(node.value)
        if is_word and node.value not in NOT_WORDS:
            yield node.lineno, "_", node.value, []


def extract_calls(file: IO[bytes], keywords: Any, tags: Collection[str], options: Mapping[str, str]) -> Iterator[Found]:
    """What a module hands to ``_("…")``."""
    del keywords, tags, options  # Babel gives them
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_" and node.args:
            word = node.args[0]
            if isinstance(word, ast.Constant) and isinstance(word.value, str) and CHINESE.search(word.value):
                yield node.lineno, "_", word.value, []


def extract_page(file: IO[bytes], keywords: Any, tags: Collection[str], options: Mapping[str, str]) -> Iterator[Found]:
    """Chinese strings of a page's template tags; what stands outside of them is the same in every language."""
    del keywords, tags, options  # Babel gives them
    text = file.read().decode("utf-8")
    for tag in _TAG.finditer(text):
        for match in _QUOTED.finditer(tag[0]):
            if CHINESE.search(match[2]) and match[2] not in NOT_WORDS:
                yield text.count("\n", 0, tag.start() + match.start()) + 1, "_", match[2], []


_Extractor = Callable[..., Iterator[Found]]


def interface(package: Path) -> tuple[Entry, ...]:
    """Every word of the interface, sorted, with the files that say it."""
    files: dict[str, list[str]] = {}
    for path, extractor in _files(package):
        name = path.relative_to(package.parent).as_posix()
        with path.open("rb") as file:
            for _, _, text, _ in extractor(file, (), (), {}):
                files.setdefault(text, []).append(name)
    spoken = package.name + "/player/phrases.py"
    return tuple(
        Entry(
            id=text,
            files=tuple(dict.fromkeys(names)),
            comments=("spoken to the learner, at most 56 characters",) if spoken in names else (),
        )
        for text, names in sorted(files.items())
    )


def _files(package: Path) -> Iterator[tuple[Path, _Extractor]]:
    for room in (*ROOMS, *CALLING):
        path = package / room
        for file in sorted(path.rglob("*.*")) if path.is_dir() else [path]:
            if file.suffix == ".html":
                yield file, extract_page
            elif file.suffix == ".py" and file.relative_to(package).as_posix() not in INVENTED:
                yield file, extract_calls if room in CALLING else extract_code
