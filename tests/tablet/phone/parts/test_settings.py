import numpy as np
import pytest
from PIL import Image as Picture

from elderapp.lesson.mock import AppBar, Button, Item, List, Screen
from elderapp.player.play import PhoneView
from elderapp.tablet.phone.layout import lay_out
from elderapp.tablet.phone.pieces import Words


def words(page):
    return [piece.text for piece in page.pieces if isinstance(piece, Words)]


def spot(page, name):
    return next(each for each in page.spots if each.id == name)


def test_a_switch_says_in_words_whether_it_is_on(views):
    page = lay_out(views["settings"], str)

    assert ["Wi-Fi", "連住屋企", "開", "飛行模式", "開"] == words(page)[2:]
    off = lay_out(views["settings"].__class__(**{**parts(views["settings"]), "typed": {"wifi": "off"}}), str)
    assert ["Wi-Fi", "連住屋企", "關", "飛行模式", "關"] == words(off)[2:]


def parts(view):
    return {name: getattr(view, name) for name in view.__struct_fields__}


def test_a_whole_line_works_the_switch(views):
    page = lay_out(views["settings"], str)

    assert {"back", "wifi", "tower"} == {each.id for each in page.spots}
    assert 400 < spot(page, "wifi").box.w


def test_tabs_stand_at_the_lower_end_and_share_it(views):
    page = lay_out(views["tabs"], str, size=(532, 758))
    boxes = [spot(page, name).hit for name in ("chats", "calls", "set")]

    assert 1 == len({box.y for box in boxes})
    assert boxes[0].w == pytest.approx(boxes[1].w) == pytest.approx(boxes[2].w)
    assert 0 == boxes[0].x < boxes[0].right < boxes[1].x < boxes[1].right < boxes[2].x
    assert boxes[0].y > 758 / 2
    bold = [piece for piece in page.pieces if isinstance(piece, Words) and piece.text == "聊天"]
    assert 700 == bold[0].weight


def test_without_its_file_a_picture_is_told_in_words(window, phone, views):
    phone.show(views["album"])

    assert {"巴士站", "海邊雀仔"} <= {each.text for each, _ in phone.writings()}
    assert "bird" in {target.id for target in phone.targets()}


def test_a_picture_is_drawn_whole_and_can_be_tapped(window, views, tmp_path):
    from elderapp.tablet.phone import PhoneWidget

    path = tmp_path / "bird.png"
    Picture.new("RGB", (60, 30), (10, 200, 10)).save(path)
    phone = PhoneWidget(words=str, photos={"pictures/mocks/m/bird.png": path})
    phone.pos = (728, 22)
    window.put(phone)
    phone.show(views["album"])
    window.frames(2)
    green = (np.abs(window.pixels().astype(int) - (10, 200, 10)) <= 2).all(axis=2)
    rows, columns = np.nonzero(green)

    assert 2 == round((np.ptp(columns) + 1) / (np.ptp(rows) + 1))
    assert "海邊雀仔" not in {each.text for each, _ in phone.writings()}
    assert "巴士站" in {each.text for each, _ in phone.writings()}


def long(count, *, scrolled=False):
    items = tuple(Item(id=f"i{n}", text="相片", note="今日") for n in range(count))
    screen = Screen((AppBar(text="相簿"), List(items=items), Button(id="more", text="更多")), long=True)
    page = lay_out(PhoneView("m", "plain", screen, "s", scrolled=scrolled), str)
    return [each.id for each in page.spots], page.overflow


def test_a_long_screen_shows_its_beginning_and_scrolled_its_end():
    names = {f"i{n}" for n in range(7)}
    (first, over), (last, _) = long(7), long(7, scrolled=True)

    assert 0 == over
    assert "i0" == first[0]
    assert "more" not in first
    assert "more" == last[-1]
    assert "i0" not in last
    assert names <= {*first, *last}


def test_a_screen_of_which_something_is_seen_neither_way_is_too_long():
    assert long(30)[1] > 0
