import pytest

from elderapp.tablet.theme import Theme
from elderapp.workshop.moments import moments
from tests.player import lessons as the


@pytest.fixture
def showing(window):
    from elderapp.workshop.seeing import Showing

    return Showing(Theme(), str)


def view_at(lesson, place):
    return next(moment.view for moment in moments(lesson, quick=True) if moment.place == place)


def test_words_and_things_of_screen_and_phone_are_seen(showing):
    view = view_at(the.PAY, "alone/open")
    showing.show(view)
    seen = showing.sight()

    assert ("back", "again", "hint", "hand") == tuple(thing.id for thing in seen.things if thing.part == "four")
    assert {"fps", "bills"} <= {thing.id for thing in seen.things if thing.part == "mock"}
    assert view.caption.text == "".join(seen.caption)
    assert {"instruction", "button", "other", "mock"} == {words.kind for words in seen.letters}
    assert seen.overflow == showing.phone.page.overflow


def test_words_are_held_by_the_button_they_name(showing):
    showing.show(view_at(the.PAY, "why/why-1"))
    seen = showing.sight()
    back = next(thing for thing in seen.things if thing.id == "back")
    label = next(words for words in seen.letters if words.text == "返回")

    assert ("back", "button", back.box) == (label.of, label.kind, label.holder)


def test_what_the_mock_calls_primary_is_known(showing):
    showing.show(view_at(the.PAY, "alone/ok"))

    assert "primary" in {thing.weight for thing in showing.sight().things if thing.part == "mock"}


def test_without_a_phone_only_the_screen_is_seen(showing):
    showing.show(view_at(the.PAY, "alone/open"))
    showing.show(view_at(the.PAY, "why/why-1"))

    assert set() == {thing.id for thing in showing.sight().things if thing.part == "mock"}
