"""What the trainer wants of all tablets: today's lesson for all or some, everybody looks here; and the projector."""

import asyncio
from collections.abc import Sequence
from typing import Annotated
from urllib.parse import quote

from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect
from msgspec import Struct

from elderapp import clock
from elderapp.hub.auth import TEACHERS, NotFound
from elderapp.hub.log import logger
from elderapp.hub.pages.classes import Chosen, meeting_of, member_of
from elderapp.hub.pages.render import Browser, page
from elderapp.hub.storage import places, steering
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.places import Meeting
from elderapp.hub.threads import in_thread
from elderapp.lesson.model import TRACKS, Checklist, Lesson, Line, Show, Step

SHOWN = ("watch", "together", "why", "alone")
"""Stages that can be shown to the room, the best first."""


@get("/live/lesson", opt=TEACHERS, include_in_schema=False)
@in_thread
def choose_lesson(request: Browser, chosen: Chosen = "") -> Response[str]:
    """Which lesson, and for whom."""
    centre, now = member_of(request).centre, clock.wall_ms()
    with reading(request.app.state.engine) as connection:
        meeting = meeting_of(connection, centre, chosen, now)
        if meeting is None:
            raise NotFound("there is no class")
        people = [person.learner for person in places.people_of(connection, centre, meeting)]
        own = places.chosen(connection, centre, meeting.session)
    lessons = sorted(request.app.state.shelf.lessons(), key=lambda one: (TRACKS.index(one.track), one.id))
    return page(request, "lesson.html", meeting=meeting, people=people, own=own, lessons=lessons)


@post("/live/{session:str}/lesson", opt=TEACHERS, include_in_schema=False, status_code=303)
async def teach(request: Browser, session: FromPath[str]) -> Response[str]:
    """Today's lesson, for all or for those who were ticked."""
    form = await request.form()
    lesson, whom = str(form.get("lesson", "")), str(form.get("whom", "all"))
    learners = [str(one) for one in form.getall("learner", [])]
    await asyncio.to_thread(_teach, request, session, lesson, learners if whom == "some" else None)
    return Redirect(f"/live?session={quote(session, safe='')}", status_code=303)


def _teach(request: Browser, session: str, lesson: str, learners: Sequence[str] | None) -> None:
    member, state = member_of(request), request.app.state
    meeting = _meeting(request, session)
    if state.shelf.lesson(lesson) is None:
        raise NotFound("no pack has this lesson")
    with reading(state.engine) as connection:
        known = {person.learner.id for person in places.people_of(connection, member.centre, meeting)}
    if learners is None:
        transact(state.engine, lambda connection: steering.teach(connection, member.centre, session, lesson))
    elif wanted := [one for one in learners if one in known]:
        transact(
            state.engine,
            lambda connection: steering.teach_some(connection, member.centre, session, wanted, lesson, member.id),
        )
    logger.info("lesson", centre=member.centre, session=session, lesson=lesson, staff=member.id)


@post("/live/{session:str}/freeze", opt=TEACHERS, include_in_schema=False, status_code=303)
@in_thread
def freeze(request: Browser, session: FromPath[str]) -> Response[str]:
    """Everybody looks at the trainer."""
    return _freeze(request, session, clock.wall_ms())


@post("/live/{session:str}/release", opt=TEACHERS, include_in_schema=False, status_code=303)
@in_thread
def release(request: Browser, session: FromPath[str]) -> Response[str]:
    """Everybody goes on."""
    return _freeze(request, session, 0)


def _freeze(request: Browser, session: str, since: int) -> Response[str]:
    member, meeting = member_of(request), _meeting(request, session)
    transact(
        request.app.state.engine,
        lambda connection: steering.freeze(connection, member.centre, meeting.session, since, member.id),
    )
    logger.info("freeze" if since else "release", centre=member.centre, session=session, staff=member.id)
    return Redirect(f"/live?session={quote(session, safe='')}", status_code=303)


def _meeting(request: Browser, session: str) -> Meeting:
    with reading(request.app.state.engine) as connection:
        meeting = places.find_meeting(connection, member_of(request).centre, session)
    if meeting is None:
        raise NotFound("there is no such class")
    return meeting


class Slide(Struct, frozen=True):
    """One step for the whole room: which stage, its number there, what is said."""

    stage: str
    n: int
    of: int
    lines: tuple[Line, ...]


@get("/live/project", opt=TEACHERS, include_in_schema=False)
@in_thread
def project(
    request: Browser,
    lesson: Annotated[str, QueryParameter(name="lesson")],
    stage: Annotated[str, QueryParameter(name="stage")] = "",
    at: Annotated[int, QueryParameter(name="at")] = 1,
) -> Response[str]:
    """A lesson's steps in letters for a whole room: no names, no states, no hands."""
    found = request.app.state.shelf.lesson(lesson)
    if found is None:
        raise NotFound("no pack has this lesson")
    having = [one.kind for one in found.stages if slides(found, one.kind)]
    shown = stage if stage in having else next((one for one in SHOWN if one in having), "")
    all_of_it = slides(found, shown)
    at = min(max(at, 1), max(len(all_of_it), 1))
    slide = all_of_it[at - 1] if all_of_it else None
    return page(request, "project.html", lesson=found, stages=having, shown=shown, slide=slide)


def slides(lesson: Lesson, stage: str) -> list[Slide]:
    """What is said in a stage, step by step; a step that shows several moves makes as many."""
    steps = [step for one in lesson.stages if one.kind == stage for step in one.steps]
    said = [lines for step in steps for lines in _lines(step)]
    return [Slide(stage, n, len(said), lines) for n, lines in enumerate(said, 1)]


def _lines(step: Step) -> list[tuple[Line, ...]]:
    match step:
        case Show(moves=moves):
            return [(move.say,) for move in moves]
        case Checklist(say=say, items=items):
            return [(say, *items)]
        case _:
            return [(step.say,)]
