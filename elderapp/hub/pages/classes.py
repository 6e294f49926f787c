"""Today and the class that is on."""

from typing import Annotated
from urllib.parse import quote

from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect
from sqlalchemy import Connection

from elderapp import clock
from elderapp.hub import backups, classroom, reports, tasks
from elderapp.hub.auth import ANY_STAFF, CLASSROOM, NotFound
from elderapp.hub.pages import words
from elderapp.hub.pages.render import Browser, page
from elderapp.hub.storage import devices, places
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.places import Meeting
from elderapp.hub.storage.staff import Staff
from elderapp.hub.threads import in_thread

DAY = 24 * 60 * 60 * 1000
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


@get("/", opt=ANY_STAFF, include_in_schema=False)
@in_thread
def today(request: Browser) -> Response[str]:
    """The day's meetings, the one that is on, and how the tablets are; whoever is not in class begins elsewhere."""
    member, now = member_of(request), clock.wall_ms()
    if not member.is_in_class:
        return Redirect("/devices" if member.role == "operator" else "/lessons", status_code=303)
    centre = member.centre
    midnight = int(words.moment(now).replace(hour=0, minute=0, second=0, microsecond=0).timestamp() * 1000)
    state = request.app.state
    with reading(state.engine) as connection:
        listed = places.meetings(connection, centre, midnight, midnight + DAY)
        sheets = {meeting.session: reports.sheet(connection, centre, meeting, now) for meeting in listed}
        nearest = places.meeting_for(connection, centre, now)
        views = [classroom.class_view(connection, centre, meeting, now) for meeting in listed if meeting.is_open(now)]
        people = places.people_of(connection, centre, nearest) if nearest else []
        reached = reports.reached(connection, centre, people, words.moment(now).date().isoformat(), state.shelf.lesson)
        waiting = tasks.waiting(connection, centre, now)
        backup = backups.latest(connection, now)
        tablets = [line.device for line in devices.devices(connection, centre) if not line.device.revoked]
    return page(
        request, "today.html", meetings=listed, sheets=sheets, nearest=nearest, open=views[-1] if views else None,
        tablets=tablets, reached=reached, waiting=waiting, backup=backup,
    )  # fmt: skip


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
