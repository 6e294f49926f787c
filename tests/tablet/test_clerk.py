"""What is written and looked up, on a real file."""

import pytest
from msgspec.structs import replace

from elderapp import keys
from elderapp.records.people import Staff
from elderapp.records.statements import Statement, Verb
from elderapp.tablet import flow
from elderapp.tablet.clerk import Clerk
from tests.player import lessons as the
from tests.tablet.conftest import CHAN, ROSTER

HO = Staff("ho", "何姑娘", "trainer", keys.pin_digest("2580", b"salt"))
STATE = flow.State(replace(ROSTER, staff=(HO,)), {the.PAY.id: the.PAY})


@pytest.fixture
def told():
    return []


@pytest.fixture
def clerk(store, told):
    return Clerk(store, on_written=told.append, facts=lambda: flow.Facts(unsent=3), export=lambda folder: len(folder))


def do(clerk, task, state=STATE):
    return clerk.do(task, state, now=1000, mute=True)


def test_statements_are_written_and_told(clerk, store, told):
    said = (Statement(Verb.ATTENDED, "c1", "s1", {}, "s1", ""),)

    assert STATE == do(clerk, flow.Write(said))
    assert [said] == told
    assert ["attended"] == [str(row.verb) for row in store.unsent(0, 10)]


def test_somebody_new_belongs_to_the_class_that_is_open(clerk, store, told):
    do(clerk, flow.Meet(CHAN))

    assert [("c1", "s1")] == [(one.learner.id, one.session) for one in store.unsent_people()]
    assert [()] == told


def test_a_right_number_opens_and_a_wrong_one_does_not(clerk):
    assert "何姑娘" == do(clerk, flow.Prove("2580")).state.staff.name
    assert do(clerk, flow.Prove("0000")).state.wrong


def test_how_the_tablet_stands_is_told_with_what_was_put_aside(clerk):
    assert (3, True, -1) == facts_of(do(clerk, flow.Inspect()))
    do(clerk, flow.Export(), replace(STATE, facts=flow.Facts(usb="/usb")))
    assert (3, True, 4) == facts_of(do(clerk, flow.Inspect()))


def facts_of(state):
    return state.facts.unsent, state.facts.mute, state.facts.exported


def test_what_is_kept_is_there_again(clerk):
    do(clerk, flow.Keep("loudest", 60))

    assert 60 == clerk.ledger.setting("loudest", 0)


def test_a_learner_is_greeted_only_where_she_is_to_be(clerk):
    quiet = do(clerk, flow.Recall("c1", greets=False), replace(STATE, learner=CHAN))

    assert isinstance(quiet, flow.State)
    assert flow.greet(quiet) == do(clerk, flow.Recall("c1"), replace(STATE, learner=CHAN))
