import sqlite3

import pytest

from elderapp.records.people import Learner
from elderapp.records.statements import Statement, Verb
from elderapp.store import Store, StoreFull
from elderapp.tablet.ledger import Ledger

BEGUN = Statement(Verb.INITIALIZED, "c1", "pay", {"version": "1.0.0", "nth": 1}, attempt="a1")
CAME = Statement(Verb.EXPERIENCED, "c1", "pay/together/open", {"n": 1, "of": 2}, attempt="a1")
DONE = Statement(Verb.COMPLETED, "c1", "pay", attempt="a1")


class Keeper:
    """A real file, which fails while `trouble` is set."""

    def __init__(self, store):
        self.store, self.trouble, self.order = store, None, []

    def __getattr__(self, name):
        if self.trouble:
            raise self.trouble
        self.order.append(name)
        return getattr(self.store, name)


@pytest.fixture
def keeper(tmp_path):
    with Store.open(tmp_path / "tablet.db") as store:
        yield Keeper(store)


def test_what_can_be_written_is_written_at_once(keeper):
    ledger = Ledger(keeper)
    ledger.record([BEGUN])

    assert not ledger.is_late
    assert 1 == keeper.store.last_seq


def test_what_cannot_be_written_waits_and_comes_in_order(keeper):
    ledger = Ledger(keeper)
    keeper.trouble = StoreFull("full")
    ledger.record([BEGUN])
    ledger.meet(Learner("g1", "新朋友1", "bird"), "s1")
    ledger.record([CAME])
    assert (True, 0) == (ledger.is_late, keeper.store.last_seq)
    keeper.trouble = None
    ledger.record([DONE])

    assert ["record", "add_person", "record", "record"] == keeper.order
    assert [Verb.INITIALIZED, Verb.EXPERIENCED, Verb.COMPLETED] == [row.verb for row in keeper.store.unsent(0, 9)]
    assert "s1" == keeper.store.unsent_people()[0].session
    assert not ledger.is_late


def test_progress_counts_what_still_waits(keeper):
    ledger = Ledger(keeper)
    ledger.record([BEGUN])
    keeper.trouble = StoreFull("full")
    ledger.record([CAME])
    keeper.progress = keeper.store.progress  # a full disk can still be read
    assert "open" == ledger.progress("c1")["pay"].resume.step
    ledger.record([DONE])

    assert (1, None) == (ledger.progress("c1")["pay"].completed, ledger.progress("c1")["pay"].resume)
    assert {} == ledger.progress("c2")


def test_what_waited_makes_the_progress_that_was_shown_meanwhile(keeper):
    ledger = Ledger(keeper)
    keeper.trouble = StoreFull("full")
    ledger.record([BEGUN, CAME])
    shown = ledger.progress("c1")["pay"]
    keeper.trouble = None
    ledger.catch_up()

    assert shown.resume == keeper.store.progress("c1")["pay"].resume
    assert shown.resume == ledger.progress("c1")["pay"].resume


def test_a_file_that_cannot_be_read_is_one_that_nothing_is_known_from(keeper):
    keeper.trouble = sqlite3.OperationalError("locked")

    assert {} == Ledger(keeper).progress("c1")


def test_a_mistake_of_our_own_shows(keeper):
    with pytest.raises(ValueError, match="no free text"):
        Ledger(keeper).record([Statement(Verb.ASKED, "c1", "陳太")])
