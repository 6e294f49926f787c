import pytest

from elderapp.tablet import theme as look
from elderapp.tablet.theme import DeviceProfile, Theme, contrast

TEXT = [
    ("ink on paper", look.INK, look.PAPER),
    ("ink on card", look.INK, look.CARD),
    ("ink on amber", look.INK, look.AMBER),
    ("ink on practice ribbon", look.INK, look.AMBER2),
    ("ink on spoken words", look.INK, look.SPOKEN),
    ("navy on card", look.NAVY, look.CARD),
    ("navy on paper", look.NAVY, look.PAPER),
    ("navy on sand", look.NAVY, look.SAND),
    ("navy on its tint", look.NAVY, look.NAVY2),
    ("white on navy", look.WHITE, look.NAVY),
    ("white on bauhinia", look.WHITE, look.BAUHINIA),
    ("jade on its tint", look.JADE, look.JADE2),
    ("bauhinia on its tint", look.BAUHINIA, look.BAUHINIA2),
    ("brick on its tint", look.BRICK, look.BRICK2),
    ("soft on paper", look.SOFT, look.PAPER),
    ("soft on sand", look.SOFT, look.SAND),
]


@pytest.mark.parametrize(("ink", "ground"), [pair[1:] for pair in TEXT], ids=[pair[0] for pair in TEXT])
def test_text_in_the_shell_has_seven_to_one(ink, ground):
    assert contrast(ink, ground) >= 7


@pytest.mark.parametrize("ground", [look.CARD, look.PAPER])
def test_an_inactive_border_has_three_to_one(ground):
    assert contrast(look.LINE, ground) >= 3


def test_the_dearer_tablet_has_the_same_millimetres():
    usual, fine = Theme(), Theme(DeviceProfile(1920, 1200, 10.1))

    assert round(usual.px(136) / usual.mm(1), 3) == round(fine.px(136) / fine.mm(1), 3)


def test_a_unit_is_a_pixel_of_the_usual_tablet():
    assert (1.0, 1280, 800) == (Theme().px(1), round(Theme().width), round(Theme().height))


def test_the_reader_scales_text_and_nothing_else():
    larger = Theme(scale=1.5)

    assert (54, 36) == (larger.text(36), larger.px(36))


def test_the_smallest_text_has_thirty_one_arc_minutes():
    assert Theme().arc_minutes(look.SMALLEST) >= 31 - 0.5


def test_portrait_is_higher_than_wide():
    assert Theme(DeviceProfile(800, 1280)).portrait
    assert not Theme().portrait
