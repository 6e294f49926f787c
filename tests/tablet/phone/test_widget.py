import numpy as np
from msgspec.structs import replace

from elderapp.tablet import theme as look
from elderapp.tablet.phone.pieces import Words
from elderapp.tablet.theme import Theme


def tint(colour):
    return np.array([round(255 * part) for part in colour[:3]])


def about(colour, pixel):
    return bool((np.abs(np.asarray(pixel, int) - tint(colour)) <= 3).all())


def test_what_is_pressed_darkens(window, phone, views):
    phone.show(views["bank"])
    x, y = (part + 12 for part in phone.box_of("card")[:2])
    phone.set_pressed("card")
    window.frames(1)
    pressed = window.pixel(x, y)
    phone.set_pressed(None)
    window.frames(1)

    assert sum(pressed) < sum(window.pixel(x, y))


def test_a_waiting_button_counts_down_once_a_second(window, phone, views):
    def shown():
        return next(p.text for p in phone.page.pieces if isinstance(p, Words) and p.text.startswith("繼續交易"))

    phone.show(views["warning"])
    window.frames(1)
    assert "繼續交易（10）" == shown()
    window.advance(3.05)
    phone.show(views["warning"])
    assert "繼續交易（7）" == shown()
    phone.show(replace(views["warning"], grey=(), waiting={}))
    assert "繼續交易" == shown()


def test_a_screen_is_laid_out_again_only_when_it_changed(window, phone, views):
    phone.show(views["bank"])
    page = phone.page
    phone.show(replace(views["bank"], ring="fps", dim=True))
    assert page is phone.page
    phone.show(replace(views["bank"], typed={"pad": "1"}))
    assert page is not phone.page


def test_without_a_view_the_phone_is_dark_and_dead(window, phone, views):
    phone.show(views["bank"])
    phone.show(None)
    window.frames(1)

    assert [] == phone.targets()
    assert about(look.MOCK_NIGHT, window.pixel(*phone.center))


def test_targets_move_and_grow_with_the_phone(window, phone, views):
    phone.show(views["bank"])
    before = phone.box_of("fps")
    phone.pos = (100, 22)
    assert (before[0] - 628, before[1]) == phone.box_of("fps")[:2]
    window.portrait()
    phone.size = (559, 758)
    after = phone.box_of("fps")
    assert after[2] - after[0] > before[2] - before[0]


def test_larger_text_is_drawn_larger(window, phone, views):
    phone.show(views["bank"])
    small = max(piece.size for piece in phone.page.pieces if isinstance(piece, Words))
    phone.theme = Theme(scale=1.5)
    phone.size = (500, 758)

    assert max(piece.size for piece in phone.page.pieces if isinstance(piece, Words)) > small * 1.25


def test_nothing_of_an_unknown_id_is_found(phone, views):
    phone.show(views["bank"])

    assert None is phone.box_of("nothing")
    phone.set_pressed("nothing")


def test_words_that_can_be_read_are_told_with_the_ribbon_s_and_without_what_a_dialog_covers(phone, views):
    phone.show(views["bank"])
    plain = {words.text for words, _ in phone.writings()}
    phone.show(views["dialog"])
    asked = {words.text for words, _ in phone.writings()}

    assert {"轉數快", "練習，唔會真係過數"} <= plain
    assert "高危警示" in asked
    assert "海港銀行" not in asked
    assert all(0 <= left < right <= 1280 and 0 <= low < high <= 800 for _, (left, low, right, high) in phone.writings())


def test_an_empty_phone_has_no_words(phone):
    phone.show(None)

    assert [] == phone.writings()
