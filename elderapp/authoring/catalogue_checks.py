"""What is wrong with a translation, and how far a catalogue has come."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from elderapp.authoring.catalogue import Entry
from elderapp.speech.languages import language as rules_of

_HOLE = re.compile(r"\{([^{}|]*)(?:\|[^{}]*)?\}")
_LIMIT = re.compile(r"at most (\d+) characters")
_ROOMS = {"player": "interface", "tablet": "interface", "hub": "hub", "authoring": "hub"}


class Fault(Struct, frozen=True):
    """One translation that cannot stand. `fact` tells what is wrong, `remedy` what to do; a warning fails nothing."""

    place: str
    fact: str
    remedy: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        return f"{self.severity}: {self.place}: {self.fact}: {self.remedy}"


class Standing(Struct, frozen=True):
    """How far one part of a catalogue has come. `stale` are spoken lines whose clip says what was translated before."""

    part: str
    translated: int = 0
    fuzzy: int = 0
    missing: int = 0
    stale: int = 0


def faults(file: str, entries: Iterable[Entry], language: str = "") -> Iterator[Fault]:
    """Everything that is wrong with the translations of one file into this language."""
    foreign = rules_of(language).foreign
    for one in entries:
        if one.is_obsolete or not one.string:
            continue
        place = f"{file}: {one.name}"
        wanted, found = _holes(one.id), _holes(one.string)
        if wanted != found:
            yield Fault(
                place, f"it has {_told(found)}, the Cantonese has {_told(wanted)}", "use the same ones, each once"
            )
        elif one.string.count("{") != one.string.count("}"):
            yield Fault(place, "a brace is open", "write every {name} with both braces")
        if odd := foreign(one.string):
            yield Fault(place, f"{'、'.join(odd)} is not said in this language", "say it as this language does")
        if (most := limit(one)) and len(shown(one.string)) > most:
            fact = f"{len(shown(one.string))} characters, room for {most}"
            yield Fault(place, fact, "say it shorter", "warning")


def limit(one: Entry) -> int:
    """How many characters there is room for; 0 where nobody counts."""
    found = _LIMIT.search(" ".join(one.comments))
    return int(found[1]) if found and "on a button" not in found.string else 0


def shown(text: str) -> str:
    """About what a reader sees: a placeholder stands for about five characters, a marked part for its words.

    >>> shown("Ring {fact.hotline} or {link|this page}")
    'Ring 00000 or this page'
    """
    return re.sub(r"\{[^{}|]*\}", "00000", re.sub(r"\{[^{}|]*\|([^{}]*)\}", r"\1", text))


def standings(entries: Iterable[Entry]) -> tuple[Standing, ...]:
    """Each part of the catalogues with its counts, parts by name."""
    counts: dict[str, Counter[str]] = {}
    for one in entries:
        if one.is_obsolete:
            continue
        part = counts.setdefault(_part(one), Counter())
        state = "missing" if not one.string else "fuzzy" if one.is_fuzzy else "translated"
        part[state] += 1
        part["stale"] += state == "fuzzy" and any(comment.startswith("spoken") for comment in one.comments)
    return tuple(
        Standing(name, part["translated"], part["fuzzy"], part["missing"], part["stale"])
        for name, part in sorted(counts.items())
    )


def _part(one: Entry) -> str:
    """The lesson, ``mocks``, ``facts``; of the app ``interface``, ``hub`` or ``paper``."""
    file = one.files[0] if one.files else ""
    if not one.context:
        return _ROOMS.get(file.partition("/")[2].partition("/")[0], "paper")
    if "/mocks/" in file:
        return "mocks"
    return "facts" if file.endswith("facts.yaml") else one.context.partition("/")[0]


def _holes(text: str) -> Counter[str]:
    return Counter(_HOLE.findall(text))


def _told(holes: Counter[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(holes.elements())) or "no placeholder"
