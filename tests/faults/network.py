"""Faults of the network, of clocks, of copies and of hubs, between real tablets and a real hub over HTTP."""

import random
import shutil
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from unittest.mock import patch

import msgspec
from sqlalchemy import select

from elderapp import clock
from elderapp.errors import ElderError
from elderapp.hub import backups, demo, ingest, manifests, server
from elderapp.hub.settings import Settings
from elderapp.hub.storage import places
from elderapp.hub.storage.engine import open_engine, transact
from elderapp.hub.storage.schema import attendance, event, log, progress, word
from elderapp.player.mastery import fold, lesson_of
from elderapp.records.people import Progress
from elderapp.records.statements import Row
from elderapp.store import Store
from elderapp.store.mend import open_mended
from elderapp.sync import client
from elderapp.sync import hub as sync_hub
from elderapp.sync.client import HubRefused, HubUnreachable
from tests.faults.kills import paired, place
from tests.faults.ledger import LEARNERS, LESSONS, Result, Truth, counted, judge
from tests.faults.proxy import FAULTS, Proxy

PATIENCE = 1.0
"""Seconds that tablets wait here: what is lost on loopback is lost at once."""


class Tablet:
    """A real store and a real client, with what was done on it."""

    def __init__(self, folder: Path, prefix: str, *, offset: int = 0, seed: int = 0) -> None:
        self.folder, self.truth, self.clock = folder, Truth(prefix, seed), Skewed(offset)
        self.trouble = ""
        self.store = open_mended(folder / "tablet.db", clock=self.clock)

    def learn(self, count: int, somebody: str = "") -> None:
        """So many statements, kept; of one learner, or of any."""
        said = [self.truth.statement() for _ in range(count)]
        said = [msgspec.structs.replace(one, learner=somebody) for one in said] if somebody else said
        self.store.record(said)
        for one in said:
            self.truth.kept(one)

    def visit(self, address: str, patience: float = PATIENCE) -> bool:
        """One visit; whether it came to its end. `trouble` says why not."""
        link = client.known_hub(self.store)
        assert link is not None
        link.address = address
        link._timeout = patience
        with link, patch.object(client, "clock", self.clock), patch.object(sync_hub, "clock", self.clock):
            try:
                client.sync_once(self.store, link)
            except (HubUnreachable, HubRefused, sqlite3.Error) as error:
                self.trouble = str(error)
                return False
        return True


HOUR = 3_600_000


class Skewed:
    """A clock that is wrong by so many milliseconds, on a machine that has run for an hour; `ago`: it is earlier."""

    def __init__(self, offset: int) -> None:
        self.offset, self.ago = offset, 0

    def wall_ms(self) -> int:
        return clock.wall_ms() + self.offset - self.ago

    def mono_ms(self) -> int:
        return clock.mono_ms() + HOUR - self.ago

    def __getattr__(self, name: str) -> object:
        return getattr(clock, name)


class World:
    """A centre's hub, and its tablets."""

    def __init__(self, settings: Settings, stack: ExitStack) -> None:
        self.settings, self._stack = settings, stack
        self.hub = stack.enter_context(server.Running(settings))
        self.folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        self.tablets: list[Tablet] = []

    def tablet(self, *, offset: int = 0) -> Tablet:
        """A tablet more, paired."""
        name = f"t{len(self.tablets) + 1}"
        paired(self.settings, self.hub.address, self.folder / name)
        return self.take(self.folder / name, name, offset=offset)

    def take(self, folder: Path, name: str, *, offset: int = 0) -> Tablet:
        """A tablet whose folder is there."""
        made = Tablet(folder, name, offset=offset, seed=len(self.tablets))
        self._stack.callback(made.store.close)
        self.tablets.append(made)
        return made

    def restart(self, settings: Settings) -> None:
        """The hub anew, with other settings."""
        self.hub.__exit__(None, None, None)
        self.settings = settings
        self.hub = self._stack.enter_context(server.Running(settings))

    def marks(self) -> set[str]:
        """Every statement that the hub holds, or a tablet still does."""
        engine = open_engine(self.settings.url)
        found = set(counted(engine))
        engine.dispose()
        for tablet in self.tablets:
            for epoch in tablet.store.epochs():
                found |= {row.attempt for row in tablet.store.unsent(0, 100_000, epoch=epoch.epoch)}
        return found

    def judge(self) -> tuple[int, int]:
        """Every tablet meets the hub in peace (the second visit fetches what others brought); then the checker."""
        for _ in range(2):
            for tablet in self.tablets:
                assert tablet.visit(self.hub.address, 30.0), f"a visit in peace failed: {tablet.trouble}"
        return self.count()

    def count(self) -> tuple[int, int]:
        """Statements lost and doubled; a learner's progress that is not the fold of all there is counts as doubled."""
        engine = open_engine(self.settings.url)
        try:
            lost, doubled = judge([tablet.truth for tablet in self.tablets], counted(engine))
            if not lost and not doubled:
                doubled += wrong_progress(engine)
        finally:
            engine.dispose()
        return lost, doubled


