"""A hub and the hub above it: killed, put back from backups, a bad line between them, tablets that go over."""

import contextlib
import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from sqlalchemy import Engine, func, select

from elderapp import clock
from elderapp.hub import backups, children, demo, messenger, reports, server, upward
from elderapp.hub.app import shelf_of
from elderapp.hub.settings import Settings, secret
from elderapp.hub.storage import above, devices
from elderapp.hub.storage.engine import open_engine, transact
from elderapp.hub.storage.schema import attendance, event, word
from elderapp.records.statements import Verb
from elderapp.sync import client
from elderapp.sync.errors import HubRefused, HubUnreachable
from tests.faults.kills import place
from tests.faults.ledger import LEARNERS, Result, counted, judge
from tests.faults.network import World
from tests.faults.nursery import Nursery
from tests.faults.proxy import FAULTS, Proxy

SLEEPING = 3600.0


class Family:
    """A world, and the parent of its hub: `port` is where the parent answers whenever it runs."""

    def __init__(self, here: World, parent: Settings) -> None:
        self.here, self.parent = here, parent
        bound = server.listen("127.0.0.1", 0)
        self.port = bound.getsockname()[1]
        bound.close()
        self.marks, self.trouble = 0, ""
        with self.running() as hub:
            self.address = hub.address
            made = self._at_parent(
                lambda connection, key: children.invite(connection, key, "分校", "@hub", clock.wall_ms())
            )
            self.centre = made.centre
            with self.engine(here.settings) as engine:
                upward.pair(engine, here.settings, demo.CENTRE, hub.address, made.code)

    def _at_parent(self, act):
        with self.engine(self.parent) as engine:
            return transact(engine, lambda connection: act(connection, secret(self.parent.data)))

    def running(self) -> server.Running:
        return server.Running(self.parent, port=self.port)

    @contextmanager
    def engine(self, settings: Settings) -> Iterator[Engine]:
        made = open_engine(settings.url)
        try:
            yield made
        finally:
            made.dispose()

    def mark(self) -> None:
        """A trainer marks somebody on the child's page."""
        self.marks += 1
        who = LEARNERS[self.marks % len(LEARNERS)]
        one = reports.Mark(who, "late" if self.marks % 2 else "present", "chow", clock.wall_ms() + self.marks, "")
        with self.engine(self.here.settings) as engine:
            transact(engine, lambda connection: reports.add_mark(connection, demo.CENTRE, "s1", one))

    def visit(self, address: str = "", patience: float = 2.0) -> bool:
        """One visit to the parent; whether it came to its end. `trouble` says why not."""
        settings = self.here.settings
        with self.engine(settings) as engine, patch.object(upward, "TIMEOUT", patience):
            where = address or self.address
            transact(engine, lambda connection: above.note(connection, demo.CENTRE, address=where))
            try:
                upward.Caller(engine, settings, shelf_of(settings), demo.CENTRE).visit()
            except (HubUnreachable, HubRefused) as error:
                self.trouble = str(error)
                return False
        return True

    def go_over(self, tablet, address: str) -> None:
        """A tablet is paired with the parent, or with the child again."""
        to_parent = address == self.address
        settings, centre = (self.parent, self.centre) if to_parent else (self.here.settings, demo.CENTRE)
        with self.engine(settings) as engine:
            code = transact(
                engine,
                lambda connection: devices.new_code(connection, centre, secret(settings.data), "chow", clock.wall_ms()),
            )
        client.pair(tablet.store, address, code).close()

    def judge(self) -> tuple[int, int]:
        """What is lost or doubled at the parent once everybody met in peace; marks count like statements."""
        for _ in range(2):
            assert self.visit(patience=30.0), f"a visit in peace failed: {self.trouble}"
        with self.engine(self.parent) as engine:
            lost, doubled = judge([tablet.truth for tablet in self.here.tablets], counted(engine))
            with engine.connect() as connection:
                verbs = {verb: number for number, verb in enumerate(Verb, 1)}
                chosen = select(func.count()).select_from(event).where(
                    event.c.centre == self.centre, event.c.verb == verbs[Verb.ATTENDED], event.c.learner.in_(
                        select(word.c.k).where(word.c.centre == self.centre, word.c.text.in_(LEARNERS))
                    ),
                )  # fmt: skip
                difference = self.marks - int(connection.scalar(chosen) or 0)
        return lost + max(0, difference), doubled + max(0, -difference) + self._seen_differently()

    def _seen_differently(self) -> int:
        """Learners whose attendance the two hubs do not see alike."""
        found = []
        for settings, centre in ((self.here.settings, demo.CENTRE), (self.parent, self.centre)):
            with self.engine(settings) as engine, engine.connect() as connection:
                chosen = select(attendance.c.session, attendance.c.learner, attendance.c.trainer_status).where(
                    attendance.c.centre == centre, attendance.c.trainer_status > ""
                )
                found.append(set(map(tuple, connection.execute(chosen))))
        return len(found[0] ^ found[1])


