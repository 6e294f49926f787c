import numpy as np
import pytest
from msgspec.structs import replace

from elderapp.tablet import theme as look
from elderapp.tablet.phone.pieces import Words


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
        assert peak >= 4.5, text


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
        assert 255 * np.array(look.AMBER2[:3]) == pytest.approx(window.pixel(phone.x + 60, phone.y + 40), abs=3)
