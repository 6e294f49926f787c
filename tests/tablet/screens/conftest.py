"""Views of every screen, and how to put one into the window at a text size."""

from functools import cache

import pytest

from elderapp.tablet.theme import SCALE_SMALL, SCALES, DeviceProfile, Theme
from elderapp.workshop import specimens

ENGLISH = {
    "返回": "Back", "再聽一次": "Hear again", "提吓我": "Hint", "舉手": "Hand up", "舉緊手": "Hand is up",
    "{number}號平板": "Tablet {number}", "第{step}步，一共{steps}步": "Step {step} of {steps}", "兩": "2",
    "識做（有人喺身邊）": "Can do with help", "自己做到": "Can do alone", "再練吓": "Practise again",
    "點解要學": "Why", "一齊": "Together", "自己部電話": "My own phone", "係真定假？": "True or false?",
    "所有課堂": "All lessons", "我嘅咭": "My cards", "繼續學": "Continue", "下一步": "Next", "睇多啲課": "More lessons",
    "我第一次嚟": "I am new here", "睇多啲名": "More names", "{name}，做得好！": "Well done, {name}!",
    "再做一次": "Do it again", "收好呢張咭": "Keep this card", "提吓你": "Hint", "佢話": "They say",
}  # fmt: skip

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


def english(text):
    return ENGLISH.get(text, text)


@pytest.fixture(name="english")
def _english():
    return english


@cache
def made(name, theme, words, hand_up):
    from elderapp.tablet import screens

    view = specimens.VIEWS[name]
    screen = screens.FOR[type(view)](theme, words)
    screen.show(view, specimens.rail(name, hand_up=hand_up))
    return screen


@pytest.fixture
def open_screen(window):
    """Gives the screen that shows the view of this name. Screens are drawn once: look at them, do not change them."""

    def make(name, theme, words=str, *, hand_up=False):
        return made(name, theme, words, hand_up)

    return make
