"""What the trainer wants of all tablets: today's lesson for all or some, everybody looks here."""

import asyncio
from collections.abc import Sequence
from urllib.parse import quote

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from elderapp import clock
from elderapp.hub.auth import TEACHERS, NotFound
from elderapp.hub.log import logger
from elderapp.hub.pages.classes import Chosen, meeting_of, member_of
from elderapp.hub.pages.render import Browser, page
from elderapp.hub.storage import alerts, places, steering
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.places import Meeting
from elderapp.hub.threads import in_thread
from elderapp.lesson.model import TRACKS


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
        warnings = [one.id for one in alerts.offered(connection, centre, clock.day_of(now))]
    lessons = sorted(request.app.state.shelf.lessons(warnings), key=lambda one: (TRACKS.index(one.track), one.id))
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
