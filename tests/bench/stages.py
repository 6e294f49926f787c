"""Where the time of a batch goes: each stage of taking in 500 statements by itself, in processor time."""

import time
from collections.abc import Callable
from pathlib import Path

from measures import Measure, Part
from sqlalchemy import Connection, Engine
from sync import Sender, _engine

from elderapp.hub import ingest, insight, marks, readmodels, tallies, usable
from elderapp.hub.storage.engine import transact
from elderapp.sync import batches, protocol
from elderapp.sync.protocol import MOST_EVENTS, Batch

TIMES = 15
DEVICE = "1-stages"


class _Undone(Exception):
    """The transaction was only tried."""


def stages(folder: Path) -> dict[str, list[float]]:
    """Milliseconds of each stage, on a hub that holds the tablet's first 1,500 statements."""
    with _engine(folder) as (engine, _, _):
        *before, came = Sender(engine, 100, 4 * MOST_EVENTS).arrivals()
        for one in before:
            ingest.take(engine, one)
        sent = ingest.verified(came)
        said = usable.understood([one.written for one in sent])
        rows = [one.row for one in said if one.row is not None]
        texts = [one.texts for one in said]
        plain: dict[str, Callable[[], object]] = {
            "read_ms": lambda: protocol.decode(protocol.inflate(came.body), Batch),
            "verify_ms": lambda: batches.verify_batch(came.batch, came.device, came.public_key),
            "understand_ms": lambda: usable.understood([one.written for one in sent]),
        }
        stored: dict[str, Callable[[Connection], object]] = {
            "log_ms": lambda c: ingest.write_events(c, 1, 99, rows, rows, texts),
            "attendance_ms": lambda c: readmodels._fold_attendance(c, 1, rows),
            "live_ms": lambda c: readmodels._fold_live(c, 1, DEVICE, rows),
            "steps_ms": lambda c: insight.fold_all(c, 1, DEVICE, rows),
            "progress_ms": lambda c: readmodels._fold_progress(c, 1, rows),
            "tallies_ms": lambda c: (marks.fold_all(c, 1, DEVICE, rows), tallies.fold_all(c, 1, DEVICE, rows)),
            "whole_ms": lambda c: ingest.store(c, came, sent),
        }
        found = {name: [_took(work) for _ in range(TIMES)] for name, work in plain.items()}
        return found | {name: [_tried(engine, work) for _ in range(TIMES)] for name, work in stored.items()}


def _took(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return 1e3 * (time.process_time() - begin)


def _tried(engine: Engine, work: Callable[[Connection], object]) -> float:
    """The same within a transaction that is undone."""
    took = 0.0

    def act(connection: Connection) -> None:
        nonlocal took
        took = _took(lambda: work(connection))
        raise _Undone

    try:
        transact(engine, act)
    except _Undone:
        return took
    raise AssertionError("unreachable")


PARTS = (
    Part("Where the time of a batch of 500 goes", stages, (
        Measure("read_ms", "inflated and read", "ms"),
        Measure("verify_ms", "numbers, chain, signature", "ms"),
        Measure("understand_ms", "rows read and judged", "ms"),
        Measure("whole_ms", "all that is written, until the commit", "ms"),
        Measure("log_ms", "of it: words numbered, rows in the log", "ms"),
        Measure("progress_ms", "of it: how far each learner has come", "ms"),
        Measure("steps_ms", "of it: how steps went", "ms"),
        Measure("live_ms", "of it: the class page's tile", "ms"),
        Measure("attendance_ms", "of it: attendance", "ms"),
        Measure("tallies_ms", "of it: marks, help desk, genuine and fake", "ms"),
    )),
)  # fmt: skip
