import numpy as np

from elderapp.tablet.theme import Theme
from elderapp.tablet.widgets.box import Box
from elderapp.tablet.widgets.buttons import Primary, RowButton, Secondary, Tile
from elderapp.tablet.widgets.writing import Icon, Writing

AMBER, EDGE = (255, 184, 28), (168, 111, 0)
BOX = Box(100, 100, 500, 118)


def one(piece, kind):
    return [child for child in piece.walk() if isinstance(child, kind)]


def test_the_primary_button_stands_on_its_foot(window):
    window.put(Primary(Theme(), BOX, "go", "繼續學", "play"))

    assert AMBER == window.pixel(150, 800 - 216)
    assert EDGE == window.pixel(150, 800 - 223)


def test_pressed_it_sinks_into_its_foot(window):
    button = window.put(Primary(Theme(), BOX, "go", "繼續學"))
    button.set_pressed(pressed=True)
    window.frames(2)

    assert AMBER == window.pixel(150, 800 - 221)
    assert EDGE == window.pixel(150, 800 - 223)


def test_a_label_and_its_icon_stand_in_the_middle(window):
    button = Secondary(Theme(), BOX, "more", "睇多啲名", "arrow_forward", icon_last=True)
    word, icon = one(button, Writing)[0], one(button, Icon)[0]
    left, _, width, _ = word.line_box(0)

    assert left + width < icon.x
    assert abs((left + icon.right) / 2 - 350) < 4


def test_a_tile_has_its_picture_over_its_name(window):
    tile = window.put(Tile(Theme(), Box(100, 100, 338, 256), "learner:1", "陳太", "flower"))
    name = one(tile, Writing)[0]
    pixels = window.pixels()[100:356, 200:340].astype(int)
    petals = np.argwhere((abs(pixels - (176, 53, 127)) < 3).all(axis=2))[:, 0] + 100

    assert len(petals) > 500
    assert petals.max() < 800 - (name.line_box(0)[1] + name.line_box(0)[3])


def test_a_row_leaves_room_for_a_note(window):
    row = RowButton(Theme(), Box(100, 100, 500, 170), "lesson:a", "打電話", "phone", note=50)

    assert row.words_box.bottom <= 270 - 50
