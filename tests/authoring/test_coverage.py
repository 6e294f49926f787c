from msgspec.structs import replace

from elderapp.authoring.coverage import cells, kind_of, table
from elderapp.lesson.lines import lines_of
from elderapp.lesson.model import STAGES, Call
from tests.desk import ours

OURS = ours()


def test_every_lesson_that_we_ship_has_every_stage():
    found = {name: [*cells(lesson)][2 : 2 + len(STAGES)] for name, lesson in OURS.lessons.items()}

    assert {} == {name: row for name, row in found.items() if "–" in row}


def test_a_stage_that_is_not_there_is_seen():
    lesson = OURS.lessons["basics-home-back"]
    cut = replace(lesson, stages=tuple(one for one in lesson.stages if one.kind != "variant"))

    assert ["variant"] == [kind for kind, cell in zip(STAGES, list(cells(cut))[2:], strict=False) if cell == "–"]


def test_clips_are_counted_by_line():
    lesson = OURS.lessons["basics-home-back"]
    wanted = {line.id for line in lines_of(lesson)}
    some = {min(wanted)} | {"another/lesson"}

    assert f"1/{len(wanted)}" == list(cells(lesson, some))[-2]
    assert str(len(wanted)) == list(cells(lesson))[-2]


def test_the_table_has_a_row_a_lesson_and_a_sum():
    lines = table(OURS).splitlines()

    assert len(OURS.lessons) == sum(line.startswith("| `") for line in lines)
    assert lines[-1].startswith(f"{len(OURS.lessons)} lessons, {len(OURS.lessons)} with every stage; ")


def test_a_friends_call_is_a_kind_of_its_own():
    call = next(step for stage in OURS.lessons["scam-fake-cs"].stages for step in stage.steps if isinstance(step, Call))

    assert ["call", "call(helper)"] == [kind_of(replace(call, role=role)) for role in ("self", "helper")]
