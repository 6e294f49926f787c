import numpy as np
import pytest
from msgspec.structs import replace

from elderapp.player.play import Ghost
from elderapp.tablet import theme as look
from elderapp.tablet.phone.pieces import Words
from elderapp.tablet.theme import Theme


@pytest.fixture
def phone(window):
    from elderapp.tablet.phone import PhoneWidget

    widget = PhoneWidget(words=str)
    widget.pos = (728, 22)
    window.put(widget)
    return widget


def tint(colour):
    return np.array([round(255 * part) for part in colour[:3]])


def luminance(pixels):
    parts = pixels / 255
    parts = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return parts @ np.array([0.2126, 0.7152, 0.0722])


def contrasts(pixels):
    """Peak and mean contrast of the ink in a box: what is not its most frequent colour, nor a mere trace of it."""
    flat = pixels.reshape(-1, 3)
    colours, counts = np.unique(flat, axis=0, return_counts=True)
    ground, light = luminance(colours[counts.argmax()]), luminance(flat)
    ratio = (np.maximum(light, ground) + 0.05) / (np.minimum(light, ground) + 0.05)
    return ratio.max(), ratio[ratio > 1.6].mean()


def boxes_of_words(phone):
    for words in (piece for piece in phone.page.pieces if isinstance(piece, Words) and piece.text.strip()):
        left, top = phone.x + 14 + words.x, phone.top - 14 - words.y
        yield words.text, (left, top - words.size * 0.55, left + words.width, top + words.size * 0.55)


def about(colour, pixel):
    return bool((np.abs(np.asarray(pixel, int) - tint(colour)) <= 3).all())


@pytest.mark.parametrize(
    "name", ["bank", "amount", "warning", "banners", "sms-live", "chat", "talking", "search", "advert", "night"]
)
def test_words_stand_out_from_their_ground(window, phone, views, name):
    phone.show(views[name])
    window.frames(2)
    pixels = window.pixels()
    for text, (left, low, right, high) in boxes_of_words(phone):
        cut = pixels[800 - round(high) : 800 - round(low), round(left) : round(right)]
        peak, mean = contrasts(cut)
        assert peak >= 4.5, text
        assert mean >= 3, text


@pytest.mark.parametrize("name", ["bank", "sms", "people"])
def test_words_can_be_read_while_they_are_dimmed(window, phone, views, name):
    phone.show(replace(views[name], dim=True))
    window.advance(0.5)
    pixels = window.pixels()
    for text, (left, low, right, high) in boxes_of_words(phone):
        peak, _ = contrasts(pixels[800 - round(high) : 800 - round(low), round(left) : round(right)])
        assert peak >= 4.4, text


def test_every_screen_is_drawn_and_targets_are_on_the_phone(window, phone, views):
    for name, view in views.items():
        phone.show(view)
        window.frames(1)
        for target in phone.targets():
            left, low, right, high = target.box
            assert phone.x <= left < right <= phone.right, (name, target.id)
            assert phone.y <= low < high <= phone.top, (name, target.id)
        assert window.box_of(phone)[40:-90, 30:-30].std() > 5, name


def test_the_ribbon_is_always_there_and_never_dimmed(window, phone, views):
    for view in (views["bank"], replace(views["talking"], dim=True), replace(views["dialog"], ring="cancel", dim=True)):
        phone.show(view)
        window.advance(0.5)
        assert about(look.AMBER2, window.pixel(phone.x + 60, phone.y + 40))


def test_ring_and_dimming_fade_in_and_leave_the_target_bright(window, phone, views):
    phone.show(replace(views["bank"], ring="fps", dim=True))
    window.frames(1)
    left, low, right, high = phone.box_of("fps")
    early = window.pixel(left - 8, (low + high) / 2)
    window.advance(0.4)

    assert not about(look.AMBER, early)
    assert about(look.AMBER, window.pixel(left - 8, (low + high) / 2))
    assert about(look.AMBER, window.pixel((left + right) / 2, high + 8))
    assert about(look.CARD, window.pixel(left + 12, (low + high) / 2))
    assert not about(look.CARD, window.pixel(*(part + 12 for part in phone.box_of("account")[:2])))


