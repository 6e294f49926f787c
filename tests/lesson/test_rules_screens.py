import pytest

from elderapp.lesson.mock import AppBar, Banner, Button, Dialog, Field, Keypad, Mock, Row, Rows, Screen, Text
from elderapp.lesson.rules import Given, check_mock


def codes(screens: dict[str, Screen], *, entered: tuple[str, ...] = (), **fields) -> list[str]:
    mock = Mock(**{"id": "m", "kind": "phone", "start": "a", "screens": screens} | fields)
    given = Given(today="2026-11-22", entered=frozenset(entered))
    return [problem.code for problem in check_mock(mock, given)]


GO = Button(id="go", text="去", goto="b")
END = Screen((Banner(text="完"),))


def test_a_phone_of_two_screens_is_sound():
    assert [] == codes({"a": Screen((GO,)), "b": END})


def test_one_screen_alone_need_lead_nowhere():
    assert [] == codes({"a": Screen((Text(text="你好"),))})


@pytest.mark.parametrize(
    ("screens", "wanted"),
    [
        ({"b": END}, ["L202"]),
        ({"a": Screen((GO,))}, ["L203"]),
        ({"a": Screen((), {"up": "b"})}, ["L203"]),
        ({"a": Screen((AppBar(text="甲", back="back"),))}, []),
        ({"a": END, "b": END}, ["L204"]),
        ({"a": Screen((GO,)), "b": Screen((Text(text="困住"),))}, ["L205"]),
        ({"a": Screen((Button(id="x", text="好", needs="f"), Field(id="f")))}, []),
        ({"a": Screen((Button(id="x", text="好", needs="g"),))}, ["L210"]),
        ({"a": Screen((Keypad(id="k", field="f"),))}, ["L210"]),
        ({"a": Screen((Keypad(id="k", field="f"), Field(id="f")))}, []),
    ],
)
def test_every_screen_can_be_reached_and_left(screens, wanted):
    assert wanted == codes(screens)


def test_a_screen_at_which_a_lesson_begins_is_reached():
    assert [] == codes({"a": END, "b": END}, entered=("m:b",))


PAY = Screen((Keypad(id="k", kind="money"), GO))
REVIEW = Screen((Rows(items=(Row(id="r", label="收款人"),)), Button(id="ok", text="確認", goto="c")))
ASK = Screen((Dialog(text="啱唔啱？", accept=Button(id="ok", text="啱", goto="c")),))


@pytest.mark.parametrize(
    ("screens", "wanted"),
    [
        ({"a": PAY, "b": REVIEW, "c": END}, []),
        ({"a": PAY, "b": ASK, "c": END}, []),
        ({"a": PAY, "b": END}, ["L220"]),
        ({"a": PAY, "b": Screen((Button(id="x", text="去", goto="c"),)), "c": END}, ["L220"]),
        ({"a": PAY, "b": Screen((AppBar(text="甲", back="a"), Banner(text="唔好", tone="warning")))}, ["L220"]),
    ],
)
def test_money_is_looked_at_before_it_is_gone(screens, wanted):
    assert wanted == list(dict.fromkeys(codes(screens, ribbon="money")))


def test_a_phone_with_money_says_that_it_is_practice():
    assert ["L221"] == codes({"a": END}, kind="bank")
    assert ["L221"] == codes({"a": PAY, "b": REVIEW, "c": END})
    assert [] == codes({"a": END}, kind="bank", ribbon="money")
