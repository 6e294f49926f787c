"""Classes: who is enrolled, when they meet."""

import asyncio
import datetime as dt
from collections.abc import Callable
from typing import Annotated

from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect
from msgspec.structs import replace
from sqlalchemy import Connection

from elderapp import clock
from elderapp.hub import learning
from elderapp.hub.auth import TEACHERS, NotFound
from elderapp.hub.pages.classes import member_of
from elderapp.hub.pages.forms import Fields, fields, several
from elderapp.hub.pages.render import Browser, page
from elderapp.hub.storage import audit, courses, people, team
from elderapp.hub.storage.courses import Cohort, Plan
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.threads import in_thread

All = Annotated[str, QueryParameter(name="all")]
Asked = Annotated[str, QueryParameter(name="q")]
MOST_TITLE = 40
MINUTES = (30, 240)
"""Between which a meeting lasts."""


@get("/cohorts", opt=TEACHERS, include_in_schema=False)
@in_thread
def cohorts(request: Browser, everything: All = "") -> Response[str]:
    """The classes that run, or with those that are over."""
    return _list(request, {}, everything=everything)


def _list(request: Browser, given: Fields, wrong: str = "", everything: str = "") -> Response[str]:
    centre, now = member_of(request).centre, clock.wall_ms()
    with reading(request.app.state.engine) as connection:
        found = courses.cohorts(connection, centre, running=not everything)
        coming = courses.coming(connection, centre, now)
        trainers = team.trainers(connection, centre)
    return page(
        request, "cohorts.html", status=422 if wrong else 200, cohorts=found, coming=coming, trainers=trainers,
        given=given, wrong=wrong, everything=everything,
    )  # fmt: skip


@post("/cohorts", opt=TEACHERS, include_in_schema=False, status_code=200)
async def add(request: Browser) -> Response[str]:
    """A new class."""
    given = await fields(request)
    return await asyncio.to_thread(_add, request, given)


def _add(request: Browser, given: Fields) -> Response[str]:
    member, title = member_of(request), given.get("title", "")
    if not 0 < len(title) <= MOST_TITLE:
        return _list(request, given, "title")
    made = Cohort(clock.new_id(), title, given.get("venue", ""), given.get("trainer", ""))

    def act(connection: Connection) -> None:
        known = made.trainer in team.trainers(connection, member.centre)
        courses.save(connection, member.centre, made if known else replace(made, trainer=""))
        audit.note(connection, member.centre, member.id, "cohort-added", made.id, clock.wall_ms())

    transact(request.app.state.engine, act)
    return Redirect(f"/cohorts/{made.id}", status_code=303)


@get("/cohorts/{cohort:str}", opt=TEACHERS, include_in_schema=False)
@in_thread
def show(request: Browser, cohort: FromPath[str], asked: Asked = "") -> Response[str]:
    """One class: its people and its timetable."""
    return _one(request, cohort, {}, asked=asked)


def _one(request: Browser, cohort: str, given: Fields, wrong: str = "", asked: str = "") -> Response[str]:
    centre, now = member_of(request).centre, clock.wall_ms()
    found = _cohort(request, cohort)
    with reading(request.app.state.engine) as connection:
        listed = courses.enrolled(connection, centre, cohort)
        here = {one for _, one, _, _ in listed}
        others = people.near(connection, centre, asked, here)
        meetings = courses.meetings(connection, centre, cohort)
        trainers = team.trainers(connection, centre)
    return page(
        request, "cohort.html", status=422 if wrong else 200, cohort=found, listed=listed, others=others,
        meetings=meetings, trainers=trainers, given=given, wrong=wrong, lessons=request.app.state.shelf.lessons(),
        tomorrow=(clock.now().astimezone(clock.HONG_KONG).date() + dt.timedelta(days=1)).isoformat(), past=now,
        asked=asked,
    )  # fmt: skip


def _cohort(request: Browser, cohort: str) -> Cohort:
    with reading(request.app.state.engine) as connection:
        found = courses.find(connection, member_of(request).centre, cohort)
    if found is None:
        raise NotFound("there is no such class")
    return found


@get("/cohorts/{cohort:str}/progress", opt=TEACHERS, include_in_schema=False)
@in_thread
def progress(request: Browser, cohort: FromPath[str]) -> Response[str]:
    """Where everybody of a class stands, and what is to be reviewed."""
    centre, found = member_of(request).centre, _cohort(request, cohort)
    today = clock.day_of(clock.wall_ms())
    with reading(request.app.state.engine) as connection:
        listed = [(one, name) for _, one, name, _ in courses.enrolled(connection, centre, cohort)]
        matrix = learning.matrix(connection, centre, listed, today, request.app.state.shelf.lesson)
    return page(request, "matrix.html", cohort=found, matrix=matrix, due=learning.reviewers(matrix))


