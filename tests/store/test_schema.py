import sqlite3

import pytest

from elderapp.records.statements import Statement, Verb
from elderapp.store import Store, StoreTooNew, schema
from elderapp.store.health import connect


def test_a_file_from_before_the_last_migrations_is_brought_up_to_date(path, monkeypatch):
    monkeypatch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:2])
    with Store.open(path) as older:
        older.record([Statement(Verb.PASSED, "l1", "wifi")])
        epoch = older.epoch
    monkeypatch.undo()

    with Store.open(path) as store:
        assert [] == store.packs()
        assert (epoch, 1) == (store.epoch, store.verify())


def test_a_file_of_a_newer_app_is_left_as_it_is(path):
    with Store.open(path) as store:
        store._conn.execute("insert into migrations values ('weather_on_the_moon')")
    before = path.read_bytes()

    with pytest.raises(StoreTooNew, match="weather_on_the_moon"):
        Store.open(path)

    assert before == path.read_bytes()


def test_a_migration_that_fails_leaves_nothing_behind(path, monkeypatch):
    def half(db):
        db.execute("create table half (a)")
        raise ValueError("the other half")

    monkeypatch.setattr(schema, "MIGRATIONS", [*schema.MIGRATIONS, half])

    with pytest.raises(ValueError, match="the other half"):
        Store.open(path)

    conn = connect(path)
    assert [] == conn.execute("select name from sqlite_master").fetchall()
    conn.close()


def test_names_of_migrations_are_for_ever():
    released = ["log_and_progress", "people_and_settings", "installed_packs"]

    assert released == [step.__name__ for step in schema.MIGRATIONS][: len(released)]


def test_the_log_has_the_columns_of_the_design(store, path):
    other = sqlite3.connect(path)
    columns = [row[1] for row in other.execute("pragma table_info(log)")]
    keys = [row[1] for row in other.execute("pragma table_info(log)") if row[5]]
    other.close()

    assert [
        "epoch",
        "seq",
        "wall",
        "mono",
        "boot",
        "verb",
        "learner",
        "session",
        "attempt",
        "object",
        "result",
        "h",
    ] == columns
    assert ["epoch", "seq"] == keys
