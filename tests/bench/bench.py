"""What it costs, as ratios measured in one run: cold start, tap → view, durable write, batch ingest.

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

from elderapp import clock, keys, resources
from elderapp.authoring import workspace
from elderapp.player import machine, play, view
from elderapp.records.statements import Statement, Verb
from elderapp.store import Store

EMPTY = """
from elderapp.tablet import window
window.prepare(offscreen=True)
from kivy.base import EventLoop, runTouchApp
from kivy.uix.widget import Widget
EventLoop.ensure_window()
runTouchApp(Widget(), embedded=True)
EventLoop.idle()
"""
APP = """
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
    """Process start to first frame: the app with four lessons installed, against an empty Kivy window, in turn."""
    took: dict[str, list[float]] = {EMPTY: [], APP: []}
    for _ in range(times + 1):
        for program, runs in took.items():
            begin = time.perf_counter()
            subprocess.run([sys.executable, "-c", program, str(tablet)], check=True, capture_output=True)
            runs.append(time.perf_counter() - begin)
    empty, app = (statistics.median(took[program][1:]) for program in (EMPTY, APP))
    return {"empty_s": empty, "app_s": app, "ratio": app / empty}


def tap_to_view() -> dict[str, float]:
    """One right tap through the player, until the next view stands; against building the first view again."""
    lesson = next(iter(workspace.load(resources.lessons()).lessons.values()))
    state = machine.start(lesson, attempt="bench").state
    for _ in range(200):
        if isinstance(shown := view.look(state), play.LessonView) and shown.stage == "together" and shown.phone:
            break
        state = machine.advance(state, play.Next()).state
        state = machine.advance(state, play.Shown()).state
        state = machine.advance(state, play.Spoken(view.look(state).caption.id)).state
    taps = median_seconds(lambda: view.look(machine.advance(state, play.Tapped("nothing")).state), 2000)
    return {"tap_to_view_us": taps * 1e6, "per_60hz_frame": taps * 60}


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
    import msgspec

    return [tuple(msgspec.to_builtins(row)) for row in store.unsent(0, 1)]
