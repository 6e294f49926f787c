"""What a shared tablet owes its people: cards, wishes, pauses, calm; in the real window, on a real file."""

import logging

import pytest
from msgspec.structs import replace

from elderapp import keys
from elderapp.records.people import Staff
from elderapp.tablet import flow
from tests.player import lessons as the
from tests.tablet.conftest import CHAN, LI, ROSTER

HO = Staff("ho", "何姑娘", "trainer", keys.pin_digest("2580", b"salt"))
STAFFED = replace(ROSTER, staff=(HO,), learners=(replace(CHAN, member="B01"), LI))
PIN = ("key:2", "key:5", "key:8", "key:0", "key:ok")


def type_card(somebody, text):
    from kivy.core.window import Window

    from elderapp.tablet import guards

    guards.listen_to_scanner(somebody.shell)
    for letter in text:
        Window.dispatch("on_textinput", letter)
    Window.dispatch("on_key_down", 13, 40, "\r", [])
    somebody.wait(0.1)


def test_a_card_that_a_scanner_types_signs_in(sit_down):
    somebody = sit_down(roster=STAFFED)
    type_card(somebody, "B01")

    assert ("home", "c1") == (somebody.screen, somebody.shell.state.learner.id)
    assert ["attended"] == somebody.written()


def test_what_was_typed_long_before_belongs_to_no_card(sit_down):
    from elderapp.tablet import guards

    somebody = sit_down(roster=STAFFED)
    scanner = guards.Scanner(somebody.shell.scan)
    scanner.hear_keys("B")
    somebody.wait(2)
    scanner.hear_keys("B01")
    scanner.hear_enter()

    assert "c1" == somebody.shell.state.learner.id


def test_her_wishes_hold_at_once_and_leave_with_her(sit_down):
    somebody = sit_down(roster=STAFFED)
    somebody.tap("learner:c1", "me", "size", "volume", "slow")
    shell = somebody.shell
    large = shell.theme.scale, shell.voice.volume, shell.voice.is_slow
    somebody.tap("back", "back")

    assert (1.25, 0.8, True) == large
    assert (1.0, 0.8, False) == (shell.theme.scale, shell.voice.volume, shell.voice.is_slow)
    [met] = somebody.store.unsent_people()
    assert (1.25, 80, True) == (met.learner.scale, met.learner.volume, met.learner.slow)
    somebody.tap("learner:c1")
    assert (1.25, True) == (shell.theme.scale, shell.voice.is_slow)


def test_in_a_class_no_speaker_is_louder_than_four_fifths_but_earphones_are(sit_down):
    loud = replace(CHAN, volume=100)
    roster = replace(ROSTER, learners=(loud, replace(loud, id="c2", name="李生", earphones=True)))
    somebody = sit_down(roster=roster)
    somebody.tap("learner:c1")
    first = somebody.shell.voice.volume
    somebody.tap("back", "learner:c2")

    assert (0.8, 1.0) == (first, somebody.shell.voice.volume)


def test_idle_prompts_are_silent_in_a_class_and_spoken_outside(sit_down, monkeypatch):
    for roster, expected in ((ROSTER, 0.0), (replace(ROSTER, session=None, learners=()), 1.0)):
        somebody = sit_down(roster=roster, lessons={the.PAY.id: the.PAY})
        loud = []
        say = somebody.shell.voice.say
        monkeypatch.setattr(somebody.shell.voice, "say", lambda line, say=say, s=somebody, loud=loud: (
            loud.append(s.shell.voice.volume), say(line)))  # fmt: skip
        somebody.tap(*(("learner:c1",) if roster.session else ("walk-in", "picture:junk")), "go")
        somebody.listen()
        loud.clear()
        somebody.wait(60)
        assert loud, "nothing was said in a minute"
        assert {expected} == set(loud)
        assert expected != somebody.shell.voice.volume or expected == 1.0


