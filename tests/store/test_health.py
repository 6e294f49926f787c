import shutil
import sqlite3
from collections import namedtuple

import pytest

from elderapp.records.statements import Statement, Verb
from elderapp.store import Store, StoreDamaged, StoreFull, health

SAID = Statement(Verb.EXPERIENCED, "l1", "wifi/together/tap", {"n": 1}, "s1", "a1")


def fault(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("made for a test")
    error.sqlite_errorcode = code
    return error


def fill(store) -> None:
    """No page more than there are now."""
    pages = store._conn.execute("pragma page_count").fetchone()[0]
    store._conn.execute(f"pragma max_page_count = {pages}")


def test_every_open_is_durable(path):
    for _ in range(2):
        with Store.open(path) as store:
            assert ("wal",) == store._conn.execute("pragma journal_mode").fetchone()
            assert (2,) == store._conn.execute("pragma synchronous").fetchone()


def test_the_wal_is_written_over_instead_of_growing(path):
    with Store.open(path) as store:
        for _ in range(100):
            store.record([SAID])
            size = path.with_name("tablet.db-wal").stat().st_size
            # One commit may go over the limit, and begins anew after it.
            assert size <= (health.WAL_PAGES + 4) * (4096 + 24) + 32

        assert 100 == store.verify()


def test_a_setting_that_does_not_take_is_damage(path, monkeypatch):
    monkeypatch.setitem(health._DURABLE, "journal_mode", "nonsense")

    with pytest.raises(StoreDamaged, match="journal_mode"):
        Store.open(path)


@pytest.mark.parametrize("data", [b"This is no database at all." * 100, b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_file_that_is_no_database_is_damaged(path, data):
    path.write_bytes(data)

    with pytest.raises(StoreDamaged):
        Store.open(path)


def test_a_destroyed_page_is_found_when_it_is_opened(path):
    with Store.open(path) as store:
        store.record([SAID] * 500)
    data = bytearray(path.read_bytes())
    for page in range(3, len(data) // 4096):
        data[page * 4096 : page * 4096 + 200] = b"\xaa" * 200
    path.write_bytes(data)

    with pytest.raises(StoreDamaged):
        Store.open(path)


def test_a_page_destroyed_while_it_is_open_is_damage(store):
    store.record([SAID] * 500)
    store._conn.execute("pragma wal_checkpoint(truncate)")
    store._conn.execute("pragma writable_schema = on")
    store._conn.execute("update sqlite_master set rootpage = 9999 where name = 'log'")
    store._conn.execute("pragma writable_schema = reset")

    with pytest.raises(StoreDamaged):
        store.last_seq  # noqa: B018


def test_a_full_disk_is_told_and_keeps_what_was(store):
    store.record([SAID])
    fill(store)

    with pytest.raises(StoreFull):
        store.record([SAID] * 5000)

    assert 1 == store.last_seq
    assert 1 == store.verify()
    store._conn.execute("pragma max_page_count = 100000")
    assert 2 == store.record([SAID])[0].seq


def test_the_ballast_makes_room_and_the_learner_notices_nothing(store, path, monkeypatch):
    ballast = path.with_name("tablet.db.ballast")
    assert health.BALLAST == ballast.stat().st_size
    fill(store)
    real = health.free_ballast

    def free_and_grow(path):
        # The pages that this file may not have stand for the bytes that a full disk has not.
        real(path)
        store._conn.execute("pragma max_page_count = 100000")

    monkeypatch.setattr(health, "free_ballast", free_and_grow)

    assert 5000 == len(store.record([SAID] * 5000))
    assert not ballast.exists()
    assert 5000 == store.verify()


def test_the_ballast_is_laid_again_only_where_there_is_room(path, monkeypatch):
    ballast = path.with_name("tablet.db.ballast")
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(100, 99, 4 * health.BALLAST - 1))
    Store.open(path).close()
    assert not ballast.exists()
    monkeypatch.undo()

    Store.open(path).close()

    assert ballast.exists()


def test_without_room_for_mark_and_ballast_the_file_opens_all_the_same(path, monkeypatch):
    with Store.open(path) as store:
        epoch = store.epoch
    path.with_name("tablet.db.ballast").unlink()

    real = type(path).open

    def full(self, mode="r", *rest, **more):
        if "w" in mode:
            raise OSError(28, "No space left on device")
        return real(self, mode, *rest, **more)

    monkeypatch.setattr(type(path), "open", full)
    with Store.open(path) as store:
        assert epoch == store.epoch
    monkeypatch.undo()

    assert {"tablet.db", "tablet.db.mark"} == {one.name for one in path.parent.iterdir()}
    with Store.open(path) as store:
        assert epoch == store.epoch


def test_after_a_failed_access_it_opens_again_and_goes_on(store, monkeypatch):
    store.record([SAID])
    first = store._conn
    faults = [fault(sqlite3.SQLITE_IOERR_WRITE)]

    def work(conn):
        if faults:
            raise faults.pop()
        return conn.execute("select count(*) from log").fetchone()[0]

    assert 1 == store._write(work)
    assert first is not store._conn
    assert 2 == store.record([SAID])[0].seq


def test_an_access_that_fails_twice_is_damage(store):
    def work(conn):
        raise fault(sqlite3.SQLITE_IOERR)

    with pytest.raises(StoreDamaged):
        store._read(work)


def test_our_own_mistakes_are_not_called_damage(store):
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        store._read(lambda conn: conn.execute("select * from somewhere"))


def test_three_checked_backups_are_kept(store, path):
    for count in range(5):
        store.record([SAID])
        store.set_setting("count", count)
        store.backup()

    copies = health.backups(path)

    assert [f"tablet.db.backup-{number}" for number in (1, 2, 3)] == [copy.name for copy in copies]
    for copy, rows in zip(copies, (5, 4, 3), strict=True):
        conn = sqlite3.connect(copy)
        assert (rows,) == conn.execute("select count(*) from log").fetchone()
        conn.close()


def test_a_backup_that_fails_leaves_the_others(store, path, monkeypatch):
    store.record([SAID])
    store.backup()
    before = health.backups(path)[0].read_bytes()

    class Full(sqlite3.Connection):
        def execute(self, *_):
            raise fault(sqlite3.SQLITE_FULL)

    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path: real(path, factory=Full))
    with pytest.raises(StoreFull):
        store.backup()

    assert [before] == [copy.read_bytes() for copy in health.backups(path)]
    assert not path.with_name("tablet.db.backup-new").exists()
