"""The fault matrix: each fault with what tries it, in short form and in full; and the mutants that must be caught."""

from collections.abc import Callable
from functools import partial
from unittest.mock import patch

from msgspec import Struct

from elderapp.store import health, log
from tests import postgres
from tests.faults import disks, herd, kills, network, parents, powercut
from tests.faults.ledger import Result
from tests.faults.nursery import Nursery
from tests.faults.proxy import FAULTS
from tests.faults.shim import FULL, IOERR_WRITE, READONLY


class Case(Struct):
    """One fault: many tries, and a few (None: what takes long only runs in full)."""

    name: str
    short: Callable[[], Result] | None
    full: Callable[[], Result]


class Mutant(Struct):
    """A planted mistake: with it, this must be reported as lost or doubled."""

    name: str
    run: Callable[[], Result]


def _many(work: Callable[..., Result], *sizes: int, seeds: int) -> Result:
    """The same from several beginnings."""
    first, *rest = (work(*sizes, seed) for seed in range(1, seeds + 1))
    return sum(rest, first)


def _killed(work: Callable[..., Result], *sizes: int, **given: str) -> Result:
    with Nursery() as nursery:
        return work(nursery, *sizes, 1, **given)


def _on_postgres(work: Callable[..., Result], *given: object, **more: object) -> Result:
    with postgres.server() as cluster, postgres.database(cluster) as database:
        return work(*given, **more, database=database)


def _each_network_fault(rounds: int) -> Result:
    every = [network.bad_network(rounds, 1, fault=fault) for fault in FAULTS if fault != "none"]
    total = sum(every[1:], every[0])
    total.fault = "Network: lost, late, repeated, reordered, cut or garbled messages, each by itself"
    total.note = ""
    return total


CASES = (
    Case("power-tablet", partial(powercut.of_tablet, 150, 1), partial(_many, powercut.of_tablet, 1000, seeds=9)),
    Case("power-hub", partial(powercut.of_hub, 60, 1), partial(_many, powercut.of_hub, 1000, seeds=4)),
    Case("kill-tablet", partial(_killed, kills.tablets, 8, 1), partial(_killed, kills.tablets, 300, 130)),
    Case("kill-hub", partial(_killed, kills.hubs, 1, 1), partial(_killed, kills.hubs, 60, 30)),
    Case("kill-hub-postgres", None, partial(_on_postgres, partial(_killed, kills.hubs), 0, 30)),
    Case("network", partial(network.bad_network, 1, 3), partial(network.bad_network, 12, 3)),
    Case("network-each", None, partial(_each_network_fault, 3)),
    Case("disk-full", partial(disks.failing, FULL, 12, 1), partial(disks.failing, FULL, 150, 1)),
    Case("disk-read-only", partial(disks.failing, READONLY, 8, 1), partial(disks.failing, READONLY, 150, 1)),
    Case("disk-fails", partial(disks.failing, IOERR_WRITE, 16, 1), partial(disks.failing, IOERR_WRITE, 150, 1)),
    Case("damaged-page", partial(disks.damaged_page, 1, 1), partial(disks.damaged_page, 40, 1)),
    Case("clocks", partial(network.wrong_clocks, 1), partial(network.wrong_clocks, 1)),
    Case("one-learner", partial(network.one_learner, 1, 1), partial(network.one_learner, 20, 1)),
    Case("cloned", partial(network.cloned, 1, 1), partial(network.cloned, 6, 1)),
    Case("restored", partial(network.restored, 1, 1), partial(network.restored, 6, 1)),
    Case("restored-postgres", None, partial(_on_postgres, network.restored, 3, 1)),
    Case("locked", partial(network.locked, 1, 1), partial(network.locked, 12, 1)),
    Case("at-once", partial(network.back_after_two_weeks, 3, 60, 1), partial(network.back_after_two_weeks, 40, 250, 1)),
    Case("herd", partial(herd.herd, 12, 1, 0.0), partial(herd.herd, 1000, 1)),
    Case("packs", partial(disks.packs_cut, 1, tenths=(5,)), partial(disks.packs_cut, 1)),
    Case("parent-killed", partial(_killed, parents.killed, 1, 1), partial(_killed, parents.killed, 60, 30)),
    Case("parent-line", None, partial(parents.bad_line, 12, 1)),
    Case("parent-restored", partial(parents.restored, 1, 1), partial(parents.restored, 10, 1)),
    Case("parent-over", None, partial(parents.gone_over, 12, 1)),
    Case("erased", partial(disks.erased, 1, 1), partial(disks.erased, 8, 1)),
)


def _without_durability() -> Result:
    with patch.dict(health._DURABLE, {"synchronous": 1}):
        return powercut.of_tablet(80, 1)


def _without_dedupe() -> Result:
    undo = network.no_dedupe()
    try:
        return network.bad_network(1, 1, fault="repeated")
    finally:
        undo()


def _without_waiting() -> Result:
    undo = network.acknowledge_first()
    try:
        return network.bad_network(1, 1, fault="request lost")
    finally:
        undo()


def _without_a_second_look() -> Result:
    with patch.object(log, "standing", lambda conn, tried, statements: []):
        return disks.failing(IOERR_WRITE, 40, 1)


def _without_memory() -> Result:
    with parents.counts_twice():
        return parents.gone_over(1, 1)


MUTANTS = (
    Mutant("the tablet's file with WAL and synchronous=NORMAL", _without_durability),
    Mutant("a tablet that says again what may have been written", _without_a_second_look),
    Mutant("a hub that takes every batch for a new one", _without_dedupe),
    Mutant("a parent hub that does not know again what came by another way", _without_memory),
    Mutant("a tablet that lets rows go when it sends them", _without_waiting),
)
