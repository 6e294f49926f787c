import runpy
from pathlib import Path

from msgspec.structs import replace

from elderapp.workshop.reel import A_CHARACTER, LONGEST, MOVEMENT, REST, reel

PAY = runpy.run_path(str(Path(__file__).parents[1] / "player" / "lessons.py"))["PAY"]


def test_a_film_tells_title_reason_way_card_and_praise():
    plan = reel(PAY, {})

    assert ["title", "why", "why", *["watch"] * 5, *["card"] * 4, "end"] == [scene.part for scene in plan.scenes]
    assert {} == plan.left_out


def test_a_line_stands_as_long_as_its_voice_and_a_movement_long_enough_to_be_seen():
    plan = reel(PAY, {"pay/title": 5.0, "open/say": 0.5})

    assert 5.0 + REST == plan.scenes[0].seconds
    assert MOVEMENT + REST == next(scene for scene in plan.scenes if scene.line.id == "open/say").seconds
    assert len(plan.scenes[-1].line.text) * A_CHARACTER + REST == plan.scenes[-1].seconds


def test_two_minutes_drop_what_is_needed_least_and_tell_it():
    lines = {scene.line.id: 12.0 for scene in reel(PAY, {}).scenes}
    plan = reel(PAY, lines)

    assert LONGEST >= plan.seconds
    assert {"why": 1, "card": 1} == {part: plan.left_out[part] for part in ("why", "card")}
    assert {"title", "why", "watch", "card", "end"} == {scene.part for scene in plan.scenes}


def test_a_lesson_that_cannot_be_cut_shorter_keeps_one_of_each():
    one = reel(PAY, {scene.line.id: 100.0 for scene in reel(PAY, {}).scenes})

    assert ["title", "why", "watch", "card", "end"] == [scene.part for scene in one.scenes]


def test_a_lesson_without_anything_to_watch_is_a_film_of_words():
    bare = replace(PAY, stages=PAY.stages[:1], card=())

    assert ["title", "why", "why", "end"] == [scene.part for scene in reel(bare, {}).scenes]
