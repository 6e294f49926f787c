"""No screen changes by the way: each is as kept, in words and places, a few also in colours."""

import pytest
from PIL import Image

from elderapp.workshop import specimens
from tests.snapshots import album, outline

NAMES = [*specimens.VIEWS, *(f"phone {name}" for name in album.phones())]


@pytest.mark.parametrize("name", NAMES)
def test_a_screen_is_as_kept(window, name):
    before, now = album.kept(name), album.outlines(name)
    if before != now:
        shown = ", ".join(map(str, album.show(window, name)))
        pytest.fail(f"{album.difference(before, now)}\nside by side: {shown}\npoe snapshots keeps it, if it is meant")


@pytest.mark.parametrize("name", album.PICTURED)
def test_a_screen_looks_as_kept(window, name):
    now = album.small(album.picture(window, name))
    with Image.open(album.PICTURES / f"{name}.png") as before:
        share = album.other(before, now)
    if share > album.MANY:
        pytest.fail(f"{share:.1%} of its pixels are others: {album.show_picture(window, name)}; poe snapshots keeps it")


def test_nothing_is_kept_that_is_not_shown():
    assert sorted(NAMES) == sorted(path.stem for path in album.SCREENS.glob("*.txt"))
    assert set(NAMES) == set(album.views())


def test_an_outline_tells_words_places_and_what_can_be_tapped(window):
    text = outline.of(*album.drawn("phone bank", album.HELD["across"]))
    found = outline.read(text)

    assert text.startswith("LessonScreen 1280x800\n")
    assert {"轉數快", "海港銀行"} <= {one.words for one in found}
    assert "Target #fps (button)" in text
    assert all(one.size >= 24 for one in found if one.words and one.kind == "Words")


def test_a_line_that_is_none_is_refused():
    with pytest.raises(ValueError, match="nonsense"):
        outline.read("Screen 1280x800\n  nonsense")


def test_what_is_other_is_shown_before_and_now(window, monkeypatch, tmp_path):
    monkeypatch.setattr(album, "CHANGED", tmp_path)
    monkeypatch.setattr(album, "SCREENS", tmp_path)
    (tmp_path / "home.txt").write_text(album.outlines("home").replace("早晨", "夜晚"), encoding="utf-8")

    shown = album.show(window, "home")

    assert ["home-across.png", "home-upright-text-1.5.png"] == [path.name for path in shown]
    assert "-  " in album.difference(album.kept("home"), album.outlines("home"))
    with Image.open(shown[0]) as page:
        colours = {colour for _, colour in page.getcolors(10**7)}
    assert any(red > 150 and green < 40 and blue < 60 for red, green, blue in colours)  # the words that are other


def test_other_colours_are_another_picture():
    plain, dark = Image.new("RGB", album.SMALL, "#FFF8EC"), Image.new("RGB", album.SMALL, "#F0E8DC")
    spot = plain.copy()
    spot.paste((0, 0, 0), (0, 0, 40, 40))

    assert 0 == album.other(plain, dark)
    assert album.MANY < album.other(plain, spot) < 0.01
    assert 1.0 == album.other(plain, Image.new("RGB", (10, 10)))
