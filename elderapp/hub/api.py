"""What programs may read: learners, sessions, attendance and the report's figures, from the same queries as the pages.

Every refusal is application/problem+json with a code that does not change. Times are milliseconds since 1970, UTC.
"""

import datetime as dt
from typing import Annotated, Any, Literal

from litestar import get
from litestar.datastructures import CacheControlHeader
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import PathParameter, QueryParameter
from msgspec import Struct
from sqlalchemy import Connection

from elderapp import clock
from elderapp.hub import figures, learning, reports
from elderapp.hub.auth import READERS, NotFound
from elderapp.hub.figures import Asked
from elderapp.hub.pages.classes import member_of
from elderapp.hub.pages.render import Browser
from elderapp.hub.storage import courses, people, places
from elderapp.hub.storage.engine import reading
from elderapp.hub.storage.people import Person
from elderapp.hub.storage.places import Meeting
from elderapp.hub.threads import in_thread
from elderapp.records.people import Word
from elderapp.sync.protocol import PROBLEM_JSON

BASE = "/api/v1"
LONGEST_SPAN = dt.timedelta(days=400)
_DAY = 24 * 60 * 60 * 1000


class Problem(Struct, frozen=True):
    """A refusal: programs act on `code`, people read `title`."""

    code: str
    status: int
    title: str = ""
    detail: str = ""
    now: int = 0
    type: str = "about:blank"


class LearnerOut(Struct, frozen=True):
    """A learner.

    `band`, `district`, `living` are empty where nobody asked; `gone` is when she left (0: she did not).

    `cohorts` are the ids of those she is enrolled in now.
    """

    id: str
    name: str
    member: str
    band: str
    district: str
    living: str
    added: int
    gone: int
    cohorts: list[str]


class LearntOut(Struct, frozen=True):
    """How far a learner has come with a lesson; days are ISO dates in Hong Kong, `hints` the steps with help."""

    lesson: str
    word: Word
    last_day: str
    hints: int
    review_due: str


class VisitOut(Struct, frozen=True):
    """One session in which she was seen or marked. `status` is empty while nobody marked her."""

    session: str
    starts: int
    status: str
    tablet_minutes: int


class LearnerDetail(Struct, frozen=True):
    """A learner, what she learnt and when she was here, the newest first."""

    learner: LearnerOut
    lessons: list[LearntOut]
    visits: list[VisitOut]


class SessionOut(Struct, frozen=True):
    """A class meeting; `trainer` and `lesson` are ids, empty where there is none."""

    id: str
    cohort: str
    title: str
    starts: int
    ends: int
    venue: str
    lesson: str
    trainer: str


class LineOut(Struct, frozen=True):
    """One person of a roll.

    `name` is empty for somebody who was erased; `tablet_first` and `tablet_last` are 0 where no tablet saw her;
    `conflict` tells that tablet and trainer disagree and nobody has decided.
    """

    number: int
    learner: str
    name: str
    member: str
    guest: bool
    status: Literal["", "present", "late", "left", "makeup", "absent"]
    tablet_first: int
    tablet_last: int
    tablet_minutes: int
    conflict: bool
    erased: bool


class AttendanceOut(Struct, frozen=True):
    """A session's roll."""

    session: SessionOut
    lines: list[LineOut]


class NumbersOut(Struct, frozen=True):
    """人次, 受惠人數, sessions held and their minutes."""

    visits: int
    people: int
    sessions: int
    minutes: int


class ReportOut(Struct, frozen=True):
    """A month's figures, nobody named.

    People under 60 count in `young` alone; `unmarked` were seen by a tablet and never marked; `until` is the moment up
    to which everything is counted.
    """

    month: str
    cohort: str
    total: NumbersOut
    completions: int
    enquiries: int
    enquiry_minutes: int
    young: int
    unmarked: int
    months: dict[str, NumbersOut]
    bands: dict[str, int]
    livings: dict[str, int]
    topics: dict[str, int]
    until: int
    running: bool


def _refusals(*statuses: int) -> dict[int, ResponseSpec]:
    said = {400: "a parameter is wrong", 401: "no log-in and no token", 403: "not for this role",
            404: "no such thing in this centre"}  # fmt: skip
    return {
        status: ResponseSpec(Problem, description=said[status], media_type=PROBLEM_JSON, generate_examples=False)
        for status in statuses
    }


_SECURED: dict[str, Any] = {
    "opt": READERS, "security": [{"token": []}, {"login": []}], "tags": ["read"],
    "cache_control": CacheControlHeader(no_store=True),
}  # fmt: skip
Cohort = Annotated[str, QueryParameter(name="cohort", description="a cohort's id; all cohorts without it")]
Session = Annotated[str, PathParameter(name="session", description="a session's id", min_length=1)]
Learner = Annotated[str, PathParameter(name="learner", description="a learner's id", min_length=1)]
Gone = Annotated[bool, QueryParameter(name="gone", description="with those who left")]
From = Annotated[dt.date | None, QueryParameter(name="from", description="first day, 90 days ago without it")]
To = Annotated[dt.date | None, QueryParameter(name="to", description="last day, today without it")]
Month = Annotated[
    str | None,
    QueryParameter(
        name="month", pattern="^20[0-9]{2}-(0[1-9]|1[0-2])$", description="2026-10; the one that runs without it"
    ),
]


