import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from elderapp.player.play import Again, Back, Chose, Hint, Missed, Next, Record, Shown, Spoken, Tapped
from elderapp.player.view import look

the = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("lessons.py"))))


def searching():
    return the.give(the.at("trick/fake"), Chose("verify"), Chose("fake")).state


def result(turn):
    return next(effect.result for effect in turn.effects if isinstance(effect, Record))


def test_the_message_stands_on_the_phone_with_its_marks():
    view = look(the.at("trick/fake"))

    bubble = view.phone.screen.widgets[1].messages[0]
    assert "請去 {link|parcel.example} 補 {fee|$8.5}。" == bubble.text
    assert ("message", (), ()) == (view.phone.ribbon, view.phone.live, view.phone.marked)
    assert "chat_thread" == look(the.at("trick/real")).phone.screen.widgets[1].__struct_config__.tag


def test_three_actions_look_alike_and_nothing_is_amber():
    view = look(the.at("trick/fake"))

    assert ["believe", "verify", "disbelieve"] == [answer.id for answer in view.answers]
    assert ["thumb_up", "person_search", "block"] == [answer.icon for answer in view.answers]
    assert ("", "ui/what-would-you-do") == (view.primary, view.question.id)


def test_message_question_and_answers_are_read_out():
    names = ["ui/what-would-you-do", "ui/believe", "ui/verify", "ui/disbelieve"]

    assert ["fake/say", *names] == the.said(the.give(the.at("trick/fake"), Again()))


def test_believing_a_fake_stops_and_asks_again():
    turn = the.give(the.at("trick/fake"), Chose("believe"))

    assert "ui/believed-fake" == the.said(turn)[0]
    assert [True, False, False] == [answer.tried for answer in look(turn.state).answers]
    done = the.give(turn.state, Chose("believe"), Chose("disbelieve"), Chose("fake"))
    assert {"outcome": "hint1", "key": True, "genuine": False, "guess": False, "action": "believe"} == result(done)


@pytest.mark.parametrize("action", ["verify", "disbelieve"])
def test_a_safe_action_leads_to_the_guess(action):
    turn = the.give(the.at("trick/fake"), Chose(action))

    assert ["ui/safe-choice", "ui/true-or-fake", "ui/genuine", "ui/fake"] == the.said(turn)
    heard = the.listen(turn.state).state
    assert ("ui/true-or-fake", None) == (look(heard).caption.id, look(heard).question)
    assert ["genuine", "fake"] == [answer.id for answer in look(heard).answers]


def test_repeating_before_the_guess_is_asked_keeps_it_to_come():
    turn = the.give(the.at("trick/fake"), Chose("verify"), Again())

    assert "ui/true-or-fake" in the.said(turn)


def test_verifying_is_right_for_a_genuine_message_too():
    done = the.give(the.at("trick/real"), Chose("verify"), Chose("genuine"))

    assert {"outcome": "alone", "key": True, "genuine": True, "guess": True, "action": "verify"} == result(done)
    assert ["real/because"] == the.said(done)
    assert "next" == look(done.state).primary
    assert "trick/bare" == the.give(done.state, Next()).state.key


def test_believing_a_genuine_message_is_no_mistake():
    turn = the.give(the.at("trick/real"), Chose("believe"))

    assert "ui/true-or-fake" == the.said(turn)[0]
    assert "alone" == result(the.give(turn.state, Chose("genuine")))["outcome"]


def test_a_wrong_guess_is_scored_and_explained():
    turn = the.give(the.at("trick/real"), Chose("disbelieve"), Chose("fake"))

    assert {"outcome": "hint1", "key": True, "genuine": True, "guess": False, "action": "disbelieve"} == result(turn)
    assert ["real/because"] == the.said(turn)


def test_each_suspicious_part_says_why():
    view = look(searching())
    first = the.give(searching(), Tapped("fee"))
    again = the.give(first.state, Tapped("fee"))
    all_found = the.give(first.state, Tapped("link"))

    assert (("link", "fee"), (), "") == (view.phone.live, view.phone.marked, view.primary)
    assert (["fake/fee"], ("fee",), ("link",)) == (
        the.said(first),
        look(first.state).phone.marked,
        look(first.state).phone.live,
    )
    assert ("fee",) == again.state.here.tried
    assert ["fake/link", "ui/found-all", "fake/because"] == the.said(all_found)
    assert ((), "next") == (look(all_found.state).phone.live, look(all_found.state).primary)


def test_one_part_is_enough_to_go_on():
    state = the.give(searching(), Tapped("fee")).state
    shown = the.give(state, Next())

    assert "next" == look(state).primary
    assert (["fake/because"], ("link", "fee")) == (the.said(shown), look(shown.state).phone.marked)


def test_a_hint_rings_the_next_part():
    turn = the.give(searching(), Hint())

    assert ("link", True) == (look(turn.state).phone.ring, look(turn.state).phone.dim)
    assert [("asked", "trick/fake")] == the.records(turn)
    assert "" == look(the.give(turn.state, Tapped("link")).state).phone.ring


def test_a_tap_beside_the_parts_is_answered():
    assert ["ui/not-here", "ui/find-marks"] == the.said(the.give(searching(), Tapped("body")))
    assert ["ui/find-marks"] == the.said(the.give(searching(), Missed()))


def test_a_hint_before_repeats_and_is_recorded():
    turn = the.give(the.at("trick/fake"), Hint())

    assert ("fake/say", [("asked", "trick/fake")]) == (the.said(turn)[0], the.records(turn))


def test_a_fake_without_marks_explains_itself_at_once():
    assert ["bare/because"] == the.said(the.give(the.at("trick/bare"), Chose("verify"), Chose("fake")))


def test_back_begins_the_message_again_and_then_leaves_it():
    state = the.give(searching(), Back()).state

    assert ("act", "fake/say") == (state.here.phase, look(state).caption.id)
    assert "why/why-1" == the.give(state, Back()).state.key


def test_what_is_no_answer_changes_nothing_or_repeats():
    state = the.at("trick/fake")

    for nothing in (Next(), Shown(), Spoken("stale")):
        assert () == the.give(state, nothing).effects
    assert "act" == the.give(state, Chose("z")).state.here.phase
    assert "fake/say" == the.said(the.give(state, Tapped("link")))[0]
    guessing = the.give(state, Chose("verify")).state
    assert "guess" == the.give(guessing, Chose("verify")).state.here.phase
