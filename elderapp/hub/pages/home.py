"""The first page of a day: the class that is on, and what waits for somebody."""

from litestar import Response, get
from litestar.response import Redirect
from msgspec import Struct
from sqlalchemy import Connection

from elderapp import clock
from elderapp.hub import backups, classroom, desk, fleet, learning, reports, tasks
from elderapp.hub.auth import ANY_STAFF
from elderapp.hub.classroom import ClassView
from elderapp.hub.desk import Desk
from elderapp.hub.learning import Reviewer
from elderapp.hub.pages import tablets, words
from elderapp.hub.pages.classes import member_of
from elderapp.hub.pages.render import Browser, page
from elderapp.hub.reports import Reached, Sheet
from elderapp.hub.shelf import Shelf
from elderapp.hub.storage import places
from elderapp.hub.storage.engine import reading
from elderapp.hub.storage.places import Meeting
from elderapp.hub.threads import in_thread

DAY = 24 * 60 * 60 * 1000
MOST_REVIEWERS = 6
"""People with something to review who are named; whoever wants all goes to the class's page."""


class Day(Struct, frozen=True):
    """What the day holds for a centre: its meetings with their rolls, and what the people of the nearest are at."""

    meetings: list[Meeting]
    sheets: dict[str, Sheet]
    nearest: Meeting | None
    open: list[ClassView]
    reached: list[Reached]
    reviewers: list[Reviewer]
    asked: Desk


@get("/", opt=ANY_STAFF, include_in_schema=False)
@in_thread
def today(request: Browser) -> Response[str]:
    """The day's meetings, those that are on, and what waits; whoever is not in class begins elsewhere."""
    member, now, state = member_of(request), clock.wall_ms(), request.app.state
    if not member.is_in_class:
        return Redirect("/devices" if member.role == "operator" else "/lessons", status_code=303)
    with reading(state.engine) as connection:
        day = _day(connection, member.centre, now, state.shelf)
        waiting = tasks.waiting(connection, member.centre, now, member.id)
        backup = backups.latest(connection, now, state.settings)
    lines: list[fleet.Line] = [one for one in tablets.lines(request, now) if one.kind != "out"]
    return page(
        request, "today.html", day_of=day, waiting=waiting, backup=backup, most=MOST_REVIEWERS, tablets=lines,
        trouble=[one for one in lines if one.kind in ("act", "look")],
    )  # fmt: skip


def _day(connection: Connection, centre: int, now: int, shelf: Shelf) -> Day:
    midnight = int(words.moment(now).replace(hour=0, minute=0, second=0, microsecond=0).timestamp() * 1000)
    since = places.meetings(connection, centre, midnight - DAY, midnight + DAY)
    listed = [one for one in since if one.starts >= midnight or one.is_open(now)]  # also one that goes on past midnight
    nearest = places.meeting_for(connection, centre, now)
    open_ = [classroom.class_view(connection, centre, one, now) for one in listed if one.is_open(now)]
    open_.sort(key=lambda view: view.meeting != nearest)  # first the one that the tablets follow
    people = places.people_of(connection, centre, nearest) if nearest else []
    pairs = [(one.learner.id, one.learner.name) for one in people]
    iso = clock.day_of(now)
    return Day(
        listed, {one.meeting.session: one for one in reports.sheets(connection, centre, listed, now)}, nearest, open_,
        reports.reached(connection, centre, people, iso, shelf.lesson),
        learning.reviewers(learning.matrix(connection, centre, pairs, iso, shelf.lesson)),
        desk.enquiries(connection, centre, midnight, now + 1),
    )  # fmt: skip