@contextmanager
def family() -> Iterator[Family]:
    with place() as settings, place() as parent, ExitStack() as stack:
        stack.enter_context(patch.object(messenger.Messenger, "first_after", SLEEPING))  # visits are made here
        here = World(settings, stack)
        yield Family(here, parent)


def killed(nursery: Nursery, write_points: int, at_random: int, seed: int) -> Result:
    """A parent that takes a child's visits, killed at its first op on the disk, its second, …; then at random."""
    result, chance = Result("kill -9: parent hub"), random.Random(seed)
    with family() as both:
        tablets = [both.here.tablet() for _ in range(2)]
        for number in range(write_points + at_random):
            for tablet in tablets:
                tablet.learn(chance.randrange(1, 9))
                tablet.visit(both.here.hub.address)
            both.mark()
            die_at = number + 1 if number < write_points else chance.randrange(2, 60)
            pid = nursery.start(
                "tests.faults.kills:hub_life", data=str(both.parent.data), database="", port=both.port, die_at=die_at
            )
            for _ in range(40):
                if both.visit() or not nursery.is_alive(pid):
                    break
                clock.sleep(0.05)
            nursery.kill(pid)
            result.add(0)
        with both.running():
            result.lost, result.doubled = both.judge()
    return result


def bad_line(rounds: int, seed: int) -> Result:
    """The line between child and parent loses, repeats, cuts and garbles."""
    result, chance = Result("Network between child and parent hub"), random.Random(seed)
    with family() as both, both.running(), Proxy(both.address, lambda: chance.choice(FAULTS), seed) as proxy:
        tablets = [both.here.tablet() for _ in range(3)]
        for _ in range(rounds):
            for tablet in tablets:
                tablet.learn(chance.randrange(1, 20))
                tablet.visit(both.here.hub.address)
            both.mark()
            for _ in range(3):
                both.visit(proxy.address)
            result.add(*both.judge())
    return result


def restored(times: int, seed: int) -> Result:
    """Child, or parent, put back from a backup while the other goes on."""
    result, chance = Result("Child or parent hub restored from a backup"), random.Random(seed)
    with family() as both, patch.object(backups, "stamp", str):
        tablets = [both.here.tablet() for _ in range(2)]
        for number in range(times):
            of = both.here.settings if number % 2 == 0 else both.parent
            for step in range(3):
                for tablet in tablets:
                    tablet.learn(chance.randrange(1, 20))
                    tablet.visit(both.here.hub.address)
                if step == 1:
                    with both.engine(of) as engine:
                        kept = backups.back_up(of, engine)
                if step == 0:
                    both.mark()  # what is marked after a backup of the child is lost with it, and marked again
                if step != 1 or number % 2:
                    with both.running():
                        both.visit()
            both.here.hub.__exit__(None, None, None)
            backups.restore(of, of.backup_folder / kept.file)
            both.here.hub = server.Running(both.here.settings).__enter__()
            lost, doubled = both.here.judge()
            with both.running():
                here = both.judge()
            result.add(lost + here[0], doubled + here[1])
        both.here.hub.__exit__(None, None, None)
    return result


def gone_over(times: int, seed: int) -> Result:
    """Tablets go over to the parent and come back, with replies lost on every way: what both hubs took counts once."""
    result, chance = Result("Tablets that go over to the parent hub and back"), random.Random(seed)
    faults = ("reply lost", "reply cut", "none")
    with family() as both, both.running(), ExitStack() as stack:
        child = stack.enter_context(Proxy(both.here.hub.address, lambda: chance.choice(faults), seed))
        parent = stack.enter_context(Proxy(both.address, lambda: chance.choice(faults), seed + 1))
        tablets = [both.here.tablet() for _ in range(2)]
        for number in range(times):
            at, bad = (both.here.hub.address, child) if number % 2 == 0 else (both.address, parent)
            for tablet in tablets:
                tablet.learn(chance.randrange(1, 20))
                for _ in range(chance.randrange(1, 3)):
                    tablet.visit(bad.address)
            both.visit(parent.address)
            over = both.address if number % 2 == 0 else both.here.hub.address
            for tablet in tablets:
                both.go_over(tablet, over)
                tablet.learn(chance.randrange(1, 20))
                assert tablet.visit(over, 30.0), f"{at}: {tablet.trouble}"
            lost, doubled = both.judge()
            result.add(lost, doubled)
    return result


def counts_twice() -> contextlib.AbstractContextManager[object]:
    """A mutant: a parent that does not know again what came by another way."""
    return patch("elderapp.hub.twice.said_before", lambda *given: set())
