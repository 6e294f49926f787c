"""What each lesson has of what a lesson should have: its stages, kinds of step, facts and clips, as one table."""

from collections.abc import Iterable, Set
from typing import assert_never

from elderapp.authoring.guide import row
from elderapp.authoring.voice import lines as spoken_lines
from elderapp.authoring.workspace import Workspace
from elderapp.lesson.model import (
    STAGES,
    TRACKS,
    Call,
    Checklist,
    Choose,
    Gesture,
    Lesson,
    Order,
    Say,
    Show,
    Spot,
    Step,
    Tap,
    Type,
)

_THERE, _MISSING = "●", "–"
_HEADS = ("Lesson", "Title", *STAGES, "Kinds of step", "Facts", "Clips", "Minutes")


def table(workspace: Workspace, spoken: Set[str] | None = None) -> str:
    """Every sound lesson, track by track, as a Markdown table with sums below it.

    `spoken` are the ids of the lines that have a clip; left out, only the number of lines that want one is told.
    """
    lessons = [one for track in TRACKS for _, one in sorted(workspace.lessons.items()) if one.track == track]
    rows = [row(*_HEADS), row(*["---"] * len(_HEADS)), *(row(*cells(one, spoken)) for one in lessons)]
    whole = sum(_is_whole(one) for one in lessons)
    lines = sum(len(spoken_lines.of_lesson(one)) for one in lessons)
    facts = {source.id for one in lessons for source in one.sources}
    return "\n".join(
        [
            *rows,
            "",
            f"{len(lessons)} lessons, {whole} with every stage; {lines} spoken lines, {len(facts)} dated facts.",
        ]
    )


def cells(lesson: Lesson, spoken: Set[str] | None = None) -> Iterable[str]:
    """One row: what is there and what is not."""
    there = {stage.kind for stage in lesson.stages} | ({"card"} if lesson.card else set())
    kinds = sorted({kind_of(step) for stage in lesson.stages for step in stage.steps})
    lines = spoken_lines.of_lesson(lesson)
    clips = str(len(lines)) if spoken is None else f"{len(lines.keys() & spoken)}/{len(lines)}"
    return (
        f"`{lesson.id}`",
        lesson.title.text,
        *(_THERE if kind in there else _MISSING for kind in STAGES),
        " ".join(kinds),
        str(len(lesson.sources)),
        clips,
        str(lesson.minutes),
    )


def kind_of(step: Step) -> str:
    """The word that an author writes behind `do:`; a call in which one helps a friend is told apart."""
    match step:
        case Call(role="helper"):
            return "call(helper)"
        case Say() | Show() | Tap() | Type() | Gesture() | Order() | Choose() | Spot() | Call() | Checklist():
            return str(step.__struct_config__.tag)
        case _:
            assert_never(step)


def _is_whole(lesson: Lesson) -> bool:
    return _MISSING not in list(cells(lesson))[2 : 2 + len(STAGES)]
