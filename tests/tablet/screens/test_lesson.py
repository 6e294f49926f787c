import numpy as np
import pytest
from kivy.uix.widget import Widget
from msgspec.structs import replace
from PIL import Image

from elderapp.tablet.screens import LessonScreen
from elderapp.tablet.theme import DeviceProfile, Theme
from elderapp.tablet.views import Rail
from elderapp.tablet.widgets.marks import FerryStrip

PORTRAIT = Theme(DeviceProfile(800, 1280))


def ids(screen):
    return [id for id, _, _ in screen.targets()][4:]


def words_of(screen):
    return [writing.text for writing in screen.writings()]


def opened(view, theme=None, phone=None):
    screen = LessonScreen(theme or Theme(), str, phone=phone)
    screen.show(view, Rail("7"))
    return screen


@pytest.mark.parametrize("there", [True, False])
def test_a_picture_beside_the_lesson_is_drawn_where_it_can_be_read(window, views_of, tmp_path, there):
    path = tmp_path / "red.png"
    if there:
        Image.new("RGB", (40, 20), (200, 10, 10)).save(path)
    screen = LessonScreen(Theme(), str, photos={"pictures/pay/red.png": path})
    screen.show(replace(views_of["why"], picture="red.png"), Rail("7"))
    window.put(screen)
    window.frames(2)
    red = (np.abs(window.pixels().astype(int) - (200, 10, 10)) <= 2).all(axis=2)

    if there:
        rows, columns = np.nonzero(red)
        assert 2 == round((np.ptp(columns) + 1) / (np.ptp(rows) + 1))
        assert 300 < np.ptp(columns)
    else:
        assert not red.any()


def test_the_phone_stands_at_the_right(window, views_of):
    phone = Widget()
    screen = opened(views_of["tap"], phone=phone)

    assert ([728, 22], [532, 760]) == (list(phone.pos), list(phone.size))
    assert screen.phone_box is phone.parent


def test_in_portrait_the_phone_stands_under_the_words(window, views_of):
    phone = Widget()
    screen = opened(views_of["tap"], PORTRAIT, phone)

    assert 400 == phone.center_x
    assert phone.top < screen.caption.line_box(0)[1]
    assert 560 == phone.width


def test_beside_answers_the_phone_stays_at_the_right_in_portrait(window, views_of):
    phone = Widget()
    screen = opened(views_of["call"], PORTRAIT, phone)
    answers = [box for id, box, _ in screen.targets() if id.startswith("answer:")]

    assert all(box[0] + box[2] < phone.x for box in answers)


def test_a_phone_goes_when_the_step_has_none(window, views_of):
    phone = Widget()
    screen = opened(views_of["tap"], phone=phone)
    screen.show(views_of["why"], Rail("7"))

    assert screen.phone_box not in screen.children


def test_a_tapping_step_has_nothing_to_tap_beside_the_phone(window, views_of):
    assert [] == ids(opened(views_of["tap"]))


def test_the_step_is_said_in_words(window, views_of):
    for theme in (Theme(), PORTRAIT):
        assert "第二步，一共四步" in words_of(opened(views_of["tap"], theme))


def test_the_button_says_what_it_does(window, views_of):
    for name, words in (("why", "開始"), ("watch", "下一步"), ("checklist", "做完")):
        screen = opened(views_of[name])

        assert (["next"], True) == (ids(screen), words in words_of(screen))


def test_the_caller_s_words_have_their_tag_and_a_question(window, views_of):
    words = words_of(opened(views_of["call"]))

    assert "佢話" in words
    assert "你會點做？" in words


def test_a_long_line_stands_on_the_paper_without_a_card(window, views_of):
    view = views_of["tap"]
    long = replace(
        view, tag="", caption=replace(view.caption, text="請你而家撳一撳畫面右邊上面嗰個綠色嘅圓形大掣先", cuts=())
    )
    long = replace(long, caption=replace(long.caption, text=long.caption.text + "得㗎喇"))
    screen = opened(long)

    assert 2 == len(screen.caption.lines)
    assert screen.caption.x < opened(view).caption.x


def test_the_ferry_sails_when_a_step_is_done(window, views_of):
    first = replace(views_of["tap"], step=1)
    screen = opened(first)
    screen.show(views_of["tap"], Rail("7"))
    ferry = next(piece for piece in screen.pieces() if isinstance(piece, FerryStrip))
    window.put(screen)
    start = ferry._boat.pos[0]
    window.advance(1.5)

    assert ferry._boat.pos[0] > start


def test_the_ferry_rests_when_the_same_step_is_drawn_again(window, views_of):
    screen = opened(views_of["tap"])
    screen.show(views_of["tap"], Rail("7"))
    ferry = next(piece for piece in screen.pieces() if isinstance(piece, FerryStrip))
    window.put(screen)
    start = ferry._boat.pos[0]
    window.advance(1.5)

    assert ferry._boat.pos[0] == start


def test_the_items_of_a_checklist_have_empty_rings(window, views_of):
    assert "對清楚收錢人個名" in words_of(opened(views_of["checklist"]))
