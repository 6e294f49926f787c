import pytest

from elderapp.lesson.mock import CallScreen, Screen
from elderapp.player.play import PhoneView
from elderapp.tablet import theme as look
from elderapp.tablet.phone.sheet import Sheet

EMPTY = Screen(())


def sheet(screen=EMPTY, **more):
    return Sheet(PhoneView("m", "plain", screen), str, width=504, height=668, **more)


def test_text_never_gets_smaller_than_the_smallest():
    assert 24 == sheet(scale=0.5).type_px(28)
    assert 42 == sheet(scale=1.5).type_px(28)


def test_lengths_are_in_units_whatever_the_device():
    assert sheet().wide("轉數快", 30) == pytest.approx(sheet(density=1.5).wide("轉數快", 30), rel=0.02)


def test_a_text_takes_the_largest_size_that_fits():
    assert 32 == sheet().largest("轉數快", 200, (32, 28, 24), 700)
    assert 28 == sheet().largest("轉數快", 90, (32, 28, 24), 700)
    assert 24 == sheet().largest("轉數快", 20, (32, 28, 24), 700)


def test_a_call_is_a_night_screen():
    assert look.MOCK_NIGHT == sheet(Screen((CallScreen(name="a"),))).ground
    assert look.MOCK_NIGHT == sheet(Screen((), night=True)).ground
    assert look.MOCK_SCREEN == sheet().ground


def test_words_are_put_down_run_by_run_and_brackets_are_pulled_in():
    page = sheet()
    page.line("撳「快」，喺右邊", 10, 20, 30, look.INK, look.CARD)

    assert ["撳「快」", "，喺右邊"] == [piece.text for piece in page.pieces]
    assert page.pieces[1].x < page.pieces[0].x + page.pieces[0].width


def test_what_is_dead_has_a_box_but_no_hit_and_what_has_no_id_is_nothing():
    from elderapp.tablet.widgets.box import Box

    page = sheet()
    page.spot("", Box(0, 0, 9, 9))
    page.spot("a", Box(0, 0, 9, 9), dead=True)

    assert [("a", None)] == [(spot.id, spot.hit) for spot in page.spots]
