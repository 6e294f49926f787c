"""What it costs to meet the hub: a batch that comes twice, bytes on the wire, ingest over HTTP, a storm, a catch-up.

Run by `bench.py`. Hubs whose memory or answers are measured are
processes of their own.
"""

import asyncio
import json
import os
import random
import socket
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from measures import Measure, Part
from sqlalchemy import Engine, func, select

sys.path.insert(0, str(Path(__file__).parents[2]))

from elderapp import clock, keys
from elderapp.hub import demo, ingest
from elderapp.hub.demo import CENTRE, Demo
from elderapp.hub.settings import Settings
from elderapp.hub.storage import schema
from elderapp.hub.storage.engine import open_engine, transact
from elderapp.records.statements import GENESIS, Row, Verb, chain
from elderapp.sync import protocol, signing
from elderapp.sync.batches import make_batch
from elderapp.sync.hub import Hub
from elderapp.sync.protocol import MOST_EVENTS, Batch
from tests.faults import herd


class Sender:
    """A tablet with a key and signed batches ready to be sent."""

    def __init__(
        self, engine: Engine, number: int, rows: int, *, batch: int = MOST_EVENTS, centre: int = CENTRE
    ) -> None:
        """Its key is written down at the hub, for pairing is not what is measured."""
        self.private = keys.new_private()
        public = keys.public_of(self.private)
        self.device = f"{centre}-{keys.key_id(public)}"
        row = {"centre": centre, "device": self.device, "number": number, "public_key": public}
        transact(engine, lambda c: c.execute(schema.device.insert(), [{**row, "paired": clock.wall_ms()}]))
        self.rows = self._learnt(number, rows)
        self.batches: list[Batch] = []
        prev = GENESIS
        for first in range(0, rows, batch):
            part = self.rows[first : first + batch]
            self.batches.append(make_batch(self.private, self.device, 7, first + 1, prev, part, wall=clock.wall_ms()))
            for one in part:
                prev = chain(prev, one)

    def _learnt(self, number: int, count: int) -> list[Row]:
        """A class as it is: learners take turns, an attempt has thirty statements, times go on by seconds."""
        chance, wall, rows = random.Random(number), clock.wall_ms() - 14 * 86_400_000, []
        learners, session = [f"{chance.getrandbits(128):032x}" for _ in range(8)], f"{chance.getrandbits(128):032x}"
        attempt, learner = "", ""
        for seq in range(1, count + 1):
            if seq % 30 == 1:
                attempt, learner = f"{chance.getrandbits(128):032x}", chance.choice(learners)
            wall += chance.randrange(1500, 20_000)
            verb = Verb.EXPERIENCED if seq % 2 else Verb.ANSWERED
            result = {"n": seq % 9, "of": 9} if seq % 2 else {"outcome": "alone", "key": True}
            step = f"pay-fps-check-payee/alone/step-{seq % 30 // 2}"
            rows.append(Row(7, seq, wall, wall % 10**8, "0a1b2c3d", verb, learner, session, attempt, step, result))
        return rows

    def arrivals(self) -> list[ingest.Arrival]:
        """What the hub takes, without a network."""
        public, now = keys.public_of(self.private), clock.wall_ms()
        return [ingest.Arrival(CENTRE, self.device, public, one, protocol.deflate(one), now) for one in self.batches]


@contextmanager
def _engine(folder: Path) -> Iterator[tuple[Engine, Settings, Demo]]:
    settings = Settings(data=folder)
    engine = open_engine(settings.url)
    made = demo.fill(engine, clock.wall_ms(), settings)
    yield engine, settings, made
    engine.dispose()


def repeated(folder: Path, senders: int = 8, each: int = 4) -> dict[str, float]:
    """A batch of 500 that is new, and the same once more (the goal: at most half)."""
    with _engine(folder) as (engine, _, _):
        arrivals = [one for n in range(senders) for one in Sender(engine, 100 + n, each * MOST_EVENTS).arrivals()]
        new = _median(lambda one: ingest.take(engine, one), arrivals)
        again = _median(lambda one: ingest.take(engine, one), arrivals)
    return {"new_ms": 1e3 * new, "again_ms": 1e3 * again, "ratio": again / new}


def _median(work, things) -> float:
    took = []
    for one in things:
        begin = time.perf_counter()
        work(one)
        took.append(time.perf_counter() - begin)
    return statistics.median(took)


