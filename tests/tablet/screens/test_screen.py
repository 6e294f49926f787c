import pytest

from elderapp.tablet import theme as look
from elderapp.tablet.screens import FOR, HomeScreen
from elderapp.tablet.theme import DeviceProfile, Theme
from elderapp.tablet.views import Rail

AMBER = (255, 184, 28)


def home(views_of):
    screen = HomeScreen(Theme(), str)
    screen.show(views_of["home"], Rail("7"))
    return screen


def test_every_view_has_its_screen(views_of):
    assert {type(view) for view in views_of.values()} == set(FOR)


def test_a_pick_is_told_to_whoever_listens(window, views_of):
    screen, heard = home(views_of), []
    screen.bind(on_pick=lambda _screen, id: heard.append(id))
    screen.pick("go")

    assert ["go"] == heard


def test_a_screen_takes_no_touches_itself(window, views_of):
    screen, heard = window.put(home(views_of)), []
    screen.bind(on_pick=lambda _screen, id: heard.append(id))
    x, y, width, height = next(box for id, box, _ in screen.targets() if id == "go")
    window.tap(x + width / 2, y + height / 2)

    assert [] == heard


def test_one_piece_at_a_time_is_drawn_pressed(window, views_of):
    screen = window.put(home(views_of))
    x, y, _width, height = next(box for id, box, _ in screen.targets() if id == "go")
    upper = (x + 100, y + height - 2)
    screen.set_pressed("go")
    window.frames(2)
    pressed = window.pixel(*upper)
    screen.set_pressed("back")
    window.frames(2)

    assert pressed != AMBER
    assert window.pixel(*upper) == AMBER


def test_a_screen_shown_again_holds_nothing_of_before(window, views_of):
    screen = home(views_of)
    before = len(list(screen.pieces()))
    screen.show(views_of["home"], Rail("7"))

    assert before == len(list(screen.pieces()))


def test_the_words_being_spoken_are_found_by_their_line(window, views_of):
    screen = home(views_of)
    title = views_of["home"].card.title

    assert title.text == screen.caption_for(title.id).text
    assert screen.caption_for("no/such/line") is None


@pytest.mark.parametrize("size", [(1280, 800), (800, 1280)])
def test_a_new_screen_comes_out_of_the_paper_while_the_four_stay(window, views_of, size):
    window.resize(*size)
    screen = HomeScreen(Theme(DeviceProfile(*size)), str)
    screen.show(views_of["home"], Rail("7"))
    boxes = {id: (x + width / 2, y + height - 8) for id, (x, y, width, height), _ in screen.targets()}
    window.put(screen)
    shown = {id: window.pixel(*boxes[id]) for id in ("go", "back")}
    screen.fade_in()
    window.frames(1)
    first = {id: window.pixel(*boxes[id]) for id in ("go", "back")}
    window.advance(look.FADE + 0.1)

    assert first["back"] == shown["back"]
    assert first["go"] != shown["go"]
    assert window.pixel(*boxes["go"]) == shown["go"]
    assert not screen.canvas.after.children
