import pytest

from elderapp.tablet.phone.case import FULL, SLIM, case_of
from elderapp.tablet.phone.sheet import FINGER
from elderapp.tablet.theme import MM, DeviceProfile, Theme


@pytest.mark.parametrize(("expected", "inches"), [(SLIM, 8.0), (FULL, 10.1), (FULL, 12.0)])
def test_a_small_glass_has_a_slim_phone(expected, inches):
    assert expected == case_of(Theme(DeviceProfile(800, 1280, inches)))


@pytest.mark.parametrize("case", [FULL, SLIM])
def test_a_finger_reaches_back_between_the_bar_and_the_screen_s_upper_edge(case):
    assert case.strip + case.bar >= FINGER


@pytest.mark.parametrize("case", [FULL, SLIM])
def test_screen_ribbon_and_frame_fill_the_phone(case):
    screen, ribbon = case.screen((560, 740)), case.ribbon_box((560, 740))

    assert 560 == screen.w + 2 * case.frame
    assert 740 == pytest.approx(screen.h + ribbon.h + 2 * case.frame)
    assert screen.bottom == ribbon.y


def test_the_ribbon_of_a_slim_phone_still_holds_words_of_31_minutes():
    assert SLIM.ribbon >= 24 * 1.55
    assert FULL.ribbon == 10.9 * MM
