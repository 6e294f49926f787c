import pytest
from msgspec.structs import replace

from elderapp.lesson.mock import Item, List, Screen
from elderapp.player.play import PhoneView
from elderapp.tablet.phone.case import FULL, SLIM
from elderapp.tablet.phone.layout import lay_out
from elderapp.tablet.phone.room import needed

WIDE = 560.0


@pytest.mark.parametrize("case", [FULL, SLIM])
def test_a_phone_of_that_height_shows_all_and_a_lower_one_does_not(views, case):
    for name, view in views.items():
        high = needed(view, str, width=WIDE, case=case)

        assert lay_out(view, str, size=(WIDE, high), case=case).overflow <= 0, name
        # Where parts of a message can be tapped its lines would only stand closer.
        assert view.live or lay_out(view, str, size=(WIDE, high - 3), case=case).overflow > 0, name


def test_a_slim_phone_needs_less(views):
    assert needed(views["amount"], str, width=WIDE, case=SLIM) < needed(views["amount"], str, width=WIDE) - 40


def test_what_is_typed_or_ringed_changes_nothing(views):
    busy = replace(views["amount"], typed={"pad": "300"}, ring="pad", dim=True)

    assert needed(views["amount"], str, width=WIDE) == needed(busy, str, width=WIDE)


def test_a_long_screen_needs_as_much_as_shows_every_line_on_one_of_its_two_pages():
    items = tuple(Item(id=f"i{n}", text=f"第{n}行") for n in range(7))
    view = PhoneView("m", "plain", Screen((List(items=items),), long=True))
    high = needed(view, str, width=WIDE)

    assert 400 < high < 800
    assert lay_out(view, str, size=(WIDE, high)).overflow == 0
