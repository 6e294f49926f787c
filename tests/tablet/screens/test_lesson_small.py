"""A lesson's phone on an 8-inch glass: which arrangement falls to which step. That it fits is the rules' to say."""

import pytest
from kivy.uix.widget import Widget
from msgspec.structs import replace

from elderapp.lesson.mock import AppBar, Button, Keypad, Screen, Text
from elderapp.player.play import PhoneView
from elderapp.tablet.screens import LessonScreen
from elderapp.tablet.theme import DeviceProfile, Theme
from elderapp.tablet.views import Rail
from elderapp.workshop.specimens import VIEWS, answers, lesson, line

SMALL = DeviceProfile(800, 1280, 8.0)
NOTE = PhoneView("m", "plain", Screen((AppBar(text="天氣"), Text(text="今日天晴。"))))
DONE = Button(id="ok", text="完成", needs="pad")
PAD = PhoneView("m", "money", Screen((AppBar(text="過數", back="x"), Keypad(id="pad", kind="money"), DONE)))
LONG = "而家幫阿玲過五百蚊俾佢個仔，電話係九八七六嗰個。"


def opened(view, scale=1.0):
    screen = LessonScreen(Theme(SMALL, scale), str, phone=Widget())
    screen.show(view, Rail("7"))
    return screen


def boxes(screen):
    return {id: (x, y, x + w, y + h) for id, (x, y, w, h), _ in screen.targets()}


def phone_of(screen):
    box = screen.phone_box
    return (box.x, box.y, box.right, box.top)


@pytest.mark.parametrize("scale", [1.0, 1.25])
def test_the_amber_button_stands_under_a_phone_that_leaves_it_room(window, scale):
    screen = opened(lesson(phone=NOTE, primary="next"), scale)

    assert boxes(screen)["next"][3] < phone_of(screen)[1]


@pytest.mark.parametrize("scale", [1.0, 1.25])
def test_and_beside_the_words_where_a_keypad_does_not(window, scale):
    screen = opened(lesson(phone=PAD, primary="next"), scale)
    left, low, _, high = boxes(screen)["next"]

    assert low > phone_of(screen)[3]
    assert high - low >= screen.theme.mm(19)
    assert left > screen.caption.x + screen.caption.line_box(0)[2]


def test_answers_of_a_word_stand_in_a_row_under_the_phone_and_are_alike(window):
    screen = opened(lesson("trick", phone=NOTE, answers=answers("信", "先核實", "唔信")))
    row = [boxes(screen)[f"answer:{n}"] for n in range(3)]

    assert 1 == len({(low, high) for _, low, _, high in row})
    assert 1 == len({right - left for left, _, right, _ in row})
    assert row[0][3] < phone_of(screen)[1]


def test_longer_answers_stand_at_the_phone_s_left(window):
    screen = opened(replace(VIEWS["call"], phone=NOTE))
    column = [boxes(screen)[f"answer:{n}"] for n in range(3)]

    assert all(right < phone_of(screen)[0] for _, _, right, _ in column)
    assert 1 == len({left for left, *_ in column})


def test_the_phone_stays_at_the_lower_edge_whatever_the_words_are(window):
    short, long = (phone_of(opened(lesson(phone=NOTE, caption=line(text)))) for text in ("睇吓。", LONG))

    assert short[1] == long[1]


def test_words_shrink_no_further_than_41_minutes(window):
    screen = opened(lesson(phone=PAD, primary="next", caption=line("而家幫阿玲過五百蚊俾佢個仔。")), 1.25)

    assert screen.theme.arc_minutes(screen.caption.font_px + 0.5) >= 41
