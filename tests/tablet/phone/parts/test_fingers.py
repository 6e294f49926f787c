from math import inf

from elderapp.tablet.phone.parts.fingers import clearance
from elderapp.tablet.phone.pieces import Spot
from elderapp.tablet.widgets.box import Box


def mark(name, width, height):
    return Spot(name, Box(0, 0, width, height), Box(0, 0, width, height), "mark")


def test_the_part_that_is_hardest_to_reach_says_how_much_room_a_finger_has():
    assert 20 == clearance((mark("wide", 300, 90), mark("flat", 300, 40)))


def test_of_a_part_on_two_lines_the_larger_one_counts():
    assert 45 == clearance((mark("one", 30, 90), mark("one", 200, 90)))


def test_without_parts_to_tap_a_finger_has_all_the_room_there_is():
    dead = Spot("told", Box(0, 0, 9, 9), None, "mark")

    assert inf == clearance((dead, Spot("button", Box(0, 0, 9, 9), Box(0, 0, 9, 9))))
