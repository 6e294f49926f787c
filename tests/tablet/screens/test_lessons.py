from elderapp.tablet.screens import CardScreen
from elderapp.tablet.theme import DeviceProfile, Theme
from elderapp.tablet.views import CardView, Rail


def ids(screen):
    return [id for id, _, _ in screen.targets()][4:]


def test_four_lessons_and_the_next_page(window, open_screen):
    found = sorted(ids(open_screen("lessons", Theme())))

    assert sorted(["lesson:pay", "lesson:call", "lesson:who", "lesson:id", "more"]) == found


def test_each_lesson_says_where_she_stands(window, open_screen):
    for theme in (Theme(), Theme(DeviceProfile(800, 1280))):
        words = {writing.text for writing in open_screen("lessons", theme).writings()}

        assert {"學緊", "自己做到", "識做（有人喺身邊）", "未開始"} <= words


def test_a_card_shows_its_lines(window, open_screen):
    screen = open_screen("card", Theme())

    assert ["more"] == ids(screen)
    assert "對清楚收錢人個名" in {writing.text for writing in screen.writings()}


def test_the_last_card_has_no_button(window, views_of):
    view = views_of["card"]
    screen = CardScreen(Theme(), str)
    screen.show(CardView(view.title, view.lines), Rail("7"))

    assert [] == ids(screen)
