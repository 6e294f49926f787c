from pathlib import Path

import pytest

from elderapp import resources
from elderapp.authoring.glyphs import glyphs_of, icons_of

FONT = resources.assets() / "fonts" / "NotoSansHK-400.ttf"


def test_the_bundled_font_draws_cantonese():
    assert set("嘅咗喺啲嚟佢哋冇嗰噉撳搵諗攞嘢㗎「」，。A1$") <= glyphs_of(FONT)


def test_it_agrees_with_font_tools():
    ttlib = pytest.importorskip("fontTools.ttLib")

    with ttlib.TTFont(FONT) as font:
        assert {chr(point) for point in font.getBestCmap()} == glyphs_of(FONT)


def test_what_is_no_font_is_said_to_be_none(tmp_path: Path):
    (tmp_path / "x.ttf").write_bytes(b"no font at all")

    with pytest.raises(ValueError, match="TrueType"):
        glyphs_of(tmp_path / "x.ttf")


def test_icons_are_the_names_in_their_list():
    assert "home" in icons_of(resources.assets() / "icons" / "icons.json")
