"""How the steps of lessons go, kept in the transaction that takes the statements: counts alone, of nobody.

A step is counted once for each attempt that came through it. Its time runs from when it came up on a tablet until it
was answered, on the hub's clock.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, bindparam, func, select, update

from elderapp.hub.storage.schema import progress
from elderapp.hub.storage.schema_lessons import TIMES, changed_report, step_open, step_tally, wrong_tally
from elderapp.hub.storage.writer import add, add_up, put
from elderapp.player import review
from elderapp.player.mastery import OUTCOMES, day_of
from elderapp.records.people import Progress
from elderapp.records.statements import Row, Verb

LIMITS = (5, 10, 20, 40, 80, 160, 320)
"""Seconds up to which each box of times reaches; the last box is open."""
LONGEST = 1800
"""Seconds after which a step was not being done any more, but left alone: such a time is not counted."""
LEAST = 5
"""Times a step was done before anything is said of it: of fewer people one might be recognised."""
WATCH, STUCK = 0.25, 0.4
"""Shares of attempts with a hint from which a step is worth a look, and from which it holds people up."""


class Step(Struct, frozen=True):
    """What was counted of one step. `times` are the boxes of `LIMITS`."""

    place: str
    done: int = 0
    hinted: int = 0
    shown: int = 0
    again: int = 0
    stuck: int = 0
    times: tuple[int, ...] = (0,) * TIMES

    @property
    def median(self) -> int:
        """Seconds that half of the attempts stayed below, by where it falls in its box; -1 where no time is known."""
        every = sum(self.times)
        if not every:
            return -1
        before = 0
        for box, count in enumerate(self.times):
            if before + count >= every / 2:
                low = LIMITS[box - 1] if box else 0
                high = LIMITS[box] if box < len(LIMITS) else 2 * LIMITS[-1]
                return round(low + (high - low) * (every / 2 - before) / count)
            before += count
        raise AssertionError("unreachable")

    @property
    def share(self) -> float:
        """Of the attempts, those that needed help (0 to 1)."""
        return self.hinted / self.done if self.done else 0.0


class Report(Struct, frozen=True):
    """A trainer said that the real app looks different at a step now."""

    report: str
    lesson: str
    place: str
    made: int
    settled: int


def fold_all(connection: Connection, centre: int, tablet: str, rows: Sequence[Row]) -> None:
    """Folds a tablet's new rows, in their order."""
    counts: Counter[tuple[str, str, str, str]] = Counter()
    wrongs: Counter[tuple[str, str, str, str]] = Counter()
    began = _open(connection, centre, tablet)
    before = began
    for row in rows:
        if "/" not in row.object or row.object.startswith("@") or not row.object.partition("/")[2]:
            continue
        began = _fold(row, began, counts, wrongs)
        if row.verb == Verb.ASKED and row.result.get("what") == "changed":
            _note_changed(connection, centre, tablet, row)
    if began != before:
        put(connection, step_open, [{"centre": centre, "device": tablet, **msgspec.structs.asdict(began)}])
    _add_counts(connection, centre, counts)
    _add_wrongs(connection, centre, wrongs)


_OPEN = select(step_open.c.attempt, step_open.c.place, step_open.c.since).where(
    step_open.c.centre == bindparam("c"), step_open.c.device == bindparam("d")
)


class _Began(Struct, frozen=True):
    """The step that came up last."""

    attempt: str = ""
    place: str = ""
    since: int = 0


def _open(connection: Connection, centre: int, tablet: str) -> _Began:
    found = connection.execute(_OPEN, {"c": centre, "d": tablet}).first()
    return _Began(*found) if found else _Began()


