from elderapp.tablet.widgets.box import Box

WHOLE = Box(10, 20, 100, 60)


def test_edges_and_middle():
    assert (110, 80, 60, 50) == (WHOLE.right, WHOLE.bottom, WHOLE.cx, WHOLE.cy)


def test_parts_fill_the_whole():
    assert WHOLE.h == WHOLE.top(25).h + WHOLE.below(25).h
    assert WHOLE.w == WHOLE.left(25).w + WHOLE.after(25).w
    assert WHOLE.bottom == WHOLE.foot(25).bottom


def test_a_grid_keeps_its_gaps_and_its_edges():
    boxes = WHOLE.grid(2, 3, 6)

    assert (10, 20) == (boxes[0].x, boxes[0].y)
    assert (110, 80) == (boxes[-1].right, boxes[-1].bottom)
    assert 6 == boxes[1].x - boxes[0].right


def test_something_smaller_stands_in_the_middle():
    assert Box(50, 45, 20, 10) == WHOLE.middle(20, 10)


def test_it_moves_without_changing_its_size():
    assert Box(11, 18, 100, 60) == WHOLE.moved(1, -2)
