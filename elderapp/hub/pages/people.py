"""The learners of a centre: finding one, writing one down, two who are one, somebody who left."""

import asyncio
from collections.abc import Callable
from typing import Annotated

from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect
from msgspec.structs import replace
from sqlalchemy import Connection

from elderapp import clock
from elderapp.hub.auth import TEACHERS, NotFound
from elderapp.hub.pages.classes import member_of
from elderapp.hub.pages.forms import Fields, fields
from elderapp.hub.pages.render import Browser, page
from elderapp.hub.storage import audit, courses, people
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.people import Person
from elderapp.hub.threads import in_thread

Asked = Annotated[str, QueryParameter(name="q")]
Cohort = Annotated[str, QueryParameter(name="cohort")]
All = Annotated[str, QueryParameter(name="all")]
Start = Annotated[int, QueryParameter(name="from")]
A_PAGE = 100
"""Learners on one page."""


@get("/learners", opt=TEACHERS, include_in_schema=False)
@in_thread
def learners(
    request: Browser, asked: Asked = "", cohort: Cohort = "", everybody: All = "", start: Start = 0
) -> Response[str]:
    """Everybody, or those of a class, or those whose name or number has this in it; so many a page."""
    centre = member_of(request).centre
    with reading(request.app.state.engine) as connection:
        found = people.listed(
            connection, centre, asked, cohort, with_gone=bool(everybody), start=min(max(start, 0), 10**6), most=A_PAGE
        )
        classes = courses.cohorts(connection, centre)
    return page(
        request, "learners.html", people=found.people, total=found.total, cohorts=classes, asked=asked, cohort=cohort,
        everybody=everybody, twins=found.twins, start=max(start, 0), a_page=A_PAGE,
    )  # fmt: skip


@get("/learners/new", opt=TEACHERS, include_in_schema=False)
@in_thread
def new(request: Browser) -> Response[str]:
    """An empty form."""
    return _form(request, Person("", ""), {})


@post("/learners/new", opt=TEACHERS, include_in_schema=False, status_code=200)
async def add(request: Browser) -> Response[str]:
    """Writes somebody down, or says what is wrong with what was typed."""
    given = await fields(request)
    return await asyncio.to_thread(_save, request, Person(clock.new_id(), "", added=clock.wall_ms()), given)


@get("/learners/{learner:str}/edit", opt=TEACHERS, include_in_schema=False)
@in_thread
def edit(request: Browser, learner: FromPath[str]) -> Response[str]:
    """What is written about somebody."""
    return _form(request, person_of(request, learner), {})


@post("/learners/{learner:str}/edit", opt=TEACHERS, include_in_schema=False, status_code=200)
async def change(request: Browser, learner: FromPath[str]) -> Response[str]:
    """Writes it otherwise."""
    given = await fields(request)
    before = await asyncio.to_thread(person_of, request, learner)
    return await asyncio.to_thread(_save, request, replace(before, added=0), given)


def _save(request: Browser, before: Person, given: Fields) -> Response[str]:
    member, now = member_of(request), clock.wall_ms()
    asked = {name: given.get(name, "") for name in ("name", "member", "band", "district", "living")}
    after = replace(before, picture=given.get("picture", before.picture), **asked)
    is_new = not before.name

    def act(connection: Connection) -> dict[str, people.Fault]:
        taken = {number for number, one in people.members(connection, member.centre).items() if one != after.id}
        if wrong := people.faults(after, taken):
            return wrong
        people.save(connection, member.centre, after)
        audit.note(
            connection, member.centre, member.id, "learner-added" if is_new else "learner-changed", after.id, now
        )
        cohort = given.get("cohort", "")
        if is_new and courses.find(connection, member.centre, cohort):
            courses.enrol(connection, member.centre, cohort, [after.id], now)
        return {}

    if wrong := transact(request.app.state.engine, act):
        return _form(request, replace(after, id="") if is_new else after, wrong)
    return Redirect(f"/learners/{after.id}", status_code=303)


def _form(request: Browser, person: Person, wrong: dict[str, people.Fault]) -> Response[str]:
    with reading(request.app.state.engine) as connection:
        classes = [one for one in courses.cohorts(connection, member_of(request).centre) if not one.ended]
    status = 422 if wrong else 200
    return page(request, "learner_form.html", status=status, person=person, wrong=wrong, cohorts=classes)


def person_of(request: Browser, learner: str) -> Person:
    """The learner an address names. Raises `NotFound`."""
    with reading(request.app.state.engine) as connection:
        found = people.person(connection, member_of(request).centre, learner)
    if found is None:
        raise NotFound("there is no such learner")
    return found


@post("/learners/{learner:str}/leave", opt=TEACHERS, include_in_schema=False, status_code=303)
@in_thread
def leave(request: Browser, learner: FromPath[str]) -> Response[str]:
    """She comes no more; her attendance and what she learnt stay."""
    return _do(request, learner, "learner-left", people.leave, clock.wall_ms())


@post("/learners/{learner:str}/return", opt=TEACHERS, include_in_schema=False, status_code=303)
@in_thread
def come_back(request: Browser, learner: FromPath[str]) -> Response[str]:
    """She comes again."""
    return _do(request, learner, "learner-back", people.leave, 0)


@get("/learners/{learner:str}/merge", opt=TEACHERS, include_in_schema=False)
@in_thread
def ask_merge(request: Browser, learner: FromPath[str], asked: Asked = "") -> Response[str]:
    """Who else she may be, and what will happen."""
    person = person_of(request, learner)
    with reading(request.app.state.engine) as connection:
        others = [
            one for one in people.people(connection, member_of(request).centre, with_gone=True) if one.id != person.id
        ]
    wanted = asked.strip().casefold() or person.name.casefold()[:1]
    likely = [one for one in others if wanted in one.name.casefold() or wanted in one.member.casefold()]
    return page(request, "merge.html", person=person, others=likely, asked=asked)


@post("/learners/{learner:str}/merge", opt=TEACHERS, include_in_schema=False, status_code=303)
async def merge(request: Browser, learner: FromPath[str]) -> Response[str]:
    """From now on she counts as the other one."""
    kept = (await fields(request)).get("kept", "")
    await asyncio.to_thread(_merge, request, learner, kept)
    return Redirect(f"/learners/{kept}", status_code=303)


def _merge(request: Browser, learner: str, kept: str) -> None:
    member = member_of(request)

    def act(connection: Connection) -> bool:
        done = people.merge(connection, member.centre, learner, kept)
        if done:
            audit.note(connection, member.centre, member.id, "learners-merged", f"{learner} {kept}", clock.wall_ms())
        return done

    if learner == kept or not transact(request.app.state.engine, act):
        raise NotFound("these two cannot be one")


@post("/learners/{learner:str}/unmerge", opt=TEACHERS, include_in_schema=False, status_code=303)
@in_thread
def unmerge(request: Browser, learner: FromPath[str]) -> Response[str]:
    """She is somebody of her own again, with all that was hers."""
    return _do(request, learner, "learners-unmerged", people.unmerge)


def _do(request: Browser, learner: str, what: str, act: Callable[..., None], *more: int) -> Response[str]:
    member, person = member_of(request), person_of(request, learner)

    def change(connection: Connection) -> None:
        act(connection, member.centre, person.id, *more)
        audit.note(connection, member.centre, member.id, what, person.id, clock.wall_ms())

    transact(request.app.state.engine, change)
    return Redirect(f"/learners/{person.id}", status_code=303)
