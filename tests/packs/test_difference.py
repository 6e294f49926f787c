from msgspec.structs import replace

from elderapp.packs.difference import Inside, difference, unraised
from elderapp.packs.model import Clip
from tests.packs.make import lesson

OLD = Inside(version="1.0.0", lessons={"wifi": lesson()}, clips={"a": Clip("clips/1.ogg", 1.0)}, files={"x": "1"})


def test_the_same_is_the_same_version():
    found = difference(OLD, OLD)

    assert (None, "1.0.0", True) == (found.weight, found.expected, found.is_enough)


def test_a_lesson_more_raises_the_middle_number_and_a_clip_the_last():
    more = difference(OLD, replace(OLD, lessons={**OLD.lessons, "map": lesson("map")}))
    clip = difference(OLD, replace(OLD, clips={"a": Clip("clips/2.ogg", 1.0)}))
    file = difference(OLD, replace(OLD, files={"x": "2"}))

    assert (("map",), "1.1.0", False) == (more.added, more.expected, more.is_enough)
    assert (("a",), "1.0.1") == (clip.clips, clip.expected)
    assert "1.0.1" == file.expected
    assert ("map",) == difference(replace(OLD, lessons={**OLD.lessons, "map": lesson("map")}), OLD).removed


def test_the_newer_version_may_be_higher_than_it_must():
    assert difference(OLD, replace(OLD, version="1.4.0", files={"x": "2"})).is_enough


def test_a_lesson_whose_mastery_changed_must_say_so_itself():
    import runpy
    from pathlib import Path

    pay = runpy.run_path(str(Path(__file__).parents[1] / "player" / "lessons.py"))["PAY"]
    fewer = tuple(replace(one, steps=one.steps[1:]) if one.kind == "alone" else one for one in pay.stages)
    now = replace(pay, stages=fewer)

    assert {"pay": "2.0.0"} == unraised({"pay": pay}, {"pay": now})
    assert {} == unraised({"pay": pay}, {"pay": replace(now, version="2.0.0")})
    assert {} == unraised({}, {"pay": now})
