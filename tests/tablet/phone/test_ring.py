import numpy as np
from msgspec.structs import replace

from elderapp.tablet import theme as look


def tint(colour):
    return np.array([round(255 * part) for part in colour[:3]])


def about(colour, pixel):
    return bool((np.abs(np.asarray(pixel, int) - tint(colour)) <= 3).all())


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


def test_the_ring_comes_to_rest_thin_and_breathes_again_when_something_happens(window, phone, views):
    view = replace(views["bank"], ring="fps", dim=True)
    phone.show(view)
    window.advance(0.9)
    thick = phone._ring.breath
    window.advance(11)
    resting = [phone._ring.breath]
    window.advance(0.9)
    resting.append(phone._ring.breath)
    phone.show(view)
    window.advance(0.9)

    assert [10.0, 10.0] == resting
    assert thick > 12 < phone._ring.breath


def test_without_ring_nothing_moves(window, phone, views):
    phone.show(views["talking"])
    window.advance(0.5)
    first = window.pixels().copy()
    window.advance(1.5)

    assert (first == window.pixels()).all()