def wrong_progress(engine) -> int:
    """Learners and lessons whose progress on the hub is not the fold of the statements that the hub holds."""
    folded: dict[tuple[str, str], Progress | None] = {}
    with engine.connect() as connection:
        texts = dict(connection.execute(select(word.c.k, word.c.text)).all())
        epochs = dict(connection.execute(select(log.c.dk, log.c.epoch)).all())
        stored = {
            (row.learner, row.lesson): msgspec.json.decode(row.state, type=Progress)
            for row in connection.execute(select(progress)) if row.state and row.learner in LEARNERS
        }  # fmt: skip
        verbs = {number: verb for verb, number in ingest.VERBS.items()}
        chosen = select(event, event.c.t.label("made")).order_by(event.c.t, event.c.dk, event.c.seq)
        for one in connection.execute(chosen):
            learner = texts.get(one.learner, "")
            if learner not in LEARNERS or not texts.get(one.attempt, "").startswith("t"):
                continue
            result = msgspec.json.decode(texts[one.result]) if one.result else {}
            session, attempt = texts.get(one.session, ""), texts[one.attempt]
            row = Row(
                epochs[one.dk], one.seq, one.made, 0, "", verbs[one.verb], learner, session, attempt,
                texts[one.object], result,
            )  # fmt: skip
            key = (learner, lesson_of(row))
            folded[key] = fold(folded.get(key), row)
    ours = {key: state for key, state in stored.items() if key[1] in LESSONS and key in folded}
    return sum(folded[key] != state for key, state in ours.items()) + len(set(folded) - set(ours))


@contextmanager
def world(database: str = "") -> Iterator[World]:
    """A fresh one."""
    with place(database) as settings, ExitStack() as stack:
        yield World(settings, stack)


def bad_network(rounds: int, seed: int, *, fault: str = "all", database: str = "") -> Result:
    """Three tablets learn and visit through the bad network; after each round the checker."""
    result, chance = Result(f"Network: {fault}"), random.Random(seed)
    faults = FAULTS if fault == "all" else (fault, "none", "none")
    with world(database) as here:
        for _ in range(3):
            here.tablet()
        with Proxy(here.hub.address, lambda: chance.choice(faults), seed) as proxy:
            for _ in range(rounds):
                for tablet in here.tablets:
                    tablet.learn(chance.randrange(1, 40))
                    for _ in range(chance.randrange(1, 4)):
                        tablet.visit(proxy.address)
                here.hub.address, peace = proxy.address, here.hub.address
                here.hub.address = peace
                result.add(*here.judge())
            result.note = f"{proxy.requests} requests"
    return result


