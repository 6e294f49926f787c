"""Statements of invented centres by the million, so that a hub's size can be tried before real people make it.

What is filled is what real centres fill: courses of twelve weeks, a meeting a week, who comes and who does not, what
each does on a tablet, the roll, questions at the desk. The log is written in bulk, without tablets' signed batches; the
read models are made by the same code as ever, and a recount (`elderapp.hub.recount`) proves them equal.
"""

import random
from collections.abc import Callable, Iterator

from msgspec import Struct
from sqlalchemy import Connection, Engine

from elderapp.hub import ingest, readmodels, tallies
from elderapp.hub.storage import places, schema
from elderapp.hub.storage.engine import transact
from elderapp.hub.storage.people import BANDS, DISTRICTS
from elderapp.hub.storage.writer import add, put_many
from elderapp.records.people import PICTURES
from elderapp.records.statements import GENESIS, Row, Verb

MINUTE = 60_000
DAY = 24 * 60 * MINUTE
WEEK = 7 * DAY
COURSE_WEEKS, COURSES, SEATS, TABLETS = 12, 6, 20, 16
"""Weeks a course lasts, courses at a time in a centre, people in each, tablets in the room."""
CHUNK = 4
"""Weeks that are folded at once."""
_SURNAMES, _TITLES = "陳李黃張何梁吳郭鄧馮蔡曾葉周許蘇盧鄭", ("太", "生", "婆婆", "伯")


class Crowd(Struct, frozen=True):
    """How many centres over how many weeks until `until` (ms); `steps` statements more or less a visit; `seed`."""

    centres: int
    weeks: int
    until: int
    steps: int = 20
    seed: int = 7
    lessons: tuple[str, ...] = tuple(f"lesson-{n:02d}" for n in range(24))


def sized(statements: int, until: int) -> Crowd:
    """A crowd that makes about so many statements: a quarter of a million a centre, which is two years and more."""
    centres = max(1, round(statements / 250_000))
    a_week = COURSES * SEATS * 0.7 * 22
    return Crowd(centres, max(1, round(statements / centres / a_week)), until)


