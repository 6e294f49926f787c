"""Three months that the invented centre has behind it, so that its reports have something to say."""

import functools
import itertools
import random
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, func, select, update

from elderapp import keys
from elderapp.hub import demo_lessons, desk, ingest, readmodels, tallies
from elderapp.hub.desk import Enquiry
from elderapp.hub.reports import Mark, add_mark
from elderapp.hub.storage import courses, people, places, schema
from elderapp.hub.storage.courses import Cohort
from elderapp.hub.storage.people import BANDS, DISTRICTS
from elderapp.hub.storage.places import Meeting
from elderapp.hub.storage.writer import add
from elderapp.lesson.model import Lesson
from elderapp.player import review
from elderapp.player.mastery import day_of, fold, lesson_of
from elderapp.records.people import PICTURES, Learner, Progress
from elderapp.records.statements import GENESIS, Result, Row, Verb, chain
from elderapp.sync import protocol
from elderapp.sync.batches import fitting, make_batch

WEEKS = 13
STRIDE = 3
"""From one week to the next so many lessons further: in three months a class has had some of every track."""
MINUTE = 60_000
WEEK = 7 * 24 * 60 * MINUTE
SECOND = "smartphone-a"
TABLET = "history"
"""What handed these months in."""
_SURNAMES = "陳李黃張何梁吳郭鄧馮蔡曾葉周許蘇盧鄭"
_TITLES = ("太", "生", "婆婆", "伯", "姑娘")


