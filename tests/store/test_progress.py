import sqlite3

import pytest

from elderapp.player.mastery import fold
from elderapp.records.people import Progress, Resume, Roster
from elderapp.records.statements import Statement, Verb


def at(step: str, learner: str = "l1", lesson: str = "wifi") -> Statement:
    return Statement(Verb.EXPERIENCED, learner, f"{lesson}/together/{step}", {"n": 1}, "", "a1")


BEGUN = Statement(Verb.INITIALIZED, "l1", "wifi", {"version": "1.0.0"}, "", "a1")


def test_progress_is_the_fold_of_the_rows(store):
    rows = store.record([BEGUN, at("two"), at("one", lesson="camera"), at("one", "l2")])

    assert fold(fold(None, rows[0]), rows[1]) == store.progress("l1")["wifi"]
    assert {"wifi", "camera"} == set(store.progress("l1"))
    assert {} == store.progress("nobody")
    assert "two" == store.progress("l1")["wifi"].resume.step


def test_what_is_about_no_lesson_changes_no_progress(store):
    store.record([Statement(Verb.ATTENDED, "l1", "s1"), Statement(Verb.ASKED, "l1", "", {"what": "hand"})])

    assert {} == store.progress("l1")


def test_log_and_progress_are_written_together_or_not_at_all(store):
    store._conn.execute("create trigger no before insert on progress begin select raise(abort, 'no'); end")

    with pytest.raises(sqlite3.IntegrityError):
        store.record([at("one")])

    assert 0 == store.last_seq
    assert {} == store.progress("l1")


def test_the_hubs_word_counts_with_unsent_rows_on_top(store):
    store.record([at("one"), at("two", lesson="camera")])
    store.set_acked(2)
    store.record([at("three"), at("one", "l2")])
    known = Progress("wifi", attempt="a1", completed=1, resume=Resume("alone", "x"), last_wall=1, seq=2)

    store.save_roster(Roster("c", "1", 1, progress={"l1": (known,)}))

    assert {"wifi"} == set(store.progress("l1"))
    assert (1, "three") == (store.progress("l1")["wifi"].completed, store.progress("l1")["wifi"].resume.step)
    assert {"wifi"} == set(store.progress("l2"))


def test_unsent_rows_of_an_older_epoch_count_too(store):
    store.record([BEGUN, at("one")])
    store.begin_epoch()

    store.save_roster(Roster("c", "1", 1, progress={"l1": ()}))

    assert "one" == store.progress("l1")["wifi"].resume.step
