import re

import pytest

from elderapp import resources
from elderapp.authoring.layout import page_of, written
from elderapp.authoring.layout_ids import add_ids
from elderapp.authoring.source import read_text

LESSON = """\
lesson: a-b
together:
  # the first
  - do: tap
    target: fps
  - {do: type, field: pad}
  - {do: gesture, gesture: hold, target: photo}
  - do: tap
    was: [fps-2]
    target: fps
  - {do: say, id: say}
  - {do: say, say: 好。}
trick:
  - do: choose
    options: [{text: 甲, icon: power_settings_new}, {text: 乙}, {id: option-3, text: 丙}, {text: 丁}]
  - do: call
    turns: {a: {hear: 喂, replies: [{to: b}, {id: r3, to: b}, {to: b}]}}
"""
MOCK = """\
mock: m
screens:
  home:
    app_bar: {text: 甲, back: back}
    tiles: {items: [{text: 乙, goto: pay}, {text: 丙, icon: bolt}, {text: 丁}]}
    dialog: {text: 戊, accept: {text: 己}, cancel: {text: 庚, goto: back}}
    body: [{button: {text: 辛, goto: pay}}, {text: 壬}]
"""


def given_to(text: str) -> list[str]:
    return list(add_ids(page_of(text)))


def test_each_step_and_answer_gets_an_id_of_what_it_is_for():
    new = ["fps", "pad", "hold-photo", "fps-3", "say-2", "choose", "power-settings-new", "option-2", "option-4", "call"]

    assert [*new, "r1", "r3-2"] == given_to(LESSON)


def test_each_widget_gets_one_that_its_screen_does_not_have():
    assert ["pay", "bolt", "tile", "accept", "cancel", "pay-2"] == given_to(MOCK)


def test_it_stands_after_the_kind_and_below_the_comment():
    page = page_of(LESSON)
    add_ids(page)

    assert "  # the first\n  - do: tap\n    id: fps\n    target: fps\n  - {do: type, id: pad, field: pad}\n" in written(
        page
    )


def test_an_id_that_was_begun_is_filled_in():
    page = page_of("lesson: a\ntogether:\n  - {do: say, id: , say: 好}\n")
    add_ids(page)

    assert "{do: say, id: say, say: 好}" in written(page)


@pytest.mark.parametrize("text", [LESSON, MOCK])
def test_a_second_time_nothing_is_left_to_give(text):
    page = page_of(text)
    add_ids(page)
    again = written(page)

    assert ((), []) == (read_text(again, "f").problems, given_to(again))


def test_other_words_give_the_same_ids():
    assert given_to(LESSON) == given_to(re.sub("[甲乙丙丁喂]|好。", "別", LESSON))


@pytest.mark.parametrize(
    "text", ["", "- a", "a: b", "lesson: x", "mock: x", "lesson: a\ntogether: b", "mock: a\nscreens: [b]"]
)
def test_where_there_is_nothing_to_name_nothing_is_named(text):
    assert [] == given_to(text)


def test_our_own_steps_and_widgets_have_all_of_theirs():
    new = [name for path in resources.lessons().rglob("*.yaml") for name in given_to(path.read_text("utf-8"))]

    assert [] == [name for name in new if not re.fullmatch(r"r\d", name)]
