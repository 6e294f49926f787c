"""The class that is on."""

from typing import Annotated
from urllib.parse import quote

from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect
from sqlalchemy import Connection

from elderapp import clock
from elderapp.hub import classroom
from elderapp.hub.auth import CLASSROOM, NotFound
from elderapp.hub.pages.render import Browser, page
from elderapp.hub.storage import places
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.places import Meeting
from elderapp.hub.storage.staff import Staff
from elderapp.hub.threads import in_thread

Chosen = Annotated[str, QueryParameter(name="session")]


def member_of(request: Browser) -> Staff:
    """Who asks; the guard let only staff in."""
    assert request.user is not None
    return request.user


def meeting_of(connection: Connection, centre: int, chosen: str, now: int) -> Meeting | None:
    """The meeting the address names, or the one that matters now. Raises `NotFound`."""
    if not chosen:
        return places.meeting_for(connection, centre, now)
    if found := places.find_meeting(connection, centre, chosen):
        return found
    raise NotFound("there is no such class")


@get("/live", opt=CLASSROOM, include_in_schema=False)
@in_thread
def live(request: Browser, chosen: Chosen = "") -> Response[str]:
    """The class page."""
    member, now = member_of(request), clock.wall_ms()
    centre = member.centre
    with reading(request.app.state.engine) as connection:
        meeting = meeting_of(connection, centre, chosen, now)
        view = classroom.class_view(connection, centre, meeting, now) if meeting else None
    return page(request, "live.html", meeting=meeting, view=view, may_steer=member.may_steer)


@post("/live/{device:str}/going", opt=CLASSROOM, include_in_schema=False, status_code=303)
@in_thread
def going(request: Browser, device: FromPath[str], chosen: Chosen = "") -> Response[str]:
    """Tells colleagues that one is on the way."""
    member = member_of(request)
    done = transact(
        request.app.state.engine,
        lambda connection: classroom.say_going(connection, member.centre, device, member.name),
    )
    if not done:
        raise NotFound("there is no such tablet")
    return Redirect(f"/live?session={quote(chosen, safe='')}" if chosen else "/live", status_code=303)
