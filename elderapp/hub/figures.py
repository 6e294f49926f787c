"""What centres report: one query, from which the page and every file are made, each number with its definition.

Nobody is named. People under 60 are counted apart. Two learners who were found to be one are one; somebody whom two
centres know by the same member card is one.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence

from msgspec import Struct
from sqlalchemy import Connection

from elderapp import clock
from elderapp.hub import counting, desk, tallies
from elderapp.hub.counting import UNDER, Persons, Row
from elderapp.hub.reports import ATTENDED
from elderapp.hub.storage import confidence, people
from elderapp.hub.storage.confidence import Change
from elderapp.lesson.model import TRACKS, Lesson

MONTHS = 6
"""How many months stand beside each other, where fewer are asked for."""
SPANS = (1, 3, 6, 12)
"""Over how many months one may count."""


class Asked(Struct, frozen=True):
    """Which month (``2026-10``) is the last, which cohort (its id, or all of them), over how many months."""

    month: str
    cohort: str = ""
    months: int = 1

    @property
    def first(self) -> str:
        """The first month that is counted."""
        return earlier(self.month, self.months - 1)


class Numbers(Struct, frozen=True):
    """What is counted of some span and some part of the centres."""

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
    """Everything that a report says.

    `months`, `centres` and `cohorts` have a label each (ISO month, title, title); `bands` and `livings` are distinct
    people by code; `topics` are completions by track, `questions` enquiries by topic. `desk_visits` are visitors of the
    help desk, each time counted. `young` are visits of people under 60, which no other number contains; `unmarked`
    whom tablets saw and nobody marked yet; `shared` people whom several of the centres know by their member card.
    `until` is the moment (ms) up to which everything is counted, `counted` when that was done.
    """

    asked: Asked
    total: Numbers
    completions: int
    desk_visits: int
    enquiries: int
    enquiry_minutes: int
    young: int
    unmarked: int
    shared: int
    months: tuple[tuple[str, Numbers], ...]
    centres: tuple[tuple[str, Numbers], ...]
    cohorts: tuple[tuple[str, Numbers], ...]
    bands: tuple[tuple[str, int], ...]
    livings: tuple[tuple[str, int], ...]
    topics: tuple[tuple[str, int], ...]
    questions: tuple[tuple[str, int], ...]
    confidence: Change
    until: int
    is_running: bool
    counted: int


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
    connection: Connection, centres: Mapping[int, str], asked: Asked, now: int, lesson: Callable[[str], Lesson | None]
) -> Report:
    """The report of these centres (number and title)."""
    counting_ = steps(connection, centres, asked, now, lesson)
    while True:
        try:
            next(counting_)
        except StopIteration as ended:
            found: Report = ended.value
            return found


def steps(
    connection: Connection, centres: Mapping[int, str], asked: Asked, now: int, lesson: Callable[[str], Lesson | None]
) -> Generator[int, None, Report]:
    """The same, for whoever wants to tell how far it has come: yields how many centres are counted."""
    span = [earlier(asked.month, by) for by in range(max(MONTHS, asked.months) - 1, -1, -1)]
    until = min(begins(earlier(asked.month, -1)), now)
    persons, tally = Persons(), _Tally(asked.first)
    for centre in centres:
        persons.add(connection, centre)
    pairs, desks = [], []
    for n, centre in enumerate(centres, 1):
        for row in counting.rows(connection, centre, begins(span[0]), until, asked.cohort, persons, ATTENDED):
            tally.add(row, is_young=persons.band(row.who) == UNDER)
        if not asked.cohort:
            desks.append(desk.enquiries(connection, centre, begins(asked.first), until))
        pairs += _answers(connection, centre, asked, until, persons)
        yield n
    days = f"{asked.first}-01", f"{earlier(asked.month, -1)}-01"
    done = counting.done(connection, list(centres), *days, asked.cohort, persons)
    tracks = Counter(track for one in done if (track := _track(lesson(one.lesson))))
    asked_about = sum((one.by("topic") for one in desks), Counter[str]())
    who = tally.total.people
    return Report(
        asked=asked,
        total=tally.total.numbers(),
        completions=len(done),
        desk_visits=sum(one.visits for one in desks),
        enquiries=sum(len(one.enquiries) for one in desks),
        enquiry_minutes=sum(one.minutes for one in desks),
        young=tally.young,
        unmarked=tally.unmarked,
        shared=sum(persons.is_shared(one) for one in who),
        months=tuple((month, tally.months[month].numbers()) for month in span),
        centres=tuple((title, tally.centres[one].numbers()) for one, title in centres.items()),
        cohorts=tally.by_title(centres),
        bands=_by((persons.band(one) for one in who), (*people.BANDS[:-1], "")),
        livings=_by((persons.livings.get(one, "") for one in who), ("single", "double")),
        topics=tuple((track, tracks[track]) for track in TRACKS),
        questions=tuple((topic, asked_about[topic]) for topic in tallies.TOPICS),
        confidence=confidence.change(pairs),
        until=until,
        is_running=now < begins(earlier(asked.month, -1)),
        counted=now,
    )


def _answers(
    connection: Connection, centre: int, asked: Asked, until: int, persons: Persons
) -> list[confidence.Answers]:
    """What people of 60 and over said whose last answer falls into the span."""
    said = confidence.all_answers(connection, centre)
    persons.describe(connection, centre, {learner for _, learner in said})
    return [
        one
        for (cohort, learner), one in said.items()
        if begins(asked.first) <= one.said < until
        and asked.cohort in ("", cohort)
        and persons.band(persons.key(centre, learner)) != UNDER
    ]


class _Sum:
    """Numbers while they are being added up."""

    __slots__ = ("people", "sessions", "visits")

    def __init__(self) -> None:
        self.visits, self.people = 0, set[str]()
        self.sessions: dict[tuple[int, str], int] = {}

    def add(self, row: Row) -> None:
        self.visits += 1
        self.people.add(row.who)
        self.sessions[row.centre, row.session] = row.minutes

    def numbers(self) -> Numbers:
        return Numbers(self.visits, len(self.people), len(self.sessions), sum(self.sessions.values()))


class _Tally:
    """Every part of a report that visits make, in one pass."""

    def __init__(self, first: str) -> None:
        self.first, self.young, self.unmarked, self.total = first, 0, 0, _Sum()
        self.months = defaultdict[str, _Sum](_Sum)
        self.centres = defaultdict[int, _Sum](_Sum)
        self.cohorts = defaultdict[tuple[int, str], _Sum](_Sum)
        self.titles: dict[tuple[int, str], str] = {}

    def add(self, row: Row, *, is_young: bool) -> None:
        """One more row; months before the span that is asked for stand beside it, and are in no other number."""
        is_asked = row.month >= self.first
        if row.status not in ATTENDED:
            self.unmarked += is_asked and row.seen and not row.status
        elif is_young:
            self.young += is_asked
        else:
            self.months[row.month].add(row)
            if is_asked:
                course = row.centre, row.cohort
                self.titles[course] = row.title
                self.total.add(row)
                self.centres[row.centre].add(row)
                self.cohorts[course].add(row)

    def by_title(self, centres: Mapping[int, str]) -> tuple[tuple[str, Numbers], ...]:
        """Cohorts by title, with the centre's where there are several."""
        named = {
            one: f"{centres[one[0]]}・{title}" if len(centres) > 1 else title for one, title in self.titles.items()
        }
        return tuple(
            (named[one], self.cohorts[one].numbers()) for one in sorted(named, key=lambda one: (named[one], one))
        )


def _by(codes: Iterable[str], order: Sequence[str]) -> tuple[tuple[str, int], ...]:
    counts = Counter(codes)
    return tuple((one, counts[one]) for one in order)


def _track(lesson: Lesson | None) -> str:
    return lesson.track if lesson else ""
