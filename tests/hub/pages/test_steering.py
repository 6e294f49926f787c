"""What the trainer wants of all tablets, from the page to the board; and the slides for the room."""

import re

import pytest

from elderapp import clock
from elderapp.hub.pages.steering import slides
from elderapp.hub.storage import places, steering
from elderapp.hub.storage.engine import reading
from elderapp.lesson.model import Checklist, Line, Move, Say, Show, Stage

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


def test_what_no_pack_has_and_what_is_elsewhere_is_refused(teacher, small_hub, shelved):
    path = f"/live/{small_hub.demo.session}/lesson"

    assert 404 == teacher.submit(path, {"lesson": "no-such", "whom": "all"}, page="/live").status_code
    assert 404 == teacher.submit("/live/elsewhere/lesson", {"lesson": LESSON}, page="/live").status_code
    assert 404 == teacher.submit("/live/elsewhere/freeze", page="/live").status_code
    assert 404 == teacher.get("/live/project?lesson=no-such").status_code
    with reading(small_hub.engine) as connection:
        assert {} == places.chosen(connection, 1, small_hub.demo.session)


def test_without_a_pack_there_is_nothing_to_choose(teacher):
    assert "未有課程包" in teacher.get("/live/lesson").text


def test_slides_are_for_the_whole_room_and_name_nobody(teacher, small_hub, shelved):
    html = teacher.get(f"/live/project?lesson={LESSON}&stage=together&at=1").text
    text = re.sub("<[^>]+>", "", html)

    assert shelved.stages[0].steps[0].say.text in text or slides(shelved, "together")[0].lines[0].text in text
    assert "陳太" not in text
    assert 'rel="next"' in html
    assert 'rel="prev"' not in html
    last = len(slides(shelved, "together"))
    beyond = teacher.get(f"/live/project?lesson={LESSON}&stage=together&at={last + 7}").text
    assert 'rel="next"' not in beyond


def test_a_step_that_shows_moves_is_as_many_slides_and_a_list_is_one():
    line = [Line(str(n), f"第 {n} 句") for n in range(5)]
    moves = tuple(Move(say=one, act="tap", mock="bank", screen="home") for one in line[:2])

    class Two:
        stages = (
            Stage("watch", (Say(id="a", say=line[2]), Show(id="b", moves=moves))),
            Stage("checklist", (Checklist(id="c", say=line[3], items=(line[4],)),)),
        )

    assert [(line[2],), (line[0],), (line[1],)] == [slide.lines for slide in slides(Two, "watch")]
    assert [(1, 3), (2, 3), (3, 3)] == [(slide.n, slide.of) for slide in slides(Two, "watch")]
    assert [(line[3], line[4])] == [slide.lines for slide in slides(Two, "checklist")]