def fill(engine: Engine, crowd: Crowd, tell: Callable[[int, int], None] = lambda done, of: None) -> int:
    """Fills an empty hub; gives how many statements there are. `tell` hears how many chunks of how many are done."""
    steps = -(-crowd.weeks // CHUNK)
    made = 0
    for centre in range(1, crowd.centres + 1):
        one = _Centre(centre, crowd)
        transact(engine, one.open)
        for step in range(steps):
            weeks = range(step * CHUNK, min((step + 1) * CHUNK, crowd.weeks))
            made += transact(engine, one.chunk(weeks))
            tell((centre - 1) * steps + step + 1, crowd.centres * steps)
    return made


class _Centre:
    """One centre while it is being filled."""

    def __init__(self, number: int, crowd: Crowd) -> None:
        self.number, self.crowd = number, crowd
        self.chance = random.Random(crowd.seed * 1000 + number)
        self.seqs = [0] * TABLETS
        self.people: dict[int, list[str]] = {}

    def open(self, connection: Connection) -> None:
        """The centre, its tablets and their logs."""
        here = {"centre": self.number}
        places.new_centre(connection, self.number, f"第 {self.number} 中心")
        made = self.crowd.until - self.crowd.weeks * WEEK
        devices = [
            {**here, "device": f"t{self.number}-{n:02d}", "number": n + 1, "public_key": bytes([n]) * 32,
             "paired": made, "seen": self.crowd.until}
            for n in range(TABLETS)
        ]  # fmt: skip
        add(connection, schema.device, devices)
        logs = [
            {**here, "dk": n + 1, "device": f"t{self.number}-{n:02d}", "epoch": 1, "head": GENESIS}
            for n in range(TABLETS)
        ]
        add(connection, schema.log, logs)

    def chunk(self, weeks: range) -> Callable[[Connection], int]:
        """What happens in these weeks, once: a transaction that is tried again does the same again."""
        marks: list[dict[str, object]] = []
        rows: list[list[Row]] = [[] for _ in range(TABLETS)]
        before: list[Callable[[Connection], None]] = []
        for week in weeks:
            for course in range(COURSES):
                before.append(self._meet(week, course, rows, marks))
        asked = list(self._questions(weeks))

        def act(connection: Connection) -> int:
            for make in before:
                make(connection)
            for tablet, said in enumerate(rows):
                self._hear(connection, tablet, said)
            put_many(connection, schema.mark, marks)
            names = ("centre", "session", "learner")
            told = [{**{name: one[name] for name in names}, "trainer_status": one["status"]} for one in marks]
            put_many(connection, schema.attendance, told)
            add(connection, schema.enquiry, asked)
            return sum(map(len, rows))

        return act

    def _hear(self, connection: Connection, tablet: int, said: list[Row]) -> None:
        if said:
            ingest.write_events(connection, self.number, tablet + 1, said, said)
            readmodels.update_all(connection, self.number, f"t{self.number}-{tablet:02d}", said)
            log = schema.log
            connection.execute(
                log.update().where(log.c.centre == self.number, log.c.dk == tablet + 1).values(seq=said[-1].seq)
            )

    def _course(self, week: int, course: int) -> tuple[str, list[str], Callable[[Connection], None]]:
        """The cohort of a week, its people, and what writes them down at its beginning."""
        begun = week // COURSE_WEEKS
        name, people = f"c{begun:03d}-{course}", self.people.get(course, [])
        if week % COURSE_WEEKS or (people and people[-1].startswith(name)):
            return name, people, lambda connection: None
        stay = self.chance.sample(people, min(len(people), SEATS // 3))
        new = [f"{name}-{n:02d}" for n in range(SEATS - len(stay))]
        self.people[course] = [*stay, *new]
        written = [self._person(one, n) for n, one in enumerate(new)]
        since = self.crowd.until - (self.crowd.weeks - week) * WEEK - DAY
        here = {"centre": self.number, "cohort": name}
        enrolled = [
            {**here, "learner": one, "enrolment": f"{name}/{one}", "number": n, "since": since,
             "ended": since + COURSE_WEEKS * WEEK if week + COURSE_WEEKS < self.crowd.weeks else 0}
            for n, one in enumerate(self.people[course], 1)
        ]  # fmt: skip
        over = since + COURSE_WEEKS * WEEK if week + COURSE_WEEKS < self.crowd.weeks else 0

        def write(connection: Connection) -> None:
            add(connection, schema.learner, written)
            add(connection, schema.cohort, [{**here, "title": f"班 {begun + 1}-{course + 1}", "ended": over}])
            add(connection, schema.enrolment, enrolled)

        return name, self.people[course], write

    def _person(self, name: str, n: int) -> dict[str, object]:
        chance = self.chance
        return {
            "centre": self.number, "learner": name, "name": f"{chance.choice(_SURNAMES)}{chance.choice(_TITLES)}",
            "picture": PICTURES[n % len(PICTURES)], "member": name,
            "band": chance.choices(BANDS, (20, 40, 25, 10, 3))[0],
            "district": chance.choice(DISTRICTS), "living": chance.choices(("", "single", "double"), (60, 20, 20))[0],
        }  # fmt: skip

    def _meet(
        self, week: int, course: int, rows: list[list[Row]], marks: list[dict[str, object]]
    ) -> Callable[[Connection], None]:
        """One meeting: fills `rows` and `marks`, and gives what writes the meeting down."""
        cohort, people, write = self._course(week, course)
        name, chance = f"s{week:04d}-{course}", self.chance
        starts = self.crowd.until - (self.crowd.weeks - week) * WEEK + (course // 2) * DAY + (course % 2) * 180 * MINUTE
        lesson = self.crowd.lessons[week % len(self.crowd.lessons)]
        for one in people:
            came = chance.random() < 0.7
            status = chance.choices(("present", "late", "left"), (85, 10, 5))[0] if came else "absent"
            marks.append({
                "centre": self.number, "mark": f"{week:04d}{course}{one}", "session": name, "learner": one,
                "status": status, "staff": "", "made": starts + 90 * MINUTE, "reason": "",
            })  # fmt: skip
            if came:
                tablet = chance.randrange(TABLETS)
                rows[tablet] += self._visit(tablet, one, name, lesson, starts)

        def act(connection: Connection) -> None:
            write(connection)
            row = {"centre": self.number, "session": name, "cohort": cohort, "title": f"班 {cohort}", "lesson": lesson}
            add(
                connection, schema.session, [{**row, "starts": starts, "ends": starts + 90 * MINUTE, "venue": "活動室"}]
            )

        return act

    def _visit(self, tablet: int, who: str, session: str, lesson: str, starts: int) -> Iterator[Row]:
        chance, attempt = self.chance, f"{session}/{who}"
        at = starts + chance.randrange(0, 12) * MINUTE
        said: list[tuple[Verb, str, dict[str, str | int | bool]]] = [(Verb.ATTENDED, session, {})]
        said.append((Verb.INITIALIZED, lesson, {"version": "1.0.0", "nth": 1}))
        for n in range(self.crowd.steps // 2):
            step = f"{lesson}/{'together' if n < self.crowd.steps // 4 else 'alone'}/step-{n:02d}"
            said.append((Verb.EXPERIENCED, step, {"n": n + 1, "of": self.crowd.steps // 2}))
            help_ = chance.choices(("alone", "hint1", "hint2"), (70, 20, 10))[0]
            said.append((Verb.ANSWERED, step, {"outcome": help_, "key": True}))
        if chance.random() < 0.2:
            said.append((Verb.ASKED, lesson, {"what": "hand"}))
        if chance.random() < 0.75:
            said += [(Verb.COMPLETED, lesson, {}), (Verb.PASSED, lesson, {})]
        for verb, thing, result in said:
            self.seqs[tablet] += 1
            at += chance.randrange(20_000, 200_000)
            yield Row(1, self.seqs[tablet], at, 0, "", verb, who, session, attempt, thing, result)

    def _questions(self, weeks: range) -> Iterator[dict[str, object]]:
        chance = self.chance
        for week in weeks:
            for n in range(chance.randrange(4, 14)):
                yield {
                    "centre": self.number, "enquiry": f"q{week:04d}{n:02d}",
                    "made": self.crowd.until - (self.crowd.weeks - week) * WEEK + n * 60 * MINUTE,
                    "topic": chance.choice(tallies.TOPICS), "phone": chance.choice(tallies.PHONES),
                    "outcome": chance.choice(tallies.OUTCOMES), "minutes": chance.choice((5, 10, 15, 30)),
                    "again": int(chance.random() < 0.15),
                }  # fmt: skip
