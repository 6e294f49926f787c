from elderapp.tablet.phone.pieces import around, at_least
from elderapp.tablet.widgets.box import Box


def test_a_box_around_one_is_itself():
    assert Box(3, 4, 5, 6) == around([Box(3, 4, 5, 6)])


def test_only_what_is_too_small_grows_and_around_its_middle():
    assert Box(0, 45, 100, 100) == at_least(Box(0, 90, 100, 10), 94, 100)
