"""The class page as a noisy afternoon has it: 40 tablets in one class, 20 viewers of its page, all at one hub.

`python tests/bench/watched.py [SECONDS]`. Tablets are ours (a file, a line to the hub, an ear for the trainer; drawn by
nobody), the hub is a process of its own and so are the viewers. A step counts from when it is written down on the
tablet until a viewer has got a page on which its tile shows it.
"""

import json
import multiprocessing
import random
import re
import statistics
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

import httpx
import sync
from measures import Measure, Part
from sqlalchemy import Connection, Engine, select

from elderapp import clock
from elderapp.hub import demo
from elderapp.hub.settings import Settings, secret
from elderapp.hub.storage import devices, places, schema
from elderapp.hub.storage.engine import transact
from elderapp.hub.storage.places import Meeting
from elderapp.records.people import PICTURES, Learner
from elderapp.records.statements import Statement, Verb
from elderapp.store import Store
from elderapp.sync import client
from elderapp.tablet.ear import Ear
from elderapp.tablet.link import Link

TABLETS, VIEWERS = 40, 20
SECONDS = 60.0
REST = (3.0, 9.0)
"""Seconds that a learner spends at a step."""
PATIENCE = 15.0
"""Seconds in which what was done must be on every page."""
TILE = re.compile(r'data-tablet="(\d+)"(?:(?!data-tablet).)*?第 (\d+) 步', re.DOTALL)
STEPS = 900
"""Learners begin somewhere else in a lesson of so many: a tile's number then names one moment."""


class Tablet:
    """A tablet in a class, with a learner who goes from step to step and now and then raises a hand."""

    def __init__(self, folder: Path, address: str, code: str, number: int, session: str) -> None:
        """Pairs it."""
        self._folder, self._session, self._chance = folder, session, random.Random(number)
        folder.mkdir(parents=True)
        self._learner = _learner(number)
        self._at = number % 7
        self.store = Store.open(folder / "tablet.db")
        client.pair(self.store, address, code).close()
        line, live = client.known_hub(self.store), client.known_hub(self.store)
        assert line
        assert live
        self.device = line.device
        self.link = Link(lambda: Store.open(folder / "tablet.db"), line, client.push)
        self.ear = Ear(live, lambda: True, lambda _live: None)
        self.done: dict[int, float] = {}

    def begin(self) -> None:
        """A learner signs in, and both lines are opened."""
        self.link.start(lambda _roster: None)
        self.ear.start()
        self._say(Verb.ATTENDED, "", {})
        self._say(Verb.INITIALIZED, demo.LESSON, {"version": 1, "nth": 1})

    def work(self, until: float) -> None:
        """Steps, until then."""
        self.store = Store.open(self._folder / "tablet.db")  # this thread's own
        while time.time() < until:
            time.sleep(self._chance.uniform(*REST))
            self._at += 1
            self.done[self._at] = time.time()
            self._say(Verb.EXPERIENCED, f"{demo.LESSON}/alone/s{self._at}", {"n": self._at, "of": STEPS})
        self.store.close()

    def _say(self, verb: Verb, what: str, result: dict[str, str | int | bool]) -> None:
        said = Statement(verb, self._learner, what, result, self._session, f"a-{self._learner}")
        self.store.record([said])
        self.link.told([said])

    def end(self) -> None:
        """Close both lines."""
        self.ear.stop()
        self.link.stop()


def _learner(number: int) -> str:
    return f"bench-{number:02d}"


def _class(connection: Connection) -> str:
    """A class of as many people as there are tablets, which is on."""
    people = tuple(
        Learner(_learner(number), f"學員{number}", PICTURES[number % len(PICTURES)]) for number in range(1, TABLETS + 1)
    )
    places.new_cohort(connection, demo.CENTRE, "watched", "大班", people)
    starts = clock.wall_ms() - 10 * demo.MINUTE
    meeting = Meeting(
        clock.new_id(), "watched", "大班", starts, starts + 90 * demo.MINUTE, "禮堂", demo.LESSON, demo.TRAINER.id
    )
    places.new_meeting(connection, demo.CENTRE, meeting)
    return meeting.session


def _code(engine: Engine, settings: Settings) -> str:
    now = clock.wall_ms()
    return transact(engine, lambda c: devices.new_code(c, demo.CENTRE, secret(settings.data), demo.TRAINER.id, now))


def _numbers(engine: Engine) -> dict[str, int]:
    """By tablet, the number on its tile."""
    with engine.connect() as connection:
        found = connection.execute(select(schema.device.c.device, schema.device.c.number))
        return {one.device: one.number for one in found}


