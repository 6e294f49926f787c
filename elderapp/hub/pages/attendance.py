"""The roll: what tablets saw beside what the trainer says, and the same as a file."""

import asyncio
import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from typing import Annotated

from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect
from msgspec import Struct
from sqlalchemy import Connection

from elderapp import clock, i18n
from elderapp.hub import marks, reports
from elderapp.hub.auth import CLASSROOM, TEACHERS, NotFound
from elderapp.hub.pages import printing, words
from elderapp.hub.pages.classes import Chosen, meeting_of, member_of
from elderapp.hub.pages.forms import Fields, fields
from elderapp.hub.pages.render import Browser, language_of, page
from elderapp.hub.reports import Mark, Sheet, SheetLine
from elderapp.hub.storage import people, places, team
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.places import Meeting
from elderapp.hub.storage.staff import Staff
from elderapp.hub.threads import in_thread
from elderapp.records.people import PICTURES, Learner

MOST_FIELDS = 2000
BLOCK = 20
"""Rows of one block: two stand side by side."""
SHOWN = 8
"""Changes of the roll that stand beside it."""

Asked = Annotated[str, QueryParameter(name="who")]


@get("/attendance", opt=CLASSROOM, include_in_schema=False)
@in_thread
def attendance(request: Browser, chosen: Chosen = "", asked: Asked = "") -> Response[str]:
    """The roll of one meeting."""
    centre, now = member_of(request).centre, clock.wall_ms()
    with reading(request.app.state.engine) as connection:
        meeting = meeting_of(connection, centre, chosen, now)
        sheet = reports.sheet(connection, centre, meeting, now) if meeting else None
        here = {line.learner for line in sheet.lines} if sheet else set()
        # A volunteer helps with this roll; the list of everybody is not theirs.
        elsewhere = people.near(connection, centre, asked, here) if member_of(request).may_steer else []
        history = sheet.history[:SHOWN] if sheet else ()
        tablets = marks.tablets_of(connection, centre, [one.id for one in history])
    lines = sheet.lines if sheet else ()
    half = BLOCK if len(lines) > BLOCK else len(lines)
    names = {line.learner: line.name for line in lines}
    return page(
        request,
        "attendance.html",
        sheet=sheet,
        blocks=[lines[:half], lines[half:]],
        names=names,
        history=history,
        tablets=tablets,
        elsewhere=elsewhere,
        asked=asked,
        no_name=request.query_params.get("guest") == "no-name",
    )


@post("/attendance/{session:str}", opt=CLASSROOM, include_in_schema=False, status_code=303)
async def save(request: Browser, session: FromPath[str]) -> Response[str]:
    """Adds a record for each mark that was changed on the form; marks it did not touch stay whoever made them."""
    form = await request.form()
    given = {name: str(value) for name, value in list(form.items())[:MOST_FIELDS]}
    count = await asyncio.to_thread(_save, request, session, given)
    return Redirect(f"/attendance?session={session}&saved={count}", status_code=303)


@post("/attendance/{session:str}/settle", opt=TEACHERS, include_in_schema=False, status_code=303)
async def settle(request: Browser, session: FromPath[str]) -> Response[str]:
    """Settles one disagreement: a mark with a reason."""
    form = await request.form()
    learner, status, reason = (str(form.get(name, "")) for name in ("learner", "status", "reason"))
    await asyncio.to_thread(_settle, request, session, learner, status, reason)
    return Redirect(f"/attendance?session={session}&saved=1", status_code=303)


@post("/attendance/{session:str}/guest", opt=CLASSROOM, include_in_schema=False, status_code=303)
async def add_guest(request: Browser, session: FromPath[str]) -> Response[str]:
    """Somebody who is not on the list came: a learner of another class, or somebody new."""
    given = await fields(request)
    done = await asyncio.to_thread(_add_guest, request, session, given)
    return Redirect(f"/attendance?session={session}&{'saved=1' if done else 'guest=no-name'}", status_code=303)


def _add_guest(request: Browser, session: str, given: Fields) -> bool:
    """Whether it was said who came."""
    now = clock.wall_ms()
    learner, name, status = (given.get(field, "") for field in ("learner", "name", "status"))

    def act(connection: Connection) -> bool:
        wanted = _wanted(connection, request, session, now)
        member = wanted.member
        if learner and (not member.may_steer or people.person(connection, member.centre, learner) is None):
            raise NotFound("there is no such learner")
        if not learner and (not name or "name" in people.faults(people.Person("", name))):
            return False
        who = learner or clock.new_id()
        if not learner:
            met = Learner(who, name, PICTURES[len(wanted.sheet.lines) % len(PICTURES)])
            places.add_learner(connection, member.centre, met, walk_in=True, added=now)
        places.add_guest(connection, member.centre, session, who, now)
        marked = Mark(who, "makeup" if status == "makeup" else "present", member.id, now, "")
        reports.add_mark(connection, member.centre, session, marked)
        return True

    return transact(request.app.state.engine, act)


class _Wanted(Struct, frozen=True):
    member: Staff
    meeting: Meeting
    sheet: Sheet


def _wanted(connection: Connection, request: Browser, session: str, now: int) -> _Wanted:
    member = member_of(request)
    meeting = places.find_meeting(connection, member.centre, session)
    if meeting is None:
        raise NotFound("there is no such class")
    return _Wanted(member, meeting, reports.sheet(connection, member.centre, meeting, now))


