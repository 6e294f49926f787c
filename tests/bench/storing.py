"""What the core and the stores cost: a tap's turn, one answer on the disk, a class's answers at the hub."""

import json
import os
import sqlite3
import statistics
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec

from elderapp import clock, keys, resources
from elderapp.authoring import workspace
from elderapp.hub import ingest
from elderapp.hub.demo import CENTRE, fill
from elderapp.hub.settings import Settings, secret
from elderapp.hub.storage import devices
from elderapp.hub.storage.engine import migrate, open_engine, transact
from elderapp.records.statements import GENESIS, Row, Statement, Verb, chain
from elderapp.robot import bench as robot
from elderapp.store import Store
from elderapp.sync import protocol
from elderapp.sync.batches import make_batch
from elderapp.sync.protocol import MOST_EVENTS

ROUNDS, A_ROUND = 9, 20


def seconds_of(work: Callable[[], object], times: int) -> list[float]:
    """What each of so many runs took."""
    took = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        took.append(time.perf_counter() - begin)
    return took


def tap_to_view(_folder: Path) -> dict[str, list[float]]:
    """One right tap through the player until the next view stands: its share of a frame at 60 Hz."""
    lesson = workspace.load(resources.lessons()).lessons["pay-fps-check-payee"]
    state = robot.first_tap(lesson)
    took = seconds_of(lambda: robot.tap_to_view(state), 2000)
    return {"tap_to_view_us": [one * 1e6 for one in took], "of_a_frame": [one * 60 for one in took]}


def durable_write(folder: Path) -> dict[str, list[float]]:
    """One answered step, kept: log row and progress; against the least that any durable write costs on this disk."""
    statement = Statement(Verb.ANSWERED, "learner", "lesson/alone/step", {"outcome": "alone", "key": True}, "s", "a")
    bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
    bare.execute("pragma journal_mode=wal")
    bare.execute("pragma synchronous=full")
    bare.execute("create table log (a,b,c,d,e,f,g,h,i,j,k)")
    with Store.open(folder / "tablet.db") as store, (folder / "append").open("ab", buffering=0) as file:
        store.record([statement])
        wal = folder / "tablet.db-wal"
        with closing(sqlite3.connect(folder / "tablet.db")) as other:
            other.execute("pragma wal_checkpoint(truncate)")
        # Now the WAL grows from its beginning: by how much is what one commit writes.
        store.record([statement])
        before = wal.stat().st_size
        store.record([statement])
        block = os.urandom(wal.stat().st_size - before)
        row = next(tuple(json.dumps(v) if isinstance(v, dict) else v for v in row) for row in _rows(store))

        def append() -> None:
            file.write(block)
            os.fdatasync(file.fileno())

        def commit() -> None:
            bare.execute("begin immediate")
            bare.execute("insert into log values (?,?,?,?,?,?,?,?,?,?,?)", row)
            bare.execute("commit")

        works = (lambda: store.record([statement]), append, commit)
        rounds = [[statistics.median(seconds_of(work, A_ROUND)) for work in works] for _ in range(ROUNDS)]
    bare.close()
    return {
        "store_ms": [ours * 1e3 for ours, _, _ in rounds],
        "against_append": [ours / least for ours, least, _ in rounds],
        "against_commit": [ours / plain for ours, _, plain in rounds],
    }


def _rows(store: Store) -> list[tuple[object, ...]]:
    return [tuple(msgspec.to_builtins(row)) for row in store.unsent(0, 1)]


def batch_ingest(folder: Path, senders: int = 12, each: int = 4) -> dict[str, float]:
    """Batches of 500 signed rows into the hub's SQLite file, tablet by tablet; against bare inserts of those rows."""
    settings = Settings(data=folder)
    engine = open_engine(settings.url)
    transact(engine, migrate)
    fill(engine, clock.wall_ms(), settings)
    arrivals = [one for n in range(senders) for one in _arrivals(engine, settings, n, each)]
    begin = time.perf_counter()
    for arrival in arrivals:
        ingest.take(engine, arrival)
    ours = time.perf_counter() - begin
    engine.dispose()
    rows = [[tuple(json.dumps(v) if isinstance(v, dict) else v for v in msgspec.json.decode(row))
             for row in arrival.batch.events] for arrival in arrivals]  # fmt: skip
    bare = sqlite3.connect(folder / "bare-hub.db", isolation_level=None)
    bare.execute("pragma journal_mode=wal")
    bare.execute("create table event (a,b,c,d,e,f,g,h,i,j,k)")
    begin = time.perf_counter()
    for batch in rows:
        bare.execute("begin immediate")
        bare.executemany("insert into event values (?,?,?,?,?,?,?,?,?,?,?)", batch)
        bare.execute("commit")
    plain = time.perf_counter() - begin
    bare.close()
    count = sum(len(arrival.batch.events) for arrival in arrivals)
    return {"events_per_s": count / ours, "against_bare": ours / plain}


def _arrivals(engine: Any, settings: Settings, number: int, each: int) -> list[ingest.Arrival]:
    """What one tablet sends: a class of answers, signed and chained."""
    private = keys.new_private()
    now = clock.wall_ms()
    code = transact(engine, lambda c: devices.new_code(c, CENTRE, secret(settings.data), "chow", now))
    digest = devices.code_digest(secret(settings.data), code)
    device = transact(engine, lambda c: devices.pair(c, digest, keys.public_of(private), "bench", now)).device
    prev, arrivals = GENESIS, []
    for batch in range(each):
        first = batch * MOST_EVENTS + 1
        rows = tuple(
            Row(1, seq, now + seq, seq, "bench", Verb.ANSWERED, f"demo-{number:02}", "s", f"a{seq // 30}",
                f"lesson/alone/step-{seq % 30}", {"outcome": "alone", "key": True})
            for seq in range(first, first + MOST_EVENTS)
        )  # fmt: skip
        signed = make_batch(private, device, 1, first, prev, rows)
        for row in rows:
            prev = chain(prev, row)
        body = protocol.deflate(signed)
        arrivals.append(ingest.Arrival(CENTRE, device, keys.public_of(private), signed, body, now))
    return arrivals
