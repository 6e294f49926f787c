from elderapp.tablet.screens import NamesScreen
from elderapp.tablet.theme import Theme
from elderapp.tablet.views import NamesView, Rail


def ids(screen):
    return [id for id, _, _ in screen.targets()][4:]


def test_six_names_and_two_buttons(window, open_screen):
    learners = [f"learner:{i}" for i in range(6)]

    assert sorted([*learners, "walk-in", "more", "door"]) == sorted(ids(open_screen("names", Theme())))


def test_no_second_page_no_button_for_it(window, views_of):
    view = views_of["names"]
    screen = NamesScreen(Theme(), str)
    screen.show(NamesView(view.question, view.learners[:2], more=False, walk_in=False), Rail("7"))

    assert ["learner:0", "learner:1"] == ids(screen)


def test_nobody_s_name_stands_in_the_rail_yet(window, open_screen):
    words = [writing.text for writing in open_screen("names", Theme()).writings()]

    assert "七號平板" in words
    assert 1 == words.count("陳太")


def test_pictures_have_their_names_under_them(window, open_screen):
    screen = open_screen("pictures", Theme())

    assert "picture:flower" in ids(screen)
    assert {"花", "雀仔", "柑", "帆船", "竹", "茶杯"} <= {writing.text for writing in screen.writings()}
