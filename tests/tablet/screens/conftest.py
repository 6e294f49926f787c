"""Views of every screen, and how to put one into the window at a text size."""

from functools import cache

import pytest

from elderapp.i18n import SOURCE, words
from elderapp.tablet.theme import SCALE_SMALL, SCALES, DeviceProfile, Theme
from elderapp.tablet.tongue import of_catalogue
from elderapp.workshop import specimens

TONGUES = {language: of_catalogue(words(language)) for language in (SOURCE, "en")}
"""What the app itself says, in the language it is written in and in the one whose words are longest."""
GLASSES = (DeviceProfile(1280, 800), DeviceProfile(800, 1280), DeviceProfile(800, 1280, 8.0))
"""Across and upright; a small one is always upright."""
LAYOUTS = [Theme(glass, scale) for glass in GLASSES for scale in SCALES if scale <= SCALE_SMALL or not glass.is_small]


@pytest.fixture(
    params=LAYOUTS, ids=lambda one: f"{one.profile.width}x{one.profile.height}-{one.profile.diagonal:g}@{one.scale}"
)
def theme(request):
    return request.param


@pytest.fixture
def views_of():
    return specimens.VIEWS


@cache
def made(name, theme, language=SOURCE, hand_up=False):
    from elderapp.tablet import screens

    view, tongue = specimens.VIEWS[name], TONGUES[language]
    screen = screens.FOR[type(view)](theme, tongue.words)
    screen.show(tongue.over(view), specimens.rail(name, hand_up=hand_up))
    return screen


@pytest.fixture
def open_screen(window):
    """Gives the screen that shows the view of this name. Screens are drawn once: look at them, do not change them."""

    def make(name, theme, language=SOURCE, *, hand_up=False):
        return made(name, theme, language, hand_up)

    return make