def wire(folder: Path) -> dict[str, float]:
    """Bytes of a whole signed request for each statement (the goal: at most 150): two weeks' rows, and one lesson's."""
    with _engine(folder) as (engine, _, _):
        full, lesson = (Sender(engine, 200 + size, 1500, batch=size) for size in (MOST_EVENTS, 30))
    return {
        f"bytes_each_in_{size}": statistics.fmean(len(_request(one, batch)) for batch in one.batches) / size
        for one, size in ((full, MOST_EVENTS), (lesson, 30))
    }


def _request(sender: Sender, batch: Batch) -> bytes:
    """What goes over the wire."""
    target, body = f"{protocol.BASE}/{sender.device}", protocol.deflate(batch)
    signed = signing.sign_request(
        sender.private, device=sender.device, method="POST", target=target, body=body, time_ms=clock.wall_ms(),
        nonce=clock.new_id(),
    )  # fmt: skip
    more = {"Host": "192.168.1.5:8700", "Content-Length": str(len(body)), "Content-Encoding": "deflate", **signed}
    head = "".join(f"{name}: {value}\r\n" for name, value in more.items())
    return f"POST {target} HTTP/1.1\r\n{head}\r\n".encode() + body


def over_http(folder: Path, senders: int = 8, each: int = 8) -> dict[str, float]:
    """Signed batches over HTTP, with log-in and read models; against bare executemany of those rows, as durable.

    The tablets' work (rows, deflating, signing) is done beforehand; so are the bare rows. `…_parsed` are against a
    bare insert that reads the rows out of their JSON first, as whoever takes in JSON must.
    """
    with _engine(folder / "hub") as (engine, settings, _), _hub(settings) as address:
        found = [Sender(engine, 300 + n, each * MOST_EVENTS) for n in range(senders)]
        said = [[_request(one, batch) for batch in one.batches] for one in found]
        before, begin = cpu_s(_hub.pid), time.perf_counter()
        threads = [threading.Thread(target=_say, args=(requests, address)) for requests in said]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        ours, busy = time.perf_counter() - begin, cpu_s(_hub.pid) - before
        count = senders * each * MOST_EVENTS
        with engine.connect() as connection:
            assert count == connection.scalar(select(func.sum(schema.log.c.seq)).where(schema.log.c.epoch == 7))
    plain, parsed = bare_inserts(folder / "bare.db", [batch for one in found for batch in one.batches])
    return {
        "per_s": count / ours, "bare_per_s": count / plain[0], "cpu_us_each": 1e6 * busy / count,
        "against_bare": ours / plain[0], "against_parsed": ours / parsed[0],
        "cpu_against_bare": busy / plain[1], "cpu_against_parsed": busy / parsed[1],
    }  # fmt: skip


def often(work: Callable[[Path], dict[str, float]], folder: Path, times: int = 5) -> dict[str, list[float]]:
    """The figures of several runs."""
    runs = [work(folder / str(number)) for number in range(times)]
    return {key: [one[key] for one in runs] for key in runs[0]}


def bare_inserts(path: Path, batches: list[Batch]) -> tuple[tuple[float, float], tuple[float, float]]:
    """Wall clock and processor time of bare inserts, a durable commit a batch: of rows alone, and with reading them."""
    bare = sqlite3.connect(path, isolation_level=None)
    bare.execute("pragma journal_mode=wal")
    bare.execute("pragma synchronous=full")
    bare.execute("create table event (a,b,c,d,e,f,g,h,i,j,k)")
    read = inserted = (0.0, 0.0)
    for batch in batches:
        rows, took = _timed(lambda: [_plain(json.loads(bytes(row))) for row in batch.events])  # noqa: B023
        read = (read[0] + took[0], read[1] + took[1])
        _, took = _timed(lambda: _insert(bare, rows))  # noqa: B023
        inserted = (inserted[0] + took[0], inserted[1] + took[1])
    bare.close()
    return inserted, (inserted[0] + read[0], inserted[1] + read[1])


def _timed(work):
    begin, busy = time.perf_counter(), time.process_time()
    made = work()
    return made, (time.perf_counter() - begin, time.process_time() - busy)


def _plain(row: list[object]) -> tuple[object, ...]:
    return tuple(json.dumps(value) if isinstance(value, dict) else value for value in row)


def _insert(bare: sqlite3.Connection, rows: list[tuple[object, ...]]) -> None:
    bare.execute("begin immediate")
    bare.executemany("insert into event values (?,?,?,?,?,?,?,?,?,?,?)", rows)
    bare.execute("commit")


def _say(requests: list[bytes], address: str) -> None:
    """Sends requests one after another over one connection, as soon as the one before is answered."""
    where = urlsplit(address)
    with socket.create_connection((where.hostname, where.port)) as line:
        for request in requests:
            ask(line, request)


