"""The demo centre's office, told in words."""

import pytest

from elderapp import clock
from elderapp.hub import demo
from elderapp.hub.office import Office
from elderapp.hub.server import Running
from elderapp.hub.settings import Settings
from elderapp.records.statements import Statement, Verb
from elderapp.store import Store
from elderapp.sync import client

LESSON = "pay-fps-check-payee"


@pytest.fixture
def office(tmp_path):
    with Office(Settings(data=tmp_path / "hub", packs=tmp_path / "packs"), lesson=LESSON) as opened:
        yield opened


@pytest.fixture
def attended(office, tmp_path):
    """A tablet that was paired and has told of one learner."""
    learner = Statement(Verb.ATTENDED, "demo-01", office.made.session, session=office.made.session)
    with (
        Running(Settings(data=tmp_path / "hub", packs=tmp_path / "packs")) as hub,
        Store.open(tmp_path / "tablet.db") as store,
        client.pair(store, hub.address, office.made.pairing_code, name="demo") as line,
    ):
        store.record([learner])
        client.sync_once(store, line)
        yield store


def test_a_class_is_on_and_nobody_has_been_seen_yet(office):
    told = office.sees()

    assert told[0].startswith("Class page of ")
    assert "Attendance:" == told[-1]
    assert 0 == office.mark_present()


def test_todays_lesson_is_the_one_that_was_named(office, attended):
    assert LESSON == attended.roster().session.lesson


def test_whoever_a_tablet_saw_is_on_both_pages_and_can_be_marked(office, attended):
    before = office.sees()
    assert any("tablet" in line and "陳太" in line for line in before)
    assert any("陳太" in line and "trainer: not marked" in line for line in before)

    assert 1 == office.mark_present()
    assert any("陳太" in line and "trainer: present" in line for line in office.sees())
    assert 0 == office.mark_present()


def test_after_the_class_there_is_none(office, monkeypatch):
    later = clock.wall_ms() + 7 * 24 * 3_600_000
    monkeypatch.setattr("elderapp.clock.wall_ms", lambda: later)

    assert ["No class is on."] == office.sees()
    assert 0 == office.mark_present()
    assert demo.CENTRE == office.made.centre
