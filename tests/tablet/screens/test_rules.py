"""The rules that every screen keeps at each text size and in both orientations. Their numbers are the rules' names."""

from functools import cache
from itertools import combinations

import pytest
from fontTools.ttLib import TTFont

from elderapp.tablet import theme as look
from elderapp.tablet.theme import contrast
from elderapp.tablet.widgets.four import IDS
from elderapp.tablet.widgets.writing import font
from tests.tablet.screens.conftest import TONGUES

NAMES = (
    "names", "pictures", "home", "home-empty", "lessons", "card", "well-done", "tap", "long", "why", "watch",
    "question", "spot", "call", "checklist", "surnames", "secret", "notice", "recap", "hearing", "tried", "still-you",
    "me", "turn", "calling", "person", "work", "paused", "trouble", "pin", "roll", "corner", "desk", "desk-end",
    "ticks", "tablet",
)  # fmt: skip
OF_TRAINERS = {"person", "work", "pin", "roll", "corner", "desk", "desk-end", "ticks", "tablet"}
PAGERS = {"names", "pictures", "surnames", "secret"}
every_screen = pytest.mark.parametrize("name", NAMES)
in_both = pytest.mark.parametrize("language", TONGUES)


@cache
def written_by(file):
    return frozenset(TTFont(file).getBestCmap())


def gap(one, other):
    """How far two boxes are apart; negative where they overlap."""
    across = max(one[0] - other[0] - other[2], other[0] - one[0] - one[2])
    down = max(one[1] - other[1] - other[3], other[1] - one[1] - one[3])
    return max(across, down)


@every_screen
@in_both
def test_a01_text_is_large_enough(window, open_screen, theme, name, language):
    for writing in open_screen(name, theme, language).writings():
        assert writing.font_px >= theme.px(24), writing.text
        assert theme.arc_minutes(writing.font_px) >= 31 - 0.5, writing.text


@every_screen
@in_both
def test_a01_buttons_and_instructions_are_larger(window, open_screen, theme, name, language):
    screen = open_screen(name, theme, language)
    tappable = [piece for piece in screen.pieces() if piece.id]
    labels = [one for piece in tappable for one in piece.children if one in screen.writings()]

    for writing in labels:
        assert theme.arc_minutes(writing.font_px) >= 40, writing.text


@every_screen
def test_a02_declared_colours_have_seven_to_one(window, open_screen, theme, name):
    for writing in open_screen(name, theme).writings():
        assert contrast(writing.colour, writing.ground) >= 7, writing.text


@every_screen
@in_both
def test_a04_everything_to_tap_is_large_enough(window, open_screen, theme, name, language):
    for id, (_, _, width, height), role in open_screen(name, theme, language).targets():
        least = look.PRIMARY_MM if role == "primary" else look.TARGET_MM
        assert width >= theme.mm(look.TARGET_MM), id
        assert height >= theme.mm(least), id


@every_screen
@in_both
def test_a05_things_to_tap_are_apart(window, open_screen, theme, name, language):
    for (one, box, _), (other, its_box, _) in combinations(open_screen(name, theme, language).targets(), 2):
        assert gap(box, its_box) >= theme.mm(look.GAP_MM) - 1, (one, other)


@every_screen
@in_both
def test_a06_every_character_is_in_the_font(window, open_screen, theme, name, language):
    for writing in open_screen(name, theme, language).writings():
        assert not {char for char in writing.text if ord(char) not in written_by(writing.file)}


@every_screen
@in_both
def test_a07_nothing_is_clipped(window, open_screen, theme, name, language):
    screen = open_screen(name, theme, language, hand_up=True)
    for writing in screen.writings():
        assert writing.fits, writing.text
        for i in range(len(writing.lines)):
            x, y, width, height = writing.line_box(i)
            spare = height * 0.25
            assert x >= 0, writing.text
            assert x + width <= theme.profile.width, writing.text
            assert y + spare >= 0, writing.text
            assert y + height - spare <= theme.profile.height, writing.text
            assert x + width <= writing.parent.x + writing.parent.width + 1, writing.text


@every_screen
@in_both
def test_a07_no_text_lies_over_another(window, open_screen, theme, name, language):
    lines = [
        (one.text, one.line_box(i), one.font_px)
        for one in open_screen(name, theme, language).writings()
        for i in range(len(one.lines))
    ]
    for (one, box, size), (other, its_box, its_size) in combinations(lines, 2):
        tight, its_tight = _ink(box, size), _ink(its_box, its_size)
        assert gap(tight, its_tight) >= 0, (one, other)


def _ink(box, size):
    x, y, width, height = box
    return (x, y + (height - size) / 2, width, size)


@every_screen
def test_a08_an_instruction_is_short(window, open_screen, theme, name):
    screen = open_screen(name, theme)
    most = 2 if theme.scale == 1.0 else 3

    if screen.caption is None:
        assert name in OF_TRAINERS | {"notice", "recap"}
        return
    assert len(screen.caption.lines) <= most
    assert max(len(one) for one in screen.caption.lines) <= 20


@every_screen
def test_a09_one_amber_thing_and_few_others(window, open_screen, theme, name):
    targets = open_screen(name, theme).targets()
    others = [id for id, _, _ in targets if id not in {*IDS, "door"}]

    assert len([id for id, _, role in targets if role == "primary"]) <= 1
    assert name in OF_TRAINERS or len(others) <= (8 if name in PAGERS else 5)


def test_a10_the_four_stand_at_the_same_place_on_every_screen(window, open_screen, theme):
    places = {name: {t[0]: t[1] for t in open_screen(name, theme).targets()[:4]} for name in NAMES}

    assert all(IDS == tuple(boxes) for boxes in places.values())
    assert all(places["names"] == boxes for boxes in places.values())


def test_a10_the_hand_stays_where_it_is_when_it_is_up(window, open_screen, theme):
    down, up = (open_screen("home", theme, hand_up=up).targets()[3] for up in (False, True))

    assert down == up


@pytest.mark.parametrize("name", ["spot", "call"])
def test_nothing_nudges_an_answer(window, open_screen, theme, name):
    answers = [target for target in open_screen(name, theme).targets() if target[2] == "answer"]

    assert 3 == len(answers)
    assert not [target for target in open_screen(name, theme).targets() if target[2] == "primary"]
    assert 1 == len({box[2:] for _, box, _ in answers})


def test_weights_of_type_come_along():
    assert all(font(weight).endswith(".ttf") for weight in (400, 500, 700))
