"""Reads the changelog: which versions it tells of, whether it is in order, and what is new in one of them."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

UNRELEASED = "Unreleased"
_RELEASED = re.compile(r"(?P<version>\d+\.\d+\.\d+) \((?P<day>\d{4}-\d{2}-\d{2})\)")


@dataclass(frozen=True)
class Entry:
    """What is told of one version; `day` is empty for what is not released yet."""

    version: str
    day: str
    text: str


def parse(text: str) -> tuple[Entry, ...]:
    """The entries, the newest first. A heading that is none of the two forms comes with itself as its version."""
    entries: list[Entry] = []
    for part in re.split(r"(?m)^(?=## )", text)[1:]:
        heading, _, body = part.partition("\n")
        name = heading.removeprefix("## ").strip()
        found = _RELEASED.fullmatch(name)
        version, day = (found["version"], found["day"]) if found else (name, "")
        entries.append(Entry(version, day, body.strip()))
    return tuple(entries)


def faults(text: str, version: str) -> Iterator[str]:
    """Where the changelog and the program's own `version` do not agree, or the changelog is not in order."""
    entries = parse(text)
    if not entries:
        yield "CHANGELOG.md tells of no version: it needs `## Unreleased` or `## 1.2.3 (2026-11-27)`"
        return
    for place, entry in enumerate(entries):
        yield from _out_of_form(entry, place)
    released = [entry for entry in entries if entry.day]
    yield from _out_of_order(released)
    newest = released[0].version if released else ""
    open_ = entries[0].version == UNRELEASED
    if open_ and newest and number(version) <= number(newest):
        yield f"elderapp.__version__ is {version}, and {newest} is released: with `## Unreleased` it must be higher"
    if not open_ and version != newest:
        yield f"elderapp.__version__ is {version}, the changelog's newest is {newest}: one of them was forgotten"


def number(version: str) -> tuple[int, ...]:
    """A version to compare.

    >>> number("0.10.0") > number("0.9.3")
    True
    """
    return tuple(int(part) for part in version.split("."))


def is_released(text: str, version: str) -> bool:
    """Whether this version has its dated heading."""
    return any(entry.version == version and entry.day for entry in parse(text))


def news(text: str, version: str) -> str:
    """What is new in this version: its own entry, or what is not released yet. Raises `KeyError` without either."""
    for entry in parse(text):
        if version == entry.version or entry.version == UNRELEASED:
            return entry.text
    raise KeyError(version)


def _out_of_form(entry: Entry, place: int) -> Iterator[str]:
    if not entry.day and entry.version != UNRELEASED:
        yield f"`## {entry.version}` is neither `## {UNRELEASED}` nor like `## 1.2.3 (2026-11-27)`"
    if entry.version == UNRELEASED and place:
        yield f"`## {UNRELEASED}` stands below a released version: it belongs on top"
    if entry.day and not _is_day(entry.day):
        yield f"{entry.version}: {entry.day} is no day of the calendar"
    if not re.search(r"(?m)^- ", entry.text):
        yield f"{entry.version}: nothing is told, each change is a line that begins with `- `"


def _out_of_order(released: Sequence[Entry]) -> Iterator[str]:
    for newer, older in pairwise(released):
        if number(newer.version) <= number(older.version):
            yield f"{newer.version} stands above {older.version}, which is not lower"
        if newer.day < older.day:
            yield f"{newer.version} of {newer.day} is older than {older.version} of {older.day}"


def _is_day(day: str) -> bool:
    try:
        dt.date.fromisoformat(day)
    except ValueError:
        return False
    return True
