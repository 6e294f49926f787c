"""People of a centre, their classes and meetings, and what a tablet is told of them."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, bindparam, select, update

from elderapp import clock
from elderapp.hub.storage import erasing
from elderapp.hub.storage.people import merges
from elderapp.hub.storage.schema import centre, cohort, enrolment, guest, learner, progress, session, steer
from elderapp.hub.storage.staff import with_pins
from elderapp.hub.storage.writer import add, put
from elderapp.player.joining import join
from elderapp.records.people import Learner, Progress, Roster, Session
from elderapp.sync.protocol import WISHES

EARLY = 30 * 60 * 1000
"""A meeting counts as open from so long before its start: people come early."""
LATE = 60 * 60 * 1000
"""What is done at a tablet so long after the end still belongs to the meeting: classes run over."""


ASKS = ("notice", "hearing", "tried")


class Meeting(Struct, frozen=True):
    """One class meeting as the hub keeps it."""

    session: str
    cohort: str
    title: str
    starts: int
    ends: int
    venue: str
    lesson: str
    trainer: str

    def is_open(self, now: int) -> bool:
        """Whether people may be coming or are there."""
        return self.starts - EARLY <= now < self.ends


_MEETING = tuple(session.c[name] for name in Meeting.__struct_fields__)


def new_centre(connection: Connection, number: int, title: str) -> None:
    """A centre; its number stands in front of every key."""
    put(connection, centre, [{"centre": number, "title": title}])


def centre_title(connection: Connection, number: int) -> str:
    """A centre's name."""
    return connection.scalar(select(centre.c.title).where(centre.c.centre == number)) or ""


def asked_by(connection: Connection, number: int) -> tuple[str, ...]:
    """What this centre wants asked at sign-in (`Roster.asks`); three pictures only where it says so."""
    words = connection.scalar(select(centre.c.asks).where(centre.c.centre == number))
    return tuple(words.split()) if words else ASKS


def new_cohort(connection: Connection, number: int, name: str, title: str, people: Iterable[Learner]) -> None:
    """A cohort with its learners, enrolled in this order."""
    put(connection, cohort, [{"centre": number, "cohort": name, "title": title}])
    for place, person in enumerate(people, 1):
        add_learner(connection, number, person)
        row = {"cohort": name, "learner": person.id, "enrolment": clock.new_id(), "number": place}
        add(connection, enrolment, [{"centre": number, **row}])


def add_learner(connection: Connection, number: int, person: Learner, *, walk_in: bool = False, added: int = 0) -> bool:
    """Whether `person` was new. Somebody whose id is known stays as the centre wrote them, or erased her."""
    if erasing.among(connection, number, [person.id]):
        return False
    row = {"learner": person.id, "name": person.name, "picture": person.picture, "member": person.member}
    return add(connection, learner, [{"centre": number, **row, "walk_in": walk_in, "added": added}]) > 0


def known(connection: Connection, number: int, people: Iterable[str]) -> set[str]:
    """Those of these whom the centre has on its list, or erased from it."""
    asked = sorted(people)
    chosen = select(learner.c.learner).where(learner.c.centre == number, learner.c.learner.in_(asked))
    return {*connection.scalars(chosen), *erasing.among(connection, number, asked)}


def keep_wishes(connection: Connection, number: int, person: Learner) -> None:
    """How a learner wants things, from now on."""
    wishes = {name: getattr(person, name) for name in WISHES}
    connection.execute(
        update(learner)
        .where(learner.c.centre == number, learner.c.learner == person.id)
        .values(wishes=msgspec.json.encode(wishes).decode())
    )


def new_meeting(connection: Connection, number: int, meeting: Meeting) -> None:
    """Adds a meeting, or changes it."""
    put(connection, session, [{"centre": number, **msgspec.structs.asdict(meeting)}])


def add_guest(connection: Connection, number: int, meeting: str, person: str, now: int) -> None:
    """Somebody came to this one meeting, if the centre has such a meeting."""
    if find_meeting(connection, number, meeting) and not erasing.among(connection, number, [person]):
        add(connection, guest, [{"centre": number, "session": meeting, "learner": person, "added": now}])


