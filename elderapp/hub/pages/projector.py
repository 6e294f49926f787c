"""The projector: a lesson's steps in large letters and pictures, and its film. No names, no states, no hands."""

from typing import Annotated

from litestar import Response, get
from litestar.params import FromPath, QueryParameter
from msgspec import Struct

from elderapp.hub.auth import TEACHERS, NotFound
from elderapp.hub.pages.render import Browser, page
from elderapp.hub.ranges import part_of
from elderapp.hub.threads import in_thread
from elderapp.lesson.model import Checklist, Gesture, Lesson, Line, Move, Show, Step, Tap, Type

SHOWN = ("watch", "together", "why", "alone")
"""Stages that can be shown to the room, the best first."""
FILM, FILM_STAGE = "film.mp4", "film"
_KINDS = {".webp": "image/webp", ".mp4": "video/mp4"}


class Slide(Struct, frozen=True):
    """One step for the whole room: which stage, its number there, what is said, the step that is pictured."""

    stage: str
    n: int
    of: int
    lines: tuple[Line, ...]
    picture: str = ""


@get("/live/project", opt=TEACHERS, include_in_schema=False)
@in_thread
def project(
    request: Browser,
    lesson: Annotated[str, QueryParameter(name="lesson")],
    stage: Annotated[str, QueryParameter(name="stage")] = "",
    at: Annotated[int, QueryParameter(name="at")] = 1,
) -> Response[str]:
    """A lesson's steps for a whole room."""
    found = request.app.state.shelf.lesson(lesson)
    if found is None:
        raise NotFound("no pack has this lesson")
    drawn = request.app.state.shelf.room_names(lesson)
    having = [one.kind for one in found.stages if slides(found, one.kind)]
    plays = stage == FILM_STAGE and FILM in drawn
    shown = stage if stage in having else next((one for one in SHOWN if one in having), "")
    all_of_it = slides(found, shown)
    at = min(max(at, 1), max(len(all_of_it), 1))
    slide = all_of_it[at - 1] if all_of_it else None
    return page(
        request, "project.html", lesson=found, stages=having, shown=FILM_STAGE if plays else shown, slide=slide,
        plays=plays, has_film=FILM in drawn, drawn=drawn,
    )  # fmt: skip


@get("/live/room/{lesson:str}/{name:str}", opt=TEACHERS, include_in_schema=False)
@in_thread
def picture(request: Browser, lesson: FromPath[str], name: FromPath[str]) -> Response[bytes]:
    """A picture of a step, or the film or a part of it, from the pack on the shelf."""
    data = request.app.state.shelf.room_file(lesson, name)
    kind = next((media for end, media in _KINDS.items() if name.endswith(end)), "")
    if data is None or not kind:
        raise NotFound("nobody drew this")
    status, start, length = part_of(len(data), request.headers, "")
    headers = {"Accept-Ranges": "bytes", "Cache-Control": "private, max-age=300"}
    if status == 206:
        headers["Content-Range"] = f"bytes {start}-{start + length - 1}/{len(data)}"
    return Response(data[start : start + length], status_code=status, media_type=kind, headers=headers)


def slides(lesson: Lesson, stage: str) -> list[Slide]:
    """What is said in a stage, step by step; a step that shows several moves makes as many."""
    steps = [step for one in lesson.stages if one.kind == stage for step in one.steps]
    said = [one for step in steps for one in _said(lesson, step)]
    return [Slide(stage, n, len(said), lines, shown) for n, (lines, shown) in enumerate(said, 1)]


def _said(lesson: Lesson, step: Step) -> list[tuple[tuple[Line, ...], str]]:
    """What is said, and the name of the picture that shows it, should it be there."""
    match step:
        case Show(moves=moves):
            return [((move.say,), _pictured(lesson, move)) for move in moves]
        case Checklist(say=say, items=items):
            return [((say, *items), "")]
        case _:
            return [((step.say,), f"{step.id}.webp")]


def _pictured(lesson: Lesson, move: Move) -> str:
    """The step of `together` that does what the ghost finger does here."""
    together = [step for stage in lesson.stages if stage.kind == "together" for step in stage.steps]
    for step in together:
        if isinstance(step, Tap | Type | Gesture) and (step.mock, step.screen) == (move.mock, move.screen):
            touched = step.field if isinstance(step, Type) else step.target
            if touched == move.target:
                return f"{step.id}.webp"
    return ""
