"""A herd: so many tablets lost their hub at the same moment, and it is back. Requests over the wire, simulated tablets.

Each simulated tablet has a key, sends one signed batch by itself over real HTTP and waits as a real one does
(`elderapp.sync.schedule`). All of them are paired by writing down their keys, for pairing is not what is tried.
"""

import asyncio
import random
import statistics
import time
from urllib.parse import urlsplit

from msgspec import Struct

from elderapp import clock, keys
from elderapp.hub import demo
from elderapp.hub.storage import schema
from elderapp.hub.storage.engine import open_engine
from elderapp.records.statements import GENESIS, Row
from elderapp.sync import protocol, schedule, signing
from elderapp.sync.batches import make_batch
from tests.faults.ledger import Result, Truth, counted, judge
from tests.faults.network import World, world

DOWN = 12.0
"""Seconds for which the hub was away: by then tablets have tried some times already, and wait ever longer."""


class Storm(Struct):
    """What a storm cost: requests made, requests needed, seconds until everybody was served, what a page took (ms)."""

    requests: int
    needed: int
    seconds: float
    pages: list[float]


class _Simulated:
    def __init__(self, number: int) -> None:
        self.private, self.truth = keys.new_private(), Truth(f"t{number}", number)
        self.device = f"{demo.CENTRE}-{keys.key_id(keys.public_of(self.private))}"
        said = [self.truth.statement() for _ in range(3)]
        now = clock.wall_ms()
        rows = [
            Row(7, n, now, 1, "b", one.verb, one.learner, "s1", one.attempt, one.object, one.result)
            for n, one in enumerate(said, 1)
        ]
        self.body = protocol.deflate(make_batch(self.private, self.device, 7, 1, GENESIS, rows, wall=now))
        for one in said:
            self.truth.kept(one)

    def request(self) -> bytes:
        """A signed request, as bytes."""
        target = f"{protocol.BASE}/{self.device}"
        signed = signing.sign_request(
            self.private, device=self.device, method="POST", target=target, body=self.body,
            time_ms=clock.wall_ms(), nonce=clock.new_id(),
        )  # fmt: skip
        more = {"Host": "hub", "Content-Length": str(len(self.body)), "Connection": "close", **signed}
        head = "".join(f"{name}: {value}\r\n" for name, value in more.items())
        return f"POST {target} HTTP/1.1\r\n{head}\r\n".encode() + self.body


async def _ask(address: str, request: bytes) -> tuple[int, float]:
    """Status of the answer (0: none came) and for how long it asks to stay away."""
    parts = urlsplit(address)
    try:
        async with asyncio.timeout(20):
            reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
            writer.write(request)
            data = await reader.read()
            writer.close()
    except (OSError, TimeoutError):
        return 0, 0.0
    head = data.partition(b"\r\n\r\n")[0].lower()
    wait = [float(line.split(b":")[1]) for line in head.split(b"\r\n") if line.startswith(b"retry-after:")]
    return (int(head.split(b" ")[1]) if head else 0), (wait[0] if wait else 0.0)


async def _tablet(one: _Simulated, storm: Storm, address: str, chance: random.Random, down: float) -> None:
    # How many tries each made while the hub was away follows from the schedule; they all lost it together.
    failures, at = 1, schedule.pause(1, chance.random())
    while at < down:
        failures += 1
        at += schedule.pause(failures, chance.random())
    await asyncio.sleep(at - down)
    while True:
        storm.requests += 1
        status, wait = await _ask(address, one.request())
        if status == 200:
            return
        failures += 1
        await asyncio.sleep(schedule.pause(failures, chance.random(), wait))


async def _watch(address: str, storm: Storm) -> None:
    """Somebody who opens a page, again and again."""
    while True:
        begin = time.perf_counter()
        await _ask(address, b"GET /login HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n")
        storm.pages.append(1000 * (time.perf_counter() - begin))
        await asyncio.sleep(0.25)


async def _storm(tablets: list[_Simulated], address: str, seed: int, down: float) -> Storm:
    chance, storm, begin = random.Random(seed), Storm(0, len(tablets), 0.0, []), time.perf_counter()
    watching = asyncio.ensure_future(_watch(address, storm))
    await asyncio.gather(*(_tablet(one, storm, address, chance, down) for one in tablets))
    watching.cancel()
    storm.seconds = time.perf_counter() - begin
    return storm


def storm(here: World, count: int, seed: int, down: float = DOWN) -> tuple[Storm, tuple[int, int]]:
    """Lets so many tablets come back to a hub; what it cost, and what was lost and doubled."""
    tablets = [_Simulated(number) for number in range(1, count + 1)]
    engine = open_engine(here.settings.url)
    now = clock.wall_ms()
    with engine.begin() as connection:
        rows = [
            {"centre": demo.CENTRE, "device": one.device, "number": n, "public_key": keys.public_of(one.private),
             "paired": now}
            for n, one in enumerate(tablets, 100)
        ]  # fmt: skip
        connection.execute(schema.device.insert(), rows)
    found = asyncio.run(_storm(tablets, here.hub.address, seed, down))
    judged = judge([one.truth for one in tablets], counted(engine))
    engine.dispose()
    return found, judged


def herd(count: int, seed: int, down: float = DOWN) -> Result:
    """The checker on a storm."""
    result = Result(f"Herd: {count:,} simulated tablets with back-off")
    with world() as here:
        found, (lost, doubled) = storm(here, count, seed, down)
    result.tried, result.survived = count, count - lost
    result.lost, result.doubled = lost, doubled
    slow = statistics.quantiles(found.pages, n=100)[98] if len(found.pages) > 1 else 0.0
    result.note = (
        f"{found.requests / found.needed:.2f} requests for each needed one, {found.seconds:.0f} s, "
        f"a page meanwhile {slow:.0f} ms (p99)"
    )
    return result
