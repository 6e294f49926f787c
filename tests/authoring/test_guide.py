"""The author's guide tells the truth: its example is sound, and it speaks of everything there is."""

import re
from pathlib import Path

import pytest

from elderapp import resources
from elderapp.authoring.build_mock import MOCK
from elderapp.authoring.build_stages import LESSON
from elderapp.authoring.build_steps import STEP_KEYS
from elderapp.authoring.build_widgets import WIDGETS
from elderapp.authoring.diagnostics import plain
from elderapp.authoring.explanations import EXPLANATIONS
from elderapp.authoring.glyphs import glyphs_of, icons_of
from elderapp.authoring.workspace import check_all, load

GUIDE = Path(__file__).parents[2] / "docs" / "lesson-language.md"


@pytest.fixture
def guide() -> str:
    return GUIDE.read_text(encoding="utf-8")


def test_its_example_is_a_sound_lesson(guide, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    files = re.findall(r"```yaml\n# (\S+)\n(.*?)```", guide, re.DOTALL)
    for name, text in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = load(tmp_path / "lessons", cuts=False)
    glyphs = glyphs_of(resources.assets() / "fonts" / "NotoSansHK-400.ttf")
    icons = icons_of(resources.assets() / "icons" / "icons.json")

    assert ["pay-fps-send"] == list(found.lessons)
    assert () == check_all(found, today="2026-11-22", glyphs=glyphs, icons=icons)


def test_it_names_every_key_step_and_widget(guide):
    words = set(re.findall(r"[a-z_]+", guide))

    assert set(LESSON) <= words
    assert set(MOCK) - {"frame"} <= words
    assert set(STEP_KEYS) <= words
    assert {key for keys in STEP_KEYS.values() for key in keys} <= words
    assert set(WIDGETS) <= words


def test_its_table_of_codes_is_the_table_of_codes(guide):
    wanted = [f"| {code} | {plain(entry.title[1])} |" for code, entry in sorted(EXPLANATIONS.items())]

    assert wanted == re.findall(r"(?m)^\| L\d{3} \|.*$", guide)
