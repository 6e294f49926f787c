import runpy
from pathlib import Path
from types import SimpleNamespace

from elderapp.player.play import Again, Back, Hint, Idle, Missed, Next, Shown, Spoken, Tapped
from elderapp.player.view import look

the = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("lessons.py"))))


def spoken(state):
    return the.give(state, Spoken(state.here.voice))


def watching():
    return spoken(the.at("watch/watch")).state


def test_a_line_is_said_and_waits_for_the_learner():
    state = the.at("why/why-1")

    assert "why-1/say" == look(state).caption.id
    assert "next" == look(state).primary
    assert "why/why-1" == the.give(state, Spoken("why-1/say"), Idle(40), Shown()).state.key
    assert "why/why-2" == the.give(state, Next()).state.key


def test_the_last_line_of_why_begins_the_lesson():
    assert "begin" == look(the.at("why/why-2")).primary
    assert "harbour" == look(the.at("why/why-2")).picture


def test_asking_for_a_hint_repeats_the_line():
    assert ["why-1/say"] == the.said(the.give(the.at("why/why-1"), Hint()))


def test_watching_begins_with_a_word_that_one_only_looks_on():
    state = the.at("watch/watch")

    assert "ui/watch-first" == look(state).caption.id
    assert look(state).phone.ghost is None
    assert "open/say" == look(spoken(state).state).caption.id


def test_nobody_is_urged_while_looking_on():
    state = the.at("watch/watch")

    assert () == the.give(state, Idle(15)).effects
    assert () == the.give(watching(), Idle(75)).effects


def test_the_ghost_moves_on_when_voice_and_finger_are_both_through():
    state = watching()

    assert ("tap", "fps", 0) == (
        look(state).phone.ghost.act,
        look(state).phone.ghost.target,
        look(state).phone.ghost.turn,
    )
    assert look(the.give(state, Shown()).state).phone.ghost is None
    assert "home" == look(the.give(state, Spoken("open/say")).state).phone.screen_id
    assert "amount" == look(the.give(state, Spoken("open/say"), Shown()).state).phone.screen_id
    assert "amount" == look(the.give(state, Shown(), Spoken("open/say")).state).phone.screen_id


def test_what_the_ghost_typed_stands_on_the_screen():
    state = the.give(watching(), Shown(), Spoken("open/say"), Shown()).state
    after = the.give(state, Spoken("amount/say")).state

    assert {} == look(state).phone.typed
    assert "10" == after.phone.typed["amount/pad"]


def test_a_waiting_button_does_not_wait_for_the_ghost():
    state = the.give(watching(), Shown(), Spoken("open/say"), Shown(), Spoken("amount/say")).state

    assert "review" == look(state).phone.screen_id
    assert () == look(state).phone.grey
    assert {} == look(state).phone.waiting


def test_after_the_last_move_the_learner_says_when_to_go_on():
    state = watching()
    for move in ("open", "amount", "yes", "close"):
        assert "" == look(state).primary
        state = the.give(state, Shown(), Spoken(f"{move}/say")).state

    assert "next" == look(state).primary
    assert () == the.give(state, Shown()).effects
    assert () == the.give(state, Spoken("stale")).effects
    assert "watch/more" == the.give(state, Next()).state.key
    assert "watch/watch" == the.give(state, Next(), Back()).state.key


def test_the_whole_watching_ends_with_a_word():
    state = the.give(the.at("watch/more"), Shown(), Spoken("open/say"))

    assert ["ui/watch-done"] == the.said(state)
    assert "why/why-2" == the.give(the.at("watch/watch"), Back()).state.key


def test_touching_the_phone_while_looking_on_is_answered_kindly():
    for touch in (Tapped("fps"), Missed()):
        assert ["ui/watch-first", "open/say"] == the.said(the.give(watching(), touch, touch))


def test_back_while_looking_on_begins_again():
    state = the.give(watching(), Shown(), Spoken("open/say"), Back()).state

    assert ("home", 0) == (look(state).phone.screen_id, state.here.moves)


def test_listening_again_keeps_the_finger_where_it_is():
    turn = the.give(watching(), Shown(), Again())

    assert ["open/say"] == the.said(turn)
    assert "amount" == look(the.give(turn.state, Spoken("open/say")).state).phone.screen_id
    assert ["open/say"] == the.said(the.give(watching(), Hint()))


def test_a_showing_amid_other_steps_needs_no_word_before_or_after():
    state = the.at("together/show")

    assert "open/say" == look(state).caption.id
    after = the.give(state, Shown(), Spoken("open/say"), Shown(), Spoken("amount/say"))
    assert ("next", []) == (look(after.state).primary, the.said(after))


def test_a_checklist_is_read_out_and_shown():
    turn = the.give(the.at("checklist/checklist"), Again())

    assert ["list/say", "list/1", "list/2"] == the.said(turn)
    assert ["list/1", "list/2"] == [item.id for item in look(turn.state).items]
    assert "done" == look(turn.state).primary
    assert "list/say" == look(the.listen(turn.state).state).caption.id
    assert "done" == the.give(turn.state, Next()).state.over
