"""A territory in small, on one machine: PostgreSQL in partitions by centre, several hubs, tablets of 18 districts.

`python tests/bench/scale.py [--hubs 1,2] [--partitions 0,16] [--centres 18] [--tablets 36] [--batches 4]
[--pages SIZES]`.
Tablets send every batch to another hub than the one before, a manager's browser goes round as well: whatever one hub
knew alone would be missed at the next. Afterwards everything must be there, once, and read models equal to a recount.
With `--pages` the hub's pages are measured on PostgreSQL too, at those sizes, with a year's report of forty centres.
"""

import argparse
import json
import re
import shutil
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import growth
import httpx
import hub_pages
import sync
from sqlalchemy import Engine, func, make_url, select

from elderapp import keys
from elderapp.hub import recount
from elderapp.hub.settings import Settings, secret
from elderapp.hub.storage import places, schema, staff
from elderapp.hub.storage.engine import open_engine, reading, transact
from elderapp.sync.protocol import MOST_EVENTS
from tests.postgres import database, server

PARTITIONED = ("event", "batch", "word")
"""What grows with every statement; the rest is small."""


def partition(engine: Engine, parts: int) -> None:
    """Makes an empty hub's large tables anew, in so many parts by the hash of their centre."""
    with engine.begin() as connection:
        for name in PARTITIONED:
            connection.exec_driver_sql(f"alter table {name} rename to {name}_plain")
            like = f"create table {name} (like {name}_plain including all) partition by hash (centre)"
            connection.exec_driver_sql(like)
            connection.exec_driver_sql(f"drop table {name}_plain")
            for part in range(parts):
                which = f"for values with (modulus {parts}, remainder {part})"
                connection.exec_driver_sql(f"create table {name}_{part} partition of {name} {which}")


@contextmanager
def territory(
    folder: Path, address: str, hubs: int, parts: int, centres: int
) -> Iterator[tuple[Engine, list[str], list[int]]]:
    """An empty hub in that database, with centres and a manager, served by so many processes."""
    settings = Settings(data=folder / "0", database=address)
    settings.data.mkdir(parents=True)
    secret(settings.data)
    keys.load_or_make(settings.data / "hub.key")
    engine = open_engine(settings.url)
    if parts:
        partition(engine, parts)
    for number in range(1, centres + 1):
        transact(engine, lambda connection, number=number: places.new_centre(connection, number, f"第 {number} 區"))
    boss, word = hub_pages.MANAGER, hub_pages.PASSWORD
    transact(engine, lambda connection: staff.add_staff(connection, boss, "boss", word, 1))
    with ExitStack() as open_ones:
        found = []
        for number in range(hubs):
            home = folder / str(number)
            if number:
                shutil.copytree(folder / "0", home, ignore=shutil.ignore_patterns("*.db*", "backups"))
            found.append(open_ones.enter_context(growth.hub(Settings(data=home, database=address))))
        yield engine, [one for one, _ in found], [pid for _, pid in found]
    engine.dispose()


def load(folder: Path, address: str, hubs: int, parts: int, asked: argparse.Namespace) -> dict[str, float]:
    """What so many hubs take in, and what a page takes meanwhile."""
    with territory(folder, address, hubs, parts, asked.centres) as (engine, addresses, pids):
        rows = asked.batches * MOST_EVENTS
        senders = [sync.Sender(engine, 10 + n, rows, centre=n % asked.centres + 1) for n in range(asked.tablets)]
        said = [[sync._request(one, batch) for batch in one.batches] for one in senders]
        with httpx.Client(base_url=addresses[0], trust_env=False, timeout=60) as client:
            hub_pages._log_in(client)
            idle = [_page(client, addresses, n) for n in range(40)]
            hub_s, base_s = sum(map(sync.cpu_s, pids)), postgres_s(address)
            threads = [threading.Thread(target=_go_round, args=(one, addresses, n)) for n, one in enumerate(said)]
            begin, busy = time.perf_counter(), []
            for one in threads:
                one.start()
            while any(one.is_alive() for one in threads):
                busy.append(_page(client, addresses, len(busy)))
            took = time.perf_counter() - begin
            hub_s, base_s = sum(map(sync.cpu_s, pids)) - hub_s, postgres_s(address) - base_s
        again = [sync._request(one, one.batches[0]) for one in senders]
        _go_round(again, addresses, 1)  # a batch that comes again, at whichever hub, counts no more
        _judge(engine, asked.tablets * rows, parts)
        count = asked.tablets * rows
        memory = [sync.peak_mb(pid) for pid in pids]
    return {
        "hubs": hubs, "partitions": parts, "statements": count, "per_s": count / took,
        "hub_us_each": 1e6 * hub_s / count, "postgres_us_each": 1e6 * base_s / count,
        "page_idle_p95_ms": statistics.quantiles(idle, n=20)[-1],
        "page_busy_p95_ms": statistics.quantiles(busy, n=20)[-1] if len(busy) > 1 else busy[0],
        "hub_peak_mb": max(memory),
    }  # fmt: skip


