"""Which screen stands, and which are kept."""

from elderapp.tablet.screens import HomeScreen, LessonScreen
from elderapp.tablet.stage import SCREENS_KEPT


def test_a_screen_that_stood_lately_stands_again_as_it_was(chan):
    home = chan.shell.stage.screen
    chan.tap("lessons", "back")

    assert isinstance(home, HomeScreen)
    assert home is chan.shell.stage.screen
    assert [home] == chan.shell.children


def test_no_more_than_three_are_kept_and_the_last_ones(chan):
    chan.tap("lessons", "back", "me", "back")
    kinds = [*chan.shell.stage.screens]
    chan.tap("hand")

    assert SCREENS_KEPT == len(kinds)
    assert HomeScreen == kinds[-1]


def test_those_kept_behind_hold_nothing_that_is_to_be_seen(chan):
    home = chan.shell.stage.screen
    shown = len(home.children)
    chan.tap("lessons")
    behind = [*home.children], home.caption
    chan.tap("back")

    assert ([], None) == behind
    assert shown == len(home.children)


def test_what_is_struck_is_made_anew(chan):
    home = chan.shell.stage.screen
    chan.shell.stage.strike()
    chan.shell.show()

    assert home is not chan.shell.stage.screen
    assert "home" == chan.screen


def test_nothing_is_drawn_again_that_stays_as_it_is(chan, monkeypatch):
    drawn = []
    monkeypatch.setattr(HomeScreen, "show", lambda *_: drawn.append("home"))
    chan.shell.show()

    assert [] == drawn
    assert LessonScreen not in chan.shell.stage.screens


def test_the_first_screen_of_all_is_there_in_the_first_frame_and_others_come_up_gently(sit_down):
    somebody = sit_down()
    veils = [len(somebody.shell.stage.screen.canvas.after.children)]
    somebody.shell.pick("learner:c1")
    veils.append(len(somebody.shell.stage.screen.canvas.after.children))

    assert 0 == veils[0]
    assert 0 < veils[1]
