"""The page on security names tests that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_every_test_that_the_page_names_is_there():
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", page)
    missing = [
        (file, name)
        for file, name in named
        if not re.search(rf"(?m)^def {name}\(", (ROOT / "tests" / file).read_text(encoding="utf-8"))
    ]
    assert len(named) > 40
    assert [] == missing
