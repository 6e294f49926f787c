"""What a centre reports: one query, from which the page and every file are made, each number with its definition.

Nobody is named. People under 60 are counted apart. Two learners who were found to be one are one.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct
from sqlalchemy import Connection, select

from elderapp import clock
from elderapp.hub import desk
from elderapp.hub.reports import ATTENDED
from elderapp.hub.storage import people, places, schema, schema_privacy
from elderapp.hub.storage.schema import enrolment
from elderapp.lesson.model import TRACKS, Lesson

MONTHS = 6
"""How many months stand beside each other."""
UNDER = "under-60"


class Asked(Struct, frozen=True):
    """Which month (``2026-10``), and which cohort (its id, or all of them)."""

    month: str
    cohort: str = ""


class Numbers(Struct, frozen=True):
    """What is counted of some span and some part of the centre."""

    visits: int = 0
    people: int = 0
    sessions: int = 0
    minutes: int = 0

    @property
    def hours(self) -> int | float:
        """Hours, with one place after the point where they are not whole."""
        hours = round(self.minutes / 60, 1)
        return int(hours) if hours.is_integer() else hours


class Report(Struct, frozen=True):
    """Everything that a month's report says.

    `months` and `cohorts` have a label each (ISO month, title); `bands` and `livings` are distinct people by code;
    `topics` are completions by track. `young` are visits of people under 60, which no other number contains; `unmarked`
    whom tablets saw and nobody marked yet. `until` is the moment (ms) up to which everything is counted.
    """

    asked: Asked
    total: Numbers
    completions: int
    enquiries: int
    enquiry_minutes: int
    young: int
    unmarked: int
    months: tuple[tuple[str, Numbers], ...]
    cohorts: tuple[tuple[str, Numbers], ...]
    bands: tuple[tuple[str, int], ...]
    livings: tuple[tuple[str, int], ...]
    topics: tuple[tuple[str, int], ...]
    until: int
    is_running: bool


class _Row(Struct, frozen=True):
    """One person in one session; `month` is the ISO month of its start."""

    month: str
    session: str
    cohort: str
    title: str
    minutes: int
    learner: str
    status: str
    seen: bool
    band: str
    living: str


def month_of(ms: int) -> str:
    """The ISO month of a moment.

    >>> month_of(1_763_654_400_000)
    '2025-11'
    """
    return clock.day_of(ms)[:7]


def is_month(text: str) -> bool:
    """Whether this is a month one can ask for.

    >>> is_month("2026-10"), is_month("2026-13"), is_month("x")
    (True, False, False)
    """
    try:
        return len(text) == 7 and 2000 <= dt.date.fromisoformat(f"{text}-01").year < 2100
    except ValueError:
        return False


def earlier(month: str, by: int) -> str:
    """The month so many before this one.

    >>> earlier("2026-02", 3)
    '2025-11'
    """
    year, number = map(int, month.split("-"))
    total = year * 12 + number - 1 - by
    return f"{total // 12:04d}-{total % 12 + 1:02d}"


def begins(month: str) -> int:
    """When (ms) a month begins in Hong Kong."""
    first = dt.datetime.fromisoformat(f"{month}-01T00:00").replace(tzinfo=clock.HONG_KONG)
    return int(first.timestamp() * 1000)


def report(
    connection: Connection, centre: int, asked: Asked, now: int, lesson: Callable[[str], Lesson | None]
) -> Report:
    """The report of a month, with the months before it."""
    span = [earlier(asked.month, by) for by in range(MONTHS - 1, -1, -1)]
    until = begins(earlier(asked.month, -1))
    rows = _rows(connection, centre, begins(span[0]), min(until, now), asked.cohort)
    came = [row for row in rows if row.status in ATTENDED]
    old = [row for row in came if row.band != UNDER]
    here = [row for row in old if row.month == asked.month]
    titles = {row.cohort: row.title for row in here}
    persons = {row.learner: row for row in here}
    finished = _finished(connection, centre, asked)
    tracks = Counter(track for _, name in finished if (track := _track(lesson(name))))
    told = desk.enquiries(connection, centre, begins(asked.month), until)
    return Report(
        asked=asked,
        total=_numbers(here),
        completions=len(finished),
        enquiries=0 if asked.cohort else len(told.enquiries),
        enquiry_minutes=0 if asked.cohort else told.minutes,
        young=sum(row.band == UNDER and row.month == asked.month for row in came),
        unmarked=sum(row.seen and not row.status and row.month == asked.month for row in rows),
        months=tuple((month, _numbers([row for row in old if row.month == month])) for month in span),
        cohorts=tuple(
            (titles[cohort], _numbers([row for row in here if row.cohort == cohort]))
            for cohort in sorted(titles, key=lambda one: (titles[one], one))
        ),
        bands=_by(persons.values(), lambda row: row.band, (*people.BANDS[:-1], "")),
        livings=_by(persons.values(), lambda row: row.living, ("single", "double")),
        topics=tuple((track, tracks[track]) for track in TRACKS),
        until=min(until, now),
        is_running=now < until,
    )


def _rows(connection: Connection, centre: int, since: int, until: int, cohort: str) -> list[_Row]:
    session, attendance, learner = schema.session, schema.attendance, schema.learner
    chosen = (
        select(
            session.c.session, session.c.cohort, session.c.title, session.c.starts, session.c.ends,
            attendance.c.learner, attendance.c.trainer_status, attendance.c.tablet_first,
        )
        .join(attendance, (attendance.c.centre == session.c.centre) & (attendance.c.session == session.c.session))
        .where(
            session.c.centre == centre, session.c.starts >= since, session.c.starts < until, session.c.cancelled == 0
        )
    )  # fmt: skip
    if cohort:
        chosen = chosen.where(session.c.cohort == cohort)
    same = people.merges(connection, centre)
    known = {
        row.learner: (row.band, row.living)
        for table in (learner, schema_privacy.erased)  # whoever was erased is counted still
        for row in connection.execute(
            select(table.c.learner, table.c.band, table.c.living).where(table.c.centre == centre)
        )
    }
    found: dict[tuple[str, str], _Row] = {}
    for row in connection.execute(chosen):
        who = same.get(row.learner, row.learner)
        before = found.get((row.session, who))
        band, living = known.get(who, ("", ""))
        # Of two records of one person in one session the one that says she was there counts.
        status = row.trainer_status
        if before is not None and before.status in ATTENDED:
            status = before.status
        found[row.session, who] = _Row(
            month_of(row.starts), row.session, row.cohort, row.title, (row.ends - row.starts) // 60_000, who, status,
            bool(row.tablet_first) or (before is not None and before.seen), band, living,
        )  # fmt: skip
    return list(found.values())


def _numbers(rows: Sequence[_Row]) -> Numbers:
    held = {row.session: row.minutes for row in rows}
    return Numbers(len(rows), len({row.learner for row in rows}), len(held), sum(held.values()))


def _by(rows: Iterable[_Row], code: Callable[[_Row], str], order: Sequence[str]) -> tuple[tuple[str, int], ...]:
    counts = Counter(code(row) for row in rows)
    return tuple((one, counts[one]) for one in order)


def _finished(connection: Connection, centre: int, asked: Asked) -> list[tuple[str, str]]:
    """Who finished which lesson for the first time in this month; people under 60 do not count."""
    listed: list[str] = []
    for table in (schema.learner, schema_privacy.erased):
        chosen = select(table.c.learner, table.c.band).where(table.c.centre == centre, table.c.merged == "")
        if asked.cohort:
            chosen = chosen.join(
                enrolment, (enrolment.c.centre == table.c.centre) & (enrolment.c.learner == table.c.learner)
            ).where(enrolment.c.cohort == asked.cohort)
        listed += [row.learner for row in connection.execute(chosen) if row.band != UNDER]
    states = places.progress_of(connection, centre, listed)
    return sorted(
        (who, one.lesson)
        for who, lessons in states.items()
        for one in lessons
        if one.finished and one.finished[0][:7] == asked.month
    )


def _track(lesson: Lesson | None) -> str:
    return lesson.track if lesson else ""
