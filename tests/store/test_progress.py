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


def sitting(learner: str, attempt: str) -> list[Statement]:
    return [
        Statement(Verb.INITIALIZED, learner, "wifi", {"version": "1.0.0", "nth": 1}, "", attempt),
        Statement(Verb.COMPLETED, learner, "wifi", {}, "", attempt),
    ]


def moved(to: str, of: str, attempt: str = "a1") -> Statement:
    return Statement(Verb.REASSIGNED, to, "wifi", {"of": of, "by": "ho"}, "", attempt)


def test_work_under_the_wrong_name_is_given_to_whoever_did_it_and_taken_back(store, clock):
    store.record(sitting("l1", "a1"))
    before = store.progress("l1")
    store.record([moved("l2", "l1")])

    assert {} == store.progress("l1")
    assert before["wifi"] == store.progress("l2")["wifi"]
    assert (["a1"], []) == tuple([row.attempt for row in store.sittings(who)] for who in ("l2", "l1"))
    clock.wall += 1
    store.record([moved("l1", "l2")])
    assert (before, {}) == (store.progress("l1"), store.progress("l2"))
    assert 4 == store.verify()


def test_a_reassignment_outlives_a_roster_that_does_not_know_of_it(store):
    store.record([*sitting("l1", "a1"), moved("l2", "l1")])
    store.save_roster(Roster("c", "1", 1, progress={"l1": (), "l2": ()}))

    assert {} == store.progress("l1")
    assert 1 == store.progress("l2")["wifi"].completed


def test_what_the_hub_has_of_a_moved_attempt_counts_for_its_owner_at_once(store):
    store.record(sitting("l1", "a1"))
    store.set_acked(2)
    store.save_roster(Roster("c", "1", 1, progress={"l1": (Progress("wifi", completed=1, last_wall=1),), "l2": ()}))
    store.record([moved("l2", "l1")])

    assert 1 == store.progress("l2")["wifi"].completed
