import numpy as np
import pytest

from elderapp.tablet.theme import AMBER, INK, NAVY, PAPER, Theme
from elderapp.workshop.edges import edge, faint
from elderapp.workshop.measures import Sight, Thing

BOX = (100.0, 300.0, 260.0, 420.0)


def rgb(tint):
    return [round(part * 255) for part in tint[:3]]


def sheet(*fills):
    """Paper of 400 × 500, with boxes filled one over the other; lower left corner first, as in a window."""
    picture = np.full((500, 400, 3), rgb(PAPER), np.uint8)
    for (left, low, right, high), tint in fills:
        picture[500 - round(high) : 500 - round(low), round(left) : round(right)] = rgb(tint)
    return picture


def grown(box, by):
    return (box[0] - by, box[1] - by, box[2] + by, box[3] + by)


@pytest.mark.parametrize(("tint", "passes"), [(NAVY, True), ((0.9, 0.84, 0.71, 1), False)])
def test_an_edge_stands_out_or_not(tint, passes):
    picture = sheet((BOX, tint), (grown(BOX, -3), (1, 1, 1, 1)))
    thing = Thing("go", BOX, drawn=BOX)
    rules = [fault.what for fault in faint(Sight(Theme(), things=(thing,)), picture)]

    assert passes == (edge(picture, thing, 1.0) >= 3)
    assert ([] if passes else ["edge of go"]) == rules


def test_amber_and_rows_need_no_edge_and_an_arrow_is_told_by_its_icon():
    picture = sheet((BOX, AMBER), ((120, 320, 140, 340), INK))
    primary, row = Thing("go", BOX, weight="primary", drawn=BOX), Thing("line", BOX, "mock", "row", drawn=BOX)
    bare = Thing("back", (10, 10, 60, 60), "mock", drawn=(10, 10, 60, 60))
    sight = Sight(Theme(), things=(primary, row, bare), icons=(("arrow_back", (20, 20, 50, 50)),))
    picture[455:475, 25:45] = rgb(INK)

    assert [] == list(faint(sight, picture))


def test_a_faint_icon_is_told_but_not_under_a_hint():
    picture = sheet((BOX, (0.95, 0.93, 0.9, 1)))
    icons = (("bolt", grown(BOX, 10)),)

    assert ["icon bolt"] == [fault.what for fault in faint(Sight(Theme(), icons=icons), picture)]
    assert ["ring"] == [fault.what for fault in faint(Sight(Theme(), icons=icons, ring=BOX), picture)]


def test_a_ring_is_amber_between_ink():
    picture = sheet((grown(BOX, 16), INK), (grown(BOX, 13), AMBER), (grown(BOX, 3), INK), (BOX, (1, 1, 1, 1)))

    assert [] == list(faint(Sight(Theme(), ring=BOX), picture))