@post("/cohorts/{cohort:str}/enrol", opt=TEACHERS, include_in_schema=False, status_code=303)
async def enrol(request: Browser, cohort: FromPath[str]) -> Response[str]:
    """Puts learners on the list."""
    asked = await several(request, "learner")

    def act(connection: Connection, centre: int) -> None:
        known = {one.id for one in people.people(connection, centre)}
        courses.enrol(connection, centre, cohort, [one for one in asked if one in known], clock.wall_ms())

    return await asyncio.to_thread(_do, request, cohort, "enrolled", act)


@post("/cohorts/{cohort:str}/unenrol", opt=TEACHERS, include_in_schema=False, status_code=303)
async def unenrol(request: Browser, cohort: FromPath[str]) -> Response[str]:
    """Takes a learner off the list; on the rolls until now she stays."""
    learner = (await fields(request)).get("learner", "")
    return await asyncio.to_thread(
        _do, request, cohort, "unenrolled",
        lambda connection, centre: courses.unenrol(connection, centre, cohort, learner, clock.wall_ms()),
    )  # fmt: skip


@post("/cohorts/{cohort:str}/close", opt=TEACHERS, include_in_schema=False, status_code=303)
@in_thread
def close(request: Browser, cohort: FromPath[str]) -> Response[str]:
    """The course is over, or goes on after all."""
    found = _cohort(request, cohort)
    ended = 0 if found.ended else clock.wall_ms()
    what = "cohort-closed" if ended else "cohort-opened"
    return _do(
        request, cohort, what, lambda connection, centre: courses.save(connection, centre, replace(found, ended=ended))
    )


@post("/cohorts/{cohort:str}/timetable", opt=TEACHERS, include_in_schema=False, status_code=200)
async def timetable(request: Browser, cohort: FromPath[str]) -> Response[str]:
    """Meetings for so many weeks."""
    given = await fields(request)
    return await asyncio.to_thread(_timetable, request, cohort, given)


def _timetable(request: Browser, cohort: str, given: Fields) -> Response[str]:
    plan = planned(given)
    if isinstance(plan, str):
        return _one(request, cohort, given, plan)
    found = _cohort(request, cohort)

    def act(connection: Connection, centre: int) -> None:
        known = plan.trainer in team.trainers(connection, centre)
        lesson = plan.lesson if request.app.state.shelf.lesson(plan.lesson) else ""
        sure = replace(plan, trainer=plan.trainer if known else "", lesson=lesson)
        courses.timetable(connection, centre, found, sure)

    return _do(request, cohort, "timetable-added", act)


def planned(given: Fields) -> Plan | str:
    """The timetable a form asks for, or the name of the field that is wrong."""
    try:
        begins = dt.datetime.fromisoformat(f"{given.get('date', '')}T{given.get('time', '')}")
    except ValueError:
        return "date"
    if not 2000 <= begins.year < 2100 or begins.tzinfo:
        return "date"
    minutes, weeks = (given.get(name, "") for name in ("minutes", "weeks"))
    if not (minutes.isascii() and minutes.isdigit() and MINUTES[0] <= int(minutes) <= MINUTES[1]):
        return "minutes"
    if not (weeks.isascii() and weeks.isdigit() and 1 <= int(weeks) <= courses.MOST_WEEKS):
        return "weeks"
    first = int(begins.replace(tzinfo=clock.HONG_KONG).timestamp() * 1000)
    rest = (given.get(name, "") for name in ("venue", "trainer", "lesson"))
    return Plan(first, int(minutes), int(weeks), *rest)


@post("/cohorts/{cohort:str}/cancel", opt=TEACHERS, include_in_schema=False, status_code=303)
async def cancel(request: Browser, cohort: FromPath[str]) -> Response[str]:
    """Calls one meeting off, or on again."""
    given = await fields(request)
    when = 0 if given.get("on") else clock.wall_ms()

    def act(connection: Connection, centre: int) -> None:
        known = {one.session for one, _ in courses.meetings(connection, centre, cohort)}
        if given.get("session", "") not in known:
            raise NotFound("there is no such meeting")
        courses.cancel(connection, centre, given["session"], when)

    return await asyncio.to_thread(_do, request, cohort, "meeting-cancelled" if when else "meeting-on", act)


def _do(request: Browser, cohort: str, what: str, act: Callable[[Connection, int], None]) -> Response[str]:
    member, found = member_of(request), _cohort(request, cohort)

    def change(connection: Connection) -> None:
        act(connection, member.centre)
        audit.note(connection, member.centre, member.id, what, found.id, clock.wall_ms())

    transact(request.app.state.engine, change)
    return Redirect(f"/cohorts/{cohort}", status_code=303)
