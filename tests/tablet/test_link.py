"""The line to the hub: a real thread, a real file, a visit that the test decides."""

import threading

import pytest

from elderapp.errors import ElderError
from elderapp.records.people import Roster
from elderapp.records.statements import Statement, Verb
from elderapp.store import Store, StoreFull
from elderapp.sync import schedule
from elderapp.sync.errors import HubRefused, HubUnreachable
from elderapp.tablet.link import Link

LONG = 30.0
"""Seconds until a test gives up; none of them waits so long when all is well."""


class Visits:
    """What the link calls. `plan` holds what each visit does: an error to raise, a roster to save, or None."""

    def __init__(self, path, *plan):
        self.path, self.plan = path, list(plan)
        self.seen = threading.Semaphore(0)
        self.threads, self.opened, self.hubs = set(), [], []

    def open_store(self):
        self.opened.append(threading.current_thread())
        return Store.open(self.path)

    def __call__(self, store, hub):
        self.threads.add(threading.current_thread())
        self.hubs.append(hub)
        what = self.plan.pop(0) if self.plan else None
        try:
            if isinstance(what, Exception):
                raise what
            if isinstance(what, Roster):
                store.save_roster(what)
        finally:
            self.seen.release()

    def came(self, number=1):
        return all(self.seen.acquire(timeout=LONG) for _ in range(number))


@pytest.fixture
def run(tmp_path):
    """Gives a link that has started, and its visits."""
    links = []

    def start(*plan, every=LONG, on_roster=lambda _roster: None):
        visits = Visits(tmp_path / "tablet.db", *plan)
        link = Link(visits.open_store, "the hub", visits, every=every, soon=0.0)
        links.append(link)
        link.start(on_roster)
        return link, visits

    yield start
    for link in links:
        link.stop(LONG)
        assert not link._thread.is_alive()


@pytest.fixture
def pauses(monkeypatch):
    """What the schedule was asked; nothing is waited for."""
    asked = []

    def pause(failures, chance, retry_after=0.0):
        asked.append((failures, retry_after))
        return 0.0

    monkeypatch.setattr(schedule, "pause", pause)
    return asked


def test_it_visits_at_once_in_a_thread_and_with_a_file_of_its_own(run):
    link, visits = run()

    assert visits.came()
    assert [link._thread] == visits.opened == list(visits.threads)
    assert ["the hub"] == visits.hubs


def test_a_nudge_brings_the_next_visit_soon(run):
    link, visits = run(every=3600.0)
    assert visits.came()
    link.nudge()

    assert visits.came()


def test_without_a_nudge_it_comes_back_by_itself(run):
    _, visits = run(every=0.01)

    assert visits.came(3)


def test_an_unreachable_hub_is_tried_again_and_its_own_wish_to_wait_is_heard(run, pauses):
    link, visits = run(HubUnreachable("busy", 7.0), HubUnreachable("gone"), None)

    assert visits.came(3)
    link.stop(LONG)
    assert [(1, 7.0), (2, 0.0)] == pauses
    assert "" == link.trouble


def test_after_a_success_failures_are_counted_anew(run, pauses):
    _, visits = run(HubUnreachable("gone"), None, HubUnreachable("gone"), every=0.0)

    assert visits.came(4)
    assert [1, 1] == [failures for failures, _ in pauses]


def test_a_hub_that_refuses_is_named_and_left_in_peace(run, monkeypatch):
    monkeypatch.setattr(schedule, "LONGEST", 3600.0)
    link, visits = run(HubRefused("device-revoked", "no"))
    assert visits.came()
    link.nudge()
    link.stop(LONG)

    assert "device-revoked" == link.trouble
    assert 1 == len(visits.hubs)


def test_a_nudge_does_not_storm_a_hub_that_is_down(run, monkeypatch):
    monkeypatch.setattr(schedule, "pause", lambda *_: 3600.0)
    link, visits = run(HubUnreachable("gone"))
    assert visits.came()
    link.nudge()
    link.stop(LONG)

    assert 1 == len(visits.hubs)


@pytest.mark.parametrize("error", [StoreFull("full"), OSError(28, "no space")])
def test_a_file_that_fails_does_not_end_the_thread(run, pauses, error):
    link, visits = run(error, None)

    assert visits.came(2)
    link.stop(LONG)
    assert "" == link.trouble
    assert 1 == len(visits.opened)


def test_a_file_that_cannot_be_opened_is_tried_again(tmp_path, pauses):
    visits, tries = Visits(tmp_path / "tablet.db"), []

    def open_store():
        tries.append(1)
        if len(tries) == 1:
            raise StoreFull("full")
        return visits.open_store()

    link = Link(open_store, "the hub", visits, soon=0.0)
    link.start(lambda _roster: None)

    assert visits.came()
    link.stop(LONG)
    assert 2 == len(tries)


def test_a_new_roster_is_told_once(run):
    roster, told, heard = Roster("晴川", "7", cursor=3), [], threading.Event()

    def on_roster(new):
        told.append(new)
        heard.set()

    link, visits = run(roster, roster, every=0.0, on_roster=on_roster)

    assert heard.wait(LONG)
    assert visits.came(3)
    link.stop(LONG)
    assert [roster] == told


def test_it_stops_in_the_middle_of_a_long_pause(run, monkeypatch):
    monkeypatch.setattr(schedule, "pause", lambda *_: 3600.0)
    link, visits = run(ElderError("some trouble"))
    assert visits.came()
    link.stop(LONG)

    assert not link._thread.is_alive()
    assert "error" == link.trouble


def test_one_that_never_began_can_be_stopped(tmp_path):
    visits = Visits(tmp_path / "tablet.db")
    Link(visits.open_store, "the hub", visits).stop()

    assert [] == visits.hubs


def test_a_raised_hand_waits_for_nothing_else_that_may_be_said(tmp_path):
    visits = Visits(tmp_path / "tablet.db")
    link = Link(visits.open_store, "the hub", visits, every=3600.0, soon=3600.0)
    link.start(lambda _roster: None)
    assert visits.came()
    link.told([Statement(Verb.EXPERIENCED, "c1", "a/b/c")])
    link.told([Statement(Verb.ASKED, "c1", "a", {"what": "hand"})])

    assert visits.came()
    link.stop(LONG)
    assert not link._thread.is_alive()
