"""Roster, people, settings and installed packs: what stands beside the log and may be deleted."""

import sqlite3
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from elderapp.records.people import Learner, Roster


class Met(Struct, frozen=True):
    """A person as this tablet knows her, until the hub does: somebody new, or who wants things otherwise.

    `wall` is when (ms since 1970), `session` in which class.
    """

    learner: Learner
    wall: int
    session: str


class Installed(Struct, frozen=True):
    """A pack of this tablet. `file` is its name in the tablet's folder of packs."""

    id: str
    version: str
    digest: str
    file: str


def roster(conn: sqlite3.Connection) -> Roster | None:
    """The last roster the hub sent."""
    found = conn.execute("select value from roster").fetchone()
    return None if found is None else msgspec.json.decode(found[0], type=Roster)


WAITING, TAKEN, LISTED = 0, 1, 2
"""Of a person: not at the hub yet, at the hub, on its roster (and kept for the day it is put back from a backup)."""


def save_roster(conn: sqlite3.Connection, roster: Roster) -> None:
    """Keeps a new roster; walk-ins that the hub has acknowledged are on its side from now on.

    Whom it does not list, because her class is over or she was erased, is forgotten here too.
    """
    conn.execute("insert or replace into roster values (1, ?)", [msgspec.json.encode(roster).decode()])
    listed = {one.id for one in roster.learners} - set(roster.erased)
    for (name,) in conn.execute("select id from person where done").fetchall():
        if name in listed:
            conn.execute("update person set done = ? where id = ?", [LISTED, name])
        else:
            conn.execute("delete from person where id = ?", [name])
    forget(conn, roster.erased)


def drop_safe(conn: sqlite3.Connection, epoch: int, safe_seq: int) -> None:
    """Forgets whom the hub took before a row that it has backed up."""
    conn.execute("delete from person where done = ? and at_epoch = ? and at_seq < ?", [LISTED, epoch, safe_seq])


def send_again(conn: sqlite3.Connection) -> None:
    """The hub was put back from a backup: whom it had taken it may not know any more."""
    conn.execute("update person set done = ? where done <> ?", [WAITING, WAITING])


def forget(conn: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Who these people were is kept no longer; the log, which knows their ids alone, stays."""
    conn.executemany("delete from person where id = ?", [[one] for one in ids])


def add(conn: sqlite3.Connection, met: Met) -> None:
    """Keeps a person until the hub has acknowledged it; saying it again replaces it."""
    person = met.learner
    written = msgspec.json.encode(person).decode()
    values = [person.id, person.name, person.picture, person.member, met.wall, met.session, written]
    conn.execute(
        "insert or replace into person (id, name, picture, member, wall, session, value) values (?, ?, ?, ?, ?, ?, ?)",
        values,
    )


def met(conn: sqlite3.Connection, *, unsent: bool) -> list[Met]:
    """People in the order in which they came: who is not on the roster, or not acknowledged by the hub."""
    most = WAITING if unsent else TAKEN
    sql = "select id, name, picture, member, wall, session, value from person where done <= ? order by wall, id"
    rows = conn.execute(sql, [most])
    return [Met(_person(row), row[4], row[5]) for row in rows]


def _person(row: tuple[str, ...]) -> Learner:
    """In full, or as an earlier release kept her."""
    return msgspec.json.decode(row[6], type=Learner) if row[6] else Learner(row[0], row[1], row[2], row[3])


def done(conn: sqlite3.Connection, sent: Iterable[tuple[str, int]], epoch: int, seq: int) -> None:
    """The hub has these people (id, `wall`). They stay until the next roster, so that no name vanishes from the screen.

    `epoch` and `seq` name the last row of the log: whoever was taken before a row that is safe is safe too.
    """
    sql = "update person set done = ?, at_epoch = ?, at_seq = ? where id = ? and wall = ?"
    conn.executemany(sql, [[TAKEN, epoch, seq, *one] for one in sent])


def installed(conn: sqlite3.Connection) -> list[Installed]:
    """The packs of this tablet."""
    return [Installed(*row) for row in conn.execute("select id, version, digest, file from pack order by id")]


def install(conn: sqlite3.Connection, pack: Installed) -> None:
    """Notes a pack; an older one of the same id is forgotten."""
    conn.execute("insert or replace into pack values (?, ?, ?, ?)", msgspec.structs.astuple(pack))


def uninstall(conn: sqlite3.Connection, name: str) -> None:
    """Forgets a pack."""
    conn.execute("delete from pack where id = ?", [name])


def setting(conn: sqlite3.Connection, key: str) -> str | None:
    """A setting as JSON."""
    found = conn.execute("select value from setting where key = ?", [key]).fetchone()
    return None if found is None else str(found[0])


def set_setting(conn: sqlite3.Connection, key: str, value: str) -> None:
    """Keeps a setting as JSON."""
    conn.execute("insert or replace into setting values (?, ?)", [key, value])
