"""SIGKILL: a tablet that writes and sends, a hub that takes, at every write point and at random moments."""

import functools
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from elderapp import clock
from elderapp.hub import demo, server
from elderapp.hub.settings import Settings, secret
from elderapp.hub.storage import devices
from elderapp.hub.storage.engine import open_engine, transact
from elderapp.store import Store
from elderapp.store.mend import open_mended
from elderapp.sync import client
from elderapp.sync.client import HubUnreachable
from tests.faults import powercut
from tests.faults.ledger import Result, Truth, counted, judge, read
from tests.faults.nursery import Nursery
from tests.faults.shim import Disk


@contextmanager
def place(database: str = "") -> Iterator[Settings]:
    """A hub's folder with a centre in it."""
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(data=Path(name) / "hub", database=database, backups=Path(name) / "disk")
        engine = open_engine(settings.url)
        demo.fill(engine, clock.wall_ms(), settings)
        engine.dispose()
        yield settings


def paired(settings: Settings, address: str, folder: Path) -> None:
    """A tablet's folder, paired with the hub."""
    engine = open_engine(settings.url)
    now = clock.wall_ms()
    code = transact(engine, lambda c: devices.new_code(c, demo.CENTRE, secret(settings.data), "chow", now))
    engine.dispose()
    with Store.open(folder / "tablet.db") as store:
        client.pair(store, address, code).close()


def tablet_life(*, folder: str, prefix: str, made: int, die_at: int, statements: int, sends: bool) -> None:
    """One life of a tablet: it keeps statements, writing down what it begins and what it promised, and sends them."""
    powercut.quick()
    path = Path(folder)
    diary = os.open(path / "diary", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    truth = Truth(prefix)
    truth.made = made
    with Disk() as disk:
        if die_at:
            disk.die_at(die_at)
        with open_mended(path / "tablet.db") as store:
            hub = client.known_hub(store) if sends else None
            for number in range(statements):
                said = truth.statement()
                os.write(diary, f"i {said.attempt}\n".encode())
                store.record([said])
                os.write(diary, f"a {said.attempt}\n".encode())
                if number % 5 == 4:
                    store.backup() if number % 10 == 9 else None
                    if hub is not None:
                        client.push(store, hub)


def hub_life(*, data: str, database: str, port: int, die_at: int) -> None:
    """One life of a hub on a port."""
    settings = Settings(data=Path(data), database=database)
    with Disk() as disk:
        bound = server.listen("127.0.0.1", port)
        made = server._Server(settings)
        if die_at:
            disk.die_at(die_at)
        made.run([bound])


def tablets(nursery: Nursery, write_points: int, at_random: int, seed: int) -> Result:
    """A tablet that meets its hub, killed before its first op on the disk, its second, …; then at random moments."""
    result, chance = Result("kill -9: tablet"), random.Random(seed)
    with place() as settings, server.Running(settings) as hub, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        powercut.quick()
        paired(settings, hub.address, folder)
        truth = Truth("t1")
        for number in range(write_points + at_random):
            die_at = number + 1 if number < write_points else 0
            pid = nursery.start(
                "tests.faults.kills:tablet_life", folder=name, prefix="t1", made=truth.made, die_at=die_at,
                statements=10 if number < write_points else 10_000, sends=True,
            )  # fmt: skip
            if not die_at:
                time.sleep(chance.uniform(0.02, 0.25))
                nursery.kill(pid)
            nursery.wait(pid)
            result.add(*_after(folder, truth))
        lost, doubled = _settled(settings, hub.address, [(folder, truth)])
    result.lost += lost
    result.doubled += doubled
    return result


def _after(folder: Path, truth: Truth) -> tuple[int, int]:
    """What a tablet lost or has twice after a kill: every row it promised is there or was let go as safe."""
    truth.tried, truth.done = read(folder / "diary")
    truth.made = max((int(mark.partition("-")[2]) for mark in truth.tried), default=truth.made)
    with open_mended(folder / "tablet.db") as store:
        store.verify()
        held = [row.attempt for epoch in store.epochs() for row in store.unsent(0, 100_000, epoch=epoch.epoch)]
        gone = sum(max(0, epoch.safe - 1) for epoch in store.epochs())
    return max(0, len(truth.done) - len(set(held)) - gone), len(held) - len(set(held))


def _settled(settings: Settings, address: str, found: list[tuple[Path, Truth]]) -> tuple[int, int]:
    """Every tablet meets the hub in peace; then the checker."""
    for folder, _ in found:
        with open_mended(folder / "tablet.db") as store:
            store.set_setting("hub-address", address)
            link = client.known_hub(store)
            assert link is not None
            with link:
                client.push(store, link)
    engine = open_engine(settings.url)
    try:
        return judge([truth for _, truth in found], counted(engine))
    finally:
        engine.dispose()


def hubs(nursery: Nursery, write_points: int, at_random: int, seed: int, *, database: str = "") -> Result:
    """A hub that takes batches of two tablets, killed at its first op on the disk, its second, …; then at random."""
    result = Result(f"kill -9: hub on {'PostgreSQL' if database else 'SQLite'}")
    chance = random.Random(seed)
    with place(database) as settings, tempfile.TemporaryDirectory() as name:
        powercut.quick()
        bound = server.listen("127.0.0.1", 0)
        port = bound.getsockname()[1]
        bound.close()
        with server.Running(settings, port=port) as first:
            address = first.address
            found = [(Path(name) / one, Truth(one, seed)) for one in ("t1", "t2")]
            for folder, _ in found:
                paired(settings, address, folder)
        for number in range(write_points + at_random):
            die_at = number + 1 if number < write_points else 0
            pid = nursery.start(
                "tests.faults.kills:hub_life", data=str(settings.data), database=database, port=port, die_at=die_at
            )
            _meet(found, 10.0 if die_at else 0.3 + chance.uniform(0.0, 0.5), functools.partial(nursery.is_alive, pid))
            nursery.kill(pid)
            result.add(0)
        with server.Running(settings, port=port):
            lost, doubled = _settled(settings, address, found)
    result.lost, result.doubled = lost, doubled
    return result


def _meet(found: list[tuple[Path, Truth]], seconds: float, is_alive: Callable[[], bool]) -> None:
    """Tablets write and send until the hub is dead, or so many seconds after it first answered."""
    until = time.monotonic() + 30.0
    was_there = False
    stores = [(open_mended(folder / "tablet.db"), truth) for folder, truth in found]
    links = [client.known_hub(store) for store, _ in stores]
    try:
        while time.monotonic() < until and is_alive():
            for (store, truth), link in zip(stores, links, strict=True):
                assert link is not None
                said = truth.statement()
                store.record([said])
                truth.kept(said)
                try:
                    client.push(store, link)
                except HubUnreachable:
                    time.sleep(0.02)
                    continue
                if not was_there:
                    was_there, until = True, time.monotonic() + seconds
    finally:
        for (store, _), link in zip(stores, links, strict=True):
            store.close()
            assert link is not None
            link.close()
