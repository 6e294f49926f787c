"""What it costs, as ratios measured in one run: cold start, tap → view, durable write, batch ingest, authors' tools.

`python tests/bench/bench.py [--json]`. Ratios can be compared between machines; the times beside them cannot.
"""

import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
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
from elderapp.packs.format import file_name, write
from elderapp.packs.install import install
from elderapp.packs.model import Manifest
from elderapp.packs.trust import Trust
from elderapp.records.people import PICTURES, Learner, Roster, Session
from elderapp.records.statements import GENESIS, Row, Statement, Verb, chain
from elderapp.robot import bench as robot
from elderapp.store import Store
from elderapp.sync import protocol
from elderapp.sync.batches import make_batch
from elderapp.sync.protocol import MOST_EVENTS
from elderapp.workshop import tablets

sys.path.insert(0, str(Path(__file__).parent))
import authors

EMPTY = """
import os
from elderapp.tablet import window
window.prepare(offscreen=True)
from kivy.base import EventLoop, runTouchApp
from kivy.uix.widget import Widget
EventLoop.ensure_window()
runTouchApp(Widget(), embedded=True)
EventLoop.idle()
os._exit(0)
"""
APP = """
import os
import sys
from pathlib import Path
from elderapp.workshop import tablets
home = tablets.Home(Path(sys.argv[1]), tablets.trust())
from elderapp.tablet import window
window.prepare(offscreen=True)
from kivy.base import EventLoop, runTouchApp
EventLoop.ensure_window()
with home.open_store() as store:
    shell = tablets.shell(home, store)
    runTouchApp(shell, embedded=True)
    EventLoop.idle()
    os._exit(0)
"""


def median_seconds(work: Callable[[], object], times: int) -> float:
    """The median of so many runs, in seconds."""
    took = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        took.append(time.perf_counter() - begin)
    return statistics.median(took)


def cold_start(tablet: Path, times: int = 5) -> dict[str, float]:
    """Process start to first frame: the app against an empty Kivy window, in turn, with Python's files compiled."""
    took: dict[str, list[float]] = {EMPTY: [], APP: []}
    compiled = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(times + 1):
            for program, runs in took.items():
                begin = time.perf_counter()
                subprocess.run(
                    [sys.executable, "-c", program, str(tablet)], check=True, capture_output=True,
                    env={**compiled, "PYTHONPYCACHEPREFIX": folder},
                )  # fmt: skip
                runs.append(time.perf_counter() - begin)
    empty, app = (statistics.median(took[program][1:]) for program in (EMPTY, APP))
    return {"empty_s": empty, "app_s": app, "ratio": app / empty}


def cold_start_full(folder: Path, bare: dict[str, float], lessons: int = 1000, people: int = 500) -> dict[str, float]:
    """The same with so many lessons and learners; against the start with few."""
    full = cold_start(_full_tablet(folder, lessons, people))
    return {**full, "lessons": lessons, "learners": people, "against_few": full["ratio"] / bare["ratio"]}


def _full_tablet(folder: Path, lessons: int, people: int) -> Path:
    """A tablet with copies of one lesson under other names, in packs of a hundred, and a long roster."""
    private = keys.new_private()
    home = tablets.Home(folder, Trust(frozenset({keys.public_of(private).hex()})))
    lesson = workspace.load(resources.lessons()).lessons["pay-fps-check-payee"]
    for first in range(0, lessons, 100):
        named = {f"copy-{n}": msgspec.structs.replace(lesson, id=f"copy-{n}") for n in range(first, first + 100)}
        manifest = Manifest(id=f"many-{first}", version="1.0.0", languages=("yue",))
        write(home.packs / file_name(manifest), manifest, named, {}, {}, {}, private)
    learners = tuple(Learner(f"l{n}", f"{'陳李黃張何吳周鄭'[n % 8]}太", PICTURES[n % 8]) for n in range(people))
    session = Session("s", "B 班", 0, 2**53, learners=tuple(one.id for one in learners[:24]))
    with home.open_store() as store:
        store.save_roster(Roster("晴川", "7", session=session, learners=learners))
    return folder


