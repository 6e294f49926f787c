"""Lists of learners in and out: a file is looked at first, then applied; and cards and labels for a class."""

import asyncio
import csv
import io

import msgspec
from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy import Connection

from elderapp import clock, i18n
from elderapp.hub import rosters, rosters_out
from elderapp.hub.auth import TEACHERS, NotFound
from elderapp.hub.pages import printing
from elderapp.hub.pages.attendance import safe
from elderapp.hub.pages.classes import member_of
from elderapp.hub.pages.forms import fields
from elderapp.hub.pages.people import person_of
from elderapp.hub.pages.render import Browser, language_of, page
from elderapp.hub.rosters import Entry, Fault, Read
from elderapp.hub.storage import audit, courses, people, places
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.threads import in_thread
from elderapp.paper import spreadsheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENTRIES = "entries"


@get("/learners/roster", opt=TEACHERS, include_in_schema=False)
@in_thread
def show(request: Browser) -> Response[str]:
    """What can be done with files."""
    return _page(request)


def _page(request: Browser, read: Read | None = None, plan: rosters.Plan | None = None) -> Response[str]:
    entries = msgspec.json.encode(read.entries).decode() if read and plan else ""
    return page(
        request, "roster.html", status=422 if read and read.faults else 200, read=read, plan=plan, entries=entries,
        columns=rosters.COLUMNS, choices=rosters.CHOICES, done=request.query_params.get("done", ""),
    )  # fmt: skip


@post("/learners/roster/check", opt=TEACHERS, include_in_schema=False, status_code=200)
async def check(request: Browser) -> Response[str]:
    """Everything that is wrong in a file, or what applying it would do. Nothing is written."""
    form = await request.form()
    given = form.get("file")
    data = await given.read() if isinstance(given, UploadFile) else b""
    return await asyncio.to_thread(_check, request, data)


def _check(request: Browser, data: bytes) -> Response[str]:
    read = read_file(data)
    if read.faults or not read.entries:
        return _page(request, read if read.faults else Read(faults=(Fault(0, "", "unreadable"),)))
    with reading(request.app.state.engine) as connection:
        plan = rosters.plan(connection, member_of(request).centre, read.entries)
    return _page(request, read, plan)


def read_file(data: bytes) -> Read:
    """What an uploaded file says, whichever of the three kinds it is."""
    if data[:2] == b"PK" and (files := rosters.unzipped(data)):
        return rosters.read_oneroster(files)
    rows = table_of(data, rosters.MOST_ROWS)
    return rosters.read_table(rows) if rows else Read(faults=(Fault(0, "", "unreadable"),))


def table_of(data: bytes, most_rows: int) -> list[list[str]] | None:
    """The rows of a CSV file or of a workbook's first sheet; None for what is neither, or empty."""
    if data[:2] == b"PK":
        return spreadsheet.read(data, most_rows) or None
    text = rosters.decoded(data)
    if not text or "\0" in text:
        return None
    try:
        return list(csv.reader(io.StringIO(text)))
    except csv.Error:
        return None


@post("/learners/roster/apply", opt=TEACHERS, include_in_schema=False, status_code=303)
async def apply(request: Browser) -> Response[str]:
    """Writes down what was looked at."""
    given = await fields(request, longest=400_000)
    count = await asyncio.to_thread(_apply, request, given.get(ENTRIES, ""))
    return Redirect(f"/learners/roster?done={count}", status_code=303)


def _apply(request: Browser, text: str) -> int:
    member, now = member_of(request), clock.wall_ms()
    try:
        entries = msgspec.json.decode(text, type=list[Entry])
    except (msgspec.DecodeError, RecursionError) as error:
        raise NotFound("these are no entries") from error
    if not entries or len(entries) > rosters.MOST_ROWS or rosters.checked(entries).faults:
        raise NotFound("these entries are not those that were looked at")

    def act(connection: Connection) -> int:
        done = rosters.apply(connection, member.centre, entries, now)
        audit.note(connection, member.centre, member.id, "roster-imported", str(len(entries)), now)
        return done.new + done.changed

    return transact(request.app.state.engine, act)


@get("/learners/roster.csv", opt=TEACHERS, include_in_schema=False)
@in_thread
def as_csv(request: Browser) -> Response[bytes]:
    """Every learner as a plain table."""
    text = io.StringIO()
    csv.writer(text).writerows([safe(cell) for cell in row] for row in rosters_out.table(_everybody(request)))
    return file(("\ufeff" + text.getvalue()).encode(), "text/csv; charset=utf-8", "learners.csv")


@get("/learners/roster.xlsx", opt=TEACHERS, include_in_schema=False)
@in_thread
def as_xlsx(request: Browser) -> Response[bytes]:
    """The same as a workbook."""
    made = spreadsheet.xlsx([spreadsheet.Table("學員", rosters_out.table(_everybody(request)))])
    return file(made, XLSX, "learners.xlsx")


@get("/learners/oneroster.zip", opt=TEACHERS, include_in_schema=False)
@in_thread
def as_oneroster(request: Browser) -> Response[bytes]:
    """The same as OneRoster 1.1."""
    centre, found = member_of(request).centre, _everybody(request)
    with reading(request.app.state.engine) as connection:
        title, classes = places.centre_title(connection, centre), courses.cohorts(connection, centre)
    return file(rosters_out.oneroster(centre, title, found, classes), "application/zip", "oneroster.zip")


def _everybody(request: Browser) -> list[people.Person]:
    with reading(request.app.state.engine) as connection:
        return people.people(connection, member_of(request).centre)


def file(made: bytes, media: str, name: str, *, inline: bool = False) -> Response[bytes]:
    """A file to keep, or to look at first."""
    how = "inline" if inline else "attachment"
    headers = {"Content-Disposition": f'{how}; filename="{name}"', "Cache-Control": "no-store"}
    return Response(made, media_type=media, headers=headers)


@get("/cohorts/{cohort:str}/labels.pdf", opt=TEACHERS, include_in_schema=False)
@in_thread
def labels(request: Browser, cohort: FromPath[str]) -> Response[bytes]:
    """Name labels of a class."""
    title, listed = _class(request, cohort)
    made = printing.people.labels(listed, title, language_of(request))
    return file(made, "application/pdf", "labels.pdf", inline=True)


@get("/cohorts/{cohort:str}/cards.pdf", opt=TEACHERS, include_in_schema=False)
@in_thread
def cards(request: Browser, cohort: FromPath[str]) -> Response[bytes]:
    """Member cards of a class."""
    return _cards(request, _class(request, cohort)[1])


@get("/learners/{learner:str}/card.pdf", opt=TEACHERS, include_in_schema=False)
@in_thread
def card(request: Browser, learner: FromPath[str]) -> Response[bytes]:
    """One learner's member card."""
    one = person_of(request, learner)
    return _cards(request, [printing.people.Member(one.name, one.member, one.member)])


def _cards(request: Browser, listed: "list[printing.people.Member]") -> Response[bytes]:
    language = language_of(request)
    with reading(request.app.state.engine) as connection:
        title = places.centre_title(connection, member_of(request).centre)
    made = printing.people.cards(listed, title, i18n.words(language), language)
    return file(made, "application/pdf", "cards.pdf", inline=True)


def _class(request: Browser, cohort: str) -> "tuple[str, list[printing.people.Member]]":
    centre = member_of(request).centre
    with reading(request.app.state.engine) as connection:
        found = courses.find(connection, centre, cohort)
        if found is None:
            raise NotFound("there is no such class")
        listed = courses.enrolled(connection, centre, cohort)
    return found.title, [printing.people.Member(name, number, number) for _, _, name, number in listed]
