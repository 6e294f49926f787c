"""Slides for the whole room: letters alone, or with pictures and a film from a pack that no tablet downloads."""

import re

import pytest

from elderapp.hub.pages.projector import slides
from elderapp.lesson.model import Checklist, Line, Move, Say, Show, Stage, Tap
from elderapp.packs import format as packs
from elderapp.packs.model import Manifest
from tests.hub.conftest import PUBLISHER

LESSON = "pay-fps-check-payee"


@pytest.fixture
def teacher(small_hub, new_browser):
    return new_browser(small_hub, small_hub.demo.username, small_hub.demo.password)


@pytest.fixture
def shelved(small_hub, make_lesson):
    """The hub has a pack with this lesson."""
    return make_lesson(small_hub, LESSON)


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


def test_what_the_ghost_finger_does_is_pictured_by_the_step_that_does_it():
    line = Line("a", "撳「轉數快」。")

    class Pay:
        stages = (
            Stage("watch", (Show(id="watch", moves=(
                Move(say=line, act="tap", mock="bank", screen="home", target="fps"),
                Move(say=line, act="tap", mock="bank", screen="home", target="bills"),
            )),)),
            Stage("together", (Tap(id="open", say=line, where=line, mock="bank", screen="home", target="fps"),)),
        )  # fmt: skip

    assert ["open.webp", ""] == [slide.picture for slide in slides(Pay, "watch")]
    assert ["open.webp"] == [slide.picture for slide in slides(Pay, "together")]


def test_pictures_and_film_are_shown_where_somebody_drew_them(teacher, small_hub, shelved):
    place, film = f"/live/room/{LESSON}", bytes(range(200))
    assert "<img" not in teacher.get(f"/live/project?lesson={LESSON}&stage=together").text
    files = {f"pictures/{LESSON}/one.webp": b"RIFF....WEBP", f"pictures/{LESSON}/film.mp4": film}
    manifest = Manifest(id="pictures-e-payments", version="1.0.0")
    packs.write(small_hub.settings.pack_folder / "p.pack", manifest, {}, {}, {}, files, PUBLISHER)

    html = teacher.get(f"/live/project?lesson={LESSON}&stage=together").text
    assert f'src="{place}/one.webp"' in html
    assert "陳太" not in html
    assert "<img" not in teacher.get(f"/live/project?lesson={LESSON}&stage=together&at=2").text
    assert f'<video controls preload="metadata" src="{place}/film.mp4">' in teacher.get(
        f"/live/project?lesson={LESSON}&stage=film"
    ).text  # fmt: skip
    seen = teacher.get(f"{place}/one.webp")
    assert ("image/webp", b"RIFF....WEBP") == (seen.headers["content-type"], seen.content)
    part = teacher.get(f"{place}/film.mp4", headers={"range": "bytes=10-19"})
    assert (206, film[10:20], "bytes 10-19/200") == (part.status_code, part.content, part.headers["content-range"])
    assert [404, 404] == [teacher.get(f"{place}/{name}").status_code for name in ("two.webp", "manifest.json")]
