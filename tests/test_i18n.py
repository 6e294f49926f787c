"""Words in the reader's language."""

import ast
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

from elderapp import i18n
from elderapp.player.phrases import PHRASES


def test_the_words_in_the_code_are_the_source_language():
    assert "出席" == i18n.words("yue")("出席")
    assert "出席" == i18n.words("tlh")("出席")


def test_dates_and_times_read_as_people_write_them():
    assert "11月20日" == i18n.date(dt.date(2026, 11, 20), "yue")
    assert "20 November" == i18n.date(dt.date(2026, 11, 20), "en")
    assert "2:35" == i18n.time_of_day(dt.datetime(2026, 11, 20, 2, 35, tzinfo=dt.UTC), "yue")


def test_every_line_the_app_says_has_an_english_form():
    english = i18n.words("en")

    assert [] == [text for text in PHRASES.values() if english(text) == text]


def _cantonese_of_code(path: Path) -> Iterator[str]:
    """The Chinese strings of a module that are not its documentation."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bodies = [node.body for node in ast.walk(tree) if isinstance(getattr(node, "body", None), list)]
    documentation = {id(s.value) for body in bodies for s in body if isinstance(s, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.value


def _cantonese_of_page(path: Path) -> Iterator[str]:
    yield from (found[2] for found in re.finditer(r"""_\(\s*(["'])(.*?)\1""", path.read_text(encoding="utf-8")))


NOT_WORDS = {"新朋友", "咗緊嘅㗎喇啦呀咩吖啫哋晒埋"}
"""A walk-in's name until the trainer mends it; particles that a line may not begin with."""
INVENTED = {"hub/demo.py", "workshop/seeing.py"}
"""Invented people and places."""


def test_every_word_of_tablet_and_hub_has_an_english_form():
    english = i18n.words("en")
    root = Path(i18n.__file__).parent
    missing = []
    for room in ("tablet", "hub"):
        for path in sorted((root / room).rglob("*.*")):
            if path.suffix not in {".py", ".html"} or str(path.relative_to(root)) in INVENTED:
                continue
            found = _cantonese_of_code(path) if path.suffix == ".py" else _cantonese_of_page(path)
            words = {text for text in found if re.search("[\u3400-\u9fff]", text)} - NOT_WORDS
            missing += [f"{path.name}: {text}" for text in sorted(words) if english(text) == text]

    assert [] == missing
