"""How far each learner is, kept beside the log as the fold of its rows, so that no screen ever folds."""

import sqlite3
from collections.abc import Iterable

import msgspec

from elderapp.player.mastery import fold, lesson_of
from elderapp.records.people import Progress, Roster
from elderapp.records.statements import Row
from elderapp.store import log


def of(conn: sqlite3.Connection, learner: str) -> dict[str, Progress]:
    """A learner's progress by lesson."""
    rows = conn.execute("select lesson, value from progress where learner = ?", [learner])
    return {lesson: msgspec.json.decode(value, type=Progress) for lesson, value in rows}


def add(conn: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Folds rows into what is kept."""
    changed: dict[tuple[str, str], Progress | None] = {}
    for row in rows:
        key = (row.learner, lesson_of(row))
        if key[1]:
            changed[key] = fold(changed[key] if key in changed else _one(conn, *key), row)
    _save(conn, ((learner, progress) for (learner, _), progress in changed.items() if progress))


def rebase(conn: sqlite3.Connection, roster: Roster) -> None:
    """Takes the hub's word for the learners it speaks of, with the rows that it does not hold yet folded on top."""
    for learner, known in roster.progress.items():
        conn.execute("delete from progress where learner = ?", [learner])
        _save(conn, ((learner, progress) for progress in known))
        add(conn, list(log.above_acked(conn, learner)))


def _one(conn: sqlite3.Connection, learner: str, lesson: str) -> Progress | None:
    sql = "select value from progress where learner = ? and lesson = ?"
    found = conn.execute(sql, [learner, lesson]).fetchone()
    return None if found is None else msgspec.json.decode(found[0], type=Progress)


def _save(conn: sqlite3.Connection, values: Iterable[tuple[str, Progress]]) -> None:
    conn.executemany(
        "insert or replace into progress values (?, ?, ?)",
        [[learner, progress.lesson, msgspec.json.encode(progress).decode()] for learner, progress in values],
    )
