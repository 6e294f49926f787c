import pytest
from msgspec.structs import replace

from elderapp.lesson import mock, model
from elderapp.lesson.model import Line, Move, Show, Slip
from elderapp.lesson.rules import Given, check, entered

SAY = Line("a/x/say", "撳掣。")
WHERE = Line("a/x/where", "喺中間。")


def tap(**fields) -> model.Tap:
    return model.Tap(
        **{"id": "x", "say": SAY, "where": WHERE, "mock": "phone", "screen": "home", "target": "go"} | fields
    )


def fill(**fields) -> model.Type:
    about = {"id": "x", "say": SAY, "where": WHERE, "mock": "phone", "screen": "list", "field": "pad", "expect": "12"}
    return model.Type(**about | fields)


def swipe(**fields) -> model.Gesture:
    about = {"id": "x", "say": SAY, "where": WHERE, "mock": "phone", "screen": "home", "gesture": "up"}
    return model.Gesture(**about | fields)


@pytest.mark.parametrize(
    ("step", "wanted"),
    [
        (tap(), []),
        (tap(target=""), []),
        (tap(mock="gone"), []),
        (tap(screen="gone"), ["L202"]),
        (tap(target="gone"), ["L201"]),
        (tap(target="back"), ["L201"]),
        (tap(slip=Slip(SAY, "stay", SAY)), []),
        (tap(slip=Slip(SAY, "", SAY)), []),
        (tap(slip=Slip(SAY, "go", SAY)), ["L223"]),
        (tap(slip=Slip(SAY, "gone", SAY)), ["L201"]),
        (fill(), []),
        (fill(field=""), []),
        (fill(expect=""), []),
        (fill(field="gone"), ["L206"]),
        (fill(screen="home"), ["L206"]),
        (fill(expect="12345"), ["L207"]),
        (fill(expect="1.5"), ["L207"]),
        (swipe(), []),
        (swipe(gesture="left"), ["L208"]),
    ],
)
def test_each_action_can_be_done_where_the_lesson_says(made, codes, step, wanted):
    assert wanted == codes(made(step))


@pytest.mark.parametrize(
    ("expect", "most", "wanted"),
    [
        ("12.50", "100", []),
        ("1.2.3", "", ["L207"]),
        ("1.234", "", ["L207"]),
        ("101", "100", ["L207"]),
        ("5", "x", ["L207"]),
    ],
)
def test_money_has_cents_and_a_limit(made, codes, expect, most, wanted):
    pad = mock.Keypad(id="pad", kind="money", max=most)
    review = mock.Screen((mock.Dialog(text="啱唔啱？", accept=mock.Button(id="ok", text="啱", goto="list")),))
    phone = mock.Mock(
        id="phone",
        kind="bank",
        ribbon="money",
        start="list",
        screens={"list": mock.Screen((pad, mock.Button(id="b", text="下一步", goto="ask"))), "ask": review},
    )

    assert wanted == codes(made(fill(expect=expect), phone=phone))


def test_a_target_on_another_screen_is_told_with_that_screen(made):
    (problem,) = check(made(tap(target="back")), Given(today="2026-11-22"))

    assert "list" == problem.about["other"]


@pytest.mark.parametrize(
    ("move", "wanted"),
    [
        (Move(say=SAY, act="tap", mock="phone", screen="home", target="go"), []),
        (Move(say=SAY, act="tap", mock="phone", screen="home", target="gone"), ["L201"]),
        (Move(say=SAY, act="tap", mock="phone", screen="gone", target="go"), ["L202"]),
        (Move(say=SAY, act="tap", mock="gone", screen="home", target="go"), []),
        (Move(say=SAY, act="type", mock="phone", screen="list", target="pad", text="1"), []),
        (Move(say=SAY, act="swipe", mock="phone", screen="home", text="up"), []),
        (Move(say=SAY, act="swipe", mock="phone", screen="home", text="left"), ["L208"]),
    ],
)
def test_the_ghost_finger_finds_what_it_touches(made, codes, move, wanted):
    assert wanted == codes(made(Show(id="w", moves=(move,)), stage="watch"))


def test_a_watch_made_of_together_is_not_told_twice(made, codes):
    move = Move(say=SAY, act="tap", mock="phone", screen="home", target="gone")

    assert [] == codes(made(Show(id="watch", moves=(move,)), stage="watch"))


def test_a_variant_without_the_target_has_a_code_of_its_own(made, codes):
    assert ["L222"] == codes(made(tap(target="gone"), stage="variant"))
    assert ["L201"] == codes(made(tap(target="gone"), stage="alone"))


def test_a_step_that_does_not_begin_where_the_last_one_led_is_a_warning(made):
    found = check(made(tap(id="one"), tap(id="two")), Given(today="2026-11-22"))

    assert [("L209", "warning")] == [(problem.code, problem.severity) for problem in found]


def test_steps_that_follow_the_phone_are_no_jumps(made, codes):
    other = replace(tap(id="three"), mock="gone")
    steps = (
        tap(id="one"),
        fill(id="two"),
        tap(id="back", screen="list", target="back"),
        swipe(id="up"),
        other,
        tap(id="x"),
    )

    assert [] == codes(made(*steps))


def test_screens_at_which_steps_begin_are_entered(made):
    ask = model.Choose(id="q", say=SAY, options=(), mock="phone", screen="list")
    show = Show(id="w", moves=(Move(say=SAY, act="tap", mock="phone@variant", screen="home", target="go"),))

    assert {"phone:home", "phone:list"} == entered(made(ask, show, model.Say(id="s", say=SAY)))


def test_a_question_over_a_screen_that_is_not_there_is_told(made, codes):
    ask = model.Choose(id="q", say=SAY, options=(), mock="phone", screen="gone")

    assert "L202" in codes(made(tap(), ask))