def _late(tablets: list[Tablet], seen: list[dict[tuple[int, int], float]], numbers: dict[str, int]) -> dict[str, float]:
    """Milliseconds from each step to each page. Steps that no page showed because the next came are none of them.

    Raises AssertionError where a viewer never got the step at which a tablet stands at last.
    """
    took, skipped, count = [], 0, 0
    for one in tablets:
        number = numbers[one.device]
        for page in seen:
            assert (number, max(one.done)) in page, f"tablet {number} stands at {max(one.done)}, which a page misses"
            shown = [page.get((number, step)) for step in one.done]
            took += [1e3 * (at - done) for at, done in zip(shown, one.done.values(), strict=True) if at is not None]
            skipped, count = skipped + shown.count(None), count + len(shown)
    parts = statistics.quantiles(took, n=100)
    return {
        "steps": count / len(seen), "median_ms": parts[49], "p95_ms": parts[94], "p99_ms": parts[98],
        "most_ms": max(took), "skipped": skipped / count,
    }  # fmt: skip


def view(address: str, cookies: dict[str, str], session: str, viewers: int, out: Pipe) -> None:
    """So many viewers in this process: when each first saw which tile at which step, told once the word comes."""
    import asyncio

    seen: list[dict[tuple[int, int], float]] = [{} for _ in range(viewers)]
    pages = [0] * viewers

    async def one(number: int) -> None:
        async with (
            httpx.AsyncClient(base_url=address, cookies=cookies, trust_env=False, timeout=60) as browser,
            browser.stream("GET", f"/live/stream?session={session}") as stream,
        ):
            assert 200 == stream.status_code, stream.status_code
            lines: list[str] = []
            async for line in stream.aiter_lines():
                if line:
                    lines.append(line)
                    continue
                now, pages[number] = time.time(), pages[number] + 1
                for label, step in TILE.findall("\n".join(lines)):
                    seen[number].setdefault((int(label), int(step)), now)
                lines.clear()

    async def all_of_them() -> None:
        tasks = [asyncio.create_task(one(number)) for number in range(viewers)]
        out.send("here")
        await asyncio.to_thread(out.recv)
        for task in tasks:
            task.cancel()
        failed = [why for why in await asyncio.gather(*tasks, return_exceptions=True) if isinstance(why, Exception)]
        out.send((seen, pages, [repr(why) for why in failed]))

    asyncio.run(all_of_them())


def watched(folder: Path, seconds: float = SECONDS) -> dict[str, float]:
    """How long each step took to each viewer's page, and what that cost the hub."""
    with ExitStack() as open_ones:
        engine, settings, made = open_ones.enter_context(sync._engine(folder / "hub"))
        address = open_ones.enter_context(sync._hub(settings))
        session = transact(engine, _class)
        tablets = [
            Tablet(folder / str(number), address, _code(engine, settings), number, session)
            for number in range(1, TABLETS + 1)
        ]
        browser = open_ones.enter_context(httpx.Client(base_url=address, trust_env=False, timeout=60))
        sync.log_in(browser, made)
        here, there = multiprocessing.get_context("spawn").Pipe()
        process = multiprocessing.get_context("spawn").Process(
            target=view, args=(address, dict(browser.cookies), session, VIEWERS, there), daemon=True
        )
        process.start()
        assert "here" == here.recv()
        for one in tablets:
            one.begin()
        time.sleep(5)  # everybody has signed in
        began, busy = time.time(), sync.cpu_s(sync._hub.pid)
        threads = [threading.Thread(target=one.work, args=(began + seconds,)) for one in tablets]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took, busy = time.time() - began, sync.cpu_s(sync._hub.pid) - busy
        time.sleep(PATIENCE / 3)
        here.send("enough")
        seen, pages, failed = here.recv()
        process.join(PATIENCE)
        memory = sync.peak_mb(sync._hub.pid)
        for one in tablets:
            one.end()
    assert not failed, failed
    return {
        **_late(tablets, seen, _numbers(engine)), "hub_of_a_processor": busy / took, "peak_mb": memory,
        "pages_a_minute": 60 * statistics.fmean(pages) / took,
    }  # fmt: skip


PARTS = (
    Part(f"A class watched: {TABLETS} tablets, {VIEWERS} viewers", watched, (
        Measure("p99_ms", "step written down on the tablet → shown on a viewer's page, p99", "ms", 2000),
        Measure("median_ms", "the same, median", "ms"),
        Measure("most_ms", "the latest of all", "ms"),
        Measure("steps", "steps that were taken", ""),
        Measure("skipped", "of them not shown, for the next one came first", "×"),
        Measure("pages_a_minute", "pages that a viewer gets a minute", ""),
        Measure("hub_of_a_processor", "of one processor, the hub's share", "×", 0.5),
        Measure("peak_mb", "the most memory the hub held", "MB", 200),
    )),
)  # fmt: skip


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        print(json.dumps(watched(Path(name), *map(float, sys.argv[1:])), indent=1))
