"""Ids of whom the hub erased, beside the database: one that was put back from an older backup erases them again."""

import os
from pathlib import Path

from sqlalchemy import Connection, Engine, select

from elderapp import clock
from elderapp.hub.storage import audit, erasing
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.retention import BY_ITSELF
from elderapp.hub.storage.schema_privacy import erased

FILE = "erased.txt"


def keep(engine: Engine, data: Path) -> int:
    """Makes file and database say the same. Gives how many people a database that was put back knew again."""
    path = data / FILE
    noted = _read(path)

    def act(connection: Connection) -> int:
        again = 0
        for centre, name in sorted(noted - _known(connection)):
            for one in erasing.erase(connection, centre, name, clock.wall_ms()):
                audit.note(connection, centre, BY_ITSELF, "learner-erased", one, clock.wall_ms())
                again += 1
        return again

    with reading(engine) as connection:
        missing = noted - _known(connection)
    again = transact(engine, act) if missing else 0
    with reading(engine) as connection:
        new = sorted(_known(connection) - noted)
    if new:
        data.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.writelines(f"{centre}\t{name}\n" for centre, name in new)
            file.flush()
            os.fsync(file.fileno())
    return again


def _known(connection: Connection) -> set[tuple[int, str]]:
    return {(row.centre, row.learner) for row in connection.execute(select(erased.c.centre, erased.c.learner))}


def _read(path: Path) -> set[tuple[int, str]]:
    """What the file says; a last line that was cut off says nothing."""
    if not path.exists():
        return set()
    found = set()
    for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
        centre, tab, name = line.rstrip("\n").partition("\t")
        if tab and line.endswith("\n") and centre.isascii() and centre.isdigit():
            found.add((int(centre), name))
    return found
