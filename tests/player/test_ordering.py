import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest
from msgspec.structs import replace

from elderapp.lesson.mock import Button, Mock, Screen, Text, Toggle
from elderapp.lesson.model import Call, Gesture, Lesson, Order, Reply, Thing, Turn
from elderapp.player.machine import start
from elderapp.player.phone import grey, is_on, tap
from elderapp.player.play import Again, Back, Chose, Held, Hint, Idle, Missed, Next, Scrolled, Shown, Swiped
from elderapp.player.play import Tapped as Tap
from elderapp.player.state import Phone
from elderapp.player.view import look
from elderapp.records.people import Progress, Resume
from elderapp.robot.walk import play, walk

the = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("lessons.py"))))

ORDER = Order(
    id="check",
    say=the.line("check/say"),
    where=the.line("check/where"),
    items=(Thing("name", the.line("check/name")), Thing("sum", the.line("check/sum")), Thing("ok", the.line("ok"))),
    because=the.line("check/because"),
)
PHONE = Mock(
    id="phone",
    kind="phone",
    start="home",
    screens={
        "home": Screen(
            (Button(id="app", text="相簿", goto="home"), Button(id="other", text="日曆")), holds={"app": "menu"}
        ),
        "menu": Screen((Text(id="end", text="完"), Toggle(id="wifi", text="網絡", on=True)), long=True),
        "set": Screen(
            (
                Toggle(id="large", text="大字"),
                Toggle(id="dark", text="夜間", on=True, goto="home"),
                Button(id="next", text="下一步", needs="large", goto="home"),
            )
        ),
    },
)


def gesture(id_: str, screen: str, kind: str, target: str) -> Gesture:
    return Gesture(
        id=id_, say=the.line(f"{id_}/say"), where=the.line(f"{id_}/where"), mock="phone", screen=screen, gesture=kind,
        target=target,
    )  # fmt: skip


HANDS = Lesson(
    id="hands",
    track="basics",
    title=the.line("hands/title"),
    goal=the.line("hands/goal"),
    done=the.line("hands/done"),
    minutes=3,
    mocks={"phone": PHONE},
    stages=(
        the.stage("together", gesture("press", "home", "hold", "app"), gesture("down", "menu", "scroll", "end"), ORDER),
        the.stage(
            "alone",
            gesture("press", "home", "hold", "app"),
            gesture("down", "menu", "scroll", "end"),
            ORDER,
            say=the.line("alone/say"),
        ),
        the.stage(
            "trick",
            Call(
                id="friend",
                role="helper",
                say=the.line("friend/say"),
                caller="阿玲",
                start="a",
                hang_up="safe",
                turns={
                    "a": Turn(the.line("a/hear"), (Reply("r1", "safe", the.line("a/r1")),)),
                    "safe": Turn(end="good", say=the.line("safe/say")),
                },
            ),
        ),
    ),
)


def at(place: str):
    stage, step = place.split("/")
    state = start(HANDS, attempt="a", resume=Resume(stage, step)).state
    assert place == state.key
    return state


def test_things_to_put_in_order_are_read_out_and_never_stand_in_it():
    state = at("together/check")
    shown = [answer.id for answer in look(state).answers]

    assert sorted(["name", "sum", "ok"]) == sorted(shown)
    assert ["name", "sum", "ok"] != shown
    assert ["check/say", *(f"{name}" if name == "ok" else f"check/{name}" for name in shown)] == the.said(
        the.give(state, Again())
    )


def test_what_is_tapped_in_its_turn_keeps_its_place():
    turn = the.give(at("together/check"), Chose("name"))

    assert ["check/say", "check/name"] == the.said(turn)
    assert {"name": 1, "sum": 0, "ok": 0} == {answer.id: answer.place for answer in look(turn.state).answers}
    assert turn.state.here.tried == the.give(turn.state, Chose("name")).state.here.tried
    assert {} == turn.state.outcomes


def test_all_in_order_is_explained_and_waits():
    turn = the.give(at("together/check"), Chose("name"), Chose("sum"), Chose("ok"))

    assert ["check/because"] == the.said(turn)
    assert "alone" == turn.state.outcomes["together/check"]
    assert ("praise", "next", ()) == (look(turn.state).tag, look(turn.state).primary, look(turn.state).answers)
    assert "alone/press" == the.give(turn.state, Next()).state.key
    assert "together/down" == the.give(turn.state, Back()).state.key
    assert ["check/because"] == the.said(the.give(turn.state, Missed()))
    assert () == the.give(turn.state, Shown()).effects


