"""Answers before and after a course as a table: to be filled in, looked at, and then kept."""

import asyncio

import msgspec
from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy import Connection

from elderapp import clock
from elderapp.hub import answer_sheets
from elderapp.hub.answer_sheets import Entry, Fault, Member, Read
from elderapp.hub.auth import TEACHERS, NotFound
from elderapp.hub.pages import asking, rosters
from elderapp.hub.pages.attendance import safe
from elderapp.hub.pages.classes import member_of
from elderapp.hub.pages.forms import fields
from elderapp.hub.pages.render import Browser
from elderapp.hub.storage import audit, confidence, courses
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.threads import in_thread
from elderapp.paper import spreadsheet


@get("/cohorts/{cohort:str}/confidence.xlsx", opt=TEACHERS, include_in_schema=False)
@in_thread
def sheet(request: Browser, cohort: FromPath[str]) -> Response[bytes]:
    """The class's table, with what is known already."""
    title, listed, known = _class(request, cohort)
    rows = [[safe(cell) for cell in row] for row in answer_sheets.sheet(listed, known)]
    made = spreadsheet.xlsx([spreadsheet.Table(title, rows)])
    return rosters.file(made, rosters.XLSX, "confidence.xlsx")


def _class(request: Browser, cohort: str) -> tuple[str, list[Member], dict[str, confidence.Answers]]:
    centre = member_of(request).centre
    with reading(request.app.state.engine) as connection:
        found = courses.find(connection, centre, cohort)
        if found is None:
            raise NotFound("there is no such class")
        listed = [Member(who, name, number) for _, who, name, number in courses.enrolled(connection, centre, cohort)]
        return found.title, listed, confidence.answers(connection, centre, cohort)


@post("/cohorts/{cohort:str}/confidence/check", opt=TEACHERS, include_in_schema=False, status_code=200)
async def check(request: Browser, cohort: FromPath[str]) -> Response[str]:
    """Everything that is wrong in a table, or what keeping it would do. Nothing is written."""
    given = (await request.form()).get("file")
    data = await given.read() if isinstance(given, UploadFile) else b""
    return await asyncio.to_thread(_check, request, cohort, data)


def _check(request: Browser, cohort: str, data: bytes) -> Response[str]:
    _, listed, known = _class(request, cohort)
    rows = rosters.table_of(data, answer_sheets.MOST_ROWS)
    found = answer_sheets.read(rows, listed) if rows else Read(faults=(Fault(0, "", "unreadable"),))
    plan = None if found.faults else answer_sheets.plan(found.entries, known)
    return asking.answers_page(request, cohort, found, plan, msgspec.json.encode(found.entries).decode())


@post("/cohorts/{cohort:str}/confidence/apply", opt=TEACHERS, include_in_schema=False, status_code=303)
async def apply(request: Browser, cohort: FromPath[str]) -> Response[str]:
    """Keeps what was looked at."""
    given = await fields(request, longest=100_000)
    done = await asyncio.to_thread(_apply, request, cohort, given.get("entries", ""))
    return Redirect(f"/cohorts/{cohort}/confidence{'?done=1' if done else ''}", status_code=303)


def _apply(request: Browser, cohort: str, text: str) -> bool:
    """Whether these were the answers of this class that somebody looked at."""
    member, now = member_of(request), clock.wall_ms()
    _, listed, _known = _class(request, cohort)
    try:
        entries = msgspec.json.decode(text, type=list[Entry])
    except (msgspec.DecodeError, RecursionError):
        return False
    if not entries or not {one.learner for one in entries} <= {one.learner for one in listed}:
        return False

    def act(connection: Connection) -> None:
        if confidence.save(connection, member.centre, cohort, answer_sheets.said(entries), member.id, now):
            audit.note(connection, member.centre, member.id, "confidence-noted", cohort, now)

    transact(request.app.state.engine, act)
    return True
