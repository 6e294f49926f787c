"""A20: the pairs of states that a learner or a trainer must tell apart, as other eyes see them."""

from itertools import combinations

import numpy as np
import pytest

from elderapp.lesson.mock import Screen, Tab, Tabs, Toggle
from elderapp.lesson.model import Line
from elderapp.player.play import PhoneView, StageMark
from elderapp.tablet import screens
from elderapp.tablet.phone import PhoneWidget
from elderapp.tablet.theme import Theme
from elderapp.tablet.views import Choice, PinView, Rail, RollRow, RollView
from elderapp.tablet.widgets.answers import AnswerButton
from elderapp.tablet.widgets.box import Box
from elderapp.tablet.widgets.buttons import ChoiceButton
from elderapp.tablet.widgets.four import Fourth
from elderapp.tablet.widgets.marks import STAGES, WORDS, Stages
from elderapp.workshop.eyes import EYES, SHARE, told_apart
from elderapp.workshop.specimens import PEOPLE

BOX = Box(300, 200, 400, 200)
THEME = Theme()


def flat(tint):
    return np.full((20, 20, 3), tint, np.uint8)


def test_blue_and_green_of_one_lightness_are_alike_to_every_eye_and_black_and_white_to_none():
    alike, apart = told_apart(flat((60, 120, 160)), flat((70, 118, 110))), told_apart(flat((0, 0, 0)), flat((255,) * 3))

    assert {"grey", "aged", "tritan"} == set(EYES) == set(alike)
    assert {0.0} == set(alike.values())
    assert {1.0} == set(apart.values())


def test_an_aged_lens_takes_blue_away():
    assert EYES["aged"](flat((0, 0, 255))).max() == pytest.approx(0.5)
    assert EYES["grey"](flat((0, 0, 255))).max() == pytest.approx(0.0722)


def of_choice(**given):
    return lambda: ChoiceButton(THEME, BOX, Choice("tick:1", "對清楚個名", **given), str)


def of_stage(state):
    return lambda: Stages(THEME, BOX, (StageMark("why", state),), str)


def of_answer(**given):
    return lambda: AnswerButton(THEME, BOX, "answer:1", Line("", "先核實"), "person_search", 46, **given)


def of_hand(is_up, word):
    return lambda: Fourth(THEME, Box(300, 200, 136, 136), "hand", word, is_up=is_up)


STATES = {
    "tick": (of_choice(on=False), of_choice(on=True)),
    "stage": (of_stage("done"), of_stage("now"), of_stage("next")),
    "place": (of_answer(), of_answer(numeral="一")),
    "ring": (of_answer(), of_answer(is_ringed=True)),
    "hand": (of_hand(False, "舉手"), of_hand(True, "舉緊手")),
}


@pytest.mark.parametrize("name", STATES)
def test_two_states_of_a_thing_are_told_apart_by_every_eye(window, name):
    pictures = []
    for make in STATES[name]:
        piece = window.put(make())
        x, y, width, height = piece.hit_box()
        pictures.append(window.cut((x - 12, y - 12, x + width + 12, y + height + 12)).copy())

    for one, other in combinations(pictures, 2):
        assert all(share >= SHARE for share in told_apart(one, other).values()), told_apart(one, other)


def test_the_roll_and_the_rounds_of_a_number_are_told_apart_by_every_eye(window):
    shown = []
    for status in ("present", "absent"):
        screen = screens.RollScreen(THEME, str)
        screen.show(RollView("點名", (RollRow(PEOPLE[0], status),), 0, 0, False), Rail("7", trainer="何姑娘"))
        window.put(screen)
        x, y, width, height = next(box for id, box, _ in screen.targets() if id.startswith("mark:"))
        shown.append(window.cut((x, y, x + width, y + height)).copy())
    rounds = []
    for digits in (2, 3):
        screen = screens.PinScreen(THEME, str)
        screen.show(PinView(digits, False, 0), Rail("7", trainer="何姑娘"))
        window.put(screen)
        rounds.append(window.pixels()[80:150, 560:900].copy())

    assert all(share >= SHARE for share in told_apart(*shown).values())
    assert all(share >= SHARE for share in told_apart(*rounds).values())


@pytest.mark.parametrize(
    "pair",
    [
        (Toggle(id="wifi", text="Wi-Fi", on=False), Toggle(id="wifi", text="Wi-Fi", on=True)),
        tuple(Tabs(items=(Tab(id="a", text="對話"), Tab(id="b", text="通話")), active=one) for one in "ab"),
    ],
    ids=["toggle", "tabs"],
)
def test_states_on_the_practice_phone_are_told_apart_by_every_eye(window, pair):
    pictures, ids = [], ["wifi" if isinstance(pair[0], Toggle) else "a"]
    for widget in pair:
        phone = PhoneWidget(theme=THEME)
        phone.pos = (20, 20)
        window.put(phone)
        phone.show(PhoneView("m", "plain", Screen((widget,))))
        window.frames(2)
        pictures.append(window.cut(phone.box_of(ids[0])).copy())

    assert all(share >= SHARE for share in told_apart(*pictures).values()), told_apart(*pictures)


def test_words_of_progress_and_stages_differ_by_icon_and_word():
    for table in (WORDS, STAGES):
        assert len(table) == len({icon for icon, _ in table.values()}) == len({word for _, word in table.values()})
