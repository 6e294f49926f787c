import pytest

from elderapp.records.people import Learner
from elderapp.tablet.theme import DeviceProfile, Theme
from elderapp.tablet.views import Rail
from elderapp.tablet.widgets.four import IDS, Four, ground, main_area, places, tablet_name
from elderapp.tablet.widgets.writing import Writing

PORTRAIT = DeviceProfile(800, 1280)


def words_of(four):
    return [piece.text for piece in four.walk() if isinstance(piece, Writing)]


def test_the_rail_has_the_places_of_the_design():
    at = places(Theme())

    assert [20, 174, 328, 644] == [round(at[id].y) for id in IDS]
    assert {(16, 136, 136)} == {(at[id].x, at[id].w, at[id].h) for id in IDS}
    assert 168 == ground(Theme()).w


def test_the_bar_has_the_places_of_the_design():
    at = places(Theme(PORTRAIT))

    assert [22, 215, 409, 602] == [int(at[id].x) for id in IDS]
    assert {(18, 176, 116)} == {(at[id].y, round(at[id].w + 0.01), at[id].h) for id in IDS}
    assert 152 == ground(Theme(PORTRAIT)).h


@pytest.mark.parametrize("profile", [DeviceProfile(), PORTRAIT])
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
def test_the_four_and_the_main_area_stay_apart(profile, scale):
    theme = Theme(profile, scale)
    area = main_area(theme)

    for box in places(theme).values():
        assert box.right <= area.x or box.bottom <= area.y
    assert area.right <= theme.width
    assert area.bottom <= theme.height


def test_the_learner_s_name_stands_in_the_rail(window):
    assert "陳太" in words_of(Four(Theme(), Rail("7", Learner("1", "陳太", "flower")), str))


def test_the_tablet_s_number_stands_there_if_nobody_is_signed_in(window):
    assert "七號平板" in words_of(Four(Theme(), Rail("7"), str))


def test_a_raised_hand_says_so(window):
    assert "舉緊手" in words_of(Four(Theme(), Rail("7", None, True), str))


def test_a_tablet_may_have_a_name():
    assert "大堂" == tablet_name("大堂", str)


def test_an_offered_hand_has_the_ring_of_a_hint_and_a_raised_one_has_none(window):
    theme = Theme()
    at = places(theme)["hand"]
    colours = []
    for rail in (Rail("7"), Rail("7", offers=True), Rail("7", hand_up=True, offers=True)):
        window.put(Four(theme, rail, str))
        colours.append(window.pixel(at.cx, window.size[1] - (at.y + 5)))

    assert colours[0] != colours[1]
    assert (0xFF, 0xB8, 0x1C) == colours[1]
    assert colours[2] != colours[1]