def _judge(engine: Engine, count: int, parts: int) -> None:
    """Everything is there, once; read models are what a recount gives; a centre is asked of one partition."""
    with reading(engine) as connection:
        assert count == connection.scalar(select(func.sum(schema.log.c.seq)))
        assert count == connection.scalar(select(func.count()).select_from(schema.event))
        if parts:
            told = connection.exec_driver_sql("explain select sum(t) from event where centre = 3")
            assert 1 == len({part for (line,) in told for part in re.findall(r" on (event_\d+) ", line)})
    assert [] == recount.check(engine, 1)


def _page(client: httpx.Client, addresses: Sequence[str], turn: int) -> float:
    """A manager's page (ms), each time from another hub: her log-in is good at all of them."""
    begin = time.perf_counter()
    assert 200 == client.get(f"{addresses[turn % len(addresses)]}/live").status_code
    took = 1e3 * (time.perf_counter() - begin)
    time.sleep(0.02)
    return took


def _go_round(requests: Sequence[bytes], addresses: Sequence[str], first: int) -> None:
    """One tablet's batches in their order, each to the next hub, as a balancer would have it."""
    with ExitStack() as open_ones:
        lines: dict[str, socket.socket] = {}
        for turn, request in enumerate(requests, first):
            address = addresses[turn % len(addresses)]
            if address not in lines:
                where = urlsplit(address)
                lines[address] = open_ones.enter_context(socket.create_connection((where.hostname, where.port)))
            sync.ask(lines[address], request)


def postgres_s(address: str) -> float:
    """Processor time of the whole database server, in seconds."""
    port, total = str(make_url(address).port), 0.0
    parents = set()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        if b"postgres" in (said := _read(path)).split(b"\0")[0] and f"-p\0{port}".encode() in said:
            parents.add(int(path.parent.name))
    for path in Path("/proc").glob("[0-9]*/stat"):
        told = _read(path).rpartition(b")")[2].split()
        if told and (int(path.parent.name) in parents or int(told[1]) in parents):
            total += sync.cpu_s(int(path.parent.name))
    return total


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # it has ended meanwhile
        return b""


def pages(folder: Path, cluster: str, sizes: tuple[int, ...]) -> dict[str, dict[str, float]]:
    """The hub's pages on PostgreSQL, and a year's report."""
    import psycopg

    with psycopg.connect(f"{cluster}/postgres", autocommit=True) as connection:
        for name in (*map(str, sizes), "year"):
            connection.execute(f"create database bench_{name}")
    return hub_pages.costs(folder, sizes, f"{cluster}/bench")


def main() -> None:
    """Runs every combination and prints it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hubs", default="1,2")
    parser.add_argument("--partitions", default="0,16")
    parser.add_argument("--centres", type=int, default=18)
    parser.add_argument("--tablets", type=int, default=36)
    parser.add_argument("--batches", type=int, default=4)
    parser.add_argument("--pages", default="")
    asked = parser.parse_args()
    with server(fsync="on") as cluster, tempfile.TemporaryDirectory() as name:
        if asked.pages:
            sizes = tuple(int(one) for one in asked.pages.split(","))
            print(json.dumps(pages(Path(name), cluster, sizes), indent=1))
            return
        for parts in map(int, asked.partitions.split(",")):
            for hubs in map(int, asked.hubs.split(",")):
                with database(cluster) as address:
                    made = load(Path(name) / f"{hubs}-{parts}", address, hubs, parts, asked)
                print(json.dumps({key: round(value, 1) for key, value in made.items()}), flush=True)


if __name__ == "__main__":
    sys.exit(main())
