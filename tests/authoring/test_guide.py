"""The pages that the code writes are as the code would write them today."""

import subprocess
import sys
from pathlib import Path

import pytest

from elderapp.authoring.explanations import EXPLANATIONS
from elderapp.authoring.grammar import SHAPES, WIDGET_NAMES
from elderapp.authoring.guide import problems, reference, row

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "authors"
WRITTEN = [GUIDE / folder / name for folder in ("", "en") for name in ("reference.md", "problems.md")]
WRITTEN.append(ROOT / "README.md")


def test_the_reference_and_the_tables_of_problems_and_of_lessons_are_those_of_today():
    done = subprocess.run(
        [sys.executable, "-m", "cogapp", "--check", *map(str, WRITTEN)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert 0 == done.returncode, "write them anew: cog -r README.md docs/authors/*.md docs/authors/en/*.md"


@pytest.mark.parametrize("language", ["yue", "en"])
def test_the_reference_has_every_key_of_every_shape(language):
    page = reference(language)

    wanted = [name for name, shape in SHAPES.items() if shape.keys]
    assert [] == [name for name in wanted if f"### `{name.replace('do.', 'do: ')}`" not in page]
    assert [] == [key for shape in SHAPES.values() for key in shape.keys if f"| `{key}` |" not in page]
    assert all(f"`{name}`" in page for name in WIDGET_NAMES)


@pytest.mark.parametrize("language", ["yue", "en"])
def test_the_table_of_problems_has_every_code_once(language):
    page = problems(language)

    assert {1} == {page.count(f"| {code} |") for code in EXPLANATIONS}


def test_a_row_of_a_table_keeps_to_its_line():
    assert r"| a\|b | c d |" == row("a|b", "c\nd")
