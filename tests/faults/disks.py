"""A disk that is full, read-only or broken; a damaged page; packs whose download is cut off; a person erased."""

import contextlib
import functools
import random
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from unittest.mock import patch

import msgspec
from sqlalchemy import select

from elderapp import clock, keys
from elderapp.errors import ElderError
from elderapp.hub import demo, shelf
from elderapp.hub.storage import erasing, schema
from elderapp.hub.storage.engine import open_engine, transact
from elderapp.lesson.model import Lesson, Line, Say, Stage
from elderapp.packs import format as packs
from elderapp.packs.model import Beat, Clip, Manifest
from elderapp.packs.trust import Trust, save
from elderapp.records.statements import GENESIS, Statement, chain_written
from elderapp.store import Store
from elderapp.store.mend import open_mended
from elderapp.sync import client, protocol
from elderapp.sync.client import HubUnreachable
from elderapp.sync.protocol import Batch
from tests.faults.ledger import LEARNERS, Result, Truth
from tests.faults.network import world
from tests.faults.powercut import scratch
from tests.faults.proxy import Proxy
from tests.faults.shim import FULL, IOERR_WRITE, READONLY, Disk

PUBLISHER = bytes(range(32))
KINDS = {FULL: "Disk full", READONLY: "Disk read-only", IOERR_WRITE: "Disk that fails"}


def failing(code: int, points: int, seed: int) -> Result:
    """The disk refuses at the tablet's first write, its second, …, for a while or until somebody sees to it."""
    result, chance = Result(KINDS[code]), random.Random(seed)
    for point in range(1, points + 1):
        with scratch() as folder, Disk() as disk:
            truth, waiting = Truth("t1", point), list[Statement]()
            store = Store.open(folder / "tablet.db")
            _learn(store, truth, 12, waiting)
            disk.fail(code, point, point + chance.choice((0, 1, 3, 10, 30, 10_000)))
            _learn(store, truth, 15, waiting)
            disk.before = lambda op: 0
            _learn(store, truth, 2, waiting)
            store.verify()
            rows = [row.attempt for epoch in store.epochs() for row in store.unsent(0, 999, epoch=epoch.epoch)]
            store.close()
            result.add(len(truth.done - set(rows)), len(rows) - len(set(rows)))
    return result


def _learn(store: Store, truth: Truth, count: int, waiting: list[Statement]) -> None:
    """What could not be written waits, as in the app, and is said again before the next."""
    for _ in range(count):
        waiting.append(truth.statement())
        try:
            store.record(waiting)
        except (ElderError, sqlite3.Error):
            continue
        for said in waiting:
            truth.kept(said)
        waiting.clear()


