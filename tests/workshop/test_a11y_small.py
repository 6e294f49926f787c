"""The rules on a glass of 8 inches, from the widget tree alone, over the lessons whose phones need most room.

`poe nightly` measures every lesson there, on every way and on pixels.
"""

import pytest

from elderapp.i18n import SOURCE, words
from elderapp.tablet.theme import SCALE_SMALL
from tests.desk import ours

pytestmark = [pytest.mark.timeout(600), pytest.mark.no_cover]
LESSONS = {
    "basics-touch-gestures": 1.0,
    "gov-hotlines-benefits": 1.0,
    "gov-iamsmart-register": 1.25,
    "pay-money-safe": 1.25,
    "scam-after-scammed": 1.0,
}
"""Long lists, keypads with and without a field, a message whose words are to be found, answers beside a list."""


@pytest.fixture(scope="module")
def lessons():
    return ours().lessons


def test_a_small_glass_is_measured_upright_and_at_the_sizes_that_the_app_gives_it():
    from elderapp.workshop.a11y import conditions

    assert {(True, 1.0), (True, SCALE_SMALL)} == {(one.portrait, one.scale) for one in conditions("8")}


@pytest.mark.parametrize("name", sorted(LESSONS))
def test_a_lesson_keeps_the_rules_on_eight_inches(window, lessons, name):
    from elderapp.workshop import a11y

    way = a11y.Condition(portrait=True, scale=LESSONS[name], inches=8.0)
    looked = a11y.inspect(lessons[name], words(SOURCE), quick=True, conditions=(way,))

    assert [] == [str(violation) for violation in looked.violations]
    assert looked.drawn > 25


@pytest.mark.parametrize(
    ("name", "place"), [("gov-hotlines-benefits", "together/keep"), ("gov-iamsmart-register", "together/finish")]
)
def test_upright_the_stages_give_way_to_a_phone_with_a_keypad(window, lessons, name, place):
    from elderapp.tablet.theme import Theme
    from elderapp.workshop.a11y import Condition
    from elderapp.workshop.moments import moments
    from elderapp.workshop.seeing import Showing

    showing = Showing(Theme(Condition(portrait=True).profile), words(SOURCE))
    seen = [moment.view for moment in moments(lessons[name], quick=True) if moment.place == place]
    for view in seen:
        showing.show(view)
        assert 0 == showing.sight().overflow

    assert seen
