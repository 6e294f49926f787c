import numpy as np
import pytest

from elderapp.workshop.contrast import Contrast, contrast

WHITE, BLACK, GREY = (255, 255, 255), (0, 0, 0), (119, 119, 119)


def picture(ink, share=0.25, ground=WHITE):
    pixels = np.empty((20, 20, 3), np.uint8)
    pixels[:] = ground
    pixels[: round(20 * share)] = ink
    return pixels


def test_black_on_white_is_21_to_1_at_its_peak_and_on_the_whole():
    seen = contrast(picture(BLACK))

    assert pytest.approx(21) == seen.peak
    assert pytest.approx(21) == seen.ink


def test_the_ground_is_the_commonest_colour_whichever_is_lighter():
    assert contrast(picture(BLACK)) == contrast(picture(WHITE, ground=BLACK))


def test_thin_strokes_have_a_dark_middle_and_yet_too_little_ink():
    pixels = picture((200, 200, 200))
    pixels[0, :3] = BLACK
    seen = contrast(pixels)

    assert seen.peak > 20
    assert not seen.is_enough(mock=False)


def test_one_colour_alone_has_no_contrast():
    assert Contrast(1.0, 1.0) == contrast(picture(WHITE))


def test_the_phone_may_have_less_than_the_shell():
    seen = contrast(picture((110, 110, 110)))

    assert 4.5 < seen.peak < 7
    assert seen.is_enough(mock=True)
    assert not seen.is_enough(mock=False)
    assert not contrast(picture((150, 150, 150))).is_enough(mock=True)
