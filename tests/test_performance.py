"""The page of costs is what the bench wrote, and the bench says met or missed as it is."""

import json

import pytest

from elderapp import resources
from tests.bench.measures import Measure, Part, put_between, rows_of, table

PAGE = resources.root() / "docs" / "performance.md"


def test_the_page_is_written_by_the_tool():
    kept = json.loads(PAGE.with_suffix(".json").read_text(encoding="utf-8"))
    page = PAGE.read_text(encoding="utf-8")

    assert put_between(page, table(kept)) == page


def test_a_median_is_held_against_its_limit():
    measures = (Measure("slow", "slow", "ms", 2), Measure("quick", "quick", "ms", 2), Measure("told", "told", "MB"))
    rows = rows_of(Part("all", lambda _folder: {}, measures), {"slow": [1.0, 3.0, 9.0], "quick": [1, 2, 9], "told": 7})

    assert [("missed", 3.0, 1.0, 9.0), ("met", 2.0, 1.0, 9.0), ("", 7.0, 7.0, 7.0)] == [
        (row.verdict, row.median, row.least, row.most) for row in rows
    ]
    assert "slow: 3 ms   (1–9, 3 runs)   ≤ 2: missed" == rows[0].in_words
    told = table({"all": {"day": "2026-11-27", "seconds": 3, "load": 0.1, "on": "this", "rows": [rows[0].as_json]}})
    assert "| slow | 3 ms | 1–9 | 3 | ≤ 2 ms | **missed** |" in told


def test_a_page_without_marks_is_refused():
    with pytest.raises(ValueError, match="put both where the table is to stand"):
        put_between("# What it costs\n", "table")
