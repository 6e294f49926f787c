"""Power cuts: from what passed between SQLite and the disk, the disk as a power cut would leave it.

What was synced is there. What was not is there, or not, or in parts of 512 bytes, at random; a deleted file may come
back, a new one may be gone. The real store, or the real hub, opens it and must hold every promise made until then.
"""

import json
import logging
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from argon2 import PasswordHasher

from elderapp import keys
from elderapp.hub import ingest
from elderapp.hub.storage import staff
from elderapp.hub.storage.engine import open_engine
from elderapp.player.mastery import fold, lesson_of
from elderapp.records.people import Progress
from elderapp.records.statements import GENESIS, Row, chain
from elderapp.store import Store, health
from elderapp.store.errors import StoreDamaged
from elderapp.store.mend import open_mended
from elderapp.sync import protocol
from elderapp.sync.batches import make_batch
from tests.faults.ledger import Result, Truth
from tests.faults.shim import Disk, Op

SECTOR = 512
KEY = bytes(range(32))


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for disks of power cuts, in memory where there is such a place: nothing here waits for a disk."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        yield Path(name)


def recorded(statements: int, seed: int) -> list[Op]:
    """What passes to the disk while a tablet keeps statements, lets safe ones go and copies its file."""
    chance, truth = random.Random(seed), Truth("t1", seed)
    with scratch() as folder, Disk() as disk:
        disk.is_logging = True
        with Store.open(folder / "tablet.db") as store:
            store._conn.execute("pragma wal_autocheckpoint = 40")
            disk.log.append(Op("ack", "", 0))
            while truth.made < statements:
                said = [truth.statement() for _ in range(chance.choice((1, 1, 1, 2, 5)))]
                store.record(said)
                disk.log.append(Op("ack", "", truth.made))
                if chance.random() < 0.04:
                    store.set_acked(truth.made // 2)
                    store.drop_safe(truth.made // 2)
        return disk.log


def image(ops: list[Op], chance: random.Random, folder: Path) -> int:
    """Writes the disk as it may be when the power goes after these ops. Gives the last promise made before."""
    files: dict[str, bytearray] = {}
    waiting: dict[str, list[Op]] = {}
    ghosts: dict[str, bytearray] = {}
    fresh: set[str] = set()
    promised = 0
    for op in ops:
        match op.kind:
            case "write" | "truncate":
                waiting.setdefault(op.file, []).append(op)
            case "sync":
                for one in waiting.pop(op.file, []):
                    _apply(files, one)
                files.setdefault(op.file, bytearray())
                if op.file in fresh:  # SQLite syncs the folder with the first sync of a new journal
                    fresh.discard(op.file)
                    ghosts.clear()
            case "create":
                fresh.add(op.file)
            case "delete":
                waiting.pop(op.file, None)
                gone = files.pop(op.file, None)
                if gone is not None and not op.at:
                    ghosts[op.file] = gone
            case "ack":
                promised = op.at
    for name, content in ghosts.items():
        if name not in files and chance.random() < 0.5:
            files[name] = content
    way = chance.choice(("lose", "keep", "mix", "mix"))
    for left in waiting.values():
        for one in left:
            _survive(files, one, way, chance)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return promised


def _survive(files: dict[str, bytearray], op: Op, way: str, chance: random.Random) -> None:
    if way == "keep":
        _apply(files, op)
    elif way == "mix" and op.kind == "truncate":
        if chance.random() < 0.5:
            _apply(files, op)
    elif way == "mix":
        for start in range(0, len(op.data), SECTOR):
            if chance.random() < 0.5:
                _apply(files, Op("write", op.file, op.at + start, op.data[start : start + SECTOR]))


def _apply(files: dict[str, bytearray], op: Op) -> None:
    content = files.setdefault(op.file, bytearray())
    if op.kind == "truncate":
        del content[op.at :]
        return
    content.extend(bytes(max(0, op.at + len(op.data) - len(content))))
    content[op.at : op.at + len(op.data)] = op.data


def points(log: list[Op], chance: random.Random, most: int) -> list[int]:
    """Where the power goes: before and after every sync first, then anywhere."""
    begin = log.index(Op("ack", "", 0)) + 1
    syncs = [at for n, op in enumerate(log) if op.kind == "sync" and n >= begin for at in (n, n + 1)]
    chance.shuffle(syncs)
    return [*syncs, *(chance.randrange(begin, len(log) + 1) for _ in range(max(0, most - len(syncs))))][:most]


def of_tablet(images: int, seed: int, *, statements: int = 150, log: list[Op] | None = None) -> Result:
    """Disks of power cuts while a tablet writes: what it had promised, and progress as the fold of its rows."""
    result, chance = Result("Power cut: tablet"), random.Random(seed)
    log = log or recorded(statements, seed)
    with scratch() as folder:
        for number, at in enumerate(points(log, chance, images)):
            place = folder / str(number)
            place.mkdir()
            promised = image(log[:at], chance, place)
            result.add(*_lost_of(place / "tablet.db", promised))
            shutil.rmtree(place)
    return result


def _lost_of(path: Path, promised: int) -> tuple[int, int]:
    """Statements lost, and how many rows stand twice or not on the chain."""
    try:
        with open_mended(path) as store:
            epoch = store.epochs()[0]
            rows = store.unsent(0, 10_000, epoch=epoch.epoch) if epoch.last else []
            store.verify()
            lost = promised - max(epoch.last, 0)
            numbers = [row.seq for row in rows]
            wrong = numbers != list(range(numbers[0], numbers[0] + len(rows))) if rows else False
            # Where nothing was let go yet, all progress can be told from the rows that are here.
            wrong = wrong or (bool(rows) and rows[0].seq == 1 and not _is_folded(store, rows))
            return max(0, lost), int(wrong)
    except (StoreDamaged, sqlite3.DatabaseError):
        return max(1, promised), 0


def _is_folded(store: Store, rows: list[Row]) -> bool:
    """Whether the progress that is kept is the fold of the rows that are kept."""
    folded: dict[tuple[str, str], Progress | None] = {}
    for row in rows:
        key = (row.learner, lesson_of(row))
        folded[key] = fold(folded.get(key), row)
    learners = {learner for learner, _ in folded}
    return folded == {(learner, name): one for learner in learners for name, one in store.progress(learner).items()}


def of_hub(images: int, seed: int, *, batches: int = 40) -> Result:
    """The same while a hub takes batches: what it had acknowledged is there once, and it goes on from there."""
    result, chance = Result("Power cut: hub"), random.Random(seed)
    log = _recorded_hub(batches, seed)
    with scratch() as folder:
        for number, at in enumerate(points(log, chance, images)):
            place = folder / str(number)
            place.mkdir()
            promised = image(log[:at], chance, place)
            result.add(*_lost_of_hub(place / "hub.db", promised))
            shutil.rmtree(place)
    return result


def _recorded_hub(count: int, seed: int) -> list[Op]:
    truth, chance, prev, seq = Truth("t1", seed), random.Random(seed), GENESIS, 0
    public = keys.public_of(KEY)
    with scratch() as folder, Disk() as disk:
        disk.is_logging = True
        engine = open_engine(f"sqlite:///{folder / 'hub.db'}")
        with engine.connect() as connection:
            connection.exec_driver_sql("pragma wal_autocheckpoint = 60")
        disk.log.append(Op("ack", "", 0))
        for _ in range(count):
            said = [truth.statement() for _ in range(chance.randrange(1, 12))]
            rows = [
                Row(1, seq + n, 10**12, 1, "b", s.verb, s.learner, "", s.attempt, s.object, s.result)
                for n, s in enumerate(said, 1)
            ]
            batch = make_batch(KEY, "1-a", 1, seq + 1, prev, rows)
            receipt = ingest.take(engine, ingest.Arrival(1, "1-a", public, batch, protocol.deflate(batch), 2 * 10**12))
            seq, prev = receipt.seq, bytes.fromhex(receipt.head)
            assert chain(GENESIS, rows[0]) == prev or seq > 1
            disk.log.append(Op("ack", "", seq))
        engine.dispose()
        return disk.log


def _lost_of_hub(path: Path, promised: int) -> tuple[int, int]:
    with closing(sqlite3.connect(path)) as found:
        try:
            if found.execute("pragma integrity_check(1)").fetchone()[0] != "ok":
                return max(1, promised), 0
            (held,) = found.execute("select coalesce(max(seq), 0) from log").fetchone()
            (events,) = found.execute("select count(*) from event").fetchone()
            (evidence,) = found.execute("select coalesce(max(last), 0) from batch").fetchone()
            states = [
                json.loads(state) for (state,) in found.execute("select state from progress where state not null")
            ]
        except sqlite3.DatabaseError:
            return max(1, promised), 0
    return max(0, promised - held), abs(events - held) + abs(evidence - held) + (held > 4 and not states)


def quick() -> None:
    """Eight megabytes of ballast, passwords hashed with care, and the hub's diary say nothing of faults."""
    health.BALLAST = 4096
    staff._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    logging.getLogger("elderapp.hub").setLevel(logging.CRITICAL)