def ask(line: socket.socket, request: bytes) -> None:
    """One request over a connection that stays open, and its whole answer, which must be a success."""
    line.sendall(request)
    with line.makefile("rb") as answers:
        status, length = answers.readline(), 0
        assert b" 200 " in status, status
        while (head := answers.readline().strip().lower()) != b"":
            length = int(head.partition(b":")[2]) if head.startswith(b"content-length:") else length
        answers.read(length)


def cpu_s(pid: int) -> float:
    """Processor time that a process has had, in seconds."""
    told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


HUB = """
import sys
from pathlib import Path
from elderapp.hub import server
from elderapp.hub.settings import Settings
data, port, in_flight = sys.argv[1:]
server._Server(Settings(data=Path(data), in_flight=int(in_flight))).run([server.listen("127.0.0.1", int(port))])
"""


@contextmanager
def _hub(settings: Settings, in_flight: int = 64) -> Iterator[str]:
    """A hub in a process of its own, with nothing between it and the disk; memory is read from the system by its pid.

    Not by the hub's own command: that takes no other limit of requests.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    told = [sys.executable, "-c", HUB, str(settings.data), str(port), str(in_flight)]
    with subprocess.Popen(told, stdout=subprocess.DEVNULL) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(address)
            _hub.pid = process.pid
            yield address
        finally:
            process.terminate()


def wait_for(address: str, seconds: float = 60.0) -> None:
    """Until a hub answers."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            httpx.get(f"{address}/healthz", trust_env=False)
        except httpx.HTTPError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"no hub answers at {address}")


def peak_mb(pid: int) -> float:
    """The most memory that a process has had, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(float(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def storm(folder: Path, count: int = 2000) -> dict[str, float]:
    """So many simulated tablets lost their hub together, and it is back: requests for each needed one, memory.

    Beside it, the same tablets without back-off (all come within two seconds) at a hub that takes in everybody.
    """
    found: dict[str, float] = {}
    for name, in_flight, down in (("limited", 64, herd.DOWN), ("unlimited", 100_000, 0.0)):
        with _engine(folder / name) as (engine, settings, _), _hub(settings, in_flight) as address:
            tablets = [herd._Simulated(number) for number in range(1, count + 1)]
            rows = [
                {"centre": CENTRE, "device": one.device, "number": n, "public_key": keys.public_of(one.private)}
                for n, one in enumerate(tablets, 100)
            ]
            transact(engine, lambda c, rows=rows: c.execute(schema.device.insert(), rows))
            idle = peak_mb(_hub.pid)
            seen = asyncio.run(herd._storm(tablets, address, 1, down))
            slow = statistics.quantiles(seen.pages, n=100)[98] if len(seen.pages) > 1 else 0.0
            found |= {f"{name}_requests_each": seen.requests / count, f"{name}_s": seen.seconds}
            found |= {f"{name}_page_p99_ms": slow, f"{name}_peak_mb": peak_mb(_hub.pid)}
            found[f"{name}_grew_mb"] = found[f"{name}_peak_mb"] - idle
    return {
        "tablets": count, **found, "memory_ratio": found["limited_peak_mb"] / found["unlimited_peak_mb"],
        "grew_ratio": found["limited_grew_mb"] / found["unlimited_grew_mb"],
    }  # fmt: skip


def catch_up(folder: Path, count: int = 40, each: int = 5000) -> dict[str, float]:
    """So many tablets hand in two weeks at once; the trainer's class page meanwhile, against the same when idle."""
    with _engine(folder) as (engine, settings, made), _hub(settings) as address:
        senders = [Sender(engine, 500 + n, each) for n in range(count)]
        with httpx.Client(base_url=address, trust_env=False, timeout=60) as browser:
            log_in(browser, made)
            idle = [_page(browser) for _ in range(60)]
            threads = [threading.Thread(target=_hand_in, args=(one, address)) for one in senders]
            begin, busy = time.perf_counter(), []
            for one in threads:
                one.start()
            while any(one.is_alive() for one in threads):
                busy.append(_page(browser))
            took = time.perf_counter() - begin
    p99 = [statistics.quantiles(times, n=100)[98] if len(times) > 1 else times[0] for times in (idle, busy)]
    return {
        "tablets": count, "statements": count * each, "s": took, "per_s": count * each / took,
        "page_idle_p99_ms": p99[0], "page_busy_p99_ms": p99[1], "page_ratio": p99[1] / p99[0],
    }  # fmt: skip


