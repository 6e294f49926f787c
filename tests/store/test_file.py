import shutil
import subprocess
import sys
import threading
import time

import pytest

from elderapp.records.people import Learner
from elderapp.records.statements import Statement, Verb
from elderapp.store import Store

SAID = Statement(Verb.EXPERIENCED, "l1", "wifi/together/tap", {"n": 1}, "s1", "a1")

WRITER = """
import sys
from pathlib import Path
from elderapp.records.statements import Statement, Verb
from elderapp.store import Store

with Store.open(Path(sys.argv[1])) as store:
    while True:
        rows = store.record([Statement(Verb.EXPERIENCED, "l1", "wifi/together/tap", {"n": 1})] * 3)
        print(rows[-1].seq, flush=True)
"""


def test_what_was_acknowledged_survives_a_kill_in_the_middle_of_writing(path):
    for run in range(3):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
        seen = [int(writer.stdout.readline()) for _ in range(15 + 7 * run)]
        writer.kill()
        seen += [int(line) for line in writer.stdout.read().splitlines() if line]
        writer.wait()
        writer.stdout.close()

        with Store.open(path) as store:
            assert store.last_seq >= seen[-1]
            assert 0 == store.last_seq % 3
            assert store.last_seq == store.verify()
            assert 1 == len(store.epochs())
            assert store.unsent(0, 10_000)[-1].wall == store.progress("l1")["wifi"].last_wall


def test_opened_again_it_goes_on_where_it_was(path):
    with Store.open(path) as store:
        store.record([SAID])
        epoch = store.epoch
    with Store.open(path) as store:
        assert (epoch, 2) == (store.epoch, store.record([SAID])[0].seq)


def test_a_copy_put_back_begins_a_new_epoch(path, clock):
    with Store.open(path, clock=clock) as store:
        store.record([SAID])
        copy = store.backup()
        store.record([SAID])
        first = store.epoch
    shutil.copyfile(copy, path)

    with Store.open(path, clock=clock) as store:
        assert first != store.epoch
        assert 1 == store.record([SAID])[0].seq
        second = store.epoch
    with Store.open(path, clock=clock) as store:
        assert second == store.epoch


def test_a_file_copied_by_hand_and_put_back_begins_a_new_epoch(path):
    with Store.open(path) as store:
        store.record([SAID])
        first = store.epoch
    shutil.copyfile(path, path.with_name("copy.db"))
    with Store.open(path) as store:
        store.record([SAID])
    shutil.copyfile(path.with_name("copy.db"), path)

    with Store.open(path) as store:
        assert first != store.epoch


@pytest.mark.parametrize("mark", [None, "", "no number"])
def test_a_file_that_came_alone_begins_a_new_epoch(path, mark):
    with Store.open(path) as store:
        first = store.epoch
    path.with_name("tablet.db.mark").unlink()
    if mark is not None:
        path.with_name("tablet.db.mark").write_text(mark)

    with Store.open(path) as store:
        assert first != store.epoch


def test_the_key_stands_beside_the_file(store, path):
    assert store.private_key == store.private_key
    assert 0o600 == path.with_name("tablet.key").stat().st_mode & 0o777


def test_threads_with_their_own_store_write_one_chain(path):
    def write(name: str) -> None:
        with Store.open(path) as own:
            for _ in range(30):
                own.record([SAID])
                own.add_person(Learner(name, "陳太", "bird"))

    Store.open(path).close()
    threads = [threading.Thread(target=write, args=[name]) for name in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with Store.open(path) as store:
        assert 60 == store.verify()
        assert 1 == len(store.epochs())


def test_one_that_waits_for_another_write_gets_its_turn(store, path):
    other = Store.open(path)
    other._conn.execute("begin immediate")
    done = []

    def write():
        with Store.open(path) as own:
            done.append(own.record([SAID]))

    thread = threading.Thread(target=write)
    thread.start()
    time.sleep(0.1)
    other._conn.execute("commit")
    thread.join()
    other.close()

    assert 1 == len(done)
