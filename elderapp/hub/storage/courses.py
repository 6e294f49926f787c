"""Cohorts, who is enrolled in them, and their timetable."""

import datetime as dt
from collections.abc import Iterable, Sequence

from msgspec import Struct
from sqlalchemy import Connection, func, select, update

from elderapp import clock
from elderapp.hub.storage import places
from elderapp.hub.storage.places import Meeting
from elderapp.hub.storage.schema import cohort, enrolment, learner, session
from elderapp.hub.storage.writer import put

MOST_WEEKS = 30
LONGEST = 24 * 60 * 60 * 1000
"""Milliseconds: no meeting lasts longer."""
MINUTE = 60_000


class Cohort(Struct, frozen=True):
    """Learners who take a course together; `size` how many are enrolled, `ended` when it closed (0: it did not)."""

    id: str
    title: str
    venue: str = ""
    trainer: str = ""
    ended: int = 0
    size: int = 0


def cohorts(connection: Connection, centre: int, *, only: str = "", running: bool = False) -> list[Cohort]:
    """Every cohort, those that still run first; or `only` the one with this id, or those `running` alone."""
    counted = (
        select(enrolment.c.cohort, func.count().label("n"))
        .where(enrolment.c.centre == centre, enrolment.c.ended == 0)
        .group_by(enrolment.c.cohort)
    )
    sizes = (counted.where(enrolment.c.cohort == only) if only else counted).subquery()
    chosen = (
        select(*(cohort.c[n] for n in ("cohort", "title", "venue", "trainer", "ended")), func.coalesce(sizes.c.n, 0))
        .outerjoin(sizes, sizes.c.cohort == cohort.c.cohort)
        .where(cohort.c.centre == centre)
        .order_by(cohort.c.ended > 0, cohort.c.title, cohort.c.cohort)
    )
    if only:
        chosen = chosen.where(cohort.c.cohort == only)
    if running:
        chosen = chosen.where(cohort.c.ended == 0)
    return [Cohort(*row[:6]) for row in connection.execute(chosen)]


def find(connection: Connection, centre: int, name: str) -> Cohort | None:
    """The cohort with this id, if it is this centre's."""
    return next(iter(cohorts(connection, centre, only=name)), None) if name else None


def save(connection: Connection, centre: int, one: Cohort) -> None:
    """Adds a cohort, or changes it."""
    row = {"title": one.title, "venue": one.venue, "trainer": one.trainer, "ended": one.ended}
    put(connection, cohort, [{"centre": centre, "cohort": one.id, **row}])


def enrolled(connection: Connection, centre: int, name: str) -> list[tuple[int, str, str, str]]:
    """Number, id, name and member number of those enrolled now, in the list's order."""
    chosen = (
        select(enrolment.c.number, learner.c.learner, learner.c.name, learner.c.member)
        .join(learner, (learner.c.centre == enrolment.c.centre) & (learner.c.learner == enrolment.c.learner))
        .where(enrolment.c.centre == centre, enrolment.c.cohort == name, enrolment.c.ended == 0, learner.c.merged == "")
        .order_by(enrolment.c.number, learner.c.learner)
    )
    return [(row[0], row[1], row[2], row[3]) for row in connection.execute(chosen)]


def enrol(connection: Connection, centre: int, name: str, learners: Iterable[str], now: int) -> int:
    """Enrols those who are not enrolled, at the end of the list; who had left comes back. Gives how many."""
    here = {one for _, one, _, _ in enrolled(connection, centre, name)}
    top = connection.scalar(
        select(func.coalesce(func.max(enrolment.c.number), 0)).where(
            enrolment.c.centre == centre, enrolment.c.cohort == name
        )
    )
    new = [one for one in dict.fromkeys(learners) if one not in here]
    for number, one in enumerate(new, (top or 0) + 1):
        row = {"cohort": name, "learner": one, "enrolment": clock.new_id(), "number": number}
        put(connection, enrolment, [{"centre": centre, **row, "since": now, "ended": 0}])
    return len(new)


def unenrol(connection: Connection, centre: int, name: str, one: str, now: int) -> None:
    """From now on this learner is not on the cohort's list; on those of the meetings until now she stays."""
    connection.execute(
        update(enrolment)
        .where(enrolment.c.centre == centre, enrolment.c.cohort == name, enrolment.c.learner == one)
        .values(ended=now)
    )


class Plan(Struct, frozen=True):
    """A timetable: from the first meeting on (ms), so many weeks, so many minutes each."""

    first: int
    minutes: int
    weeks: int
    venue: str
    trainer: str
    lesson: str = ""


def timetable(connection: Connection, centre: int, one: Cohort, plan: Plan) -> list[Meeting]:
    """Adds a meeting each week, at the same time by Hong Kong's clocks."""
    begins = dt.datetime.fromtimestamp(plan.first / 1000, clock.HONG_KONG)
    starts = [int((begins + dt.timedelta(weeks=week)).timestamp() * 1000) for week in range(plan.weeks)]
    made = [
        Meeting(
            clock.new_id(), one.id, one.title, at, at + plan.minutes * MINUTE, plan.venue, plan.lesson, plan.trainer
        )
        for at in starts
    ]
    for meeting in made:
        places.new_meeting(connection, centre, meeting)
    return made


def meetings(connection: Connection, centre: int, name: str) -> Sequence[tuple[Meeting, int]]:
    """A cohort's meetings in order, each with when it was called off (ms; 0: it was not)."""
    columns = tuple(session.c[field] for field in Meeting.__struct_fields__)
    chosen = (
        select(*columns, session.c.cancelled)
        .where(session.c.centre == centre, session.c.cohort == name)
        .order_by(session.c.starts, session.c.session)
    )
    return [(Meeting(*row[:-1]), row[-1]) for row in connection.execute(chosen)]


def coming(connection: Connection, centre: int, now: int) -> dict[str, Meeting]:
    """The next meeting of each cohort that has one, or the one that is on."""
    columns = tuple(session.c[field] for field in Meeting.__struct_fields__)
    chosen = (
        select(*columns)
        .where(
            session.c.centre == centre, session.c.starts > now - LONGEST, session.c.ends > now, session.c.cancelled == 0
        )
        .order_by(session.c.starts.desc(), session.c.session.desc())
    )
    return {one.cohort: one for one in (Meeting(*row) for row in connection.execute(chosen))}


def cancel(connection: Connection, centre: int, meeting: str, when: int) -> bool:
    """Calls a meeting off (0: it takes place after all); whether there is such a meeting."""
    done = connection.execute(
        update(session).where(session.c.centre == centre, session.c.session == meeting).values(cancelled=when)
    )
    return done.rowcount > 0


def hand_over(connection: Connection, centre: int, staff: str, to: str, now: int) -> None:
    """Classes of one trainer, and the meetings that are not over, are another's from now on."""
    connection.execute(update(cohort).where(cohort.c.centre == centre, cohort.c.trainer == staff).values(trainer=to))
    connection.execute(
        update(session)
        .where(session.c.centre == centre, session.c.trainer == staff, session.c.ends > now)
        .values(trainer=to)
    )
