from kivy.graphics import PopMatrix
from kivy.graphics.instructions import CanvasBase
from kivy.graphics.texture import Texture

from elderapp.tablet import theme as look
from elderapp.tablet.theme import DeviceProfile, Theme
from elderapp.tablet.widgets.box import Box
from elderapp.tablet.widgets.piece import Piece

RED, BLUE = (1, 0, 0, 1), (0, 0, 1, 1)


def shown(window, draw):
    piece = Piece(Theme(), Box(0, 0, 1280, 800))
    piece.pen.fill(piece.box, look.WHITE)
    draw(piece.pen)
    return window.put(piece)


def test_a_box_is_measured_from_the_upper_left(window):
    shown(window, lambda pen: pen.fill(Box(100, 50, 40, 20), RED))

    assert (255, 0, 0) == window.pixel(101, 800 - 52)
    assert (255, 255, 255) == window.pixel(101, 800 - 48)


def test_an_edge_is_as_wide_as_asked_on_all_sides(window):
    shown(window, lambda pen: pen.outline(Box(100, 100, 200, 100), RED, BLUE, 20, 3))

    for x, y in ((200, 698), (200, 601), (101, 650), (298, 650)):
        assert (255, 0, 0) == window.pixel(x, y)
    for x, y in ((200, 695), (200, 604), (104, 650), (295, 650)):
        assert (0, 0, 255) == window.pixel(x, y)


def test_corners_are_round_and_smooth(window):
    shown(window, lambda pen: pen.fill(Box(100, 100, 100, 100), RED, 40))
    corners = window.pixels()[100:140, 100:140]

    assert [255, 255, 255] == list(corners[0, 0])
    assert [255, 0, 0] == list(corners[39, 39])
    assert ((corners[:, :, 1] > 0) & (corners[:, :, 1] < 255)).sum() > 20


def test_one_corner_may_be_square(window):
    shown(window, lambda pen: pen.fill(Box(100, 100, 100, 100), RED, [30, 30, 4, 30]))

    assert (255, 255, 255) == window.pixel(101, 601)
    assert (255, 0, 0) == window.pixel(197, 602)


def test_a_piece_is_as_large_on_a_finer_screen(window):
    fine = Piece(Theme(DeviceProfile(1920, 1200)), Box(100, 100, 94.2, 94.2))

    assert [141, 141] == [round(part) for part in fine.size]


def test_a_pressed_piece_goes_down_and_comes_back(window):
    piece = Piece(Theme(), Box(100, 100, 100, 100), id="go")
    piece.make_pressable()
    piece.pen.fill(piece.box, RED)
    window.put(piece)
    upper = (150, 800 - 102)
    at_rest = window.pixel(*upper)

    piece.set_pressed(pressed=True)
    window.frames(2)
    pressed = window.pixel(*upper)
    piece.set_pressed(pressed=False)
    window.frames(2)

    assert ((255, 0, 0), True) == (at_rest, pressed != at_rest)
    assert at_rest == window.pixel(*upper)


def test_what_is_wiped_holds_nothing_that_was_drawn_inside_either(window):
    outer, inner = Piece(Theme(), Box(0, 0, 100, 100)), Piece(Theme(), Box(0, 0, 50, 50))
    for piece in (outer, inner):
        piece.pen.fill(piece.box, RED)
    with inner.canvas.after:
        PopMatrix()
    outer.add_widget(inner)
    drawn = len(inner.canvas.children)
    outer.wipe()

    assert 1 < drawn
    assert [] == [one for one in inner.canvas.children if not isinstance(one, CanvasBase)]
    assert 0 == len(inner.canvas.after.children)
    assert [] == [one for one in outer.canvas.children if not isinstance(one, CanvasBase)]


def test_a_picture_made_for_its_box_stands_pixel_on_pixel(window):
    pen = Piece(Theme(), Box(0, 0, 1280, 800)).pen
    made = Texture.create(size=(51, 51))

    assert (51, 51) == pen.texture(made, Box(0.4, 0.4, 50, 50)).size
    assert (70, 70) == pen.texture(made, Box(0, 0, 70, 70)).size
