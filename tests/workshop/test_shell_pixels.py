"""A02, A03 and A21 of the screens outside a lesson, on their pixels; A10 over all of them."""

import pytest

from elderapp.tablet.theme import DeviceProfile, Theme
from elderapp.workshop import edges, measures, specimens
from elderapp.workshop.a11y import faint, unsteady
from elderapp.workshop.seeing import sight_of
from tests.tablet.screens.conftest import made

HELD = {"across": Theme(), "upright-large": Theme(DeviceProfile(800, 1280), 1.5)}
NAMES = [name for name, view in specimens.VIEWS.items() if getattr(view, "phone", None) is None]


@pytest.mark.parametrize("held", HELD)
@pytest.mark.parametrize("name", NAMES)
def test_a_screen_is_clear_on_the_glass_and_within_reach_of_a_trembling_hand(window, name, held):
    theme = HELD[held]
    window.resize(theme.profile.width, theme.profile.height)
    screen = made(name, theme)
    window.put(screen)
    window.frames(2)
    sight, picture = sight_of(screen), window.pixels()
    window.clear()

    assert [] == [*faint(sight, picture), *edges.faint(sight, picture), *unsteady(sight, {})]


@pytest.mark.parametrize("held", HELD)
def test_the_four_never_move(window, held):
    sights = [sight_of(made(name, HELD[held])) for name in NAMES]

    assert [] == [fault for sight in sights for fault in measures.moved(sights[0], sight)]