def fill(
    connection: Connection,
    centre: int,
    first: str,
    trainer: str,
    now: int,
    lessons: Sequence[str],
    played: Mapping[str, Lesson] | None = None,
) -> None:
    """Two classes that met each week, what their learners did, and questions at the desk; made once.

    What is in `played` is gone through step by step; of other `lessons` little is said.
    """
    if courses.find(connection, centre, SECOND) is not None:
        return
    chance = random.Random(17)
    _describe(connection, centre, chance)
    places.new_cohort(connection, centre, SECOND, "手機入門 A 班", _others(connection, centre, chance))
    _describe(connection, centre, chance)
    rows: list[Row] = []
    for cohort, title, hour, ahead in ((first, "智能手機 B 班", 0, 1), (SECOND, "手機入門 A 班", 20, 0)):
        courses.save(connection, centre, Cohort(cohort, title, "二樓活動室", trainer))
        reached: dict[str, dict[str, Progress]] = {}
        for week in range(WEEKS, 0, -1):
            starts = (now - week * WEEK) // MINUTE * MINUTE + hour * 60 * MINUTE
            turn = STRIDE * (WEEKS - week) + ahead
            lesson = lessons[(turn + turn // len(lessons)) % len(lessons)]  # a second round meets the others
            meeting = Meeting(
                f"past-{cohort}-{week}", cohort, title, starts, starts + 90 * MINUTE, "二樓活動室", lesson, trainer
            )
            for learner in _hold(connection, centre, meeting, trainer, week, chance):
                rows += _visit(learner, meeting, reached.setdefault(learner, {}), played or {}, chance)
    rows += demo_lessons.looks_different(list((played or {}).values()), trainer, now)
    hear(connection, centre, rows)
    _asked_at_the_desk(connection, centre, trainer, now, chance)


def _others(connection: Connection, centre: int, chance: random.Random) -> list[Learner]:
    """Eighteen more people; one has a name that is there already, for she has come twice to be written down."""
    known = [one.name for one in people.people(connection, centre)]
    free = [f"{surname}{title}" for surname in _SURNAMES for title in _TITLES]
    names = [*chance.sample([one for one in free if one not in known], 17), *known[-1:]]
    return [Learner(f"demo-a{n:02d}", name, PICTURES[n % 8], f"A{n:02d}") for n, name in enumerate(names, 1)]


def _asked_at_the_desk(connection: Connection, centre: int, trainer: str, now: int, chance: random.Random) -> None:
    for n in range(140):
        made = now - chance.randrange(WEEKS * WEEK)
        topic, phone, outcome = map(chance.choice, (tallies.TOPICS, tallies.PHONES, tallies.OUTCOMES))
        minutes, again = chance.choice((5, 10, 10, 15, 20, 30)), chance.random() < 0.15
        one = Enquiry(f"past-{n}", made, topic, phone, outcome, "", minutes, again=again)
        desk.note(connection, centre, one, trainer)


def _describe(connection: Connection, centre: int, chance: random.Random) -> None:
    """Age bands and districts, for counts."""
    for one in people.people(connection, centre):
        if not one.band:
            band = chance.choices(BANDS, (20, 40, 25, 10, 3))[0]
            living = chance.choices(("", "single", "double"), (60, 20, 20))[0]
            people.save(
                connection, centre, replace(one, band=band, district=chance.choice(DISTRICTS[:4]), living=living)
            )


def _hold(
    connection: Connection, centre: int, meeting: Meeting, trainer: str, week: int, chance: random.Random
) -> list[str]:
    """One meeting and its roll; gives who came."""
    places.new_meeting(connection, centre, meeting)
    connection.execute(
        update(schema.enrolment).where(schema.enrolment.c.centre == centre, schema.enrolment.c.since > meeting.starts)
        .values(since=0)
    )  # fmt: skip
    listed = connection.scalars(
        select(schema.enrolment.c.learner).where(
            schema.enrolment.c.centre == centre, schema.enrolment.c.cohort == meeting.cohort
        )
    ).all()
    there = []
    for place, learner in enumerate(sorted(listed)):
        came = chance.random() < 0.6 + 0.25 * (WEEKS - week) / WEEKS
        status = chance.choices(("present", "late", "left"), (85, 10, 5))[0] if came else "absent"
        if week > 1 or place > 2:  # last week's roll is not quite finished
            add_mark(connection, centre, meeting.session, Mark(learner, status, trainer, meeting.ends, ""))
        if came:
            there.append(learner)
    return there


def hear(connection: Connection, centre: int, rows: Sequence[Row]) -> None:
    """As if a tablet had handed it in after each meeting: rows in the log, numbered anew, and what is made of them."""
    log = schema.log
    own = (log.c.centre == centre, log.c.device == TABLET, log.c.epoch == 1)
    if connection.execute(select(log.c.dk).where(*own)).first() is None:
        top = connection.scalar(select(func.max(log.c.dk)).where(log.c.centre == centre)) or 0
        add(connection, log, [{"centre": centre, "dk": top + 1, "device": TABLET, "epoch": 1, "head": GENESIS}])
    dk, last, head = connection.execute(select(log.c.dk, log.c.seq, log.c.head).where(*own)).one()
    said = [replace(row, seq=last + n) for n, row in enumerate(rows, 1)]
    brought = list(_batches(said, bytes(head)))
    add(connection, schema.batch, [{"centre": centre, "dk": dk, **one} for one in brought])
    ingest.write_events(connection, centre, dk, said, said)
    readmodels.update_all(connection, centre, TABLET, said)
    connection.execute(update(log).where(*own).values(seq=last + len(said), head=brought[-1]["head"]))


def _batches(said: Sequence[Row], head: bytes) -> Iterator[dict[str, Any]]:
    """What the tablet signed, each when the last of it had happened; with a key that nobody keeps."""
    private = keys.new_private()
    for _, met in itertools.groupby(said, lambda row: row.session):
        left: Sequence[Row] = list(met)
        while left:
            rows = fitting(left)
            left = left[len(rows) :]
            body = protocol.deflate(make_batch(private, TABLET, 1, rows[0].seq, head, rows))
            head = functools.reduce(chain, rows, head)
            received = max(row.wall for row in rows)
            yield {"first": rows[0].seq, "last": rows[-1].seq, "head": head, "body": body, "received": received}


def _visit(
    learner: str, meeting: Meeting, reached: dict[str, Progress], played: Mapping[str, Lesson], chance: random.Random
) -> Iterator[Row]:
    """What somebody did in a meeting: told of last week's lesson, reviewed what was due, did today's.

    `reached` is how far she has come with each lesson, and is kept.
    """
    at = meeting.starts + chance.randrange(3, 12) * MINUTE

    def row(wall: int, verb: Verb, thing: str, result: Result, attempt: str = "") -> Row:
        return Row(1, 1, wall, 0, "", verb, learner, meeting.session, attempt, thing, result)

    yield row(at, Verb.ATTENDED, meeting.session, {})
    for verb, thing, result in _told(list(reached), meeting.trainer, chance):
        yield _kept(row(at + MINUTE // 2, verb, thing, result), reached)
    for lesson in (*_due(reached, day_of(at), chance), meeting.lesson):
        before = reached.get(lesson)
        steps, nth = played.get(lesson), before.nth + 1 if before else 1
        steps = review.shortened(steps) if steps and before and before.completed else steps
        run = uuid.uuid5(uuid.NAMESPACE_URL, f"{meeting.session}/{learner}/{lesson}").hex
        for after, verb, thing, result in demo_lessons.attempt(lesson, steps, nth, chance):
            yield _kept(row(at + MINUTE + after, verb, thing, result, run), reached)
        at += 15 * MINUTE


def _told(lessons: Sequence[str], trainer: str, chance: random.Random) -> Iterator[tuple[Verb, str, Result]]:
    """Now and then she says whether she tried last week's lesson at home, and shows it on her own phone."""
    if lessons and chance.random() < 0.5:
        said = chance.choices(("yes", "no", "stuck"), (60, 25, 15))[0]
        yield Verb.ANSWERED, f"{lessons[-1]}/tried", {"tried": said}
        if said == "yes" and chance.random() < 0.4:
            yield Verb.CORRECTED, lessons[-1], {"own_phone": True, "by": trainer}


def _due(reached: Mapping[str, Progress], today: str, chance: random.Random) -> list[str]:
    """At most two lessons that are to be reviewed, the most overdue first; not everybody gets round to it."""
    waits = sorted((day, name) for name, one in reached.items() if (day := review.due_on(one)) and day <= today)
    return [name for _, name in waits[:2] if chance.random() < 0.8]


def _kept(row: Row, reached: dict[str, Progress]) -> Row:
    """The same row, with what it changes kept in `reached`."""
    if lesson := lesson_of(row):
        reached[lesson] = fold(reached.get(lesson), row)
    return row