def find_meeting(connection: Connection, number: int, name: str) -> Meeting | None:
    """The meeting with this id, if it is this centre's."""
    found = connection.execute(select(*_MEETING).where(session.c.centre == number, session.c.session == name)).first()
    return Meeting(*found) if found else None


def windows(connection: Connection, number: int, sessions: Iterable[str]) -> dict[str, tuple[int, int]]:
    """From when to when (ms) somebody at a tablet can have come to these meetings, as far as the centre knows them."""
    asked = {"c": number, "names": sorted(set(sessions))}
    return {row.session: (row.starts - EARLY, row.ends + LATE) for row in connection.execute(_WINDOWS, asked)}


_WINDOWS = select(session.c.session, session.c.starts, session.c.ends).where(
    session.c.centre == bindparam("c"), session.c.session.in_(bindparam("names", expanding=True))
)


def meetings(connection: Connection, number: int, since: int, until: int) -> list[Meeting]:
    """Meetings that start from `since` to before `until`, in order, without those called off."""
    chosen = (
        select(*_MEETING)
        .where(
            session.c.centre == number, session.c.starts >= since, session.c.starts < until, session.c.cancelled == 0
        )
        .order_by(session.c.starts, session.c.session)
    )
    return [Meeting(*row) for row in connection.execute(chosen)]


def meeting_for(connection: Connection, number: int, now: int) -> Meeting | None:
    """The meeting that matters now: the open one, else the next of the coming week, else the last of the day past.

    One that runs is not ousted by the next, for which people come early already.
    """
    day = 24 * 60 * 60 * 1000
    near = meetings(connection, number, now - day, now + 7 * day)
    is_open = [meeting for meeting in near if meeting.is_open(now)]
    coming = [meeting for meeting in near if meeting.starts > now]
    runs = [meeting for meeting in is_open if meeting.starts <= now]
    return next(iter([*runs[-1:], *is_open[:1], *coming, *near[::-1]]), None)


_LEARNER = (learner.c.learner, learner.c.name, learner.c.picture, learner.c.member, learner.c.wishes)


def _learner(row: Sequence[str]) -> Learner:
    """A learner with her wishes."""
    wishes = msgspec.json.decode(row[4]) if row[4] else {}
    return Learner(row[0], row[1], row[2], row[3], **wishes)


class Person(Struct, frozen=True):
    """A learner of one meeting; `number` is the place on the list, guests come after those enrolled."""

    number: int
    learner: Learner
    is_guest: bool = False


def people_of(connection: Connection, number: int, meeting: Meeting) -> list[Person]:
    """Everybody on the list of a meeting: who was enrolled in its cohort then, and who came as a guest.

    Of two learners who are one, the one she counts as stands there, once.
    """
    return people_at(connection, number, [meeting])[meeting.session]


def people_at(connection: Connection, number: int, meetings: Sequence[Meeting]) -> dict[str, list[Person]]:
    """The lists of several meetings by session, for no more questions than one of them takes."""
    enrolled = (
        select(enrolment.c.cohort, enrolment.c.number, enrolment.c.learner, enrolment.c.since, enrolment.c.ended)
        .where(enrolment.c.centre == number, enrolment.c.cohort.in_(sorted({one.cohort for one in meetings})))
        .order_by(enrolment.c.number, enrolment.c.learner)
    )
    visiting = (
        select(guest.c.session, guest.c.learner)
        .where(guest.c.centre == number, guest.c.session.in_(sorted({one.session for one in meetings})))
        .order_by(guest.c.added, guest.c.learner)
    )
    rows = connection.execute(enrolled).all()
    guests = connection.execute(visiting).all()
    listed = {
        one.session: [
            (row.number, row.learner)
            for row in rows
            if row.cohort == one.cohort and row.since <= one.ends and (row.ended == 0 or row.ended > one.starts)
        ]
        for one in meetings
    }
    known = names(
        connection, number, {*(row.learner for row in guests), *(one for place in listed.values() for _, one in place)}
    )
    return {
        session: _persons(places, [row.learner for row in guests if row.session == session], known)
        for session, places in listed.items()
    }


