"""What pages show, read from the read models: one query for the screen and for the file."""

from collections.abc import Callable, Mapping, Sequence, Set
from typing import Literal

from msgspec import Struct
from sqlalchemy import Connection, select

from elderapp import clock
from elderapp.hub.storage import erasing, people, places, schema
from elderapp.hub.storage.places import Meeting, Person
from elderapp.hub.storage.writer import put
from elderapp.lesson.model import Lesson
from elderapp.player import mastery
from elderapp.records.people import PICTURES, Learner, Word


class Reached(Struct, frozen=True):
    """How far somebody has come with one lesson, in a word."""

    name: str
    lesson: str
    word: Word


def reached(
    connection: Connection, centre: int, listed: Sequence[Person], today: str, lesson: Callable[[str], Lesson | None]
) -> list[Reached]:
    """What these people did on the day `today` (ISO), in the list's order. `lesson` finds the one installed now."""
    names = {person.learner.id: person.learner.name for person in listed}
    states = places.progress_of(connection, centre, names)
    return [
        Reached(name, one.lesson, mastery.word(one, lesson(one.lesson), today))
        for learner, name in names.items()
        for one in states.get(learner, ())
        if one.last_day == today
    ]


Status = Literal["", "present", "late", "left", "makeup", "absent"]
STATUSES: tuple[Status, ...] = ("present", "late", "left", "makeup", "absent")
ATTENDED = ("present", "late", "left", "makeup")
"""Marks of people who were there: late and leaving early count, and so does making up for a missed class."""
LATE_AFTER = 15 * 60 * 1000
"""Whom a tablet first saw so long after the start counts as late when the roll is filled from tablets."""