def test_the_corner_opens_with_the_number_alone_and_waits_after_wrong_ones(sit_down):
    somebody = sit_down(roster=STAFFED)
    somebody.tap("door")
    for _ in range(6):
        somebody.tap("key:1", "key:1", "key:1", "key:1", "key:ok")
    waits = somebody.shell.state.wait
    somebody.tap(*PIN)
    shut = somebody.screen
    again = sit_down(roster=STAFFED)
    again.tap("door", *PIN)

    assert 28 <= waits <= 30
    assert ("pin", "pin") == (shut, again.screen)
    assert [] == somebody.rows()


def test_the_roll_is_on_the_disk_with_who_marked_it(sit_down):
    somebody = sit_down(roster=STAFFED)
    somebody.tap("door", *PIN, "roll", "mark:c2", "all")

    assert [("attended", "c2", "present", "ho"), ("attended", "c1", "present", "ho")] == [
        (str(row.verb), row.learner, row.result["status"], row.result["by"]) for row in somebody.rows()
    ]


def test_a_pause_stops_voice_and_timers_until_the_number_or_five_minutes(sit_down):
    somebody = sit_down(roster=STAFFED, lessons={the.PAY.id: the.PAY})
    somebody.tap("learner:c1", "go")
    step = somebody.step
    somebody.shell.pause(somebody.shell._given().now + 5 * 60_000)
    said = len(somebody.heard)
    somebody.wait(100)
    silent = len(somebody.heard) - said
    somebody.tap("door", *PIN)

    assert (0, False) == (silent, somebody.shell.state.paused > 0)
    assert ("lesson", step) == (somebody.screen, somebody.step)
    assert len(somebody.heard) > said


def test_a_pause_that_the_hub_ends_ends(sit_down):
    somebody = sit_down(roster=STAFFED)
    somebody.shell.pause(somebody.shell._given().now + 5 * 60_000)
    somebody.shell.pause(0)

    assert "names" == somebody.screen
    somebody.shell.pause(0)
    assert "names" == somebody.screen


def test_after_three_minutes_a_touch_asks_whether_it_is_still_her(sit_down):
    somebody = sit_down(lessons={the.PAY.id: the.PAY})
    somebody.tap("learner:c1", "go")
    somebody.listen()
    somebody.wait(220)
    assert "still-there" in somebody.heard
    somebody.tap("hint")

    assert "still-you" == somebody.screen
    assert 0 == somebody.shell.state.play.here.rung
    somebody.tap("yes")
    assert "lesson" == somebody.screen


def test_a_failure_shows_a_calm_screen_and_the_lesson_goes_on_at_its_step(sit_down, caplog, monkeypatch):
    from kivy.base import ExceptionManager

    from elderapp.tablet import guards

    somebody = sit_down(lessons={the.PAY.id: the.PAY})
    somebody.tap("learner:c1", "go", "next")
    step, rows = somebody.step, len(somebody.rows())
    handler = guards.catch_failures(somebody.shell)
    try:
        with caplog.at_level(logging.ERROR):
            assert ExceptionManager.PASS == ExceptionManager.handle_exception(ZeroDivisionError("broken"))
    finally:
        ExceptionManager.remove_handler(handler)

    assert "trouble" == somebody.screen
    assert "七號平板" in {writing.text for writing in somebody.shell.stage.screen.writings()}
    assert "broken" in caplog.text
    assert rows == len(somebody.rows())
    somebody.tap("go-on")
    assert ("lesson", step) == (somebody.screen, somebody.step)
    assert ExceptionManager.RAISE == handler.handle_exception(KeyboardInterrupt())


def test_the_tablet_tells_its_trainer_how_it_stands(sit_down):
    somebody = sit_down(roster=STAFFED, facts=lambda: flow.Facts(12, "10:08", 76, "hub-unreachable"))
    somebody.tap("door", *PIN, "tablet")
    words = {writing.text for writing in somebody.shell.stage.screen.writings()}

    assert {"12", "10:08", "76%", "搵唔到中心，連返中心 Wi-Fi"} <= words


