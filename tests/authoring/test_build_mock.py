import pytest

from elderapp.authoring.build_mock import build_mock
from elderapp.authoring.form import Desk
from elderapp.authoring.source import read_text
from elderapp.lesson.mock import Button, Text


def built(text: str):
    desk = Desk("m.yaml")
    return build_mock(desk, read_text(text, "m.yaml").root, "m", {"fee": "5"}), [one.code for one in desk.problems]


def test_widgets_stand_in_the_order_of_their_keys():
    template, codes = built("mock: m\nkind: x\nscreens:\n  a:\n    button: {id: b, text: 好}\n    text: 你好\n")

    assert [] == codes
    assert [Button, Text] == [type(widget) for widget in template.mock.screens["a"].widgets]


def test_a_body_may_have_one_kind_twice():
    template, codes = built(
        "mock: m\nkind: x\nscreens:\n  a:\n    body: [{text: 一}, {button: {id: b, text: 好}}, {text: 二}]\n"
    )

    assert [] == codes
    assert [Text, Button, Text] == [type(widget) for widget in template.mock.screens["a"].widgets]


def test_variables_and_facts_are_filled_for_each_use():
    template, codes = built('mock: m\nkind: x\nvars: {who: 陳}\nscreens: {a: {text: "{who} {fact.fee}"}}')

    assert [] == codes
    assert ["陳 5", "李 5"] == [template.filled(values).screens["a"].widgets[0].text for values in ({}, {"who": "李"})]


def test_a_filled_mock_may_have_another_name():
    template, _ = built("mock: m\nkind: x\nscreens: {a: {text: x}}")

    assert "m@variant" == template.filled({}, "m@variant").id


@pytest.mark.parametrize(
    ("screen", "code"),
    [
        ("body: 你好", "L103"),
        ("body: [你好]", "L103"),
        ("tiles: {columns: 2}", "L102"),
        ("tiles: {columns: 9, items: []}", "L120"),
        ("rows: {id: a}", "L103"),
        ("swipes: {sideways: a}", "L104"),
        ("app_bar: {text: x, back: a}\n    button: {id: back, text: x}", "L109"),
        ("call_screen: {name: x}\n    button: {id: hang-up, text: x}", "L109"),
        ("text: 唔知{who}", "L112"),
        ("sms_thread: {sender: x}", "L102"),
        ("qr: {id: q, mode: look}", "L104"),
        ("dialog: {text: x, accept: {id: a}}", "L102"),
        ("keypad: {id: k, length: 99}", "L120"),
        ("field: {id: f, secret: maybe}", "L106"),
    ],
)
def test_a_mistake_in_a_widget_is_told(screen, code):
    assert code in built(f"mock: m\nkind: x\nscreens:\n  a:\n    {screen}\n")[1]


def test_every_widget_can_be_written():
    _, codes = built(
        """\
mock: m
kind: x
screens:
  a:
    status: {time: "9:00", battery: 5, night: true}
    app_bar: {text: 甲, icon: home, back: a}
    text: [一, {id: t, text: 二, style: title}]
    tiles: {columns: 3, items: [{id: t1, text: 一}]}
    rows: [{id: r1, label: 一, value: 二}]
    list: [{id: l1, text: 一, note: 二}]
    field: [{id: f1, label: 一, hint: 二, secret: true}]
    keypad: {id: k, kind: pin, field: f1, length: 6}
    button: [{id: b1, text: 一, wait: 10, needs: f1}]
    dialog: {title: 一, text: 二, tone: warning, accept: {id: d1, text: 好}, cancel: {id: d2, text: 唔好}}
    banner: {id: n1, icon: home, text: 一, tone: advert, goto: a, close: a}
    sms_thread: {sender: "#X", messages: [{text: 一}]}
    chat_thread: {name: 甲, messages: [{text: 一, mine: true, id: m1}]}
    call_screen: {name: 甲, state: ringing, answer: a, decline: a}
    qr: {id: q, mode: scan, goto: a}
    swipes: {up: a}
    night: true
"""
    )

    assert [] == codes


def test_a_phone_on_which_money_is_entered_says_by_itself_that_it_is_practice():
    template, _ = built("mock: m\nscreens: {a: {keypad: {id: k, kind: money}}}")

    assert ("money", "") == (template.mock.ribbon, template.mock.kind)