def shell_costs(tablet: Path) -> dict[str, float]:
    """What the app costs in use, in a process of its own: see `in_use.py`."""
    program = Path(__file__).with_name("in_use.py")
    done = subprocess.run([sys.executable, str(program), str(tablet)], check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def tap_to_view() -> dict[str, float]:
    """One right tap through the player until the next view stands: its share of a frame at 60 Hz."""
    lesson = workspace.load(resources.lessons()).lessons["pay-fps-check-payee"]
    state = robot.first_tap(lesson)
    took = median_seconds(lambda: robot.tap_to_view(state), 2000)
    return {"tap_to_view_us": took * 1e6, "of_a_frame": took * 60}


def durable_write(folder: Path, times: int = 200) -> dict[str, float]:
    """One answered step, kept: log row and progress; against the least that any durable write costs on this disk."""
    statement = Statement(Verb.ANSWERED, "learner", "lesson/alone/step", {"outcome": "alone", "key": True}, "s", "a")
    with Store.open(folder / "tablet.db") as store:
        store.record([statement])
        wal = folder / "tablet.db-wal"
        # After the checkpoint the WAL grows from its beginning: that is what one commit writes.
        before = wal.stat().st_size
        store.record([statement])
        grew = max(wal.stat().st_size - before, 4120)
        ours = median_seconds(lambda: store.record([statement]), times)
        rows = [tuple(json.dumps(v) if isinstance(v, dict) else v for v in row) for row in _rows(store)]
    with (folder / "append").open("ab", buffering=0) as file:
        block = os.urandom(grew)

        def append() -> None:
            file.write(block)
            os.fdatasync(file.fileno())

        floor = median_seconds(append, times)
    bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
    bare.execute("pragma journal_mode=wal")
    bare.execute("pragma synchronous=full")
    bare.execute("create table log (a,b,c,d,e,f,g,h,i,j,k)")

    def commit() -> None:
        bare.execute("begin immediate")
        bare.execute("insert into log values (?,?,?,?,?,?,?,?,?,?,?)", rows[0])
        bare.execute("commit")

    plain = median_seconds(commit, times)
    bare.close()
    return {
        "store_ms": ours * 1e3,
        "wal_bytes": grew,
        "append_fdatasync_ms": floor * 1e3,
        "bare_commit_ms": plain * 1e3,
        "against_append": ours / floor,
        "against_bare_commit": ours / plain,
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
    return {"events": count, "events_per_s": count / ours, "bare_per_s": count / plain, "against_bare": ours / plain}


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


def main() -> None:
    """Measure everything and print it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        figures = {
            "cold start": (few := cold_start(_tablet(folder))),
            "with 1,000 lessons": cold_start_full(folder / "full", few),
            "in use": shell_costs(folder / "tablet"),
            "tap to view": tap_to_view(),
            "durable write": durable_write(folder / "store"),
            "batch ingest": batch_ingest(folder / "hub"),
            **authors.costs(folder / "authors"),
        }
    if "--json" in sys.argv[1:]:
        print(json.dumps(figures, indent=2))
        return
    for name, values in figures.items():
        print(f"{name:14}" + "   ".join(f"{key} {value:,.3g}" for key, value in values.items()))


def _tablet(folder: Path) -> Path:
    """A tablet with the packs of this checkout, which `elderapp demo` or `elderapp pack build` has made."""
    home = tablets.Home(folder / "tablet", tablets.trust())
    for pack in sorted((resources.root() / "build" / "packs").glob("*.pack")):
        install(pack, home.packs, home.trust)
    if not list(home.packs.glob("*.pack")):
        sys.exit("bench: there are no packs in build/packs: elderapp pack build")
    home.contents()  # clips are taken out of their packs once, when they are installed
    people = tuple(Learner(f"l{n}", f"{'陳李黃張何吳'[n]}太", PICTURES[n]) for n in range(6))
    session = Session("s", "B 班", 0, 2**53, learners=tuple(one.id for one in people))
    with home.open_store() as store:
        store.save_roster(Roster("晴川", "7", session=session, learners=people))
    return home.data


if __name__ == "__main__":
    main()
