"""A database for one purpose, thrown away afterwards: quick, and durable against nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, create_engine, event

from elderapp.hub.storage.schema import metadata


@contextmanager
def scratch() -> Iterator[Connection]:
    """An empty database with every table, in one transaction that is never kept."""
    with TemporaryDirectory(prefix="elderapp-recount-") as folder:
        engine = create_engine(f"sqlite:///{Path(folder) / 'scratch.db'}", hide_parameters=True)
        event.listen(engine, "connect", _set_up)
        try:
            with engine.connect() as connection:
                metadata.create_all(connection)
                yield connection
                connection.rollback()
        finally:
            engine.dispose()


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    for pragma in ("journal_mode=off", "synchronous=off", "cache_size=-64000"):
        connection.execute(f"pragma {pragma}").close()
