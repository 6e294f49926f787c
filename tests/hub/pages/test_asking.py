"""A member card that two centres know, confidence before and after, and whose figures one may count."""

import re

import pytest

from elderapp.hub.storage import cards, confidence, places
from elderapp.hub.storage.confidence import Answers
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.staff import Staff, add_staff


@pytest.fixture
def trainer(small_hub, new_browser):
    return new_browser(small_hub, small_hub.demo.username, small_hub.demo.password)


def test_a_card_is_linked_and_taken_away_and_what_cannot_be_one_is_told(trainer, small_hub):
    def is_linked(who):
        with reading(small_hub.engine) as connection:
            return cards.is_linked(connection, 1, who)

    def link(who, number):
        return trainer.submit(f"/learners/{who}/card", {"number": number}, f"/learners/{who}").headers["location"]

    assert "/learners/demo-01#card" == link("demo-01", "YF-2026 0412")
    assert is_linked("demo-01")
    assert "/learners/demo-02?card=taken#card" == link("demo-02", "yf20260412")
    assert "/learners/demo-02?card=identity-card#card" == link("demo-02", "A123456(7)")
    assert "/learners/demo-02?card=card#card" == link("demo-02", "1")
    assert "另一位學員連咗呢張卡" in trainer.get("/learners/demo-02?card=taken").text
    assert not is_linked("demo-02")

    assert 303 == trainer.submit("/learners/demo-01/uncard", page="/learners/demo-01").status_code
    assert not is_linked("demo-01")


def test_answers_are_kept_for_those_of_the_class_alone(trainer, small_hub):
    page = "/cohorts/smartphone-b/confidence"
    given = {"before.demo-01": "1", "after.demo-01": "3", "before.demo-02": "9", "before.other": "2"}
    assert 303 == trainer.submit(page, given, page).status_code

    with reading(small_hub.engine) as connection:
        said = confidence.answers(connection, 1, "smartphone-b")
    assert {"demo-01": (1, 3)} == {who: (one.before, one.after) for who, one in said.items()}
    assert isinstance(said["demo-01"], Answers)
    assert 2 == trainer.get(page).text.count(" checked")


@pytest.fixture
def three(small_hub, new_browser):
    """Two centres more, with a manager each; and who looks after the machine."""

    def act(connection):
        for number, title in ((2, "望海中心"), (3, "沙灣中心")):
            places.new_centre(connection, number, title)
            add_staff(connection, Staff(number, f"m{number}", "經理", "manager"), f"m{number}", "a long password", 1)
        add_staff(connection, Staff(1, "op", "系統", "operator"), "op", "a long password", 1)

    transact(small_hub.engine, act)
    return {name: new_browser(small_hub, name, "a long password") for name in ("m2", "m3", "op")}


def test_a_manager_counts_her_centre_and_those_that_let_her(three, trainer, small_hub, new_browser):
    boss = new_browser(small_hub, small_hub.demo.manager, small_hub.demo.manager_password)
    assert 404 == boss.get("/reports?centre=1&centre=2").status_code
    assert 303 == three["m2"].submit("/reports/sharing", {"centre": ["1", "2", "77"]}, "/reports/sharing").status_code

    html = boss.get("/reports?centre=1&centre=2").text
    assert "2 間中心" in html
    assert "望海中心" in html
    assert "每間中心" in boss.get("/reports/2026-10.csv?centre=1&centre=2").content.decode()
    assert 404 == boss.get("/reports?centre=1&centre=3").status_code
    assert 404 == three["m2"].get("/reports?centre=1").status_code  # it is not mutual
    assert 404 == trainer.get("/reports?centre=2").status_code

    assert 303 == three["m2"].submit("/reports/sharing", {}, "/reports/sharing").status_code
    assert 404 == boss.get("/reports?centre=2").status_code


def test_who_looks_after_the_hub_counts_every_centre_and_sees_nobody(three):
    html = three["op"].get("/reports?months=12").text

    assert "3 間中心" in html
    assert "沙灣中心" in html
    assert 403 == three["op"].get("/learners").status_code


def test_a_long_count_tells_how_far_it_is_and_then_shows_what_it_counted(three, monkeypatch):
    monkeypatch.setattr("elderapp.hub.pages.reporting.MANY", 10)
    first = three["op"].get("/reports?month=2026-10&months=12")
    assert ["1", "2", "3"] == re.findall("數咗 (.) 間中心，一共 3 間", first.text)
    onward = first.text.partition('content="0;url=')[2].partition('"')[0].replace("&amp;", "&")

    html = three["op"].get(onward).text
    assert 'data-figure="visits"' in html
    assert html == three["op"].get(onward).text
    assert 'data-figure="visits"' in three["op"].get("/reports?month=2026-10&months=12").text
