"""How rows get into the database: the one place that knows which database it is."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol

import msgspec
from sqlalchemy import Connection, Table, func, select
from sqlalchemy.dialects import postgresql, sqlite

from elderapp.hub.storage.schema import word

EventRow = tuple[int, int, int, int, int, int, int, int, int, int, int]
"""centre, dk, seq, t, wall, verb, learner, session, attempt, object, result."""

_COLUMNS = "centre, dk, seq, t, wall, verb, learner, session, attempt, object, result"
_KINDS = "int4 int4 int8 int8 int8 int2 int4 int4 int4 int4 int4"


class Writer(Protocol):
    """Puts statements into the log; those that are there already stay as they are."""

    def write(self, connection: Connection, rows: Sequence[EventRow]) -> None:
        """Adds `rows` within the connection's transaction."""


class SqliteWriter:
    """The driver's own `executemany`: no other way into SQLite is faster."""

    def write(self, connection: Connection, rows: Sequence[EventRow]) -> None:
        """Adds `rows` within the connection's transaction."""
        marks = ", ".join("?" * len(_COLUMNS.split(",")))
        _driver(connection).executemany(
            f"insert into event ({_COLUMNS}) values ({marks}) on conflict do nothing", rows
        ).close()


class PostgresWriter:
    """One insert of whole columns: no table of its own is needed, which not every engine that speaks SQL has."""

    def write(self, connection: Connection, rows: Sequence[EventRow]) -> None:
        """Adds `rows` within the connection's transaction."""
        if not rows:
            return
        columns = [list(values) for values in zip(*rows, strict=True)]
        given = ", ".join(f"unnest(%s::{kind}[])" for kind in _KINDS.split())
        with _driver(connection).cursor() as cursor:
            cursor.execute(f"insert into event ({_COLUMNS}) select {given} on conflict do nothing", columns)


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


def writer_for(connection: Connection) -> Writer:
    """The writer that suits the database."""
    return SqliteWriter() if connection.dialect.name == "sqlite" else PostgresWriter()


def add(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> int:
    """Inserts `rows`, leaving those whose key is there alone. Gives how many were new."""
    given = list(rows)
    if not given:
        return 0
    told = {"preserve_rowcount": True}  # without it PostgreSQL's driver says -1
    return connection.execute(_adding(connection.dialect.name, table), given, execution_options=told).rowcount


@lru_cache
def _adding(dialect: str, table: Table) -> Any:
    """Built once: SQLAlchemy takes longer to build a statement than SQLite to run it."""
    statement = _inserting(dialect, table).on_conflict_do_nothing()
    return statement.execution_options(preserve_rowcount=True)  # or PostgreSQL's driver tells -1 of an insert


def put(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Inserts `rows`, or changes the named columns where the key is there."""
    for row in rows:
        connection.execute(_putting(connection.dialect.name, table, tuple(row)), row)


def put_many(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """The same for many rows that name the same columns: one statement, run for each."""
    if rows:
        connection.execute(_putting(connection.dialect.name, table, tuple(rows[0])), rows)


def add_up(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Adds up: what `rows`, of the same columns, name besides their keys is added to what stands there."""
    if rows:
        connection.execute(_putting(connection.dialect.name, table, tuple(rows[0]), adds=True), rows)


@lru_cache
def _putting(dialect: str, table: Table, names: tuple[str, ...], *, adds: bool = False) -> Any:
    keys = [column.name for column in table.primary_key]
    statement = _inserting(dialect, table)
    given = {name: statement.excluded[name] for name in names if name not in keys}
    changes = {name: table.c[name] + value for name, value in given.items()} if adds else given
    return statement.on_conflict_do_update(index_elements=keys, set_=changes)


def _inserting(dialect: str, table: Table) -> Any:
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


def intern(connection: Connection, centre: int, texts: Iterable[str]) -> dict[str, int]:
    """A number for each text, the same for ever within a centre; the empty text is 0."""
    wanted = sorted(set(texts) - {""})
    numbers = {"": 0, **_known(connection, centre, wanted)}
    while missing := [text for text in wanted if text not in numbers]:
        # Two transactions may choose the same numbers: the loser's rows are skipped, found missing and numbered again.
        top = connection.scalar(select(func.coalesce(func.max(word.c.k), 0)).where(word.c.centre == centre)) or 0
        add(connection, word, ({"centre": centre, "k": top + i, "text": text} for i, text in enumerate(missing, 1)))
        numbers |= _known(connection, centre, missing)
    return numbers


def _known(connection: Connection, centre: int, texts: Sequence[str]) -> dict[str, int]:
    """By the driver itself: SQLAlchemy spells out a parameter for each text, anew each time."""
    if not texts:
        return {}
    if connection.dialect.name == "sqlite":
        listed = msgspec.json.encode(texts).decode()
        found = _driver(connection).execute(_KNOWN.format("select value from json_each(?)", "?"), (listed, centre))
        return dict(found.fetchall())
    with _driver(connection).cursor() as cursor:
        cursor.execute(_KNOWN.format("select unnest(%s::text[]) as value", "%s"), (list(texts), centre))
        return dict(cursor.fetchall())


_KNOWN = "select text, k from ({}) as asked cross join word where word.text = asked.value and word.centre = {}"
