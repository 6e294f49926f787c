import runpy
from pathlib import Path
from types import SimpleNamespace

from elderapp.player.play import Again, Back, Chose, Hint, Idle, Missed, Next, Shown, Spoken
from elderapp.player.view import look

the = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("lessons.py"))))


def asked():
    return the.at("together/question")


def test_the_question_and_then_every_answer_is_read_out():
    turn = the.give(asked(), Again())

    assert ["question/say", "q/a", "q/b", "q/c"] == the.said(turn)
    assert "question/say" == look(the.listen(turn.state).state).caption.id
    assert look(turn.state).question is None


def test_a_right_answer_explains_itself_and_waits():
    turn = the.give(asked(), Chose("b"))

    assert ["q/b/because"] == the.said(turn)
    assert ("praise", "next", ()) == (look(turn.state).tag, look(turn.state).primary, look(turn.state).answers)
    assert "alone" == turn.state.outcomes["together/question"]
    assert "together/mine" == the.give(turn.state, Next()).state.key
    assert "together/decline" == the.give(turn.state, Back()).state.key
    assert ["q/b/because"] == the.said(the.give(turn.state, Missed()))
    assert () == the.give(turn.state, Shown()).effects


def test_a_wrong_answer_explains_itself_and_leaves_the_question_open():
    turn = the.give(asked(), Chose("a"))
    view = look(turn.state)

    assert ["q/a/because", "ui/try-other"] == the.said(turn)
    assert ("q/a/because", "question/say") == (view.caption.id, view.question.id)
    assert [True, False, False] == [answer.tried for answer in view.answers]
    assert "hint1" == the.give(turn.state, Chose("b")).state.outcomes["together/question"]


def test_the_same_wrong_answer_twice_costs_nothing_more():
    state = the.give(asked(), Chose("a"), Chose("a")).state

    assert "hint1" == the.give(state, Chose("b")).state.outcomes["together/question"]


def test_a_hint_explains_one_wrong_answer_after_the_other():
    first = the.give(asked(), Hint())
    second = the.give(first.state, Hint())
    third = the.give(second.state, Hint())

    assert ["q/a/because", "ui/try-other"] == the.said(first)
    assert ["q/c/because", "ui/try-other"] == the.said(second)
    assert "q/c/because" == the.said(third)[0]
    assert [("asked", "together/question")] == the.records(third)
    assert "hint2" == the.give(third.state, Chose("b")).state.outcomes["together/question"]


def test_what_is_no_answer_repeats_the_question():
    for other in (Chose("z"), Missed(), Idle(15)):
        assert ["question/say", "q/a", "q/b", "q/c"] == the.said(the.give(asked(), other))
    for nothing in (Next(), Shown(), Spoken("stale")):
        assert () == the.give(asked(), nothing).effects
    assert "together/decline" == the.give(asked(), Back()).state.key


def test_a_question_may_show_a_screen_of_its_own():
    assert ("chat", "threads") == (
        look(the.at("together/seen")).phone.mock,
        look(the.at("together/seen")).phone.screen_id,
    )
