import numpy as np

from elderapp.tablet.widgets.brush import arc, curve, paint

WHITE = (1.0, 1.0, 1.0, 1.0)


def drawn(drawing, size=80):
    texture = paint(drawing, (100, 100), (size, size), WHITE)
    return np.frombuffer(texture.pixels, np.uint8).reshape(size, size, 4)[:, :, :3]


def test_a_curve_begins_and_ends_where_it_should():
    points = curve((0, 0), (0, 10), (10, 10), (10, 0))

    assert ((0, 0), (10, 0)) == (points[0], points[-1])


def test_an_arc_goes_from_the_right_downwards():
    points = arc(0, 0, 1, 0, 90)

    assert [(1.0, 0.0), (0.0, 1.0)] == [tuple(round(part, 6) for part in points[i]) for i in (0, -1)]


def test_edges_are_smooth(window):
    disc = drawn(lambda brush: brush.disc(50, 50, 30, "#000000"))

    assert ((disc[:, :, 0] > 0) & (disc[:, :, 0] < 255)).sum() > 50


def test_a_shape_is_drawn_with_its_upper_edge_above(window):
    box = drawn(lambda brush: brush.box(0, 0, 100, 30, "#000000"))

    assert {0, 255} == {int(box[-5, 40, 0]), int(box[5, 40, 0])}
    assert (box[:, :, 0] == 0).sum() / box[:, :, 0].size - 0.3 < 0.02


def test_a_hollow_shape_of_any_form_is_filled(window):
    arrow = drawn(lambda brush: brush.shape([(0, 0), (100, 0), (50, 40), (100, 100), (0, 100)], "#000000"))

    assert int(arrow[40, 75, 0]) == 255
    assert int(arrow[40, 20, 0]) == 0
