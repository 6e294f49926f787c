import runpy
from pathlib import Path
from types import SimpleNamespace

from elderapp.player.play import Back, Chose, Hint, Idle, Missed, Next, Shown, Spoken, Tapped
from elderapp.player.view import look

the = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("lessons.py"))))


def ringing():
    return the.at("trick/bank-call")


def talking():
    return the.give(ringing(), Tapped("answer")).state


def call_screen(state):
    return look(state).phone.screen.widgets[1]


def test_a_call_rings_until_it_is_answered():
    view = look(ringing())

    assert ("ringing", "call/say", "next") == (call_screen(ringing()).state, view.caption.id, view.primary)
    assert ("answer", "decline") == view.phone.live
    assert view.phone.screen.night
    assert "talking" == call_screen(talking()).state
    assert "talk" == the.give(ringing(), Next()).state.here.phase
    assert "trick/bare" == the.give(ringing(), Back()).state.key
    assert ["call/say"] == the.said(the.give(ringing(), Hint()))


def test_the_caller_s_words_are_marked_as_his():
    turn = the.give(ringing(), Tapped("answer"))
    view = look(turn.state)

    assert ("they-say", "a/hear", "ui/what-would-you-do") == (view.tag, view.caption.id, view.question.id)
    assert ["a/hear", "ui/what-would-you-do", "a/r1", "a/r2"] == the.said(turn)
    assert ["call_end", "chat"] == [answer.icon for answer in view.answers]
    assert ("", "hang-up") == (view.primary, view.phone.live[0])


def test_a_reply_leads_on_and_a_good_end_is_praised():
    turn = the.give(talking(), Chose("r1"))

    assert ("praise", "safe/say", "next", ()) == (
        look(turn.state).tag,
        look(turn.state).caption.id,
        look(turn.state).primary,
        look(turn.state).phone.live,
    )
    assert "" == call_screen(turn.state).hang_up
    assert "alone" == turn.state.outcomes["trick/bank-call"]
    assert "done" == the.give(turn.state, Next()).state.over


def test_hanging_up_follows_the_reply_that_hangs_up():
    assert "safe/say" == look(the.give(talking(), Tapped("hang-up")).state).caption.id


def test_hanging_up_is_possible_where_no_reply_does():
    state = the.give(talking(), Chose("r2"), Tapped("hang-up")).state

    assert ("gone/hear", "next") == (look(state).caption.id, look(state).primary)


def test_a_call_may_be_declined():
    assert "gone/hear" == look(the.give(ringing(), Tapped("decline")).state).caption.id


def test_an_unsafe_reply_pauses_explains_and_goes_on():
    pause = the.give(talking(), Chose("r2"), Chose("r2"))
    on = the.give(pause.state, Next())

    assert (["stop/say"], "next", "") == (the.said(pause), look(pause.state).primary, look(pause.state).tag)
    assert ["stop/say"] == the.said(the.give(pause.state, Missed()))
    assert "b/hear" == look(on.state).caption.id
    assert "hint1" == the.give(on.state, Chose("r1")).state.outcomes["trick/bank-call"]


def test_a_hint_rings_the_way_out():
    turn = the.give(talking(), Hint(), Hint())

    assert ("hang-up", True) == (look(turn.state).phone.ring, look(turn.state).phone.dim)
    assert [("asked", "trick/bank-call")] == the.records(turn)
    assert "hint1" == the.give(turn.state, Chose("r1")).state.outcomes["trick/bank-call"]


def test_back_goes_back_a_turn_then_to_the_ringing_then_out():
    state = the.give(talking(), Chose("r2")).state

    assert "a/hear" == look(the.give(state, Back()).state).caption.id
    assert "ring" == the.give(state, Back(), Back()).state.here.phase
    assert "trick/bare" == the.give(state, Back(), Back(), Back()).state.key


def test_what_is_no_answer_changes_nothing_or_repeats():
    for nothing in (Next(), Shown(), Spoken("stale")):
        assert () == the.give(talking(), nothing).effects
    for other in (Chose("z"), Missed(), Idle(15), Tapped("speaker")):
        assert "a/hear" == the.said(the.give(talking(), other))[0]
    assert "call/say" == the.said(the.give(ringing(), Chose("r1")))[0]
