import shutil

import msgspec
import pytest

from elderapp import resources
from elderapp.authoring import packing, workspace
from elderapp.authoring.voice import build as voice
from elderapp.authoring.voice import lines as spoken_lines
from elderapp.keys import public_of
from elderapp.lesson.model import Line
from elderapp.lesson.problems import Problem, Span
from elderapp.packs import format as packs
from elderapp.packs.model import Clip
from elderapp.packs.trust import Trust

KEY = bytes(range(32))
LESSON = "basics-home-back"
MOCKS = ("mocks/phone-home.yaml", "mocks/phone-home-b.yaml")


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """One real lesson with the mocks and facts."""
    root = tmp_path_factory.mktemp("lessons")
    source = resources.lessons()
    shutil.copytree(source / "basics" / LESSON, root / "basics" / LESSON)
    (root / "mocks").mkdir()
    for name in ("facts.yaml", "pronounce.yaml", *MOCKS):
        shutil.copy(source / name, root / name)
    (root / "basics" / LESSON / "room.png").write_bytes(b"a picture")
    return workspace.load(root, cuts=False)


def clips_for(lines, folder, engine="human") -> dict[str, Clip]:
    folder.mkdir(exist_ok=True)
    clips = {}
    for number, line in enumerate(lines):
        (folder / f"c{number}.ogg").write_bytes(bytes([number % 256]))
        clips[line] = Clip(f"c{number}.ogg", 1.0, engine=engine)
    return clips


def every_line(found) -> dict[str, Line]:
    lines = spoken_lines.of_interface()
    for lesson in found.lessons.values():
        lines |= spoken_lines.of_lesson(lesson)
    return lines


def made(found, tmp_path, engine="human", lessons=None):
    cache = tmp_path / "cache"
    clips = clips_for(every_line(found), cache, engine)
    return list(packing.contents(lessons or found.lessons, found, clips, cache, app="0.1.0"))


def reviewed(found, **changes):
    lesson = msgspec.structs.replace(
        found.lessons[LESSON],
        **{"reviewed": "2026-01-01", "review_by": "2027-01-01", "needs": (), "sources": (), **changes},
    )
    return {LESSON: lesson}


def test_a_pack_a_track_and_one_for_the_interface(found, tmp_path):
    basics, interface = made(found, tmp_path)

    assert ("basics", "interface") == (basics.manifest.id, interface.manifest.id)
    assert (found.lessons[LESSON].version, "0.1.0") == (basics.manifest.version, interface.manifest.version)
    assert spoken_lines.of_interface() == interface.lines
    assert not basics.manifest.draft

    pack = packs.read(
        packing.write(basics, tmp_path / "out", KEY), Trust(frozenset({public_of(KEY).hex()})), verify=True
    )
    assert found.lessons == pack.lessons
    assert set(spoken_lines.of_lesson(found.lessons[LESSON])) == set(pack.clips)
    assert b"a picture" == packs.read_file(pack, f"pictures/{LESSON}/room.png")


def test_a_machines_clip_or_a_missing_one_makes_a_draft(found, tmp_path):
    (spoken, _), (silent, _) = (
        made(found, tmp_path, "espeak-ng"),
        packing.contents(found.lessons, found, {}, tmp_path, app="0.1.0"),
    )

    assert spoken.manifest.draft
    assert silent.manifest.draft
    assert {} == silent.clips


def test_a_lesson_with_an_error_is_not_usable(found):
    where = Span(found.files[LESSON], 1, 1)

    assert {} == packing.usable(found, [Problem("L001", where)])
    assert found.lessons == packing.usable(found, [Problem("L001", where, severity="warning")])


def test_a_reviewed_lesson_by_people_is_released(found, tmp_path):
    assert [] == list(packing.refusals(made(found, tmp_path, lessons=reviewed(found)), "2026-06-01"))


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("never-reviewed", {"reviewed": "never"}),
        ("overdue", {"review_by": "2026-05-31"}),
        ("missing-need", {"needs": ("nowhere",)}),
    ],
)
def test_what_is_not_fit_for_tablets_in_use_is_refused(found, tmp_path, code, changes):
    lessons = reviewed(found, **changes)

    refused = list(packing.refusals(made(found, tmp_path, lessons=lessons), "2026-06-01"))

    assert [code] == [one.code for one in refused]
    assert LESSON in refused[0].about


def test_a_lesson_may_need_one_that_is_there_also_by_its_old_name(found, tmp_path):
    lessons = reviewed(found, needs=(LESSON, "old-name"), was=("old-name",))

    assert [] == list(packing.refusals(made(found, tmp_path, lessons=lessons), "2026-06-01"))


def test_a_fact_past_its_date_is_refused(found, tmp_path):
    facts = tuple(
        msgspec.structs.replace(fact, review_by=day)
        for fact, day in zip(list(found.facts.values())[:2], ("2026-05-31", "2027-01-01"), strict=True)
    )

    refused = packing.refusals(made(found, tmp_path, lessons=reviewed(found, sources=facts)), "2026-06-01")

    assert ["fact-overdue"] == [one.code for one in refused]


def test_drafts_are_refused(found, tmp_path):
    refused = packing.refusals(made(found, tmp_path, "gtts", reviewed(found)), "2026-06-01")

    assert [("basics", "draft"), ("interface", "draft")] == [(one.pack, one.code) for one in refused]


def test_the_newest_lesson_gives_the_pack_its_version(found, tmp_path):
    one = found.lessons[LESSON]
    lessons = {
        LESSON: msgspec.structs.replace(one, version="1.9.0"),
        "other": msgspec.structs.replace(one, id="other", version="1.10.x"),
    }
    twice = msgspec.structs.replace(
        found,
        files={**found.files, "other": found.files[LESSON]},
        pictures={**found.pictures, "other": frozenset()},
    )

    assert "1.10.x" == made(twice, tmp_path, lessons=lessons)[0].manifest.version


def test_every_line_of_lessons_and_interface_is_given_to_the_voice(found, tmp_path, monkeypatch):
    given = {}

    def build(lines, engine, respell, cache, progress, *, recordings):
        given.update(lines=lines, engine=engine, respell=respell, cache=cache, recordings=recordings)
        return voice.Built({}, ())

    monkeypatch.setattr(voice, "build", build)

    assert ({}, ()) == packing.speak(found.lessons, found, "an engine", tmp_path)
    assert every_line(found) == given["lines"]
    assert ("an engine", found.respell, tmp_path, {}) == tuple(
        given[name] for name in ("engine", "respell", "cache", "recordings")
    )