def _persons(listed: Sequence[tuple[int, str]], guests: Sequence[str], known: Mapping[str, Learner]) -> list[Person]:
    people: dict[str, Person] = {}
    for place, one in listed:
        if one in known:
            people.setdefault(known[one].id, Person(place, known[one]))
    last = max([place for place, _ in listed], default=0)
    for one in guests:
        if one in known and known[one].id not in people:
            last += 1
            people[known[one].id] = Person(last, known[one], is_guest=True)
    return list(people.values())


def names(connection: Connection, number: int, people: Iterable[str]) -> dict[str, Learner]:
    """The learners of this centre with these ids; for one who was merged into another, that other."""
    asked = set(people)
    merged = {one: kept for one, kept in merges(connection, number).items() if one in asked}
    chosen = select(*_LEARNER).where(
        learner.c.centre == number, learner.c.learner.in_(sorted(asked | set(merged.values())))
    )
    found = {row.learner: _learner(row) for row in connection.execute(chosen)}
    return {one: found[merged.get(one, one)] for one in asked if merged.get(one, one) in found}


def roster(connection: Connection, number: int, tablet: str, now: int) -> Roster:
    """What a tablet needs for the meeting that is open, or else, without naming it, for the next one within a week.

    It may be made ready the evening before, or meet its hub by a stick alone, once a week.
    A tablet shows the names of its session's people, and says of what they do that it belongs there: so there is none
    while no meeting is open. The cursor is made of the content: it names no order.
    """
    meeting = meeting_for(connection, number, now)
    if meeting is not None and meeting.ends <= now:
        meeting = None
    people = [person.learner for person in people_of(connection, number, meeting)] if meeting else []
    ids = tuple(person.id for person in people)
    told = Roster(
        centre=centre_title(connection, number),
        tablet=tablet,
        session=_told(connection, number, meeting, ids) if meeting and meeting.is_open(now) else None,
        learners=tuple(people),
        progress=progress_of(connection, number, ids),
        staff=with_pins(connection, number),
        asks=asked_by(connection, number),
        erased=erasing.newest(connection, number),
    )
    digest = hashlib.sha256(msgspec.json.encode(told, order="sorted")).digest()
    return msgspec.structs.replace(told, cursor=int.from_bytes(digest[:6], "big") or 1)


def _told(connection: Connection, number: int, meeting: Meeting, people: tuple[str, ...]) -> Session:
    return Session(
        meeting.session, meeting.title, meeting.starts, meeting.ends, meeting.venue, meeting.lesson, people,
        chosen(connection, number, meeting.session),
    )  # fmt: skip


def chosen(connection: Connection, number: int, meeting: str) -> dict[str, str]:
    """The lessons of learners who do another one than the class."""
    found = select(steer.c.learner, steer.c.lesson).where(
        steer.c.centre == number, steer.c.session == meeting, steer.c.learner != "", steer.c.lesson != ""
    )
    return {row.learner: row.lesson for row in connection.execute(found.order_by(steer.c.learner))}


def progress_of(connection: Connection, number: int, people: Iterable[str]) -> dict[str, tuple[Progress, ...]]:
    """How far each of these learners has come, by lesson; what was learnt under another id of theirs counts."""
    asked = set(people)
    merged = {one: kept for one, kept in merges(connection, number).items() if kept in asked}
    chosen = (
        select(progress.c.learner, progress.c.state)
        .where(
            progress.c.centre == number, progress.c.learner.in_(sorted(asked | merged.keys())),
            progress.c.state.is_not(None),
        )
        .order_by(progress.c.learner, progress.c.lesson)
    )  # fmt: skip
    reached: dict[str, dict[str, Progress]] = {}
    for row in connection.execute(chosen):
        one = msgspec.json.decode(row.state, type=Progress)
        lessons = reached.setdefault(merged.get(row.learner, row.learner), {})
        lessons[one.lesson] = join(lessons[one.lesson], one) if one.lesson in lessons else one
    return {person: tuple(lessons.values()) for person, lessons in reached.items()}
