"""The help desk's page: a tally in three taps, and this month's counts."""

import asyncio

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy import Connection

from elderapp import clock
from elderapp.hub import desk, tallies
from elderapp.hub.auth import CLASSROOM, NotFound
from elderapp.hub.desk import Enquiry
from elderapp.hub.pages.classes import member_of
from elderapp.hub.pages.forms import Fields, fields
from elderapp.hub.pages.render import Browser, page
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.threads import in_thread

MINUTES = (5, 10, 15, 20, 30, 45)


@get("/desk", opt=CLASSROOM, include_in_schema=False)
@in_thread
def show(request: Browser) -> Response[str]:
    """This month's questions."""
    return _page(request)


def _page(request: Browser, wrong: bool = False) -> Response[str]:
    now = clock.wall_ms()
    since, until = desk.month_of(now)
    with reading(request.app.state.engine) as connection:
        found = desk.enquiries(connection, member_of(request).centre, since, until)
    return page(
        request, "desk.html", status=422 if wrong else 200, desk=found, since=since, wrong=wrong, minutes=MINUTES,
        topics=tallies.TOPICS, phones=tallies.PHONES, outcomes=tallies.OUTCOMES,
        done=request.query_params.get("done", ""),
    )  # fmt: skip


@post("/desk", opt=CLASSROOM, include_in_schema=False, status_code=200)
async def note(request: Browser) -> Response[str]:
    """One more question."""
    given = await fields(request)
    return await asyncio.to_thread(_note, request, given)


def _note(request: Browser, given: Fields) -> Response[str]:
    member = member_of(request)
    minutes = given.get("minutes", "")
    topic, phone, outcome = (given.get(name, "") for name in ("topic", "phone", "outcome"))
    one = Enquiry(
        clock.new_id(), clock.wall_ms(), topic, phone, outcome, "", int(minutes) if minutes in map(str, MINUTES) else 0,
        again=bool(given.get("again")),
    )  # fmt: skip
    if not transact(request.app.state.engine, lambda connection: desk.note(connection, member.centre, one, member.id)):
        return _page(request, wrong=True)
    return Redirect(f"/desk?done={one.id}", status_code=303)


@post("/desk/{enquiry:str}/back", opt=CLASSROOM, include_in_schema=False, status_code=303)
@in_thread
def take_back(request: Browser, enquiry: FromPath[str]) -> Response[str]:
    """Takes back what one has just noted by mistake."""
    member = member_of(request)

    def act(connection: Connection) -> bool:
        return desk.take_back(connection, member.centre, enquiry, member.id, clock.wall_ms())

    if not transact(request.app.state.engine, act):
        raise NotFound("there is no such question of yours")
    return Redirect("/desk", status_code=303)
