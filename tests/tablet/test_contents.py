import threading

import pytest

from elderapp.packs.errors import PackDamaged
from elderapp.tablet.contents import Contents, Later, Stock
from tests.player import lessons as the

LESSONS = {lesson.id: lesson for lesson in the.LESSONS}


def test_what_is_read_is_there_once_it_is_taken():
    told = threading.Event()
    later = Later(lambda: Contents(LESSONS), told.set)
    later.start()

    assert told.wait(20)
    assert LESSONS == later.take().lessons
    assert LESSONS == later.take().lessons


def test_whoever_takes_it_first_has_it_read():
    assert LESSONS == Later(lambda: Contents(LESSONS), lambda: None).take().lessons


def test_what_went_wrong_is_raised_where_it_is_wanted():
    def read():
        raise PackDamaged("a pack")

    with pytest.raises(PackDamaged, match="a pack"):
        Later(read, lambda: None).take()


def test_names_stand_before_lessons_are_read_and_a_tap_waits_for_them(window, sit_down):
    read = []

    def slowly():
        read.append(threading.current_thread().name)
        return Contents(LESSONS)

    chan = sit_down(lessons={}, later=slowly)
    before = (chan.screen, list(read), chan.shell.voice.is_speaking)
    chan.tap("learner:c1")

    assert ("names", [], False) == before
    assert ["contents"] == read
    assert set(LESSONS) == set(chan.shell.state.lessons)
    assert "go" in {target.id for target in chan.shell.scene().targets} or chan.screen != "names"
    assert "who-are-you" in chan.heard


def test_lessons_come_by_themselves_and_then_the_first_line_is_said(window, sit_down):
    chan = sit_down(lessons={}, later=lambda: Contents(LESSONS))
    chan.wait(0.3)
    later = chan.shell._stock._later
    later and later.take()
    chan.wait(0.3)

    assert set(LESSONS) == set(chan.shell.state.lessons)
    assert ["who-are-you"] == chan.heard


def test_new_packs_are_taken_up_once_nobody_is_signed_in(sit_down):
    chan = sit_down(lessons={})
    chan.tap("learner:c1")
    chan.shell.restock(lambda: Contents(LESSONS))
    chan.wait(3)
    assert {} == chan.shell.state.lessons

    chan.tap("back")
    heard = len(chan.heard)
    chan.wait(3)

    assert set(LESSONS) == set(chan.shell.state.lessons)
    assert "who-are-you" not in chan.heard[heard:], "nobody is greeted twice"


def test_who_taps_while_new_packs_are_read_waits_for_them(sit_down):
    chan = sit_down(lessons={})
    chan.shell.restock(lambda: Contents(LESSONS))
    chan.wait(1.05)
    chan.tap("learner:c1")

    assert set(LESSONS) == set(chan.shell.state.lessons)
    assert "home" == chan.shell.state.screen


def test_what_is_ordered_waits_until_what_is_being_read_was_taken():
    told = threading.Event()
    stock = Stock(Contents, told.set)
    stock.order(lambda: Contents(LESSONS))

    assert not stock.start_fresh()
    assert {} == stock.take().lessons
    assert stock.start_fresh()
    assert LESSONS == stock.take().lessons
    assert stock.take() is None
    assert not stock.start_fresh()
