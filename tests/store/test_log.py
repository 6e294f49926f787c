import sqlite3

import pytest

from elderapp.records.statements import GENESIS, Row, Statement, Verb, chain
from elderapp.store import Store, StoreDamaged

SAID = Statement(Verb.ANSWERED, "l1", "wifi/alone/tap", {"outcome": "hint1", "key": True}, "s1", "a1")
NEXT = Statement(Verb.EXPERIENCED, "l1", "wifi/alone/next", {"n": 2}, "s1", "a1")


def test_rows_are_numbered_dated_and_chained(store):
    rows = store.record([SAID, NEXT]) + store.record([SAID])

    first = Row(1, 1, 1_763_654_400_000, 5_000, "0a0b0c0d", SAID.verb, "l1", "s1", "a1", SAID.object, SAID.result)
    assert first == rows[0]
    assert [1, 2, 3] == [row.seq for row in rows]
    assert chain(chain(chain(GENESIS, rows[0]), rows[1]), rows[2]) == store.digest_at(3)
    assert GENESIS == store.digest_at(0)
    assert store.digest_at(4) is None
    assert (1, 3) == (store.epoch, store.last_seq)
    assert 3 == store.verify()


def test_nothing_recorded_is_nothing_written(store):
    assert [] == store.record([])
    assert 0 == store.last_seq


def test_unsent_rows_come_as_they_were_said(store):
    rows = store.record([SAID, NEXT, SAID])

    assert rows[1:] == store.unsent(1, 10)
    assert rows[:2] == store.unsent(0, 2)
    assert rows == store.unsent(0, 10, epoch=1)
    assert [] == store.unsent(0, 10, epoch=9)


def test_safe_rows_are_dropped_but_the_last_of_them(store):
    store.record([SAID] * 5)

    assert 2 == store.drop_safe(3)
    assert [3, 4, 5] == [row.seq for row in store.unsent(0, 10)]
    assert 0 == store.drop_safe(99)
    assert 0 == store.drop_safe(0)
    assert 3 == store.verify()
    assert 6 == store.record([SAID])[0].seq
    assert (0, 3, 6) == (store.epochs()[0].acked, store.epochs()[0].safe, store.epochs()[0].last)


def test_a_new_epoch_counts_from_one(store):
    store.record([SAID, SAID])
    second = store.begin_epoch()

    row = store.record([SAID])[0]

    assert (second, 1) == (row.epoch, row.seq)
    assert [2, 1] == [epoch.last for epoch in store.epochs()]
    assert chain(GENESIS, row) == store.digest_at(1)
    assert 3 == store.verify()


def test_for_a_hub_that_was_put_back_also_what_it_had_acknowledged_is_carried_over(store):
    store.record([SAID, NEXT, SAID])
    store.set_acked(3)
    store.drop_safe(1)

    assert 2 == store.carry_over(acked=True)

    assert [NEXT.object, SAID.object] == [row.object for row in store.unsent(0, 10)]


def test_carried_over_rows_keep_their_words_and_times(store, clock):
    store.record([SAID, NEXT])
    store.set_acked(1)
    store.begin_epoch()
    clock.wall += 1000
    store.record([SAID])

    assert 2 == store.carry_over()

    carried = store.unsent(0, 10)
    assert [NEXT.object, SAID.object] == [row.object for row in carried]
    assert [1_763_654_400_000, 1_763_654_401_000] == [row.wall for row in carried]
    assert [1, 2] == [row.seq for row in carried]
    assert [(2, 2), (1, 1), (0, 0)] == [(epoch.acked, epoch.safe) for epoch in store.epochs()]
    assert 5 == store.verify()


@pytest.mark.parametrize(
    "said",
    [
        Statement(Verb.ASKED, "陳太", "", {"what": "hand"}),
        Statement(Verb.ASKED, "l1", "", {"what": "我想問"}),
    ],
)
def test_no_name_and_no_free_text_enters_the_log(store, said):
    with pytest.raises(ValueError, match="no free text"):
        store.record([SAID, said])

    assert 0 == store.last_seq


@pytest.mark.parametrize(
    "change",
    [
        "update log set learner = 'l2' where seq = 2",
        "delete from log where seq = 2",
        "update log set h = zeroblob(32) where seq = 1",
        "update log set verb = 'sang' where seq = 2",
        "update log set result = '{' where seq = 2",
        "update log set wall = 'noon' where seq = 2",
    ],
)
def test_a_changed_log_is_found_out(store, path, change):
    store.record([SAID, SAID, SAID])
    with sqlite3.connect(path) as other:
        other.execute(change)
    other.close()

    with pytest.raises(StoreDamaged):
        store.verify()


def test_two_that_write_by_turns_make_one_chain(store, path, clock):
    with Store.open(path, clock=clock) as other:
        for _ in range(20):
            store.record([SAID, NEXT])
            other.record([SAID])
        assert list(range(1, 61)) == [row.seq for row in other.unsent(0, 100)]
        assert 60 == other.verify()
        assert store.epoch == other.epoch


def test_what_may_have_been_written_is_not_written_twice(store):
    said = [Statement(Verb.EXPERIENCED, "l1", "wifi/why/a", {"n": 1}, attempt=name) for name in "ab"]
    rows = store.record(said)
    store._tried = rows  # as after a commit whose last step failed

    later = Statement(Verb.EXPERIENCED, "l1", "wifi/why/b", {"n": 2}, attempt="c")
    assert [1, 2, 3] == [row.seq for row in store.record([*said, later])]
    store._tried = rows
    assert [4] == [row.seq for row in store.record([later])]
    assert 4 == store.verify()