class Seen(Struct, frozen=True):
    """From when to when (ms) tablets saw somebody in a meeting."""

    first: int
    last: int

    def and_also(self, first: int, last: int) -> "Seen":
        """The same with what was seen under another id."""
        return Seen(min(self.first or first, first or self.first), max(self.last, last))

    @property
    def minutes(self) -> int:
        """How long, begun minutes counted whole."""
        return -(-(self.last - self.first) // 60_000)


NOT_SEEN = Seen(0, 0)


class Mark(Struct, frozen=True):
    """One mark a trainer made. `id` is empty until it is kept."""

    learner: str
    status: str
    staff: str
    made: int
    reason: str
    id: str = ""


Note = Literal["", "unmarked", "seen-but-absent", "unseen-but-present"]


class SheetLine(Struct, frozen=True):
    """One person of the roll: what tablets saw (0: nothing), what the trainer says, where the two disagree."""

    number: int
    learner: str
    name: str
    member: str
    is_guest: bool
    first: int
    last: int
    minutes: int
    status: Status
    mark: Mark | None
    note: Note
    is_erased: bool = False

    @property
    def is_conflict(self) -> bool:
        """Whether tablet and trainer disagree and nobody has given a reason yet."""
        return self.note in {"seen-but-absent", "unseen-but-present"}


class Sheet(Struct, frozen=True):
    """The roll of one meeting, with its history, newest first. The page and the file are both made of it."""

    meeting: Meeting
    lines: tuple[SheetLine, ...]
    history: tuple[Mark, ...]

    def count(self, status: Status) -> int:
        """How many are marked so."""
        return sum(line.status == status for line in self.lines)

    @property
    def conflicts(self) -> tuple[SheetLine, ...]:
        """Where somebody has to decide."""
        return tuple(line for line in self.lines if line.is_conflict)

    @property
    def fillable(self) -> tuple[SheetLine, ...]:
        """Who was seen by a tablet and not marked yet."""
        return tuple(line for line in self.lines if line.first and not line.status)


def sheet(connection: Connection, centre: int, meeting: Meeting, now: int) -> Sheet:
    """The roll of a meeting: who is on its list, and whoever else a tablet saw or a trainer marked."""
    return sheets(connection, centre, [meeting], now)[0]


def sheets(connection: Connection, centre: int, meetings: Sequence[Meeting], now: int) -> list[Sheet]:
    """The rolls of several meetings, for no more questions than one of them takes."""
    if not meetings:
        return []
    table, asked = schema.attendance, sorted({one.session for one in meetings})
    same = people.merges(connection, centre)
    seen: dict[str, dict[str, Seen]] = {session: {} for session in asked}
    for row in connection.execute(select(table).where(table.c.centre == centre, table.c.session.in_(asked))):
        who, there = same.get(row.learner, row.learner), seen[row.session]
        there[who] = there.get(who, NOT_SEEN).and_also(row.tablet_first, row.tablet_last)
    marks = _marks(connection, centre, asked, same)
    listed = places.people_at(connection, centre, meetings)
    on_list = {session: {one.learner.id for one in persons} for session, persons in listed.items()}
    unlisted = {who for session in asked for who in seen[session].keys() - on_list[session]}
    names = places.names(connection, centre, unlisted) if unlisted else {}
    erased = erasing.among(connection, centre, unlisted)
    return [
        _roll(one, listed[one.session], seen[one.session], marks.get(one.session, []), names, erased, now)
        for one in meetings
    ]


def _roll(
    meeting: Meeting,
    listed: Sequence[Person],
    seen: Mapping[str, Seen],
    marks: Sequence[Mark],
    names: Mapping[str, Learner],
    erased: Set[str],
    now: int,
) -> Sheet:
    newest = {mark.learner: mark for mark in reversed(marks)}
    unlisted = sorted(seen.keys() - {person.learner.id for person in listed})
    others = [names[one] for one in unlisted if one in names]
    others += [Learner(one, "", PICTURES[0]) for one in unlisted if one in erased]
    start = max([person.number for person in listed], default=0)
    guests = [places.Person(start + n, learner, is_guest=True) for n, learner in enumerate(others, 1)]
    judges_unseen = now >= meeting.ends and any(one.first for one in seen.values())
    lines = []
    for person in (*listed, *guests):
        tablets, mark = seen.get(person.learner.id, NOT_SEEN), newest.get(person.learner.id)
        status = _status(mark.status if mark else "")
        note: Note = "" if mark and mark.reason else _note(status, tablets.first, judges_unseen=judges_unseen)
        who = person.learner
        lines.append(
            SheetLine(
                person.number,
                who.id,
                who.name,
                who.member,
                person.is_guest,
                tablets.first,
                tablets.last,
                tablets.minutes,
                status,
                mark,
                note,
                who.id in erased,
            )
        )
    return Sheet(meeting, tuple(lines), tuple(marks))


def _note(status: Status, first: int, *, judges_unseen: bool) -> Note:
    if not status:
        return "unmarked"
    if status == "absent":
        return "seen-but-absent" if first else ""
    return "unseen-but-present" if judges_unseen and not first else ""


def _status(text: str) -> Status:
    return next((status for status in STATUSES if status == text), "")


def _marks(
    connection: Connection, centre: int, meetings: Sequence[str], same: Mapping[str, str]
) -> dict[str, list[Mark]]:
    """Every mark of these meetings, newest first; `same` says whom each merged learner counts as."""
    table, staff = schema.mark, schema.staff
    chosen = (
        select(
            table.c.session, table.c.learner, table.c.status, staff.c.name, table.c.made, table.c.reason, table.c.mark
        )
        .outerjoin(staff, (staff.c.centre == table.c.centre) & (staff.c.staff == table.c.staff))
        .where(table.c.centre == centre, table.c.session.in_(meetings))
        .order_by(table.c.made.desc(), table.c.mark.desc())
    )
    found: dict[str, list[Mark]] = {}
    for row in connection.execute(chosen):
        mark = Mark(same.get(row.learner, row.learner), row.status, row.name or "", row.made, row.reason, row.mark)
        found.setdefault(row.session, []).append(mark)
    return found


def add_mark(connection: Connection, centre: int, meeting: str, mark: Mark) -> None:
    """Adds a record; those before it stay. `mark.staff` is the id of who made it."""
    row = {"session": meeting, "learner": mark.learner, "status": mark.status, "staff": mark.staff}
    put(
        connection, schema.mark,
        [{"centre": centre, "mark": clock.new_id(), **row, "made": mark.made, "reason": mark.reason}],
    )  # fmt: skip
    key = {"centre": centre, "session": meeting, "learner": mark.learner}
    put(connection, schema.attendance, [{**key, "trainer_status": mark.status}])


def from_tablet(line: SheetLine, meeting: Meeting) -> Status:
    """The mark that a tablet's view suggests."""
    return "late" if line.first > meeting.starts + LATE_AFTER else "present"