def _fold(
    row: Row, began: _Began, counts: Counter[tuple[str, str, str, str]], wrongs: Counter[tuple[str, str, str, str]]
) -> _Began:
    if row.verb == Verb.EXPERIENCED:
        return _Began(row.attempt, row.object, row.wall)
    lesson, _, place = row.object.partition("/")
    key = (lesson, place, day_of(row.wall)[:7])
    if row.verb == Verb.ASKED and row.result.get("what") in ("again", "stuck"):
        counts[(*key, str(row.result["what"]))] += 1
    outcome = row.result.get("outcome")
    if row.verb != Verb.ANSWERED or outcome not in OUTCOMES:
        return began
    counts[(*key, "done")] += 1
    counts[(*key, "hinted")] += outcome != "alone"
    counts[(*key, "shown")] += outcome in ("shown", "trainer")
    seconds = (row.wall - began.since) / 1000
    if (began.attempt, began.place) == (row.attempt, row.object) and 0 <= seconds <= LONGEST:
        counts[(*key, f"t{sum(limit < seconds for limit in LIMITS)}")] += 1
    if picked := _wrong(row):
        wrongs[(*key, picked)] += 1
    return began


def _wrong(row: Row) -> str:
    """What was picked first that was not it: an id of the author's, or which way a message was misjudged."""
    picked, genuine, guess = row.result.get("wrong"), row.result.get("genuine"), row.result.get("guess")
    if isinstance(genuine, bool) and isinstance(guess, bool):
        if row.result.get("action") == "believe" and not genuine:
            return "@believed"
        return "" if genuine == guess else "@alarm" if genuine else "@missed"
    return picked[:80] if isinstance(picked, str) and not picked.startswith("@") else ""


def _note_changed(connection: Connection, centre: int, tablet: str, row: Row) -> None:
    lesson, _, place = row.object.partition("/")
    report = {"report": f"{tablet}/{row.epoch}/{row.seq}".replace("/", "."), "lesson": lesson, "place": place}
    add(connection, changed_report, [{
        "centre": centre, **report, "made": row.wall, "staff": str(row.result.get("by", "")),
    }])  # fmt: skip


def _add_counts(connection: Connection, centre: int, counts: Mapping[tuple[str, str, str, str], int]) -> None:
    steps: dict[tuple[str, str, str], dict[str, int]] = {}
    for (lesson, place, month, name), n in counts.items():
        if n:
            steps.setdefault((lesson, place, month), {})[name] = n
    rows = [
        {"centre": centre, "lesson": lesson, "place": place, "month": month, **_NONE, **more}
        for (lesson, place, month), more in sorted(steps.items())  # in one order everywhere: nobody waits for another
    ]
    add_up(connection, step_tally, rows)


def _add_wrongs(connection: Connection, centre: int, wrongs: Mapping[tuple[str, str, str, str], int]) -> None:
    names = ("lesson", "place", "month", "picked")
    rows = [{"centre": centre, **dict(zip(names, key, strict=True)), "n": n} for key, n in sorted(wrongs.items())]
    add_up(connection, wrong_tally, rows)


_COUNTED = ("done", "hinted", "shown", "again", "stuck", *(f"t{n}" for n in range(TIMES)))
_NONE = dict.fromkeys(_COUNTED, 0)
_SUMS = tuple(func.sum(step_tally.c[name]) for name in _COUNTED)


def steps(connection: Connection, centre: int, lesson: str, since: str = "") -> dict[str, Step]:
    """What was counted of a lesson's steps from a month (``2026-09``) on, by place (``stage/step``)."""
    chosen = (
        select(step_tally.c.place, *_SUMS)
        .where(step_tally.c.centre == centre, step_tally.c.lesson == lesson, step_tally.c.month >= since)
        .group_by(step_tally.c.place)
    )
    return {row[0]: _step(row[0], row[1:]) for row in connection.execute(chosen)}


def _step(place: str, sums: Sequence[int | None]) -> Step:
    done, hinted, shown, again, stuck, *times = (int(value or 0) for value in sums)
    return Step(place, done, hinted, shown, again, stuck, tuple(times))


