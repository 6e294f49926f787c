"""Problems as an author reads them: place, excerpt with a caret, what it does to the learner, a fix to paste."""

import json
import string
import unicodedata
from collections.abc import Mapping, Sequence

from elderapp.authoring.explanations import EXPLANATIONS, LANGUAGES
from elderapp.lesson.problems import Problem

_WANT = {
    "text": ("一句字", "a text"),
    "map": ("一組「鍵: 值」", "keys with values"),
    "list": ("一個清單（- …）", "a list (- …)"),
    "line": ("讀出嚟嘅一句字", "a sentence to be said"),
}
_FORM = {
    "line": (
        "寫一句字，或者 `{text: 一句字, speech: 讀法}`",
        "write a sentence, or `{text: sentence, speech: its sound}`",
    )
}
_TAB = 2


def render(problem: Problem, lines: Sequence[str], language: str = "yue") -> str:
    """One problem in full; `lines` are those of its file (none are shown where it has none)."""
    words = explain(problem, language)
    where = problem.where
    gutter = " " * len(str(where.line))
    out = [
        f"{problem.severity}[{problem.code}]: {words['title']}",
        f"{gutter}--> {where.file}:{where.line}:{where.column}",
    ]
    if 0 < where.line <= len(lines):
        text = lines[where.line - 1]
        before, marked = _columns(text, where.column, where.length)
        caret = " " * before + "^" * marked
        out += [f"{gutter} |", f"{where.line} | {_shown(text)}", f"{gutter} | {caret} {words['label']}"]
    else:
        out.append(f"{gutter} = {words['label']}")
    if words["note"]:
        out.append(f"{gutter} = note: {words['note']}")
    if words["fix"]:
        out.append(f"{gutter} = fix:  {words['fix']}")
    return "\n".join(out)


def explain(problem: Problem, language: str = "yue") -> dict[str, str]:
    """Title, label, note and fix of a problem in one language."""
    entry = EXPLANATIONS[problem.code]
    at = LANGUAGES.index(language)
    about = dict(problem.about)
    if "want" in about and about["want"] in _WANT:
        about["want_zh"], about["want_en"] = _WANT[about["want"]]
        about["form_zh"], about["form_en"] = _FORM.get(about["want"], ("", ""))
    if language == "en":
        about = {key: value.replace("、", ", ") for key, value in about.items()}
    parts = {"title": entry.title, "label": entry.label, "note": entry.note, "fix": entry.fix}
    return {name: _fill(texts[at], about) for name, texts in parts.items()}


def as_json(problems: Sequence[Problem], language: str = "yue") -> str:
    """All problems as one JSON list."""
    return json.dumps(
        [
            {
                "code": one.code,
                "severity": one.severity,
                "file": one.where.file,
                "line": one.where.line,
                "column": one.where.column,
                "length": one.where.length,
                **explain(one, language),
            }
            for one in problems
        ],
        ensure_ascii=False,
        indent=1,
    )


def as_github(problem: Problem, language: str = "yue") -> str:
    """One problem as an annotation of GitHub's checks."""
    words, where = explain(problem, language), problem.where
    text = _escape("\n".join(part for part in (words["title"], words["label"], words["fix"]) if part))
    file = _escape(where.file).replace(":", "%3A").replace(",", "%2C")
    last = where.column + where.length
    return (
        f"::{problem.severity} file={file},line={where.line},col={where.column},endColumn={last},"
        f"title={problem.code}::{text}"
    )


def cells(text: str) -> int:
    """How many cells of a terminal a text takes: a Chinese character two, a combining mark none.

    >>> cells("say: 撳掣"), cells("ab")
    (9, 2)
    """
    return sum(_width(sign) for sign in text)


def _width(sign: str) -> int:
    if sign == "\t":
        return _TAB
    if unicodedata.combining(sign) or unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in ("W", "F") else 1


def _columns(text: str, column: int, length: int) -> tuple[int, int]:
    """Cells before the marked words, and cells of them (at least one)."""
    start = min(column - 1, len(text))
    return cells(text[:start]), max(1, cells(text[start : start + length]))


def _shown(text: str) -> str:
    """The line as a terminal can show it: tabs as wide as the caret counts them, nothing that moves the cursor."""
    plain = text.replace("\t", " " * _TAB)
    return "".join("�" if unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in plain)


def _fill(template: str, about: Mapping[str, str]) -> str:
    """The first of the ways to say it whose words are all known, filled; nothing where none is."""
    for way in template.split("¦"):
        names = [name for _, name, _, _ in string.Formatter().parse(way) if name is not None]
        if all(about.get(name) for name in names):
            return way.format(**about)
    return ""


def plain(template: str) -> str:
    """A template as one reads it without a problem at hand.

    >>> plain("`{name}` has no key {{x}}¦add it")
    '`…` has no key {x} / add it'
    """
    parts = string.Formatter().parse(template)
    return "".join(text + ("…" if name is not None else "") for text, name, _, _ in parts).replace("¦", " / ")


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
