"""A draft is sound from its first minute, whatever phone it is for, and a robot plays it to the end."""

from pathlib import Path

import pytest

from elderapp import resources
from elderapp.authoring import scaffold
from elderapp.authoring.glyphs import glyphs_of, icons_of
from elderapp.authoring.layout import lay_out
from elderapp.authoring.workspace import check_all, load
from elderapp.lesson.mock import Button, Mock, Screen, Text
from elderapp.lesson.model import TRACKS
from elderapp.robot.walk import walk
from tests.desk import ours

OURS = ours()


def faults(root: Path) -> list[tuple[str, str]]:
    found = check_all(
        load(root, cuts=False),
        today="2026-11-22",
        glyphs=glyphs_of(resources.assets() / "fonts" / "NotoSansHK-400.ttf"),
        icons=icons_of(resources.assets() / "icons" / "icons.json"),
    )
    return [(one.code, one.severity) for one in found if one.severity != "notice"]


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("track", TRACKS)
@pytest.mark.parametrize("kind", ["bank", "wallet", "phone", "sms", "dialler"])
def test_a_draft_on_a_draft_has_no_fault_and_is_laid_out_and_plays(tmp_path, track, kind):
    write(tmp_path / "mocks/m.yaml", scaffold.mock("m", kind, ""))
    text = scaffold.lesson(track, "a-b", "", load(tmp_path, cuts=False).mocks["m"], today="2026-11-22")
    write(tmp_path / track / "a-b/lesson.yaml", text)

    assert [] == faults(tmp_path)
    assert text == lay_out(text)
    assert (tmp_path / "mocks/m.yaml").read_text("utf-8") == lay_out(scaffold.mock("m", kind, ""))
    told = walk(load(tmp_path, cuts=False).lessons["a-b"])
    assert ((), ()) == (told.stuck, told.unspoken)


@pytest.mark.parametrize("name", list(OURS.mocks))
def test_a_draft_can_be_made_for_every_phone_that_we_have(tmp_path, name):
    for path in [*(resources.lessons() / "mocks").glob("*.yaml"), *resources.lessons().glob("*.yaml")]:
        write(tmp_path / path.relative_to(resources.lessons()), path.read_text("utf-8"))
    write(
        tmp_path / "scams/a-b/lesson.yaml",
        scaffold.lesson("scams", "a-b", "", OURS.mocks[name], today="2026-11-22"),
    )
    mine = "lesson.yaml"

    found = check_all(load(tmp_path, cuts=False), today="2026-11-22")
    assert [] == [one.code for one in found if one.where.file.endswith(mine) and one.severity == "error"]


@pytest.mark.parametrize(
    ("track", "kinds"),
    [("basics", "phone"), ("e-payments", "bank wallet"), ("government", "hospital"), ("scams", "dialler chat")],
)
def test_a_track_gets_a_phone_that_suits_it(track, kinds):
    assert OURS.mocks[scaffold.likely_mock(track, OURS.mocks)].kind in kinds.split()


def test_where_there_is_no_phone_there_is_none():
    assert "" == scaffold.likely_mock("basics", {})


def test_a_phone_without_anything_to_tap_is_refused():
    still = Mock(id="m", kind="phone", start="s", screens={"s": Screen((Text(text="x"),))})
    waiting = Mock(
        id="m",
        kind="phone",
        start="s",
        screens={"s": Screen((Button(id="b", text="x", wait=5, goto="t"),)), "t": Screen(())},
    )

    for mock in (still, waiting):
        with pytest.raises(ValueError, match="nothing to tap"):
            scaffold.lesson("basics", "a", "", mock, today="2026-11-22")


def test_scams_are_looked_at_again_sooner():
    mock = OURS.mocks["dialler"]

    assert 'review_by: "2027-02-22"' in scaffold.lesson("scams", "a", "", mock, today="2026-11-22")
    assert 'review_by: "2027-11-22"' in scaffold.lesson("basics", "a", "", mock, today="2026-11-22")
