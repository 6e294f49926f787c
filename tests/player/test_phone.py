import runpy
from pathlib import Path
from types import SimpleNamespace

from elderapp.lesson.model import Choose, Move, Stage
from elderapp.player import phone
from elderapp.player.state import Phone

the = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("lessons.py"))))


def bank(screen, **more):
    return Phone("bank", screen, **more)


def test_everything_with_an_id_can_be_touched():
    assert ["fps", "bills", "help", "plain", "advert", "close"] == list(phone.targets(the.BANK.screens["home"]))
    assert {"answer": "talk", "decline": "threads"} == phone.targets(the.CHAT.screens["call"])
    assert {"hang-up": "threads"} == phone.targets(the.CHAT.screens["talk"])
    assert ["first", "mine", "reply"] == list(phone.targets(the.CHAT.screens["threads"]))
    assert {"back": "back", "reply": "", "scan": ""} == phone.targets(the.CHAT.screens["chat"])
    assert ["yes", "no"] == list(phone.targets(the.BANK.screens["review"]))


def test_a_money_pad_has_a_point_a_pin_pad_has_none():
    assert "." in phone.targets(the.BANK.screens["amount"])
    assert "." not in phone.targets(the.BANK.screens["pin"])


def test_a_tap_leads_on_and_back_leads_back():
    bills = phone.tap(the.PAY, bank("home"), "bills")

    assert bank("bills", history=("home",)) == bills
    assert bank("home") == phone.tap(the.PAY, bills, "back")
    assert bank("bills") == phone.tap(the.PAY, bank("bills"), "back")
    assert "home" == phone.leads_to(the.PAY, bills, "back")
    assert "" == phone.leads_to(the.PAY, bills, "none")


def test_a_tap_on_what_leads_nowhere_changes_nothing():
    assert bank("home") == phone.tap(the.PAY, bank("home"), "plain")


def test_a_swipe_leads_where_the_screen_says():
    assert "home" == phone.swipe(the.PAY, bank("done"), "up").screen
    assert "done" == phone.swipe(the.PAY, bank("done"), "down").screen


def test_typed_text_belongs_to_its_screen_and_can_be_removed():
    there = phone.write(the.PAY, bank("pin"), "digits", "12")

    assert {"pin/code": "12"} == there.typed
    assert "12" == phone.typed(the.PAY, there, "code")
    assert {} == phone.write(the.PAY, there, "code", "").typed


def test_a_button_is_grey_while_what_it_needs_is_empty_or_its_time_runs():
    assert ("ok",) == phone.grey(the.PAY, bank("pin"))
    assert () == phone.grey(the.PAY, phone.write(the.PAY, bank("pin"), "code", "1"))
    assert ("yes",) == phone.grey(the.PAY, bank("review"))
    assert {} == phone.waiting(the.PAY, bank("review", waited=("yes",)))


def test_jumping_keeps_what_was_typed_in_the_same_app_alone():
    typed = bank("amount", typed={"amount/pad": "10"})

    assert typed is phone.jump(typed, "bank", "amount")
    assert bank("pin", history=("amount",), typed={"amount/pad": "10"}) == phone.jump(typed, "bank", "pin")
    assert Phone("chat", "call") == phone.jump(typed, "chat", "call")


def test_the_phone_of_a_step_is_as_if_all_before_were_done():
    alone = the.PAY.stages[3]

    assert {"amount/pad": "10", "pin/code": "123"} == phone.at_step(the.PAY, alone, 4).typed
    assert "pin" == phone.at_step(the.PAY, alone, 4).screen


def test_a_line_before_the_first_action_shows_its_screen():
    assert bank("home") == phone.at_step(the.PAY, the.PAY.stages[2], 0)
    assert Phone() == phone.at_step(the.PAY, the.PAY.stages[0], 0)


def test_a_shown_way_is_walked():
    assert "home" == phone.at_step(the.PAY, the.PAY.stages[1], 1).screen
    swiped = phone.move(
        the.PAY, bank("home"), Move(say=the.line("x"), act="swipe", mock="bank", screen="done", text="up")
    )
    assert "home" == swiped.screen


def test_a_trick_stands_alone_without_the_screen_of_the_one_before():
    asked = Choose(id="who", say=the.line("x"), options=(), mock="bank", screen="pin")
    plain = Choose(id="what", say=the.line("y"), options=())

    assert bank("pin") == phone.at_step(the.PAY, Stage("trick", (asked, plain)), 0)
    assert Phone() == phone.at_step(the.PAY, Stage("trick", (asked, plain)), 1)
