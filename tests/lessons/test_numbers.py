"""Whoever is on a practice phone has one number wherever she is met: lessons teach to look at it."""

import re
from collections.abc import Iterator

import pytest
from ruamel.yaml import YAML

from elderapp import resources

ROOT = resources.root() / "lessons"
FILES = sorted(ROOT.rglob("*.yaml"))
NUMBERS = {
    "2000 0000": {"海港銀行"},
    "2000 0001": {"長者中心", "長者中心林姑娘", "中心林姑娘", "中心陳姑娘"},
    "2000 0002": {"河岸銀行"},
    "2000 0003": {"診所", "安康診所"},
    "6000 0001": {"阿女"},
    "6000 0002": {"阿仔"},
    "6000 0003": {"陳太", "隔籬陳太"},
    "6000 0005": {"阿珍"},
    "6000 0006": {"孫女", "孫女小敏"},
    "6000 0007": {"新抱"},
    "9000 0001": {"孫仔"},
    "9000 0002": {"細佬"},
    "9000 0003": {"阿玲家姐"},
    "9000 0005": {"陳大文"},
}
OWNERS = {name: number for number, names in NUMBERS.items() for name in names}
NUMBER = re.compile(r"\d{4} \d{4}")


def pairs(node: object) -> Iterator[tuple[str, str]]:
    """Who is shown with which number: message senders, callers, contacts, and what a phone is filled in with."""
    if isinstance(node, list):
        for one in node:
            yield from pairs(one)
    if not isinstance(node, dict):
        return
    words = {key: str(value) for key, value in node.items() if isinstance(value, str | int)}
    for key, value in words.items():
        if not (found := NUMBER.search(value)):
            continue
        if key.endswith("-number") and key.removesuffix("-number") in words:
            yield words[key.removesuffix("-number")], found[0]
        elif key in {"number", "note"}:
            name = next(
                (words[who] for who in ("from", "sender", "name", "caller", "agent", "text") if who in words), ""
            )
            yield name, found[0]
        elif key in {"from", "sender"}:
            yield "", found[0]
    for row in node.get("rows", ()):
        if isinstance(row, dict) and NUMBER.fullmatch(str(row.get("value", ""))) and "app_bar" in node:
            name = str(node["app_bar"].get("text", ""))
            if name in OWNERS:
                yield name, str(row["value"])
    for one in node.values():
        yield from pairs(one)


@pytest.mark.parametrize("file", FILES, ids=[str(file.relative_to(ROOT)) for file in FILES])
def test_a_number_is_of_one_person_and_a_person_has_one_number(file):
    met = list(pairs(YAML(typ="safe", pure=True).load(file)))

    assert [] == [(name, number) for name, number in met if name in OWNERS and OWNERS[name] != number]
    assert [] == [(name, number) for name, number in met if number in NUMBERS and name not in NUMBERS[number]]


def test_the_people_of_the_lessons_are_met():
    met = {name for file in FILES for name, _ in pairs(YAML(typ="safe", pure=True).load(file))}

    assert set(OWNERS) <= met
