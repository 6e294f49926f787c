"""The help desk: noted on the page or on a tablet, counted apart from classes."""

import re

import pytest

from elderapp import clock
from elderapp.hub import desk
from elderapp.hub.storage.engine import reading
from elderapp.records.statements import Verb

ONE = {"topic": "pay", "phone": "iphone", "outcome": "solved", "minutes": "15"}


@pytest.fixture
def helper(hub, new_browser):
    return new_browser(hub, hub.demo.username, hub.demo.password)


def found(hub):
    since, until = desk.month_of(clock.wall_ms())
    with reading(hub.engine) as connection:
        return desk.enquiries(connection, 1, since, until)


def test_questions_of_tablets_and_of_the_page_are_counted_together_and_name_nobody(helper, hub):
    tablet = hub.tablet()
    tablet.say(Verb.ASKED, "", "@desk", topic="scam", phone="android", outcome="lesson", minutes=7, by="chow")
    tablet.say(Verb.ASKED, "", "@desk", topic="odd", phone="abacus", outcome="?", minutes=-4)
    tablet.push()
    tablet.push()
    assert 303 == helper.submit("/desk", ONE, page="/desk").status_code

    told = found(hub)
    assert {"scam": 1, "other": 1, "pay": 1} == dict(told.by("topic"))
    assert {"lesson": 1, "solved": 2} == dict(told.by("outcome"))
    assert 22 == told.minutes
    html = helper.get("/desk").text
    assert re.search(r'class="big-number">3<', html)
    assert "懷疑騙案" in html


@pytest.mark.parametrize("bad", [{"topic": "x"}, {"phone": ""}, {"outcome": "?"}, {"minutes": "7"}, {"minutes": "-5"}])
def test_what_cannot_be_is_refused(small_hub, new_browser, bad):
    helper = new_browser(small_hub, small_hub.demo.username, small_hub.demo.password)

    assert 422 == helper.submit("/desk", {**ONE, **bad}, page="/desk").status_code
    assert () == found(small_hub).enquiries


def test_a_slip_is_taken_back_by_whoever_made_it(helper, hub, new_browser):
    where = helper.submit("/desk", ONE, page="/desk").headers["location"]
    name = where.rpartition("=")[2]
    assert "還原" in helper.get(where).text
    other = new_browser(hub, hub.demo.manager, hub.demo.manager_password)
    assert 404 == other.submit(f"/desk/{name}/back", page="/desk").status_code
    assert 1 == len(found(hub).enquiries)

    assert 303 == helper.submit(f"/desk/{name}/back", page="/desk").status_code
    assert () == found(hub).enquiries


def test_a_month_is_hong_kongs():
    since, until = desk.month_of(1_767_196_800_000)  # 2026-01-01 00:00 in Hong Kong, still December in London

    assert ("2026-01-01", "2026-01-31") == (clock.day_of(since), clock.day_of(until - 1))
