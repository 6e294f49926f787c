"""The tables of the tablet's file, made by migrations in order.

A migration that was released is never edited: what it made stands on tablets. Its name says what it does.
"""

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

from elderapp.store.errors import StoreTooNew

if TYPE_CHECKING:
    from sqlite_utils import Database

Migration = Callable[["Database"], None]
MIGRATIONS: list[Migration] = []


def migration(step: Migration) -> Migration:
    """Adds a step at the end of the list."""
    MIGRATIONS.append(step)
    return step


def migrate(conn: sqlite3.Connection) -> None:
    """Brings the file up to date, within the transaction that is open. Raises `StoreTooNew`, then changes nothing."""
    conn.execute("create table if not exists migrations (name text primary key) without rowid")
    done = {name for (name,) in conn.execute("select name from migrations")}
    if unknown := done - {step.__name__ for step in MIGRATIONS}:
        raise StoreTooNew(f"the tablet's file has {', '.join(sorted(unknown))}: please update the app")
    missing = [step for step in MIGRATIONS if step.__name__ not in done]
    if not missing:
        return
    # Loaded where there is something to migrate: it takes longer than a whole start of the app.
    from sqlite_utils import Database

    db = Database(conn)
    for step in missing:
        step(db)
        db.execute("insert into migrations values (?)", [step.__name__])


@migration
def log_and_progress(db: "Database") -> None:
    db.execute(
        "create table log (epoch integer not null, seq integer not null, wall integer not null, mono integer not null,"
        " boot text not null, verb text not null, learner text not null, session text not null, attempt text not null,"
        " object text not null, result text not null, h blob not null, primary key (epoch, seq)) without rowid"
    )
    db.execute(
        "create table epoch (id integer primary key, epoch integer not null unique,"
        " acked integer not null default 0, safe integer not null default 0)"
    )
    db.execute(
        "create table progress (learner text not null, lesson text not null, value text not null,"
        " primary key (learner, lesson)) without rowid"
    )


@migration
def people_and_settings(db: "Database") -> None:
    db.execute(
        "create table person (id text primary key, name text not null, picture text not null, member text not null,"
        " wall integer not null, session text not null, done integer not null default 0)"
    )
    db.execute("create table roster (id integer primary key check (id = 1), value text not null)")
    db.execute("create table setting (key text primary key, value text not null) without rowid")


@migration
def installed_packs(db: "Database") -> None:
    db.execute(
        "create table pack (id text primary key, version text not null, digest text not null, file text not null)"
    )


@migration
def people_in_full(db: "Database") -> None:
    db.execute("alter table person add column value text not null default ''")


@migration
def people_until_safe(db: "Database") -> None:
    # The last row of the log when the hub took this person; 0 for those that an earlier release sent.
    db.execute("alter table person add column at_epoch integer not null default 0")
    db.execute("alter table person add column at_seq integer not null default 0")
