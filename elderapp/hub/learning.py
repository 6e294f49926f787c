"""How far learners have come, for whoever teaches them: words, not scores."""

from collections import Counter
from collections.abc import Callable, Sequence

from msgspec import Struct
from sqlalchemy import Connection, select

from elderapp.hub.storage import people, places, schema
from elderapp.hub.storage.places import Meeting
from elderapp.lesson.model import Lesson
from elderapp.player import mastery, review
from elderapp.records.people import Progress, Word

FindLesson = Callable[[str], Lesson | None]


class Learnt(Struct, frozen=True):
    """One lesson of one learner. `hints` at how many steps she needed help last time, `due` the ISO day of review."""

    lesson: str
    word: Word
    last_day: str
    hints: int
    due: str
    is_due: bool


def _learnt(one: Progress, today: str, lesson: FindLesson) -> Learnt:
    hints = sum(outcome != "alone" for outcome in one.outcomes.values())
    word = mastery.word(one, lesson(one.lesson), today)
    due = "" if one.own_phone else review.due_on(one)
    return Learnt(one.lesson, word, one.last_day, hints, due, bool(due) and due <= today)


def lessons(connection: Connection, centre: int, learner: str, today: str, lesson: FindLesson) -> list[Learnt]:
    """What one learner did, the latest first."""
    states = places.progress_of(connection, centre, [learner]).get(learner, ())
    return sorted((_learnt(one, today, lesson) for one in states), key=lambda one: one.last_day, reverse=True)


def due(found: Sequence[Learnt]) -> list[Learnt]:
    """What is to be reviewed, the most overdue first."""
    return sorted((one for one in found if one.due), key=lambda one: one.due)


class Visit(Struct, frozen=True):
    """One meeting on whose list a learner stands."""

    meeting: Meeting
    status: str
    minutes: int


def visits(connection: Connection, centre: int, learner: str, now: int) -> list[Visit]:
    """The meetings until `now` (ms) in which she was seen or marked, the newest first; under all her ids."""
    ids = {learner, *(one for one, kept in people.merges(connection, centre).items() if kept == learner)}
    attendance, session = schema.attendance, schema.session
    columns = tuple(session.c[name] for name in Meeting.__struct_fields__)
    chosen = (
        select(*columns, attendance.c.trainer_status, attendance.c.tablet_minutes)
        .join(session, (session.c.centre == attendance.c.centre) & (session.c.session == attendance.c.session))
        .where(attendance.c.centre == centre, attendance.c.learner.in_(sorted(ids)), session.c.starts <= now)
        .order_by(session.c.starts.desc(), session.c.session)
    )
    found: dict[str, Visit] = {}
    for row in connection.execute(chosen):
        one = Visit(Meeting(*row[:-2]), row[-2], row[-1])
        before = found.get(one.meeting.session)
        if before is None or not before.status:
            found[one.meeting.session] = one
    return list(found.values())


def attended(
    connection: Connection, centre: int, cohort: str, now: int, marks: Sequence[str]
) -> tuple[int, Counter[str]]:
    """How many meetings a class has had in which somebody was (`marks` say so), and how many each learner came to."""
    attendance, session = schema.attendance, schema.session
    chosen = (
        select(session.c.session, attendance.c.learner)
        .join(attendance, (session.c.centre == attendance.c.centre) & (session.c.session == attendance.c.session))
        .where(
            session.c.centre == centre, session.c.cohort == cohort, session.c.starts <= now, session.c.cancelled == 0,
            attendance.c.trainer_status.in_(marks),
        )
    )  # fmt: skip
    same = people.merges(connection, centre)
    came = {(row.session, same.get(row.learner, row.learner)) for row in connection.execute(chosen)}
    return len({meeting for meeting, _ in came}), Counter(learner for _, learner in came)


class ToldApart(Struct, frozen=True):
    """How often she called what was fake, and what was genuine, fake."""

    fakes: int = 0
    hits: int = 0
    genuines: int = 0
    alarms: int = 0


def told_apart(connection: Connection, centre: int, learner: str) -> ToldApart:
    """Counts since the beginning; under all her ids."""
    ids = {learner, *(one for one, kept in people.merges(connection, centre).items() if kept == learner)}
    table = schema.told_apart
    chosen = select(table.c.fakes, table.c.hits, table.c.genuines, table.c.alarms).where(
        table.c.centre == centre, table.c.learner.in_(sorted(ids))
    )
    rows = connection.execute(chosen).all()
    return ToldApart(*(sum(row[n] for row in rows) for n in range(4)))


class Tried(Struct, frozen=True):
    """What she said of trying a lesson at home: yes, no or stuck."""

    lesson: str
    made: int
    said: str


def tried_at_home(connection: Connection, centre: int, learner: str) -> list[Tried]:
    """The latest answer for each lesson."""
    table = schema.tried
    chosen = (
        select(table.c.lesson, table.c.made, table.c.tried)
        .where(table.c.centre == centre, table.c.learner == learner)
        .order_by(table.c.made.desc(), table.c.lesson)
    )
    return [Tried(*row) for row in connection.execute(chosen)]


class Matrix(Struct, frozen=True):
    """A cohort: learners (id and name) by lessons, and where each stands."""

    lessons: tuple[str, ...]
    rows: tuple[tuple[str, str, dict[str, Learnt]], ...]

    def count(self, lesson: str) -> int:
        """How many can do this lesson alone, or do it on their own phone."""
        return sum(lesson in row[2] and row[2][lesson].word in {"alone", "own-phone"} for row in self.rows)


def matrix(
    connection: Connection, centre: int, listed: Sequence[tuple[str, str]], today: str, lesson: FindLesson
) -> Matrix:
    """Where each of the learners `listed` (id, name) stands in each lesson that one of them has begun."""
    states = places.progress_of(connection, centre, [one for one, _ in listed])
    rows = tuple(
        (one, name, {each.lesson: _learnt(each, today, lesson) for each in states.get(one, ())}) for one, name in listed
    )
    return Matrix(tuple(sorted({each for _, _, known in rows for each in known})), rows)


class Reviewer(Struct, frozen=True):
    """A learner with something to review now, the most overdue first."""

    learner: str
    name: str
    due: tuple[Learnt, ...]


def reviewers(matrix: Matrix) -> list[Reviewer]:
    """Who of a class has something to review, whoever waits longest first."""
    found = [(one, name, due([each for each in known.values() if each.is_due])) for one, name, known in matrix.rows]
    some = [Reviewer(one, name, tuple(waits)) for one, name, waits in found if waits]
    return sorted(some, key=lambda one: (one.due[0].due, one.name))
