"""Answers before and after a course that come as a table: whose they are, and everything that is wrong with them.

People are matched by the centre's member number alone; a name beside it is compared, never looked up.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from elderapp.hub.storage.confidence import AFTER, BEFORE, Answers

MOST_ROWS = 300
COLUMNS: dict[str, tuple[str, ...]] = {
    "member": ("會員編號", "member number", "member"),
    "name": ("姓名", "點稱呼", "name"),
    "before": ("開班前", "before"),
    "after": ("完班後", "after"),
}
"""What the columns may be called; the first is what we call them."""
WORDS = {3: ("有信心", "sure", "3"), 2: ("麻麻哋", "so-so", "2"), 1: ("冇信心", "not sure", "1"), 0: ("", "—", "-")}
"""What may stand for each answer; 0 is none."""

Code = Literal[
    "column-missing", "too-many", "nothing", "member-missing", "member-unknown", "member-twice", "name-differs",
    "not-an-answer", "unreadable",
]  # fmt: skip


class Fault(Struct, frozen=True):
    """One thing that is wrong: in which row (from 1, with the heading; 0: the whole file), which column, what."""

    row: int
    column: str
    code: Code
    value: str = ""


class Member(Struct, frozen=True):
    """One of the class, as her row is found."""

    learner: str
    name: str
    member: str


class Entry(Struct, frozen=True):
    """One row: whose, and what she said (0: nothing)."""

    learner: str
    before: int = 0
    after: int = 0


class Read(Struct, frozen=True):
    """What a table says; entries count only where nothing is wrong."""

    entries: tuple[Entry, ...] = ()
    faults: tuple[Fault, ...] = ()


def read(rows: Sequence[Sequence[str]], listed: Sequence[Member]) -> Read:
    """A table, its heading first, for a class of these people."""
    heads = [cell.strip().casefold() for cell in rows[0]] if rows else []
    at = {field: next((heads.index(n) for n in names if n in heads), -1) for field, names in COLUMNS.items()}
    missing = [COLUMNS[field][0] for field in ("member", "before", "after") if at[field] < 0]
    if at["member"] < 0 or len(missing) == 2:  # one of the two moments is enough
        return Read(faults=tuple(Fault(1, name, "column-missing") for name in missing))
    if len(rows) > MOST_ROWS + 1:
        return Read(faults=(Fault(0, "", "too-many", str(MOST_ROWS)),))
    cells = [
        (n, {field: row[column].strip() if 0 <= column < len(row) else "" for field, column in at.items()})
        for n, row in enumerate(rows[1:], 2)
    ]
    return _checked([(n, one) for n, one in cells if any(one.values())], {one.member: one for one in listed})


def _checked(cells: Sequence[tuple[int, dict[str, str]]], known: Mapping[str, Member]) -> Read:
    seen: dict[str, int] = {}
    faults: list[Fault] = []
    entries: list[Entry] = []
    for n, one in cells:
        wrong = [*_whose(n, one, known, seen), *_said(n, one)]
        faults += wrong
        if not wrong and (one["before"] or one["after"]):
            entries.append(Entry(known[one["member"]].learner, answer(one["before"]) or 0, answer(one["after"]) or 0))
    if not faults and not entries:
        return Read(faults=(Fault(0, "", "nothing"),))
    return Read(tuple(entries), tuple(faults))


def _whose(n: int, one: Mapping[str, str], known: Mapping[str, Member], seen: dict[str, int]) -> Iterator[Fault]:
    number, name = one["member"], one["name"]
    column = COLUMNS["member"][0]
    if not number:
        yield Fault(n, column, "member-missing", name)
    elif number not in known:
        yield Fault(n, column, "member-unknown", number)
    elif seen.setdefault(number, n) != n:
        yield Fault(n, column, "member-twice", number)
    elif name and name != known[number].name:
        yield Fault(n, COLUMNS["name"][0], "name-differs", name)


def _said(n: int, one: Mapping[str, str]) -> Iterator[Fault]:
    for field in ("before", "after"):
        if answer(one[field]) is None:
            yield Fault(n, COLUMNS[field][0], "not-an-answer", one[field])


def answer(word: str) -> int | None:
    """What a word says: 3 is sure, 1 is not, 0 is nothing; None for what is no answer.

    >>> answer("麻麻哋"), answer("Sure"), answer(""), answer("4")
    (2, 3, 0, None)
    """
    return next((value for value, known in WORDS.items() if word.casefold() in known), None)


def said(entries: Sequence[Entry]) -> dict[tuple[str, int], int]:
    """The answers by learner and moment; what is empty says nothing, and takes nothing back."""
    found = {
        (one.learner, moment): value for one in entries for moment, value in ((BEFORE, one.before), (AFTER, one.after))
    }
    return {key: value for key, value in found.items() if value}


class Plan(Struct, frozen=True):
    """What keeping the answers will do: how many are new, say something else than before, are known already."""

    new: int = 0
    changed: int = 0
    same: int = 0


def plan(entries: Sequence[Entry], known: Mapping[str, Answers]) -> Plan:
    """A dry run."""
    counts = {"new": 0, "changed": 0, "same": 0}
    for (learner, moment), value in said(entries).items():
        one = known.get(learner, Answers())
        before = one.after if moment == AFTER else one.before
        counts["new" if not before else "same" if before == value else "changed"] += 1
    return Plan(**counts)


def sheet(listed: Sequence[Member], known: Mapping[str, Answers]) -> list[list[str]]:
    """The table to be filled in, with what is known already."""
    rows = [[COLUMNS[field][0] for field in ("name", "member", "before", "after")]]
    for one in listed:
        found = known.get(one.learner, Answers())
        rows.append([one.name, one.member, WORDS[found.before][0], WORDS[found.after][0]])
    return rows