class Overview(Struct, frozen=True):
    """One lesson in a line: the step that holds people up most, if one does, and open reports."""

    lesson: str
    done: int
    worst: Step | None
    again: int
    reports: int


def overview(
    connection: Connection, centre: int, since: str, knows: Callable[[str, str], bool]
) -> dict[str, Overview]:  # fmt: skip
    """Every lesson of which something was counted, by its id; steps that a lesson has no more are left out."""
    chosen = (
        select(step_tally.c.lesson, step_tally.c.place, *_SUMS)
        .where(step_tally.c.centre == centre, step_tally.c.month >= since)
        .group_by(step_tally.c.lesson, step_tally.c.place)
    )
    by_lesson: dict[str, list[Step]] = {}
    for row in connection.execute(chosen):
        if knows(row[0], row[1]):
            by_lesson.setdefault(row[0], []).append(_step(row[1], row[2:]))
    waiting = open_reports(connection, centre)
    found = {}
    for lesson in sorted({*by_lesson, *waiting}):
        every = by_lesson.get(lesson, [])
        telling = [one for one in every if one.done >= LEAST and one.share >= WATCH]
        worst = max(telling, key=lambda one: (one.share, one.done, one.place), default=None)
        most = max((one.done for one in every), default=0)
        found[lesson] = Overview(lesson, most, worst, sum(one.again for one in every), waiting.get(lesson, 0))
    return found


def wrongs(connection: Connection, centre: int, lesson: str, since: str = "") -> dict[str, list[tuple[str, int]]]:
    """What was picked wrongly at each place, the most frequent first."""
    c = wrong_tally.c
    total = func.sum(c.n).label("total")
    chosen = (
        select(c.place, c.picked, total)
        .where(c.centre == centre, c.lesson == lesson, c.month >= since)
        .group_by(c.place, c.picked)
        .order_by(total.desc(), c.picked)
    )
    found: dict[str, list[tuple[str, int]]] = {}
    for place, picked, n in connection.execute(chosen):
        found.setdefault(place, []).append((picked, int(n)))
    return found


def reports(connection: Connection, centre: int, lesson: str) -> list[Report]:
    """What trainers reported of a lesson's pictures, the open ones first, then the newest."""
    c = changed_report.c
    chosen = (
        select(c.report, c.lesson, c.place, c.made, c.settled)
        .where(c.centre == centre, c.lesson == lesson)
        .order_by(c.settled != 0, c.made.desc())
        .limit(50)
    )
    return [Report(*row) for row in connection.execute(chosen)]


def open_reports(connection: Connection, centre: int) -> dict[str, int]:
    """How many reports wait for somebody, by lesson."""
    c = changed_report.c
    chosen = select(c.lesson, func.count()).where(c.centre == centre, c.settled == 0).group_by(c.lesson)
    return {row[0]: int(row[1]) for row in connection.execute(chosen)}


def settle(connection: Connection, centre: int, lesson: str, report: str, staff: str, now: int) -> bool:
    """Somebody looked into a report; whether there was an open one."""
    c = changed_report.c
    done = connection.execute(
        update(changed_report)
        .where(c.centre == centre, c.lesson == lesson, c.report == report, c.settled == 0)
        .values(settled=now, settler=staff)
    )
    return done.rowcount > 0


class Reviews(Struct, frozen=True):
    """How many people of a lesson are to review it today, and of them how many for more than a week."""

    due: int = 0
    overdue: int = 0


def reviews(connection: Connection, centre: int, lesson: str, today: str) -> Reviews:
    """Counted from where each learner stands; `today` is an ISO day."""
    chosen = select(progress.c.state).where(progress.c.centre == centre, progress.c.lesson == lesson)
    states = [msgspec.json.decode(state, type=Progress) for state in connection.scalars(chosen) if state]
    due = [day for state in states if (day := review.due_on(state)) and day <= today]
    return Reviews(len(due), sum(_days_between(day, today) > 7 for day in due))


def _days_between(first: str, last: str) -> int:
    return (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days
