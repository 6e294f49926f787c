import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import msgspec
import psycopg
import pytest
from sqlalchemy import create_engine, func, select, text

from elderapp import clock
from elderapp.hub import backups, checkup, demo, keeper, manifests, shutouts
from elderapp.hub.database import open_hub
from elderapp.hub.server import Running
from elderapp.hub.settings import Settings, secret
from elderapp.hub.storage import audit, copies, credentials, devices, staff, team, tokens
from elderapp.hub.storage.copies import BackupFailed
from elderapp.hub.storage.engine import migrate, open_engine, transact
from elderapp.hub.storage.schema import event, learner, log
from elderapp.records.people import Learner
from elderapp.records.statements import Statement, Verb
from elderapp.store import Store
from elderapp.sync import client
from tests.hub.conftest import put_tables

DAY = 24 * 60 * 60 * 1000


@pytest.fixture
def settings(database, tmp_path):
    made = Settings(data=tmp_path / "hub", database=database, backups=tmp_path / "second-disk")
    if database.startswith("sqlite"):
        made = msgspec.structs.replace(made, database="")
    put_tables(made.url)
    opened = open_engine(made.url)
    demo.fill(opened, clock.wall_ms(), made)
    opened.dispose()
    return made


@pytest.fixture
def opened(settings):
    made = open_engine(settings.url)
    yield made
    made.dispose()


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "tablet" / "tablet.db") as made:
        yield made


def said(number: int) -> Statement:
    return Statement(Verb.EXPERIENCED, "chan", f"wifi/together/s{number}", {"n": 1}, attempt=f"a{number}")


def pair(settings, store, address) -> client.Hub:
    opened = open_engine(settings.url)
    now = clock.wall_ms()
    code = transact(opened, lambda c: devices.new_code(c, demo.CENTRE, secret(settings.data), "chow", now))
    opened.dispose()
    return client.pair(store, address, code)


def back_up(settings) -> Path:
    opened = open_engine(settings.url)
    try:
        return settings.backup_folder / backups.back_up(settings, opened).file
    finally:
        opened.dispose()


def counted(settings) -> int:
    opened = open_engine(settings.url)
    with opened.connect() as connection:
        found = connection.scalar(select(func.count()).select_from(event).where(event.c.dk > 0))
    opened.dispose()
    return found


def test_tablets_send_again_what_a_hub_lost_that_was_put_back_from_a_backup(settings, store):
    before = counted(settings)
    with Running(settings) as hub, pair(settings, store, hub.address) as link:
        store.record([said(number) for number in range(1, 6)])
        client.sync_once(store, link)
        old = back_up(settings)
        client.sync_once(store, link)
        assert [5] == [row.seq for row in store.unsent(0, 100)], "what is backed up may go, but the row the chain needs"

        store.record([said(number) for number in range(6, 9)])
        store.add_person(Learner("walk-in", "何太", "flower"))
        client.sync_once(store, link)
        with pytest.raises(BackupFailed, match="stop"):
            backups.restore(settings, old)
    assert before + 8 == counted(settings)

    done = backups.restore(settings, old)
    assert (before + 5, 0) == (counted(settings), done.beyond)

    with Running(settings) as hub, client.known_hub(store) as link:
        link.address = hub.address
        outcome = client.sync_once(store, link)
        again = client.sync_once(store, link)

    assert (3, 0) == (outcome.sent, again.sent)
    assert before + 8 == counted(settings)


