"""What the trainer wants of all tablets, from the page to the board."""

import re

import pytest

from elderapp import clock
from elderapp.hub.storage import places, steering
from elderapp.hub.storage.engine import reading

LESSON = "pay-fps-check-payee"


@pytest.fixture
def teacher(small_hub, new_browser):
    return new_browser(small_hub, small_hub.demo.username, small_hub.demo.password)


@pytest.fixture
def shelved(small_hub, make_lesson):
    """The hub has a pack with this lesson."""
    return make_lesson(small_hub, LESSON)


def wanted(hub):
    with reading(hub.engine) as connection:
        return steering.wanted(connection, 1, clock.wall_ms())


def test_one_press_stops_the_room_and_one_lets_it_go_on(teacher, small_hub):
    path = f"/live/{small_hub.demo.session}"

    assert 303 == teacher.submit(f"{path}/freeze", page="/live").status_code
    assert wanted(small_hub).frozen
    html = teacher.get("/live").text
    assert "放返" in html
    assert "停一停，望導師" not in html
    assert 303 == teacher.submit(f"{path}/release", page="/live").status_code
    assert not wanted(small_hub).frozen


def test_a_lesson_is_given_to_all_or_to_those_who_were_ticked(teacher, small_hub, shelved):
    path, page = f"/live/{small_hub.demo.session}/lesson", "/live/lesson"
    assert re.search(rf'value="{LESSON}" required checked', teacher.get(page).text)
    form = {"lesson": LESSON, "whom": "some", "learner": ["demo-02", "nobody", "demo-03"]}
    assert 303 == teacher.submit(path, form, page=page).status_code
    assert {"demo-02": LESSON, "demo-03": LESSON} == wanted(small_hub).chosen
    assert "2 人另外派咗" in teacher.get("/live").text

    assert 303 == teacher.submit(path, {"lesson": LESSON, "whom": "all"}, page=page).status_code
    assert ({}, LESSON) == (wanted(small_hub).chosen, wanted(small_hub).lesson)


def test_without_a_pack_there_is_nothing_to_choose(teacher):
    assert "未有課程包" in teacher.get("/live/lesson").text


def test_what_no_pack_has_and_what_is_elsewhere_is_refused(teacher, small_hub, shelved):
    path = f"/live/{small_hub.demo.session}/lesson"

    assert 404 == teacher.submit(path, {"lesson": "no-such", "whom": "all"}, page="/live").status_code
    assert 404 == teacher.submit("/live/elsewhere/lesson", {"lesson": LESSON}, page="/live").status_code
    assert 404 == teacher.submit("/live/elsewhere/freeze", page="/live").status_code
    assert 404 == teacher.get("/live/project?lesson=no-such").status_code
    with reading(small_hub.engine) as connection:
        assert {} == places.chosen(connection, 1, small_hub.demo.session)
