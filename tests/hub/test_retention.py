"""People who come no more are kept for so long as the centre says, and not a clock that jumped decides it."""

import datetime as dt
import threading
import time

import pytest
from sqlalchemy import Engine

from elderapp import clock
from elderapp.hub import housekeeping, reports
from elderapp.hub.server import Running
from elderapp.hub.settings import Settings
from elderapp.hub.storage import erasing, people, places, retention
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.people import Person
from elderapp.hub.storage.places import Meeting
from elderapp.hub.storage.retention import GRACE, Due, Retention

DAY = 24 * 60 * 60 * 1000
MONTH = 31 * DAY
NOW = 1_795_000_000_000


@pytest.mark.parametrize(
    ("now", "months", "day"),
    [("2026-11-27", 3, "2026-08-27"), ("2026-12-31", 1, "2026-11-30"), ("2027-03-31", 1, "2027-02-28"),
     ("2026-01-15", 1, "2025-12-15"), ("2026-06-01", 120, "2016-06-01"), ("2028-03-30", 1, "2028-02-29")],
)  # fmt: skip
def test_months_are_those_of_the_calendar(now, months, day):
    moment = 1_000 * int(dt.datetime.fromisoformat(f"{now}T12:00+08:00").timestamp())
    assert day == clock.day_of(retention._months_before(moment, months))


@pytest.fixture
def centre(engine):
    """Ten people: one was here last year, one was written down then and never came, one came lately, of one nothing is
    known; the others are new. The first has an older record that came later."""

    def act(connection):
        places.new_centre(connection, 1, "一")
        for number in range(10):
            people.save(connection, 1, Person(f"p{number}", f"學員{number}", added=NOW - DAY))
        for name, added in (("p0", 1), ("p1", NOW - 400 * DAY), ("p2", 1)):
            people.save(connection, 1, Person(name, f"學員{name[1]}", added=added))
        connection.execute(people.learner.update().where(people.learner.c.learner == "p3").values(added=0))
        for name, ago, who in (("old", 300, "p0"), ("new", 20, "p2"), ("missed", 5, "p0")):
            starts = NOW - ago * DAY
            places.new_meeting(connection, 1, Meeting(name, "c", "班", starts, starts + 3_600_000, "", "", ""))
            status = "absent" if name == "missed" else "present"
            reports.add_mark(connection, 1, name, reports.Mark(who, status, "chow", starts, ""))

    transact(engine, act)
    return engine


def due(engine, months):
    with reading(engine) as connection:
        return retention.due(connection, 1, months, NOW)


def choose(engine, months, since):
    transact(engine, lambda connection: retention.choose(connection, 1, months, since))


def look_after(engine, now=NOW):
    return transact(engine, lambda connection: retention.look_after(connection, now))


def test_who_was_not_here_for_so_long_is_due_and_whoever_is_unknown_is_not(centre):
    assert [] == due(centre, 0)
    assert [Due("p1", "學員1", NOW - 400 * DAY), Due("p0", "學員0", NOW - 300 * DAY)] == due(centre, 6)
    assert ["p1"] == [one.learner for one in due(centre, 12)]
    transact(centre, lambda connection: people.merge(connection, 1, "p2", "p0"))
    assert ["p1"] == [one.learner for one in due(centre, 6)]


def test_the_daily_round_waits_a_week_erases_once_a_day_and_leaves_a_note(centre):
    choose(centre, 6, NOW - GRACE + 1)
    assert {} == look_after(centre)
    assert {1: 2} == look_after(centre, NOW + 2)
    assert {} == look_after(centre, NOW + 3)
    assert {1: 0} == look_after(centre, NOW + DAY)
    with reading(centre) as connection:
        assert {"p0", "p1"} == erasing.among(connection, 1, ["p0", "p1", "p2", "p3"])
        assert 6 == retention.setting(connection, 1).months
        assert Retention() == retention.setting(connection, 2)


def test_a_clock_years_ahead_erases_nobody_and_one_far_back_nobody_either(centre):
    choose(centre, 6, NOW - 8 * DAY)
    assert {1: -1} == look_after(centre, NOW + 120 * MONTH)
    assert {} == look_after(centre, NOW - 120 * MONTH)
    with reading(centre) as connection:
        assert 10 == len(people.people(connection, 1))


def test_the_running_hub_looks_at_its_start(centre, monkeypatch, tmp_path):
    monkeypatch.setattr(clock, "wall_ms", lambda: NOW)
    choose(centre, 6, NOW - 8 * DAY)
    assert {1: 2} == housekeeping.look_after(centre, tmp_path)


def test_a_hub_that_ends_waits_for_a_look_that_is_under_way(tmp_path, monkeypatch):
    begun, order = threading.Event(), []

    def look(engine, data):
        begun.set()
        time.sleep(0.5)
        order.append("looked")

    monkeypatch.setattr(housekeeping, "look_after", look)
    monkeypatch.setattr(Engine, "dispose", lambda engine: order.append("closed"))
    with Running(Settings(data=tmp_path)):
        assert begun.wait(20)

    assert ["looked", "closed"] == order