def log_in(browser: httpx.Client, made: Demo) -> None:
    """As the demo centre's trainer."""
    token = browser.get("/login").text.partition('name="_csrf_token" value="')[2].partition('"')[0]
    form = {"_csrf_token": token, "username": made.username, "password": made.password}
    assert 303 == browser.post("/login", data=form).status_code


def _page(browser: httpx.Client) -> float:
    begin = time.perf_counter()
    assert 200 == browser.get("/live").status_code
    took = 1e3 * (time.perf_counter() - begin)
    time.sleep(0.02)
    return took


def _hand_in(one: Sender, address: str) -> None:
    with Hub(address, one.device, one.private) as link:
        link._timeout = 60.0
        for batch in one.batches:
            while True:
                try:
                    link.push(batch)
                    break
                except Exception as error:  # busy: as a tablet waits
                    time.sleep(random.random() * max(0.2, getattr(error, "retry_after", 0.2)))


def units(folder: Path, times: int = 200) -> dict[str, float]:
    """Processor time of the hub (ms) for one of each request that tablets make most."""
    with _engine(folder) as (engine, settings, _), _hub(settings) as address:
        one = Sender(engine, 700, times * 30, batch=30)
        base = f"{protocol.BASE}/{one.device}"
        asked = {
            "poll_ms": [_asking(one, f"{base}/live?after=0") for _ in range(times)],
            "roster_ms": [_asking(one, f"{base}/roster?after=0") for _ in range(times)],
            "visit_ms": [_request(one, batch) for batch in one.batches],
        }
        found = {}
        for name, requests in asked.items():
            before = cpu_s(_hub.pid)
            _say(requests, address)
            found[name] = 1e3 * (cpu_s(_hub.pid) - before) / times
    return found


def _asking(sender: Sender, target: str) -> bytes:
    """A signed question."""
    signed = signing.sign_request(
        sender.private, device=sender.device, method="GET", target=target, body=b"", time_ms=clock.wall_ms(),
        nonce=clock.new_id(),
    )  # fmt: skip
    head = "".join(f"{name}: {value}\r\n" for name, value in {"Host": "hub", **signed}.items())
    return f"GET {target} HTTP/1.1\r\n{head}\r\n".encode()


PARTS = (
    Part("One request at the hub", units, (
        Measure("visit_ms", "a lesson's 30 statements, processor time", "ms"),
        Measure("poll_ms", "a tablet asks what is wanted of it, the same", "ms"),
        Measure("roster_ms", "it asks for the class list, the same", "ms"),
    )),
    Part("Ingest over HTTP", lambda folder: often(over_http, folder), (
        Measure("per_s", "statements a second: log-in, signature, chain, read models, on the disk", ""),
        Measure("against_bare", "time against bare `executemany` of rows ready to insert, as durable", "×", 2),
        Measure("against_parsed", "the same, where the bare insert reads its rows out of JSON", "×", 2),
        Measure("cpu_against_bare", "processor time against bare `executemany`", "×"),
        Measure("cpu_against_parsed", "the same, with reading the rows", "×"),
        Measure("cpu_us_each", "processor time of a statement", "µs"),
    )),
    Part("A batch that comes again", repeated, (
        Measure("new_ms", "a batch of 500 that is new", "ms"),
        Measure("again_ms", "the same once more", "ms"),
        Measure("ratio", "again against new", "×", 0.5),
    )),
    Part("Bytes on the wire", wire, (
        Measure("bytes_each_in_500", "of a statement in a batch of 500, with the whole request", "", 150),
        Measure("bytes_each_in_30", "of a statement in a batch of 30", "", 150),
    )),
    Part("A storm of 2,000 tablets", storm, (
        Measure("limited_requests_each", "requests for each needed one", "", 1.3),
        Measure("limited_s", "until everybody was served", "s"),
        Measure("limited_page_p99_ms", "p99 of a page meanwhile", "ms"),
        Measure("memory_ratio", "peak memory against no back-off and no limit", "×", 0.5),
        Measure("limited_grew_mb", "memory beyond the idle hub", "MB"),
        Measure("unlimited_grew_mb", "the same without back-off and limit", "MB"),
        Measure("grew_ratio", "of these two", "×", 0.5),
    )),
    Part("Catch-up: 40 tablets with 5,000 statements each", catch_up, (
        Measure("s", "until all was in", "s"),
        Measure("per_s", "statements a second", ""),
        Measure("page_idle_p99_ms", "p99 of the trainer's page, idle", "ms"),
        Measure("page_busy_p99_ms", "p99 of it meanwhile", "ms"),
        Measure("page_ratio", "of these two", "×", 3),
    )),
)  # fmt: skip
