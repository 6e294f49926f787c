import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from elderapp.hub.storage.engine import NEWEST, DatabaseClosed, migrate, open_engine, revision_of, transact
from elderapp.hub.storage.schema import learner, metadata
from elderapp.hub.storage.writer import add


def test_the_migrations_build_the_schema_that_the_code_names(engine: Engine):
    with engine.connect() as connection:
        assert [] == compare_metadata(MigrationContext.configure(connection), metadata)


def test_migrating_twice_changes_nothing(engine: Engine):
    with engine.connect() as connection:
        migrate(connection)
        connection.commit()
        assert set(metadata.tables) | {"alembic_version"} == set(inspect(connection).get_table_names())


def test_the_newest_revision_is_the_last_migration(engine: Engine):
    with engine.connect() as connection:
        assert NEWEST == revision_of(connection) == MigrationContext.configure(connection).get_current_revision()


def test_a_newer_hubs_database_is_left_alone(engine: Engine, database: str):
    with engine.begin() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '9999'")

    with pytest.raises(DatabaseClosed, match=r"newer hub.*9999.*install that version again"):
        open_engine(database)

    with engine.connect() as connection:
        assert "9999" == revision_of(connection)


def test_every_key_begins_with_the_centre():
    keys = {name: table.primary_key.columns.keys()[0] for name, table in metadata.tables.items()}

    assert {"centre"} == set(keys.values())


def test_a_sqlite_hub_is_durable_on_every_open(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'hub.db'}")
    with engine.connect() as connection:
        assert "wal" == connection.exec_driver_sql("pragma journal_mode").scalar()
        assert 2 == connection.exec_driver_sql("pragma synchronous").scalar()
    engine.dispose()


def test_statements_lie_in_the_order_of_their_key_on_sqlite(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'hub.db'}")
    with engine.connect() as connection:
        sql = connection.exec_driver_sql("select sql from sqlite_master where name = 'event'").scalar()
    engine.dispose()

    assert "WITHOUT ROWID" in sql


def test_an_error_of_the_database_names_nobody(engine: Engine):
    with pytest.raises(DBAPIError) as caught, engine.begin() as connection:
        connection.execute(text("insert into nowhere values (:name)"), {"name": "陳太"})

    assert "陳太" not in str(caught.value)


def test_a_database_that_is_not_there_is_told_without_its_password():
    with pytest.raises(DatabaseClosed, match=r"cannot be opened.*refused") as caught:
        open_engine("postgresql+psycopg://hub:secret@127.0.0.1:1/elderapp")

    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("url", ["secret", "nosuch://hub:secret@here/elderapp", "mysql://hub:secret@here/elderapp"])
def test_an_address_of_no_database_is_told_and_not_repeated(url):
    with pytest.raises(DatabaseClosed, match="postgresql://") as caught:
        open_engine(url)

    assert "secret" not in str(caught.value)


def test_a_file_that_cannot_be_opened_is_told(tmp_path):
    with pytest.raises(DatabaseClosed, match="unable to open"):
        open_engine(f"sqlite:///{tmp_path}")


def test_how_many_rows_were_new_is_told_by_both_databases(engine):
    rows = [{"centre": 5, "learner": name} for name in ("a", "b")]

    def put(rows):
        return transact(engine, lambda connection: add(connection, learner, rows))

    assert [1, 0, 1, 0] == [put(rows[:1]), put(rows[:1]), put(rows), put([])]