@pytest.mark.parametrize("what", ["size", "language"])
def test_from_a_lesson_her_page_changes_what_is_on_the_screen_and_leads_back(sit_down, what):
    somebody = sit_down(lessons={the.PAY.id: the.PAY})
    somebody.tap("learner:c1", "go")
    step = somebody.step
    somebody.tap("me", what, "back")

    assert ("lesson", step) == (somebody.screen, somebody.step)


def test_the_corner_closes_by_itself_and_the_help_desk_stays(sit_down):
    somebody = sit_down(roster=STAFFED)
    somebody.tap("door", *PIN, "roll")
    somebody.wait(130)
    closed = somebody.screen
    somebody.tap("door", *PIN, "desk")
    somebody.wait(700)

    assert ("names", "desk") == (closed, somebody.screen)
    assert "still-there" not in somebody.heard


def test_the_trainer_caps_the_speaker_for_good_but_not_earphones(sit_down):
    somebody = sit_down(roster=STAFFED)
    somebody.tap("door", *PIN, "tablet", "loudest", "loudest", "back", "back", "learner:c1")
    again = sit_down(roster=replace(STAFFED, learners=(replace(CHAN, volume=100, earphones=True), LI)))
    quiet = again.shell.voice.volume
    again.tap("learner:c1")

    assert 0.6 == somebody.shell.voice.volume == quiet
    assert 1.0 == again.shell.voice.volume


def test_work_under_the_wrong_name_is_given_away_on_the_disk(sit_down):
    somebody = sit_down(roster=STAFFED, lessons={the.PAY.id: the.PAY})
    somebody.tap("learner:c1", "go", "next")
    attempt = somebody.shell.state.attempt
    somebody.tap("me", "door", *PIN, "people", "learner:c1", "work", f"sitting:{attempt}", "learner:c2")

    assert ["pay"] == list(somebody.store.progress("c2"))
    assert {} == somebody.store.progress("c1")
    assert ["terminated", "reassigned"] == somebody.written()[-2:]


def test_the_trainer_puts_work_on_a_stick_sees_what_failed_and_leaves(sit_down):
    tries, closed = [], []

    def export(folder):
        tries.append(folder)
        if len(tries) > 1:
            raise OSError("no room")
        return 12

    somebody = sit_down(
        roster=STAFFED, export=export, on_close=lambda: closed.append(1), facts=lambda: flow.Facts(usb="/media/stick")
    )
    somebody.tap("door", *PIN, "tablet", "export")
    first = somebody.shell.state.facts.exported
    somebody.tap("export")
    assert (12, -2, ["/media/stick"] * 2) == (first, somebody.shell.state.facts.exported, tries)
    somebody.tap("leave", "really")
    assert [1] == closed


def test_two_take_turns_and_each_row_is_of_whoever_acted(sit_down):
    somebody = sit_down(roster=STAFFED, lessons={the.PAY.id: the.PAY})
    somebody.tap("learner:c1", "me", "pair")
    assert ["learner:c2"] == [t.id for t in somebody.shell.scene().targets if t.id.startswith("learner:")]
    somebody.tap("learner:c2", "go")

    assert ("lesson", "c2") == (somebody.screen, somebody.shell.state.learner.id)
    begun = [row for row in somebody.rows() if str(row.verb) == "initialized"]
    assert {"c1", "c2"} == {row.learner for row in begun}
    assert 2 == len({row.attempt for row in begun})


def test_while_one_waits_for_the_other_the_tablet_does_not_stay_open_for_ever(sit_down):
    somebody = sit_down(roster=STAFFED)
    somebody.tap("learner:c1", "me", "pair")
    somebody.wait(640)

    assert ("names", None) == (somebody.screen, somebody.shell.state.beside)


def test_a_raised_hand_shows_the_tablet_s_number_across_the_screen(sit_down):
    somebody = sit_down(roster=STAFFED, lessons={the.PAY.id: the.PAY})
    somebody.tap("learner:c1", "go", "hand")
    sizes = {writing.text: writing.font_px for writing in somebody.shell.stage.screen.writings()}
    somebody.tap("go-on")

    assert 96 <= sizes["七號平板"]
    assert ("lesson", True) == (somebody.screen, somebody.shell.state.hand_up)
