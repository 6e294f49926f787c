"""The bill of materials names everything that runs, keeps to its schema and is the same each time."""

import json

from packaging.requirements import Requirement
from shipping import bill

from elderapp import __version__

MADE = bill.bill(__version__, 1_790_000_000, "0123456789ab")


def test_it_keeps_to_the_schema_and_is_the_same_each_time():
    assert "" == bill.fault(MADE)
    assert bill.fault(MADE.replace('"CycloneDX"', '"Cyclone"'))
    assert MADE == bill.bill(__version__, 1_790_000_000, "0123456789ab")
    assert MADE != bill.bill(__version__, 1_790_000_000, "0123456789ac")


def test_everything_that_runs_is_named_with_what_it_needs_and_nothing_that_only_tests_need():
    told = json.loads(MADE)
    names = {one["name"] for one in told["components"]}
    beneath = {one["ref"]: one.get("dependsOn", []) for one in told["dependencies"]}

    assert {"kivy", "litestar", "cryptography", "psycopg-binary", "h11", "Noto Sans HK (subset)"} <= names
    assert not {"pytest", "mypy", "ruff", "elderapp"} & names
    assert "pypi/psycopg-binary" in beneath["pypi/psycopg"]
    assert "pypi/kivy" in beneath["elderapp"]
    assert "2026-09-21T14:13:20+00:00" == told["metadata"]["timestamp"]
    assert all(one["licenses"] for one in told["components"])


def test_what_is_needed_follows_markers_and_extras():
    class Fake:
        requires = ('a; extra == "x"', "b", 'c; python_version < "3"')

    assert ["b"] == [need.name for need in bill.needs(Fake())]
    assert [Requirement("a").name, "b"] == [need.name for need in bill.needs(Fake(), frozenset({"x"}))]
