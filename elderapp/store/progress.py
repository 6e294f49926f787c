"""How far each learner is, kept beside the log as the fold of its rows, so that no screen ever folds."""

import sqlite3
from collections.abc import Iterable

import msgspec

from elderapp.player.mastery import fold, lesson_of
from elderapp.player.reassigning import owner, owners, told_anew, touched
from elderapp.records.people import Progress, Roster
from elderapp.records.statements import Row, Verb
from elderapp.store import log, people


def of(conn: sqlite3.Connection, learner: str) -> dict[str, Progress]:
    """A learner's progress by lesson."""
    rows = conn.execute("select lesson, value from progress where learner = ?", [learner])
    return {lesson: msgspec.json.decode(value, type=Progress) for lesson, value in rows}


def add(conn: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Folds rows into what is kept."""
    changed: dict[tuple[str, str], Progress | None] = {}
    anew: dict[tuple[str, str], None] = {}
    for row in rows:
        key = (row.learner, lesson_of(row))
        if key[1]:
            changed[key] = fold(changed[key] if key in changed else _one(conn, *key), row)
        anew |= dict.fromkeys(touched(row))
    _save(conn, ((learner, progress) for (learner, _), progress in changed.items() if progress))
    for learner, lesson in anew:
        _tell_anew(conn, learner, lesson)


def rebase(conn: sqlite3.Connection, roster: Roster) -> None:
    """Takes the hub's word for the learners it speaks of, with the rows that it does not hold yet folded on top."""
    for learner, known in roster.progress.items():
        conn.execute("delete from progress where learner = ?", [learner])
        _save(conn, ((learner, progress) for progress in known))
        add(conn, list(log.above_acked(conn, learner)))
    moved = [key for row in log.of_verb(conn, Verb.REASSIGNED) for key in touched(row)]
    for learner, lesson in dict.fromkeys(moved):
        _tell_anew(conn, learner, lesson)


def sittings(conn: sqlite3.Connection, learner: str) -> list[Row]:
    """The rows with which a learner's attempts began, the newest first."""
    moved = owners(log.of_verb(conn, Verb.REASSIGNED))
    return [row for row in reversed(log.of_verb(conn, Verb.INITIALIZED)) if owner(row, moved) == learner]


def _tell_anew(conn: sqlite3.Connection, learner: str, lesson: str) -> None:
    """What a reassigned attempt changed: the hub's word, with what the hub does not know yet folded on top.

    What the hub counts under the wrong name goes from there with its own fold, at the next roster.
    """
    roster = people.roster(conn)
    known = roster.progress.get(learner) if roster else None
    rows, moves = log.of_lesson(conn, lesson), log.of_verb(conn, Verb.REASSIGNED)
    if known is not None:
        held, moved = {epoch.epoch: epoch.acked for epoch in log.epochs(conn)}, owners(moves)
        rows = [row for row in rows if row.seq > held.get(row.epoch, 0) or row.attempt in moved]
    base = next((one for one in known or () if one.lesson == lesson), None)
    progress = told_anew(base, [*rows, *moves], learner, lesson)
    conn.execute("delete from progress where learner = ? and lesson = ?", [learner, lesson])
    _save(conn, [(learner, progress)] if progress else [])


def _one(conn: sqlite3.Connection, learner: str, lesson: str) -> Progress | None:
    sql = "select value from progress where learner = ? and lesson = ?"
    found = conn.execute(sql, [learner, lesson]).fetchone()
    return None if found is None else msgspec.json.decode(found[0], type=Progress)


def _save(conn: sqlite3.Connection, values: Iterable[tuple[str, Progress]]) -> None:
    conn.executemany(
        "insert or replace into progress values (?, ?, ?)",
        [[learner, progress.lesson, msgspec.json.encode(progress).decode()] for learner, progress in values],
    )