def damaged_page(times: int, seed: int) -> Result:
    """A page of the tablet's file is overwritten: what was sent, or copied at the last start, is there again."""
    result, chance, unsent = Result("Damaged page of the log"), random.Random(seed), 0
    with world() as here:
        tablet = here.tablet()
        for _ in range(times):
            tablet.learn(chance.randrange(20, 120))
            if chance.random() < 0.5:
                tablet.visit(here.hub.address)
            tablet.store.backup()
            since = tablet.truth.made
            tablet.learn(4)
            tablet.store.close()
            path = tablet.folder / "tablet.db"
            content = bytearray(path.read_bytes())
            page = chance.randrange(0, len(content) // 4096)
            content[page * 4096 : (page + 1) * 4096] = chance.randbytes(4096)
            path.write_bytes(content)
            tablet.store = open_mended(path, clock=tablet.clock)
            tablet.visit(here.hub.address)
            last = {f"t1-{number}" for number in range(since + 1, since + 5)}
            held = here.marks()
            unsent += len(last - held)
            tablet.truth.done -= last - held  # neither sent nor copied: counted beside the table
            result.add(*here.judge())
    result.note = f"of {4 * times} statements that were neither sent nor copied yet, {unsent} were gone"
    return result


def packs_cut(seed: int, *, tenths: Iterable[int] = range(1, 10), size: int = 400_000) -> Result:
    """A pack's download breaks off at each tenth, and goes on from there; a garbled one is fetched anew."""
    result, chance = Result("Pack download cut at every 10 %"), random.Random(seed)
    trust = Trust(frozenset({keys.public_of(PUBLISHER).hex()}))
    with world() as here:
        settings = here.settings
        save(settings.data / "trust.json", trust)
        here.restart(msgspec.structs.replace(settings, trust=settings.data / "trust.json"))
        settings.pack_folder.mkdir(exist_ok=True)
        say = Line("wifi/why/say", "今日學上網。", (2,))
        lesson = Lesson(
            id="wifi", track="basics", title=Line("wifi/title", "上網"), goal=Line("wifi/goal", "識上網"), minutes=8,
            stages=(Stage("why", (Say(id="hello", say=say),)),), done=Line("wifi/done", "做得好！"),
        )  # fmt: skip
        clips = {"wifi/why/say": Clip("clips/a1.wav", 1.5, (Beat(0, 2, 0.0, 0.5),), "gtts")}
        file = settings.pack_folder / "basics-1.0.0.pack"
        digest = packs.write(
            file, Manifest(id="basics", version="1.0.0", draft=True), {"wifi": lesson}, {}, clips,
            {"clips/a1.wav": chance.randbytes(size)}, PUBLISHER,
        )  # fmt: skip
        tablet = here.tablet()
        with Proxy(here.hub.address, lambda: "none") as proxy, patch.object(shelf, "LOOK_EVERY", 0):
            for tenth in tenths:
                for garbled in (False, True):
                    folder = tablet.folder / f"packs-{tenth}-{garbled}"
                    proxy.cut = (tenth / 10, garbled)
                    _fetch(tablet.store, proxy.address, folder, trust)
                    _fetch(tablet.store, proxy.address, folder, trust)
                    _fetch(tablet.store, proxy.address, folder, trust)
                    there = [path for path in folder.glob("*.pack") if keys.sha256(path.read_bytes()) == digest]
                    result.add(0, sound=len(there) == 1 and not list(folder.glob("*.part")))
                    tablet.store._write(lambda conn: conn.execute("delete from pack"))
        tablet.learn(3)
        lost, doubled = here.judge()
    result.lost, result.doubled = lost, doubled
    return result


def _fetch(store: Store, address: str, folder: Path, trust: Trust) -> None:
    link = client.known_hub(store)
    assert link is not None
    link.address = address
    with link, contextlib.suppress(HubUnreachable):
        client.pull_packs(store, link, folder, trust)


def erased(times: int, seed: int) -> Result:
    """A person is deleted at the hub while a tablet still holds rows of hers: no chain breaks, nothing else is lost."""
    result = Result("A person is erased")
    with world() as here:
        tablet, other = here.tablet(), here.tablet()
        for number in range(times):
            tablet.learn(20)
            tablet.visit(here.hub.address)
            tablet.learn(9)
            other.learn(9)
            _erase(here.settings.url, LEARNERS[number % len(LEARNERS)], again=number >= len(LEARNERS))
            lost, doubled = here.judge()
            tablet.store.verify()
            result.add(lost, doubled, sound=_chains_hold(here.settings.url))
    return result


def _erase(url: str, name: str, *, again: bool) -> None:
    """Erases a learner who is there; `again`, nobody is: what tablets still say of her brings her not back."""
    engine = open_engine(url)
    try:
        gone = transact(engine, lambda c: erasing.erase(c, demo.CENTRE, name, clock.wall_ms()))
        assert ([] if again else [name]) == gone
        chosen = select(schema.learner.c.learner).where(schema.learner.c.learner == name)
        with engine.connect() as connection:
            assert not connection.scalars(chosen).all()
    finally:
        engine.dispose()


def _chains_hold(url: str) -> bool:
    """Every tablet's log can be told again from the signed batches, to the digest that the hub names."""
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            for one in connection.execute(select(schema.log)).all():
                chosen = select(schema.batch.c.body).where(schema.batch.c.dk == one.dk).order_by(schema.batch.c.first)
                rows: dict[int, bytes] = {}
                for (body,) in connection.execute(chosen):
                    stored = protocol.decode(protocol.inflate(bytes(body)), Batch)
                    rows |= {seq: bytes(raw) for seq, raw in enumerate(stored.events, stored.from_)}
                in_order = [rows[seq] for seq in sorted(rows)]
                if bytes(one.head) != functools.reduce(chain_written, in_order, GENESIS) or len(rows) != one.seq:
                    return False
        return True
    finally:
        engine.dispose()
