from elderapp.tablet.theme import Theme


def ids(screen):
    return [id for id, _, _ in screen.targets()]


def words_of(screen):
    return [writing.text for writing in screen.writings()]


def test_one_amber_button_and_four_rows(window, open_screen):
    assert ["go", "scams", "lessons", "cards", "me"] == ids(open_screen("home", Theme()))[4:]


def test_the_button_says_what_it_does(window, open_screen):
    assert "繼續學" in words_of(open_screen("home", Theme()))


def test_where_she_stands_is_said_in_words(window, open_screen):
    assert "學緊" in words_of(open_screen("home", Theme()))


def test_without_lessons_there_is_no_button(window, open_screen):
    screen = open_screen("home-empty", Theme())

    assert ["lessons", "cards", "me"] == ids(screen)[4:]
    assert "陳太，早晨。" in words_of(screen)
