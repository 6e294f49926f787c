import runpy
from pathlib import Path
from types import SimpleNamespace

from elderapp.player.answers import answers, call_turn, question, read_out
from elderapp.player.machine import start
from elderapp.player.play import Chose
from elderapp.records.people import Resume

the = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("lessons.py"))))


def order(seed):
    state = start(the.TALK, attempt="a", resume=Resume("together", "question"), shuffle=seed).state
    return "".join(answer.id for answer in answers(state))


def test_seed_nought_keeps_the_author_s_order():
    assert "abc" == order(0)


def test_every_seed_gives_one_order_and_seeds_differ():
    orders = {order(seed) for seed in range(1, 30)}

    assert order(7) == order(7)
    assert {"abc", "cba"} < orders


def test_a_step_without_a_question_has_no_answers():
    state = the.at("alone/open")

    assert ((), None, ()) == (answers(state), question(state), read_out(state))


def test_the_turn_of_a_call_is_its_last():
    state = the.give(the.at("trick/bank-call"), the.Spoken("x")).state

    assert "a/hear" == call_turn(state, state.current).hear.id


def test_a_wrong_pick_leaves_the_question_over_the_answers():
    assert "question/say" == question(the.give(the.at("together/question"), Chose("a")).state).id
