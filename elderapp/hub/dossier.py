"""Everything the hub holds of one learner, for her to read and to take away: whatever table names her is in it.

What the help desk was asked is not: an enquiry knows no name and no id.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Table, select

from elderapp.hub.storage import audit, erasing, events
from elderapp.hub.storage.audit import Entry
from elderapp.hub.xapi import forgetting
from elderapp.records.statements import Row

FORMAT = "elderapp-person-1"


class Dossier(Struct, frozen=True):
    """One learner's data. Times are milliseconds since 1970, UTC; `others` are statements of other systems.

    `tables` are the rows about her by table, `statements` what tablets recorded, `changes` who changed what about her.
    """

    format: str
    centre: str
    made: int
    ids: tuple[str, ...]
    tables: dict[str, tuple[dict[str, Any], ...]]
    statements: tuple[Row, ...]
    changes: tuple[Entry, ...]
    others: tuple[dict[str, Any], ...] = ()


def gather(connection: Connection, centre: int, title: str, name: str, now: int) -> Dossier:
    """What is held of a learner of this centre, whose name is `title`, under all her ids."""
    ids = tuple(erasing.same_person(connection, centre, name))
    tables = {
        table.name: rows
        for table in erasing.about_learners()
        if table.name != "event" and (rows := _rows(connection, table, centre, ids))
    }
    others = tuple(forgetting.about(connection, centre, ids))
    statements = tuple(events.of_learner(connection, centre, ids))
    return Dossier(FORMAT, title, now, ids, tables, statements, tuple(audit.about(connection, centre, ids)), others)


def _rows(connection: Connection, table: Table, centre: int, ids: tuple[str, ...]) -> tuple[dict[str, Any], ...]:
    chosen = select(table).where(table.c.centre == centre, table.c.learner.in_(ids)).order_by(*table.primary_key)
    return tuple(_plain(row) for row in connection.execute(chosen).mappings())


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    """A row without its centre; what is kept as JSON is written out."""
    return {str(name): _value(str(name), value) for name, value in row.items() if name != "centre"}


def _value(name: str, value: object) -> object:
    if isinstance(value, bytes):
        return msgspec.json.decode(value)
    return msgspec.json.decode(value) if name == "wishes" and isinstance(value, str) and value else value


def written(one: Dossier) -> bytes:
    """The dossier as a JSON file, indented for whoever opens it."""
    return msgspec.json.format(msgspec.json.encode(one), indent=1)