def test_the_ring_breathes_slowly_and_nothing_else_moves(window, phone, views):
    phone.show(replace(views["bank"], ring="fps", dim=True))
    window.advance(0.5)
    left, low, right, high = (round(part) for part in phone.box_of("fps"))
    first, changed = window.pixels().astype(int), np.zeros((800, 1280), bool)
    for _ in range(6):
        window.advance(0.3)
        changed |= (np.abs(window.pixels().astype(int) - first) > 8).any(axis=2)
    rows, columns = np.nonzero(changed)

    assert changed.any()
    assert left - 24 <= columns.min() <= columns.max() <= right + 24
    assert 800 - high - 24 <= rows.min() <= rows.max() <= 800 - low + 24


def test_without_ring_nothing_moves(window, phone, views):
    phone.show(views["talking"])
    window.advance(0.5)
    first = window.pixels().copy()
    window.advance(1.5)

    assert (first == window.pixels()).all()


def test_what_is_pressed_darkens(window, phone, views):
    phone.show(views["bank"])
    x, y = (part + 12 for part in phone.box_of("card")[:2])
    phone.set_pressed("card")
    window.frames(1)
    pressed = window.pixel(x, y)
    phone.set_pressed(None)
    window.frames(1)

    assert luminance(np.array(pressed)) < luminance(np.array(window.pixel(x, y)))


def test_the_ghost_hand_presses_beneath_the_word_and_then_is_gone(window, phone, views):
    done = []
    view = replace(views["bank"], ring="fps", dim=True, ghost=Ghost("tap", "fps"))
    phone.show(view)
    window.advance(0.4)
    phone.play_ghost(view.ghost, lambda: done.append(True))
    window.advance(2.0)
    left, low, right, _ = phone.box_of("fps")
    word = next(box for text, box in boxes_of_words(phone) if text == "轉數快")
    hand = (window.pixels() == tint(look.colour("#FFF4E2"))).all(axis=2)
    rows, columns = np.nonzero(hand[:, int(phone.x) : int(phone.right)])

    assert [] == done
    assert low < 800 - rows.min() < word[1]
    assert left < phone.x + columns[rows.argmin()] < right
    window.advance(1.5)
    assert [True] == done
    assert not (window.pixels() == tint(look.colour("#FFF4E2"))).all(axis=2).any()


def test_the_ghost_types_key_by_key_and_its_digits_vanish_again(window, phone, views):
    done = []
    view = replace(views["amount"], typed={}, ghost=Ghost("type", "pad", "30"))
    phone.show(view)
    phone.play_ghost(view.ghost, lambda: done.append(True))
    seen = set()
    for _ in range(60):
        window.advance(0.1)
        seen |= {piece.text for piece in phone.page.pieces if isinstance(piece, Words) and "HK$" in piece.text}

    assert [True] == done
    assert {"HK$ 0", "HK$ 3", "HK$ 30"} == seen
    assert "HK$ 0" in {piece.text for piece in phone.page.pieces if isinstance(piece, Words)}


def test_the_ghost_swipes_the_way_it_is_told(window, phone, views):
    done = []
    view = replace(views["home"], ghost=Ghost("swipe", "", "up"))
    phone.show(view)
    phone.play_ghost(view.ghost, lambda: done.append(True))
    heights = []
    for _ in range(30):
        window.advance(0.1)
        heights.append(phone._hand.tip_y)

    assert [True] == done
    assert heights[-1] - heights[0] > 200


def test_a_ghost_without_a_target_is_done_at_once(window, phone, views):
    done = []
    phone.show(views["bank"])
    phone.play_ghost(Ghost("tap", "nothing-like-it"), lambda: done.append(True))

    assert [True] == done


def test_a_ghost_that_is_no_longer_wanted_goes_silently(window, phone, views):
    done = []
    view = replace(views["bank"], ghost=Ghost("tap", "fps"))
    phone.show(view)
    phone.play_ghost(view.ghost, lambda: done.append(True))
    window.advance(0.5)
    phone.show(views["bank"])
    window.advance(5)

    assert [] == done
    assert not phone._hand.is_acting


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