def _save(request: Browser, session: str, form: Mapping[str, str]) -> int:
    now = clock.wall_ms()

    def act(connection: Connection) -> int:
        wanted = _wanted(connection, request, session, now)
        changed = [
            Mark(line.learner, status, wanted.member.id, now, "")
            for line in wanted.sheet.lines
            if (status := _asked(line, form, wanted.meeting)) and status != line.status
        ]
        for mark in changed:
            reports.add_mark(connection, wanted.member.centre, session, mark)
        return len(changed)

    return transact(request.app.state.engine, act)


def _asked(line: SheetLine, form: Mapping[str, str], meeting: Meeting) -> str:
    """The mark the form asks for, or nothing: what was shown and sent back unchanged is no mark."""
    status = form.get(f"mark-{line.learner}", "")
    if status in reports.STATUSES and status != form.get(f"was-{line.learner}", ""):
        return status
    return reports.from_tablet(line, meeting) if "fill" in form and line.first and not line.status else ""


def _settle(request: Browser, session: str, learner: str, status: str, reason: str) -> None:
    now = clock.wall_ms()

    def act(connection: Connection) -> None:
        wanted = _wanted(connection, request, session, now)
        known = any(line.learner == learner for line in wanted.sheet.lines)
        if not known or status not in reports.STATUSES or reason not in words.REASONS:
            raise NotFound("there is no such person or choice")
        mark = Mark(learner, status, wanted.member.id, now, reason)
        reports.add_mark(connection, wanted.member.centre, session, mark)

    transact(request.app.state.engine, act)


@get("/attendance/{session:str}/register.pdf", opt=TEACHERS, include_in_schema=False)
@in_thread
def print_register(request: Browser, session: FromPath[str]) -> Response[bytes]:
    """The roll to be signed on paper. Its QR names class, day and list; no person and no secret."""
    language, now = language_of(request), clock.wall_ms()
    _ = i18n.words(language)
    with reading(request.app.state.engine) as connection:
        sheet = _wanted(connection, request, session, now).sheet
        centre = places.centre_title(connection, member_of(request).centre)
        trainer = team.colleague(connection, member_of(request).centre, sheet.meeting.trainer)
    meeting = sheet.meeting
    listed = tuple((str(line.number), line.name, line.member) for line in sheet.lines if not line.is_erased)
    version = hashlib.sha256(repr(listed).encode()).hexdigest()[:6]
    where = [centre, meeting.venue, _("導師：{name}").format(name=trainer.name) if trainer else ""]
    made = printing.register.pdf(
        printing.register.Register(
            title=meeting.title,
            when=f"{words.day(meeting.starts, language, _)} {words.span(meeting.starts, meeting.ends, language)}",
            where="　".join(filter(None, where)),
            printed=_("印於 {when}・名單 {version}").format(
                when=f"{words.moment(now):%Y-%m-%d %H:%M}", version=version
            ),
            code=f"{meeting.session} {words.moment(meeting.starts):%Y-%m-%d} {version}",
            people=listed,
        ),
        _,
        language,
    )
    headers = {"Content-Disposition": 'inline; filename="register.pdf"', "Cache-Control": "no-store"}
    return Response(made, media_type="application/pdf", headers=headers)


@get("/attendance/{session:str}/attendance.csv", opt=TEACHERS, include_in_schema=False)
@in_thread
def download(request: Browser, session: FromPath[str]) -> Response[bytes]:
    """The same roll as a file for a spreadsheet: UTF-8 with the mark Excel wants, no cell is a formula."""
    language = language_of(request)
    with reading(request.app.state.engine) as connection:
        sheet = _wanted(connection, request, session, clock.wall_ms()).sheet
    text = io.StringIO()
    csv.writer(text).writerows([safe(cell) for cell in row] for row in table(sheet, language))
    name = f"attendance-{words.moment(sheet.meeting.starts):%Y%m%d-%H%M}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(("\ufeff" + text.getvalue()).encode(), media_type="text/csv; charset=utf-8", headers=headers)


def table(sheet: Sheet, language: str) -> Iterator[list[str]]:
    """The roll as rows of text, the heading first."""
    _ = i18n.words(language)
    yield [
        _(word)
        for word in (
            "號", "姓名", "會員編號", "日期", "平板最早見到", "平板最後見到", "平板分鐘", "導師點名", "邊個點",
            "幾時點", "原因", "留意",
        )
    ]  # fmt: skip
    day = words.moment(sheet.meeting.starts).date().isoformat()
    for line in sheet.lines:
        first, last = (words.time(t, language) if t else "" for t in (line.first, line.last))
        status = _(words.ALL_STATUSES[line.status][1]) if line.status else ""
        mark = line.mark
        made = f"{words.moment(mark.made):%Y-%m-%d %H:%M}" if mark else ""
        reason = _(words.REASONS[mark.reason]) if mark and mark.reason in words.REASONS else ""
        name = _("（已刪除）") if line.is_erased else line.name
        note = {"unmarked": _("未點"), "": ""}.get(line.note, _("未夾"))
        yield [
            str(line.number), name, line.member, day, first, last, str(line.minutes) if line.first else "", status,
            mark.staff if mark else "", made, reason, note,
        ]  # fmt: skip


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> safe("=1+1"), safe("陳太"), safe("  @x"), safe("＝1")
    ("'=1+1", '陳太', "'  @x", "'＝1")
    """
    # Spreadsheets set to Chinese or Japanese read full-width signs as their narrow ones.
    return f"'{cell}" if cell.lstrip()[:1] in set("=+-@＝＋－＠") or cell[:1] in set("\t\r\n") else cell
