"""The protocol against a model that is a set of statements, whatever is lost, repeated, backed up and put back."""

import shutil
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select

from elderapp import keys
from elderapp.hub import backups, ingest, manifests
from elderapp.hub.ingest import Arrival
from elderapp.hub.settings import Settings
from elderapp.hub.storage.engine import open_engine
from elderapp.hub.storage.schema import event, log, word
from elderapp.records.statements import Statement, Verb
from elderapp.store import Store, health
from elderapp.sync import client, protocol
from elderapp.sync.errors import HubUnreachable
from elderapp.sync.protocol import Batch, Conflict, Receipt

NOW = 1_795_000_000_000


class Wire:
    """A tablet's line to a real hub, without a network. `faults` are what happens to the next requests."""

    def __init__(self, model: "Protocol", device: str, private_key: bytes) -> None:
        self.model, self.device, self.private_key = model, device, private_key
        self.faults: list[str] = []
        self.old: list[Batch] = []

    def push(self, batch: Batch) -> Receipt | Conflict:
        fault = self.faults.pop(0) if self.faults else ""
        if fault == "request lost":
            raise HubUnreachable("lost")
        reply = self.take(batch)
        if fault == "repeated":
            reply = self.take(batch)
        if fault == "late":
            for late in self.old[-2:]:
                self.take(late)
        self.old.append(batch)
        if fault == "reply lost":
            raise HubUnreachable("lost")
        return reply

    def take(self, batch: Batch) -> Receipt | Conflict:
        body = protocol.deflate(batch)
        came = Arrival(1, self.device, keys.public_of(self.private_key), batch, body, NOW)
        return ingest.take(self.model.engine, came)


class Protocol(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.settings = Settings(data=self.folder / "hub", backups=self.folder / "disk", keep=2)
        self.engine = open_engine(self.settings.url)
        self.done: set[str] = set()
        self.made = self.copies = 0
        self.stores = [Store.open(self.folder / name / "tablet.db") for name in ("a", "b")]
        self.wires = [Wire(self, f"1-{n}", store.private_key) for n, store in enumerate(self.stores)]

    @rule(tablet=st.integers(0, 1), count=st.integers(1, 5))
    def learn(self, tablet: int, count: int) -> None:
        said = []
        for _ in range(count):
            self.made += 1
            said.append(Statement(Verb.EXPERIENCED, "chan", "wifi/alone/s1", {"n": 1}, attempt=f"a{self.made}"))
        self.stores[tablet].record(said)
        self.done |= {one.attempt for one in said}

    @rule(
        tablet=st.integers(0, 1),
        faults=st.lists(st.sampled_from(("", "request lost", "reply lost", "repeated", "late")), max_size=3),
    )
    def visit(self, tablet: int, faults: list[str]) -> None:
        self.wires[tablet].faults = list(faults)
        try:
            client.push(self.stores[tablet], self.wires[tablet])
        except HubUnreachable:
            assert "lost" in " ".join(faults)

    @rule()
    def back_up_hub(self) -> None:
        backups.back_up(self.settings, self.engine)
        self.copies += 1

    @precondition(lambda self: self.copies)
    @rule(which=st.integers(0, 1))
    def put_back_hub(self, which: int) -> None:
        self.engine.dispose()
        kept = manifests.kept_in(self.settings.backup_folder)
        backups.restore(self.settings, self.settings.backup_folder / kept[min(which, len(kept) - 1)].file)
        self.engine = open_engine(self.settings.url)

    @rule(tablet=st.integers(0, 1), count=st.integers(1, 3))
    def put_back_tablet(self, tablet: int, count: int) -> None:
        """An older copy of the tablet's file takes its place, after all it knew was sent.

        What the hub alone has then is in every backup that is kept: nothing helps against both being put back.
        """
        store, self.wires[tablet].faults = self.stores[tablet], []
        copy = store.backup()
        self.learn(tablet, count)
        client.push(store, self.wires[tablet])
        for _ in range(self.settings.keep):
            self.back_up_hub()
        path = store.path
        store.close()
        for end in ("-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)
        shutil.copyfile(copy, path)
        self.stores[tablet] = Store.open(path)

    @invariant()
    def nothing_is_counted_twice(self) -> None:
        assert set() == {mark for mark, n in self.counted().items() if n > 1 or mark not in self.done}

    @invariant()
    def what_is_called_safe_is_there(self) -> None:
        with self.engine.connect() as connection:
            assert not connection.scalar(select(func.count()).where(log.c.safe_seq > log.c.seq))

    def counted(self) -> Counter[str]:
        chosen = select(word.c.text, func.count()).join(event, event.c.attempt == word.c.k).group_by(word.c.text)
        with self.engine.connect() as connection:
            return Counter(dict(tuple(row) for row in connection.execute(chosen)))

    def teardown(self) -> None:
        if not hasattr(self, "engine"):
            return
        try:
            for store, wire in zip(self.stores, self.wires, strict=True):
                wire.faults = []
                client.push(store, wire)
                store.verify()
            assert self.done == set(self.counted())
            self.nothing_is_counted_twice()
        finally:
            for store in self.stores:
                store.close()
            self.engine.dispose()
            shutil.rmtree(self.folder)


FEW = settings(
    max_examples=settings.default.max_examples // 10,
    stateful_step_count=15,
    deadline=None,
)


def test_the_hub_holds_the_set_of_what_was_done(monkeypatch):
    monkeypatch.setattr(health, "BALLAST", 4096)
    run_state_machine_as_test(Protocol, settings=FEW)