def wrong_clocks(seed: int) -> Result:
    """2017, an hour behind, a day or ten years ahead, across midnight, set in mid-lesson; the visit an hour after."""
    result, year = Result("Clock: 2017, forward, back, across midnight"), 365 * 86_400_000
    now = clock.wall_ms()
    midnight = -(-(now + 8 * 3_600_000) // 86_400_000) * 86_400_000 - 8 * 3_600_000 - now
    wrong = (
        *((-9 * year, 0), (-3_600_000, 0), (86_400_000, 0), (10 * year, 0), (midnight - 500, 1000)),
        *((0, -3_600_000), (0, 9 * year)),
    )
    people = demo.learners()[: len(wrong)]
    with world() as here:
        engine = open_engine(here.settings.url)
        class_ = places.Meeting("s1", "c", "B", now - HOUR - 60_000, now - HOUR + 300_000, "", "", "")
        transact(engine, lambda connection: places.new_meeting(connection, demo.CENTRE, class_))
        engine.dispose()
        for (offset, then), somebody in zip(wrong, people, strict=True):
            tablet = here.tablet(offset=offset)
            tablet.clock.ago = HOUR
            tablet.learn(6, somebody.id)
            tablet.clock.offset += then
            tablet.learn(6, somebody.id)
            tablet.clock.ago = 0
        began = clock.wall_ms() - HOUR
        lost, doubled = here.judge()
        for tablet, somebody in zip(here.tablets, people, strict=True):
            result.add(lost, doubled, sound=_is_corrected(here, tablet, began, somebody.id))
    return result


def _is_corrected(here: World, tablet: Tablet, began: int, somebody: str) -> bool:
    """Whether the hub keeps the tablet's times as they were, its own beside them, and knows who was in class."""
    engine = open_engine(here.settings.url)
    here_too = select(attendance.c.tablet_first, attendance.c.tablet_last).where(
        attendance.c.centre == demo.CENTRE, attendance.c.session == "s1", attendance.c.learner == somebody
    )
    chosen = select(event.c.t.label("made"), event.c.wall).join(word, word.c.k == event.c.attempt)
    mine = f"{tablet.folder.name}-%"
    with engine.connect() as connection:
        found = connection.execute(chosen.where(word.c.text.like(mine)).order_by(event.c.dk, event.c.seq)).all()
        attended = connection.execute(here_too).all()
    engine.dispose()
    kept = [row.wall for row in tablet.store.unsent(0, 100)] == [one.wall for one in found]
    times = [one.made for one in found] + [moment for one in attended for moment in one]
    return kept and len(attended) == 1 and all(abs(moment - began) < 60_000 for moment in times)


def one_learner(orders: int, seed: int) -> Result:
    """One learner on two tablets, which meet the hub in any order: the same progress on both, and on the hub."""
    result, chance = Result("Two tablets, one learner"), random.Random(seed)
    with world() as here:
        one, other = here.tablet(), here.tablet()
        for _ in range(orders):
            for _ in range(4):
                tablet = chance.choice((one, other))
                tablet.learn(chance.randrange(1, 9))
                if chance.random() < 0.6:
                    chance.choice((one, other)).visit(here.hub.address)
            lost, doubled = here.judge()
            same = all(one.store.progress(name) == other.store.progress(name) for name in LEARNERS)
            result.add(lost, doubled, sound=same)
    return result


def cloned(times: int, seed: int) -> Result:
    """A copy of a tablet, key and all, writes other rows: it is stopped; paired again, it brings what it alone has."""
    result = Result("Cloned tablet image")
    for number in range(times):
        with world() as here:
            tablet = here.tablet()
            tablet.learn(9)
            tablet.visit(here.hub.address)
            tablet.learn(2)  # both will have these
            tablet.store.close()
            shutil.copytree(tablet.folder, here.folder / "copy")
            tablet.store = open_mended(tablet.folder / "tablet.db")
            copy = here.take(here.folder / "copy", "t9")
            copy.learn(3)
            tablet.learn(5)
            first, second = (tablet, copy) if (number + seed) % 2 else (copy, tablet)
            stopped = first.visit(here.hub.address) and not second.visit(here.hub.address)
            second.store.close()
            paired(here.settings, here.hub.address, second.folder)
            second.store = open_mended(second.folder / "tablet.db")
            lost, doubled = here.judge()
            result.add(lost, doubled, sound=stopped)
    return result


def restored(times: int, seed: int, *, database: str = "") -> Result:
    """The hub is put back from any backup that is kept, also the oldest; tablets bring what is missing."""
    kind = "PostgreSQL" if database else "SQLite"
    result, chance = Result(f"Hub restored from a backup, {kind}"), random.Random(seed)
    # Backups are a day apart, and named by the second.
    with place(database) as settings, ExitStack() as stack, patch.object(backups, "stamp", str):
        here = World(settings, stack)
        here.tablet()
        here.tablet()
        for _ in range(times):
            for _ in range(2):
                engine = open_engine(settings.url)
                backups.back_up(settings, engine)
                engine.dispose()
                for tablet in here.tablets:
                    tablet.learn(chance.randrange(1, 30))
                    tablet.visit(here.hub.address)
            here.hub.__exit__(None, None, None)
            old = chance.choice(manifests.kept_in(settings.backup_folder))
            backups.restore(settings, settings.backup_folder / old.file)
            here.hub = server.Running(settings).__enter__()
            result.add(*here.judge())
        here.hub.__exit__(None, None, None)
    return result


def locked(times: int, seed: int) -> Result:
    """Somebody holds the database's lock, the hub's or the tablet's, longer than a visit waits."""
    result = Result("Database locked")
    with world() as here, patch("elderapp.store.health.BUSY_SECONDS", 0.2):
        tablet = here.tablet()
        for number in range(times):
            path = here.settings.data / "hub.db" if number % 2 else tablet.folder / "tablet.db"
            tablet.learn(3)
            with closing(sqlite3.connect(path, isolation_level=None)) as other:
                other.execute("begin immediate")
                tablet.store._conn.execute("pragma busy_timeout = 200")
                said = tablet.truth.statement()
                try:
                    tablet.store.record([said])
                    tablet.truth.kept(said)
                except (sqlite3.Error, ElderError):
                    pass
                tablet.visit(here.hub.address)
                other.execute("rollback")
            time.sleep(0.5)
            result.add(*here.judge())
    return result


def back_after_two_weeks(count: int, each: int, seed: int) -> Result:
    """So many tablets come back at once after two weeks offline."""
    result = Result(f"{count} tablets at once, {each} statements each")
    with world() as here:
        tablets = [here.tablet() for _ in range(count)]
        for tablet in tablets:
            tablet.learn(each)
            tablet.store.close()
        done: list[bool] = []
        threads = [
            threading.Thread(target=lambda one=one: done.append(_come(one, here.hub.address))) for one in tablets
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for tablet in tablets:
            tablet.store = open_mended(tablet.folder / "tablet.db")
        lost, doubled = here.judge()
        result.add(lost, doubled, sound=all(done))
        result.tried, result.survived = count, count * result.survived
    return result


def _come(tablet: Tablet, address: str) -> bool:
    """A tablet in a thread of its own, which tries again until it came to an end."""
    with Store.open(tablet.folder / "tablet.db") as store:
        store.set_setting("hub-address", address)
        for _ in range(200):
            link = client.known_hub(store)
            assert link is not None
            with link:
                try:
                    client.push(store, link)
                except HubUnreachable as error:
                    time.sleep(random.random() * max(0.2, error.retry_after))
                else:
                    return True
    return False


def no_dedupe() -> Callable[[], None]:
    """A mutant: a hub that takes every batch for a new one."""
    real, count = ingest._held, iter(range(1000, 10**6))

    def held(connection, arrival, *, make):
        found = real(connection, arrival, make=False)
        if not arrival.batch.events:
            return found
        row = {"centre": arrival.centre, "dk": next(count), "device": arrival.device, "head": b""}
        connection.execute(ingest.log.insert().values(**row, epoch=-row["dk"]))
        return ingest._Held(row["dk"], arrival.batch.from_ - 1, bytes.fromhex(arrival.batch.prev), 0)

    ingest._held = held
    return lambda: setattr(ingest, "_held", real)


def acknowledge_first() -> Callable[[], None]:
    """A mutant: a tablet that notes rows as sent when it sends them, not when the hub has confirmed them."""
    real = sync_hub.Hub.push

    def push(self, batch):
        if batch.events and hasattr(self, "store"):
            self.store.set_acked(batch.to)
            self.store._write(lambda conn: conn.execute("delete from log where seq < ?", [batch.to]))
        return real(self, batch)

    known = client.known_hub

    def with_store(store, **given):
        link = known(store, **given)
        link.store = store
        return link

    sync_hub.Hub.push, client.known_hub = push, with_store

    def undo() -> None:
        sync_hub.Hub.push, client.known_hub = real, known

    return undo
