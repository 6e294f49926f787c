"""What pages read, kept in the transaction that takes the statements: attendance, live tiles, progress.

Rows come with the hub's time as their `wall` (`times.times`): a tablet whose clock is wrong neither makes two days
of one nor keeps a learner from a class.
"""

import itertools
from collections.abc import Collection, Iterable, Sequence
from operator import attrgetter
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, Table, bindparam, select, tuple_, update

from elderapp.hub import completions, insight, marks, tallies
from elderapp.hub.completions import Step
from elderapp.hub.live import Live
from elderapp.hub.live import fold_all as fold_live
from elderapp.hub.storage import places
from elderapp.hub.storage.events import about
from elderapp.hub.storage.schema import attendance, live, progress
from elderapp.hub.storage.writer import add, put
from elderapp.player import mastery
from elderapp.player.reassigning import told_anew, touched
from elderapp.records.people import Progress
from elderapp.records.statements import Row


def update_all(connection: Connection, centre: int, tablet: str, rows: Sequence[Row]) -> list[Row]:
    """Folds a tablet's new rows into every read model; gives those that could not be used."""
    own = [row for row in rows if "by" not in row.result]
    _fold_attendance(connection, centre, own)
    _fold_live(connection, centre, tablet, own)
    refused = marks.fold_all(connection, centre, tablet, rows)
    tallies.fold_all(connection, centre, tablet, rows)
    insight.fold_all(connection, centre, tablet, rows)
    refused += _fold_progress(connection, centre, rows)
    for learner, lesson in dict.fromkeys(key for row in rows for key in touched(row)):
        _tell_anew(connection, centre, learner, lesson)
    return refused


def _tell_anew(connection: Connection, centre: int, learner: str, lesson: str) -> None:
    """A reassigned attempt: the progress it changed is folded again from every statement about the lesson.

    This reads the whole log of the centre, which a trainer's rare word is worth; no index stands for it.
    """
    add(connection, progress, [{"centre": centre, "learner": learner, "lesson": lesson}])
    key = (progress.c.centre == centre, progress.c.learner == learner, progress.c.lesson == lesson)
    stored = connection.execute(select(progress.c.state).where(*key).with_for_update()).scalar_one()
    before = msgspec.json.decode(stored, type=Progress) if stored else None
    state = told_anew(None, about(connection, centre, lesson), learner, lesson)
    connection.execute(update(progress).where(*key).values(state=msgspec.json.encode(state) if state else None))
    completions.keep(connection, centre, [Step(learner, lesson, before, state)])


def _fold_attendance(connection: Connection, centre: int, rows: Sequence[Row]) -> None:
    """Widens what tablets saw of each learner in each session. Earliest and latest: so the order does not matter."""
    windows = places.windows(connection, centre, {row.session for row in rows if row.session})
    spans: dict[tuple[str, str], tuple[int, int]] = {}
    for who, said in itertools.groupby(rows, _WHO):
        opens, closes = windows.get(who[0], _ALWAYS)
        walls = [row.wall for row in said if opens <= row.wall < closes]
        if all(who) and walls:
            walls += spans.get(who, ())
            spans[who] = (min(walls), max(walls))
    if not spans:
        return
    add(connection, attendance, _keys(centre, ("session", "learner"), spans))
    changes = []
    for before in connection.execute(_SPANS, _named(centre, spans)):
        low, high = spans[before.session, before.learner]
        first, last = min(before.tablet_first or low, low), max(before.tablet_last, high)
        span = {"first": first, "last": last, "minutes": -(-(last - first) // 60_000)}
        changes.append({"c": centre, "s": before.session, "l": before.learner, **span})
    connection.execute(_SET_SPAN, changes)


def _fold_live(connection: Connection, centre: int, tablet: str, rows: Sequence[Row]) -> None:
    found = connection.execute(_LIVE, {"c": centre, "d": tablet}).first()
    before = Live(*found) if found else Live()
    state = fold_live(before, rows)
    if state != before:
        put(connection, live, [{"centre": centre, "device": tablet, **msgspec.structs.asdict(state)}])


def _fold_progress(connection: Connection, centre: int, rows: Sequence[Row]) -> list[Row]:
    """Folds `rows` into the learners' progress; gives those that could not be folded."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row.learner and (lesson := mastery.lesson_of(row)):
            groups.setdefault((row.learner, lesson), []).append(row)
    if not groups:
        return []
    add(connection, progress, _keys(centre, ("learner", "lesson"), groups))
    refused: list[Row] = []
    changes, steps = [], []
    for stored in connection.execute(_REACHED, _named(centre, groups)):
        before = msgspec.json.decode(stored.state, type=Progress) if stored.state else None
        after, bad = _folded(before, groups[stored.learner, stored.lesson])
        refused += bad
        if after is not None:
            steps.append(Step(stored.learner, stored.lesson, before, after))
            key = {"c": centre, "l": stored.learner, "n": stored.lesson}
            changes.append({**key, "state": msgspec.json.encode(after)})
    if changes:
        connection.execute(_SET_PROGRESS, changes)
    completions.keep(connection, centre, steps)
    return refused


def _folded(state: Progress | None, rows: Sequence[Row]) -> tuple[Progress | None, list[Row]]:
    bad: list[Row] = []
    for row in rows:
        try:
            state = mastery.fold(state, row)
        except (ValueError, TypeError):  # a result that is not what its verb promises; the rest goes on
            bad.append(row)
    return state, bad


def _keys(centre: int, names: tuple[str, str], pairs: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    return [{"centre": centre, **dict(zip(names, pair, strict=True))} for pair in sorted(pairs)]


def _named(centre: int, pairs: Collection[tuple[str, str]]) -> dict[str, Any]:
    """What `_locked` asks by."""
    return {"c": centre, "pairs": sorted(pairs), "firsts": sorted({one for one, _ in pairs})}


def _locked(table: Table, *names: str) -> Select[Any]:
    """Rows of `table` by pairs of these, locked in one order everywhere: so no two transactions wait for each other."""
    pairs = tuple_(*(table.c[name] for name in names)).in_(bindparam("pairs", expanding=True))
    # SQLite looks no pairs up in an index: without this it reads every row of the centre.
    firsts = table.c[names[0]].in_(bindparam("firsts", expanding=True))
    chosen = select(table).where(table.c.centre == bindparam("c"), firsts, pairs)
    return chosen.order_by(*table.primary_key).with_for_update()


_WHO = attrgetter("session", "learner")
_ALWAYS = (0, 2**63)
"""When a class counts of which the hub knows nothing (yet)."""
_SPANS = _locked(attendance, "session", "learner")
_REACHED = _locked(progress, "learner", "lesson")
_LIVE: Select[Any] = select(*(live.c[name] for name in Live.__struct_fields__)).where(
    live.c.centre == bindparam("c"), live.c.device == bindparam("d")
)
_SET_SPAN = (
    update(attendance)
    .where(
        attendance.c.centre == bindparam("c"),
        attendance.c.session == bindparam("s"),
        attendance.c.learner == bindparam("l"),
    )
    .values(tablet_first=bindparam("first"), tablet_last=bindparam("last"), tablet_minutes=bindparam("minutes"))
)
_SET_PROGRESS = (
    update(progress)
    .where(
        progress.c.centre == bindparam("c"),
        progress.c.learner == bindparam("l"),
        progress.c.lesson == bindparam("n"),
    )
    .values(state=bindparam("state"))
)