def test_a_wrong_thing_climbs_the_ladder_words_then_ring_then_its_name():
    first = the.give(at("together/check"), Chose("ok"))
    second = the.give(first.state, Hint())
    third = the.give(second.state, Chose("sum"))

    assert ["ui/not-yet", "check/where"] == the.said(first)
    assert "" == look(first.state).ring
    assert [("asked", "together/check")] == the.records(second)
    assert "name" == look(second.state).ring
    assert ["ui/not-yet", "check/where", "check/name"] == the.said(third)
    done = the.give(third.state, Chose("name"), Chose("sum"), Chose("ok"))
    assert "shown" == done.state.outcomes["together/check"]
    assert "" == look(done.state).ring


def test_help_with_one_thing_is_not_counted_for_the_next():
    state = the.give(at("together/check"), Chose("ok"), Chose("name")).state

    assert 0 == state.here.rung
    assert "hint1" == the.give(state, Chose("sum"), Chose("ok")).state.outcomes["together/check"]


def test_back_takes_the_last_thing_out_again_and_then_leaves():
    state = the.give(at("together/check"), Chose("name"), Back()).state

    assert "together/check" == state.key
    assert [0, 0, 0] == [answer.place for answer in look(state).answers]
    assert "together/down" == the.give(state, Back()).state.key


def test_silence_helps_only_where_one_works_alone():
    alone = the.give(at("alone/check"), Idle(15))

    assert ["check/where"] == the.said(alone)
    assert "check/say" == the.said(the.give(at("together/check"), Idle(15)))[0]
    assert () == the.give(at("together/check"), Shown()).effects


def test_holding_long_enough_does_it_and_a_tap_is_told_to_press_longer():
    state = at("together/press")
    view = look(state).phone

    assert ("hold", "app", "app") == (view.gesture, view.wanted, view.ring)
    assert "together/down" == the.give(state, Held("app")).state.key
    assert ["ui/hold-longer", "press/where"] == the.said(the.give(state, Tap("app")))
    assert ["ui/not-that", "press/where"] == the.said(the.give(state, Held("other")))
    assert ["ui/not-that", "press/where"] == the.said(the.give(state, Scrolled("app")))


def test_scrolling_brings_the_end_of_a_long_screen_into_view():
    state = at("together/down")

    assert ("scroll", "end", False) == (
        look(state).phone.gesture,
        look(state).phone.wanted,
        look(state).phone.scrolled,
    )
    after = the.give(state, Scrolled("end")).state
    assert "together/check" == after.key
    assert after.phone.scrolled
    assert ["ui/not-that", "down/where"] == the.said(the.give(state, Swiped("down")))


@pytest.mark.parametrize(("step", "act"), [("press", "hold"), ("down", "scroll")])
def test_the_third_hint_shows_the_gesture(step, act):
    state = the.give(at(f"together/{step}"), Hint(), Hint(), Hint()).state

    assert act == look(state).phone.ghost.act
    assert ["ui/see-again"] == the.said(the.give(state, Held("app")))


def test_a_long_press_where_nothing_is_to_be_held_is_a_tap():
    state = the.at("together/next")

    assert the.give(state, Tap("payee")).state == the.give(state, Held("payee")).state
    assert "together/code" == the.give(state, Held("next")).state.key


def test_a_switch_turns_and_a_button_may_wait_for_it():
    phone = Phone("phone", "set")
    turned = tap(HANDS, phone, "large")

    assert ("next",) == grey(HANDS, phone)
    assert () == grey(HANDS, turned)
    assert is_on(turned, Toggle(id="large", text=""))
    assert "off" == tap(HANDS, turned, "large").typed["set/large"]
    assert ("home", "off") == (tap(HANDS, phone, "dark").screen, tap(HANDS, phone, "dark").typed["set/dark"])


def test_one_who_helps_a_friend_is_asked_how():
    state = the.give(at("trick/friend"), Tap("answer")).state

    assert "ui/how-to-help" == look(state).question.id


def test_every_way_leads_to_the_end():
    end, _ = play(start(HANDS, attempt="a").state)

    assert "done" == end.over
    assert () == walk(HANDS).stuck
    assert () == walk(HANDS).unspoken


def test_what_was_recorded_under_an_old_id_still_counts():
    renamed = Order(
        **{name: getattr(ORDER, name) for name in ORDER.__struct_fields__} | {"id": "look", "was": ("check",)}
    )
    stage = the.stage("together", *HANDS.stages[0].steps[:2], renamed, ORDER)
    lesson = replace(HANDS, stages=(stage,))
    earlier = Progress("hands", outcomes={"together/check": "hint1", "together/press": "alone"})

    assert "together/look" == start(lesson, attempt="b", resume=Resume("together", "look")).state.key
    state = start(lesson, attempt="b", resume=Resume("together", "check"), earlier=earlier).state
    assert {"together/press": "alone", "together/look": "hint1"} == state.outcomes