@get(f"{BASE}/learners", responses=_refusals(400, 401, 403), operation_id="learners", **_SECURED)
@in_thread
def learners(request: Browser, cohort: Cohort = "", gone: Gone = False) -> list[LearnerOut]:
    """The centre's learners by name."""
    with reading(request.app.state.engine) as connection:
        found = people.people(connection, member_of(request).centre, with_gone=gone)
    return [_learner(one) for one in found if not cohort or cohort in one.cohorts]


@get(f"{BASE}/learners/{{learner:str}}", responses=_refusals(400, 401, 403, 404), operation_id="learner", **_SECURED)
@in_thread
def learner(request: Browser, learner: Learner) -> LearnerDetail:
    """One learner: what she learnt and when she was here."""
    centre, now, shelf = member_of(request).centre, clock.wall_ms(), request.app.state.shelf
    with reading(request.app.state.engine) as connection:
        found = people.person(connection, centre, learner)
        if found is None:
            raise NotFound("there is no such learner")
        lessons = learning.lessons(connection, centre, found.id, clock.day_of(now), shelf.lesson)
        visits = learning.visits(connection, centre, found.id, now)
    return LearnerDetail(
        _learner(found),
        [LearntOut(one.lesson, one.word, one.last_day, one.hints, one.due) for one in lessons],
        [VisitOut(one.meeting.session, one.meeting.starts, one.status, one.minutes) for one in visits],
    )


def _learner(one: Person) -> LearnerOut:
    texts = (one.id, one.name, one.member, one.band, one.district, one.living)
    return LearnerOut(*texts, one.added, one.gone, list(one.cohorts))


@get(f"{BASE}/sessions", responses=_refusals(400, 401, 403), operation_id="sessions", **_SECURED)
@in_thread
def sessions(request: Browser, since: From = None, until: To = None) -> list[SessionOut]:
    """Class meetings of some days (at most 400), in order, without those called off."""
    today = dt.date.fromisoformat(clock.day_of(clock.wall_ms()))
    last = min(max(until or today, _FIRST), _LAST)
    first = min(max(since or last - dt.timedelta(days=90), _FIRST, last - LONGEST_SPAN), last)
    with reading(request.app.state.engine) as connection:
        found = places.meetings(connection, member_of(request).centre, _starts(first), _starts(last) + _DAY)
    return [_session(one) for one in found]


_FIRST, _LAST = dt.date(2000, 1, 1), dt.date(2099, 12, 31)


def _starts(day: dt.date) -> int:
    """When (ms) a day begins in Hong Kong."""
    return int(dt.datetime(day.year, day.month, day.day, tzinfo=clock.HONG_KONG).timestamp() * 1000)


def _session(one: Meeting) -> SessionOut:
    return SessionOut(
        one.session, one.cohort, one.title, one.starts, one.ends, one.venue, one.lesson, one.trainer
    )  # fmt: skip


@get(f"{BASE}/sessions/{{session:str}}/attendance", responses=_refusals(400, 401, 403, 404),
     operation_id="attendance", **_SECURED)  # fmt: skip
@in_thread
def attendance(request: Browser, session: Session) -> AttendanceOut:
    """The roll of one session: what tablets saw and what the trainer marked."""
    centre, now = member_of(request).centre, clock.wall_ms()
    with reading(request.app.state.engine) as connection:
        meeting = places.find_meeting(connection, centre, session)
        if meeting is None:
            raise NotFound("there is no such session")
        sheet = reports.sheet(connection, centre, meeting, now)
    return AttendanceOut(_session(meeting), [_line(one) for one in sheet.lines])


def _line(one: reports.SheetLine) -> LineOut:
    return LineOut(
        one.number, one.learner, one.name, one.member, one.is_guest, one.status, one.first, one.last, one.minutes,
        one.is_conflict, one.is_erased,
    )  # fmt: skip


@get(f"{BASE}/report", responses=_refusals(400, 401, 403, 404), operation_id="report", **_SECURED)
@in_thread
def report(request: Browser, month: Month = None, cohort: Cohort = "") -> ReportOut:
    """A month's figures, as the report page has them."""
    now = clock.wall_ms()
    asked = Asked(month or figures.month_of(now), cohort)
    with reading(request.app.state.engine) as connection:
        return _report(connection, member_of(request).centre, asked, now, request.app.state.shelf)


def _report(connection: Connection, centre: int, asked: Asked, now: int, shelf: Any) -> ReportOut:
    if asked.cohort and courses.find(connection, centre, asked.cohort) is None:
        raise NotFound("there is no such cohort")
    found = figures.report(connection, {centre: places.centre_title(connection, centre)}, asked, now, shelf.lesson)
    return ReportOut(
        asked.month, asked.cohort, _numbers(found.total), found.completions, found.enquiries, found.enquiry_minutes,
        found.young, found.unmarked, {month: _numbers(one) for month, one in found.months}, dict(found.bands),
        dict(found.livings), dict(found.topics), found.until, found.is_running,
    )  # fmt: skip


def _numbers(one: figures.Numbers) -> NumbersOut:
    return NumbersOut(one.visits, one.people, one.sessions, one.minutes)