def test_the_database_that_was_there_is_kept_aside(settings):
    old = back_up(settings)
    opened = open_engine(settings.url)
    with opened.begin() as connection:
        connection.execute(text("delete from learner"))
    opened.dispose()

    aside = backups.restore(settings, old).aside

    is_file = settings.url.startswith("sqlite")
    url = f"sqlite:///{aside}" if is_file else _named(settings, aside.removeprefix("database "))
    kept, now = open_engine(url), open_engine(settings.url)
    with kept.connect() as then, now.connect() as connection:
        assert 0 == then.scalar(select(func.count()).select_from(learner))
        assert 0 < connection.scalar(select(func.count()).select_from(learner))
    kept.dispose()
    now.dispose()
    if not is_file:
        with psycopg.connect(_named(settings, "postgres").replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(f"drop database {aside.removeprefix('database ')}")


def _named(settings, database: str) -> str:
    return f"{settings.url.rpartition('/')[0]}/{database}"


def test_only_rows_that_every_kept_backup_holds_are_safe(settings, store, opened):
    with Running(settings) as hub, pair(settings, store, hub.address) as link:
        safe = []
        for number in range(1, 5):
            store.record([said(number)])
            client.push(store, link)
            backups.back_up(msgspec.structs.replace(settings, keep=2), opened)
            with opened.connect() as connection:
                chosen = select(log.c.safe_seq).where(log.c.device == link.device)
                safe.append(connection.scalar(chosen))

    assert [1, 1, 2, 3] == safe
    assert 2 == len(manifests.kept_in(settings.backup_folder))


def _safe(opened, device: str) -> int:
    with opened.connect() as connection:
        return connection.scalar(select(log.c.safe_seq).where(log.c.device == device))


def test_nothing_becomes_safe_and_no_folder_is_made_while_the_backup_disk_is_out(settings, store, opened, tmp_path):
    disk, drawer = settings.backup_folder, tmp_path / "drawer"
    with Running(settings) as hub, pair(settings, store, hub.address) as link:
        store.record([said(1)])
        client.push(store, link)
        backups.back_up(settings, opened)
        store.record([said(2)])
        client.push(store, link)

        disk.rename(drawer)
        with pytest.raises(BackupFailed, match=r"plug their disk in.*--new-disk"):
            backups.back_up(settings, opened)
        assert (1, False) == (_safe(opened, link.device), disk.exists())
        disk.mkdir()  # the place where it is mounted stays there
        with pytest.raises(BackupFailed, match="plug their disk in"):
            backups.back_up(settings, opened)
        with opened.connect() as connection:
            assert backups.latest(connection, clock.wall_ms(), settings).is_away
        assert ["backups-away"] == [one.code for one in checkup._backups(settings)]

        disk.rmdir()
        drawer.rename(disk)
        for expected in (1, 2):
            backups.back_up(msgspec.structs.replace(settings, keep=2), opened)
            assert expected == _safe(opened, link.device)
        assert ["backups-there"] == [one.code for one in checkup._backups(settings)]


def test_a_hub_that_remembers_no_folder_yet_goes_by_its_database(settings, opened, tmp_path):
    backups.back_up(settings, opened)
    shutil.rmtree(settings.data / manifests.FOLDER)
    settings.backup_folder.rename(tmp_path / "drawer")

    with pytest.raises(BackupFailed, match="plug their disk in"):
        backups.back_up(settings, opened)
    (tmp_path / "drawer").rename(settings.backup_folder)
    backups.back_up(settings, opened)


def test_what_another_disk_lacks_is_not_safe_until_its_backups_are_old(settings, store, opened, tmp_path):
    two = msgspec.structs.replace(settings, keep=2)
    with Running(settings) as hub, pair(settings, store, hub.address) as link:
        safe = []
        for number, folder in enumerate(("second-disk", "stick", "second-disk", "new-disk", "new-disk"), 1):
            store.record([said(number)])
            client.push(store, link)
            backups.back_up(msgspec.structs.replace(two, backups=tmp_path / folder), opened)
            safe.append(_safe(opened, link.device))
        assert [1, 1, 1, 3, 4] == safe

        settings.backup_folder.rename(tmp_path / "drawer")
        with pytest.raises(BackupFailed, match="plug their disk in"):
            backups.back_up(two, opened)
        backups.back_up(two, opened, new_disk=True)
        backups.back_up(two, opened)


def test_a_new_machine_remembers_the_disk_that_it_was_put_back_from(tmp_path):
    old = Settings(data=tmp_path / "hub", backups=tmp_path / "disk")
    opened = open_engine(old.url)
    demo.fill(opened, clock.wall_ms(), old)
    opened.dispose()
    file = back_up(old)
    new = msgspec.structs.replace(old, data=tmp_path / "new machine")

    backups.restore(new, file)
    assert ["backups-there"] == [one.code for one in checkup._backups(new)]
    back_up(msgspec.structs.replace(new, backups=tmp_path / "new disk"))

    (tmp_path / "disk").rename(tmp_path / "drawer")
    with pytest.raises(BackupFailed, match="plug their disk in"):
        back_up(new)


def test_the_copy_before_a_change_of_schema_makes_no_folder_in_the_disks_place(tmp_path):
    settings = Settings(data=tmp_path / "hub", backups=tmp_path / "disk")
    settings.data.mkdir()
    _as_it_was(settings)

    open_hub(settings).dispose()

    assert ["before-schema-after-0009.db"] == [path.name for path in (settings.data / "backups").iterdir()]
    assert not settings.backup_folder.exists()


def test_a_backup_in_the_hubs_own_folder_makes_nothing_safe(tmp_path, store):
    settings = Settings(data=tmp_path / "hub")
    with Running(settings) as hub:
        opened = open_engine(settings.url)
        demo.fill(opened, clock.wall_ms(), settings)
        with pair(settings, store, hub.address) as link:
            store.record([said(1), said(2)])
            client.push(store, link)
            backups.back_up(settings, opened)
            client.push(store, link)
        opened.dispose()

    assert [1, 2] == [row.seq for row in store.unsent(0, 100)]
    assert 1 == len(manifests.kept_in(tmp_path / "hub" / "backups"))


def test_what_is_written_during_a_backup_is_not_in_it_and_not_called_safe(settings, opened, monkeypatch):
    monkeypatch.setattr(copies, "PAGES", 8)
    device = {"centre": 1, "dk": 77, "device": "1-x", "epoch": 5, "seq": 9, "head": b""}
    with opened.begin() as connection:
        connection.execute(log.insert(), device)
    steps = []

    def write(done: int, of: int) -> None:
        if not steps:
            with opened.begin() as connection:
                connection.execute(log.update().where(log.c.dk == 77).values(seq=99))
        steps.append((done, of))

    made = backups.back_up(settings, opened, write)

    with opened.connect() as connection:
        assert (99, 9) == tuple(connection.execute(select(log.c.seq, log.c.safe_seq).where(log.c.dk == 77)).one())
    assert (1, "1-x", 5, 9) in [msgspec.structs.astuple(one) for one in made.held]
    assert steps[-1][0] == steps[-1][1]


def test_a_backup_that_was_changed_or_cut_off_is_refused_and_nothing_is_touched(settings):
    old = back_up(settings)
    whole, before = old.read_bytes(), counted(settings)
    for damaged in (whole[: len(whole) // 2], whole[:-9] + b"something"):
        old.write_bytes(damaged)
        with pytest.raises(BackupFailed, match="not as it was made"):
            backups.restore(settings, old)
    old.with_name(f"{old.name}.json").unlink()
    old.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BackupFailed):
        backups.restore(settings, old)
    with pytest.raises(BackupFailed, match="no file"):
        backups.restore(settings, old.with_name("nothing.db"))

    assert before == counted(settings)
    old.write_bytes(whole)
    assert 0 == backups.restore(settings, old).made, "without its manifest a sound file is taken as it is"


def test_a_new_machine_gets_the_hubs_own_key_from_the_backup(settings, tmp_path):
    with Running(settings):
        pass
    old = back_up(settings)
    fresh = msgspec.structs.replace(settings, data=tmp_path / "new machine")
    if not settings.url.startswith("sqlite"):
        return

    backups.restore(fresh, old)

    assert (settings.data / "hub.key").read_bytes() == (fresh.data / "hub.key").read_bytes()
    assert counted(settings) == counted(fresh)
    assert 0o600 == (fresh.data / "hub.key").stat().st_mode & 0o777 == old.stat().st_mode & 0o777


def test_on_a_new_machine_nothing_is_said_to_be_kept_aside_and_the_hubs_key_is_the_old_one(tmp_path):
    old = Settings(data=tmp_path / "hub", backups=tmp_path / "disk")
    opened = open_engine(old.url)
    demo.fill(opened, clock.wall_ms(), old)
    opened.dispose()
    new = Settings(data=tmp_path / "new machine", backups=tmp_path / "disk")
    file = back_up(old)

    assert "" == backups.restore(new, file).aside
    assert counted(old) == counted(new)
    assert (old.data / "hub.secret").read_bytes() == (new.data / "hub.secret").read_bytes()


def test_a_damaged_database_is_kept_aside_with_its_journal(tmp_path):
    settings = Settings(data=tmp_path / "hub", backups=tmp_path / "disk")
    opened = open_engine(settings.url)
    demo.fill(opened, clock.wall_ms(), settings)
    opened.dispose()
    old, whole = back_up(settings), counted(settings)
    database = settings.data / "hub.db"
    database.write_bytes(b"\xaa" * 8192 + database.read_bytes()[8192:])
    (settings.data / "hub.db-wal").write_bytes(b"a journal of other pages")

    aside = Path(backups.restore(settings, old).aside)

    assert whole == counted(settings)
    assert b"\xaa" * 16 == aside.read_bytes()[:16]
    assert b"a journal" in aside.with_name(f"{aside.name}-wal").read_bytes()


def test_a_full_disk_keeps_the_older_backups(settings, opened, monkeypatch):
    first = backups.back_up(settings, opened)

    def full(path):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(copies, "_to_disk", full)
    with pytest.raises(BackupFailed, match="No space left"):
        backups.back_up(settings, opened)

    assert [first] == manifests.kept_in(settings.backup_folder)
    assert [] == list(settings.backup_folder.glob("*.part"))


def test_a_folder_that_cannot_be_written_and_a_second_backup_at_once_are_told(tmp_path, settings, opened):
    (tmp_path / "file").write_text("no folder", encoding="ascii")
    with pytest.raises(BackupFailed, match="plugged in"):
        backups.back_up(msgspec.structs.replace(settings, backups=tmp_path / "file" / "below"), opened)
    with backups._alone(settings.backup_folder), pytest.raises(BackupFailed, match="under way"):
        backups.back_up(settings, opened)


def test_a_missing_program_is_named(settings, opened, monkeypatch):
    if settings.url.startswith("sqlite"):
        with pytest.raises(BackupFailed, match="no database"):
            backups.back_up(msgspec.structs.replace(settings, data=settings.data / "elsewhere"), opened)
        return
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(BackupFailed, match="postgresql-client"):
        backups.back_up(settings, opened)


def _as_it_was(settings):
    """A database as a hub had it two releases ago."""
    opened = create_engine(settings.url)
    with opened.begin() as connection:
        migrate(connection, "0009")
    opened.dispose()


def test_a_schema_is_changed_only_after_a_copy_was_made(tmp_path, monkeypatch):
    settings = Settings(data=tmp_path)
    _as_it_was(settings)
    assert not settings.backup_folder.exists()
    with sqlite3.connect(tmp_path / "hub.db") as old:
        old.execute("insert into centre (centre, title) values (7, 'as it was')")

    open_engine(settings.url, keep=settings.backup_folder).dispose()

    [copy] = settings.backup_folder.iterdir()
    assert "before-schema-after-0009.db" == copy.name
    with sqlite3.connect(copy) as old:
        assert ("0009",) == old.execute("select version_num from alembic_version").fetchone()
        assert (7, "as it was") == old.execute("select centre, title from centre").fetchone()


def test_a_backup_is_made_once_a_day_also_when_the_clock_was_set_back(settings, opened, monkeypatch):
    kept = keeper.Keeper(settings, opened)
    now = clock.wall_ms()

    assert (True, False) == (kept.look(), kept.look())
    for later, made in ((DAY - 60_000, False), (DAY + 60_000, True), (0, True)):
        monkeypatch.setattr(clock, "wall_ms", lambda at=now + later: at)
        assert made == kept.look()


def test_a_daily_backup_that_fails_is_tried_again(settings, opened):
    nowhere = msgspec.structs.replace(settings, backups=Path("/proc/nowhere"))

    assert keeper.Keeper(nowhere, opened).look() is False
    assert keeper.Keeper(settings, opened).look() is True


def test_the_keeper_runs_in_the_hub_and_ends_with_it(settings, monkeypatch):
    monkeypatch.setattr(keeper.Keeper, "first_after", 0.01)
    with Running(settings):
        until = time.monotonic() + 20
        while not manifests.kept_in(settings.backup_folder) and time.monotonic() < until:
            time.sleep(0.02)

    assert 1 == len(manifests.kept_in(settings.backup_folder))
    assert "keeper" not in [thread.name for thread in threading.enumerate()]


def test_who_was_shut_out_since_stays_so_after_a_restore(settings, store, opened):
    who = staff.Staff(demo.CENTRE, "chow", "", "trainer")

    def give(connection):
        for name in ("left", "back"):
            staff.add_staff(connection, msgspec.structs.replace(who, id=name), name, "a long password", 1)
        token, _ = tokens.make(connection, who, "x", 1)
        name, _ = credentials.make(connection, demo.CENTRE, "x", may_write=False, who="", now=1)
        staff.deactivate(connection, demo.CENTRE, "back", 2)
        return token, name

    token, credential = transact(opened, give)
    with Running(settings) as hub, pair(settings, store, hub.address) as link:
        old = back_up(settings)

        def take(connection):
            devices.revoke(connection, demo.CENTRE, link.device, 5)
            staff.deactivate(connection, demo.CENTRE, "left", 6)
            staff.reactivate(connection, demo.CENTRE, "back")
            tokens.revoke(connection, demo.CENTRE, token, 7)
            credentials.revoke(connection, demo.CENTRE, credential, 8)

        transact(opened, take)
    opened.dispose()

    assert 4 == backups.restore(settings, old).shut_out
    with Running(settings) as hub, client.known_hub(store) as link:
        link.address = hub.address
        with pytest.raises(client.HubRefused, match="shut out"):
            link.roster(0)
    with opened.connect() as connection:
        assert 5 == devices.find(connection, link.device).revoked
        assert [7] == [one.ended for one in tokens.listed(connection, demo.CENTRE)]
        assert [8] == [one.revoked for one in credentials.credentials(connection, demo.CENTRE)]
        left = team.colleague(connection, demo.CENTRE, "left")
        assert (6, False) == (left.ended, left.has_password)
        assert 4 == sum(one.staff == "" and one.made > DAY for one in audit.entries(connection, demo.CENTRE))
    transact(opened, lambda connection: staff.reactivate(connection, demo.CENTRE, "left"))
    assert 0 == shutouts.keep(opened, settings.data)
    with opened.connect() as connection:
        assert 0 == team.colleague(connection, demo.CENTRE, "left").ended, "within one life the database is right"
    opened.dispose()

    (settings.data / shutouts.FILE).write_text("cut o", encoding="utf-8")
    assert 0 <= backups.restore(settings, old).shut_out, "the database that goes is asked first"


def test_a_new_machine_says_that_it_does_not_know_who_was_shut_out(tmp_path):
    old = Settings(data=tmp_path / "hub", backups=tmp_path / "disk")
    open_hub(old).dispose()

    new = msgspec.structs.replace(old, data=tmp_path / "new")
    assert -1 == backups.restore(new, back_up(old)).shut_out
    (new.data / "hub.db").write_bytes(b"no database")
    (new.data / shutouts.FILE).unlink()
    assert -1 == backups.restore(new, back_up(old)).shut_out


def test_no_hub_starts_while_a_backup_is_put_back(tmp_path):
    settings = Settings(data=tmp_path)
    with backups.no_hub(tmp_path), pytest.raises(BackupFailed, match="put back"):
        Running(settings).__enter__()


def test_a_batch_that_is_being_taken_is_finished_before_the_hub_ends(settings, store):
    with Running(settings) as hub, pair(settings, store, hub.address) as link:
        store.record([said(1)])
        blocker = open_engine(settings.url)
        sent = []
        with blocker.connect().execution_options(writes=True) as connection, connection.begin():
            connection.execute(text("update log set seq = seq"))
            connection.execute(text("update device set seen = seen"))
            visit = threading.Thread(target=lambda: sent.append(_push_own(store.path, link)))
            visit.start()
            time.sleep(0.5)
            ending = threading.Thread(target=lambda: setattr(hub._server, "should_exit", True))
            ending.start()
            time.sleep(0.3)
        visit.join()
        ending.join()
        blocker.dispose()

    assert [1] == sent


def _push_own(path, link) -> int:
    with Store.open(path) as own:
        return client.push(own, link)


def test_backup_and_restore_from_the_command_line(tmp_path):
    data, disk = tmp_path / "hub", tmp_path / "disk"
    settings = Settings(data=data, backups=disk)
    opened = open_engine(settings.url)
    demo.fill(opened, clock.wall_ms(), settings)
    opened.dispose()

    def run(*arguments: object) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "elderapp", "hub", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    made = run("backup", "--data", data, "--backups", disk)
    assert 0 == made.returncode, made.stderr
    file = made.stdout.split()[0]
    near = run("--data", data, "backup")
    assert "another disk" in near.stdout
    nowhere = run("backup", "--data", tmp_path / "nowhere")
    assert (2, True, False) == (nowhere.returncode, "no hub in" in nowhere.stderr, (tmp_path / "nowhere").exists())

    running = subprocess.Popen(
        [sys.executable, "-m", "elderapp", "hub", "--data", str(data), "--port", "0"], stdout=subprocess.PIPE, text=True
    )
    while "hub: http" not in running.stdout.readline():
        pass
    until = time.monotonic() + 20
    refused = run("restore", file, "--data", data, "--backups", disk)
    while "stop it first" not in refused.stderr and time.monotonic() < until:
        refused = run("restore", file, "--data", data, "--backups", disk)
    os.kill(running.pid, signal.SIGTERM)
    running.wait(20)
    running.stdout.close()
    assert (1, True) == (refused.returncode, "stop it first" in refused.stderr)

    done = run("restore", file, "--data", data, "--backups", disk)
    assert 0 == done.returncode, done.stderr
    assert "The database until now:" in done.stdout
    assert 1 == len(list(data.glob("hub-before-*.db")))


def test_the_page_of_the_day_says_how_old_the_last_backup_is(hub, trainer, tmp_path, monkeypatch):
    assert "未有備份" in trainer.get("/").text

    backups.back_up(msgspec.structs.replace(hub.settings, backups=tmp_path / "disk"), hub.engine)
    page = trainer.get("/").text
    assert ("0 分鐘前" in page, "請搵負責中心電腦" in page) == (True, False)

    monkeypatch.setattr("elderapp.hub.manifests.is_away", lambda settings, connection: True)
    assert "備份碟唔喺度" in trainer.get("/").text
    monkeypatch.undo()

    late = clock.wall_ms() + 3 * DAY
    with hub.engine.connect() as connection:
        assert backups.latest(connection, late, hub.settings).is_late
    monkeypatch.setattr("elderapp.hub.backups.LATE", -1)
    assert "請搵負責中心電腦" in trainer.get("/").text


def test_postgresql_is_migrated_also_where_pg_dump_is_missing(empty_database, tmp_path, monkeypatch):
    url = "" if empty_database.startswith("sqlite") else empty_database
    settings = Settings(data=tmp_path / "hub", database=url, backups=tmp_path / "second-disk")
    settings.data.mkdir()
    _as_it_was(settings)
    monkeypatch.setattr(shutil, "which", lambda name: None)

    open_engine(settings.url, keep=settings.backup_folder).dispose()

    is_file = settings.url.startswith("sqlite")
    assert is_file == bool(list(settings.backup_folder.glob("before-*")))
