"""A hub as it grows, from a thousand statements to ten million: pages, memory, read models against the statements.

`python tests/bench/growth.py [--sizes 1000,…] [--keep FOLDER] [--fill]`. Filled hubs stay in FOLDER and are used
again; `--fill` only fills them, for that may take longer than anything else. The hub is a process of its own and is
asked over HTTP by a manager who is logged in. It
writes `docs/growth.json` and `docs/pictures/growth-*.svg` as well.
"""

import argparse
import json
import os
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import hub_pages
import sync
from measures import Measure, Part
from plots import Curve, plot

from elderapp import clock
from elderapp.hub import crowd
from elderapp.hub.settings import Settings
from elderapp.hub.storage import staff
from elderapp.hub.storage.engine import open_engine, transact

ROOT = Path(__file__).resolve().parents[2]
FIGURES, PICTURES = ROOT / "docs" / "growth.json", ROOT / "docs" / "pictures"
SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
TIMES = 40
SENDERS = 8
RAW = {  # what a report asks, of the statements themselves and of the read models
    "who came": (
        "select count(*), sum(last - first) from (select min(t) as first, max(t) as last from event "
        "where session > 0 and learner > 0 group by centre, session, learner)",
        "select count(*), sum(tablet_last - tablet_first) from attendance where tablet_first > 0",
    ),
    "how steps went": (
        "select count(*), sum(done), sum(hinted) from (select o.text, count(*) as done, "
        "sum(r.text not like '%\"alone\"%') as hinted from event e "
        "join word o on o.centre = e.centre and o.k = e.object "
        "join word r on r.centre = e.centre and r.k = e.result where e.centre = 1 and e.verb = 2 group by o.text)",
        "select count(*), sum(done), sum(hinted) from (select sum(done) as done, sum(hinted) as hinted from step_tally "
        "where centre = 1 group by lesson, place)",
    ),
}


def filled(folder: Path, size: int) -> tuple[Settings, int]:
    """A hub with about so many statements, and how many there are; filled where it is not there yet."""
    home = folder / str(size)
    home.mkdir(parents=True, exist_ok=True)
    settings, marker = Settings(data=home), home / "filled"
    engine = open_engine(settings.url)
    if not marker.exists():
        begin = time.perf_counter()

        def tell(done: int, of: int) -> None:
            if done % max(1, of // 20) == 0:
                print(f"{size:,}: {done} of {of}, {time.perf_counter() - begin:.0f} s", file=sys.stderr, flush=True)

        marker.write_text(str(crowd.fill(engine, crowd.sized(size, clock.wall_ms()), tell)), encoding="ascii")
    if not (home / "staffed").exists():
        transact(
            engine, lambda connection: staff.add_staff(connection, hub_pages.MANAGER, "boss", hub_pages.PASSWORD, 1)
        )
        (home / "staffed").touch()
    engine.dispose()
    return settings, int(marker.read_text(encoding="ascii"))


@contextmanager
def hub(settings: Settings) -> Iterator[tuple[str, int]]:
    """A hub started as its owner starts it: its address and the number of its process."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    where = ["--port", str(port), "--data", str(settings.data)]
    base = ["--database", settings.database] if settings.database else []
    with subprocess.Popen(
        [sys.executable, "-m", "elderapp", "hub", *where, *base], stdout=subprocess.DEVNULL
    ) as process:
        try:
            sync.wait_for(f"http://127.0.0.1:{port}")
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()


def measured(folder: Path, size: int) -> dict[str, Any]:
    """Every figure of a hub of this size."""
    settings, count = filled(folder, size)
    models = _models(settings.data / "hub.db")
    with hub(settings) as (address, pid), httpx.Client(base_url=address, trust_env=False, timeout=60) as client:
        began = sync.peak_mb(pid)
        hub_pages._log_in(client)
        asked = {name: asked_of(client, page, pid) for name, page in hub_pages._pages(settings).items()}
        peak = sync.peak_mb(pid)
    pages = {name: p95 for name, (p95, _) in asked.items()}
    return {
        "statements": count, "pages_p95_ms": pages, "pages_cpu_ms": {name: cpu for name, (_, cpu) in asked.items()},
        "start_mb": began, "peak_mb": peak, "bytes_each": (settings.data / "hub.db").stat().st_size / count, **models,
    }  # fmt: skip


def asked_of(client: httpx.Client, address: str, pid: int) -> tuple[float, float]:
    """p95 of one page, and processor time of the hub for it (ms)."""
    assert 200 == client.get(address).status_code
    busy, took = sync.cpu_s(pid), []
    for _ in range(TIMES):
        begin = time.perf_counter()
        assert 200 == client.get(address).status_code
        took.append(1e3 * (time.perf_counter() - begin))
    return statistics.quantiles(took, n=20)[-1], 1e3 * (sync.cpu_s(pid) - busy) / TIMES


def _models(path: Path) -> dict[str, Any]:
    """What a report asks: of the statements by hand-written SQL, and of the read models; milliseconds of each."""
    found: dict[str, Any] = {}
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        for name, (raw, model) in RAW.items():
            said, slow = _query(connection, raw, 1)
            told, quick = _query(connection, model, 5)
            assert said == told, (name, said, told)
            found[name] = {"raw_ms": slow, "model_ms": quick, "of_raw": quick / slow}
    return found


def _query(connection: sqlite3.Connection, text: str, times: int) -> tuple[tuple[int, ...], float]:
    took, row = [], ()
    for _ in range(times):
        begin = time.perf_counter()
        row = connection.execute(text).fetchone()
        took.append(1e3 * (time.perf_counter() - begin))
    return row, min(took)


def costs(folder: Path, sizes: tuple[int, ...] = SIZES, keep: Path | None = None) -> dict[str, dict[str, Any]]:
    """By size; kept in `docs/growth.json` as soon as each is known."""
    told: dict[str, dict[str, Any]] = json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {}
    for size in sizes:
        told[str(size)] = found = measured(keep or folder, size)
        pages = found["pages_p95_ms"]
        print(f"{size:>12,}  p95 {max(pages.values()):.0f} ms  {found['peak_mb']:.0f} MB", file=sys.stderr, flush=True)
        told = {key: told[key] for key in sorted(told, key=int)}
        FIGURES.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    draw(told)
    return told


def draw(told: dict[str, dict[str, Any]]) -> None:
    """The curves: pages, memory, and reports from read models beside those from statements."""
    at = [int(one["statements"]) for one in told.values()]
    every = list(told.values())
    pages = [one["pages_p95_ms"] for one in every]
    shown = ("today", "live", "attendance", "learner", "report")
    curves = [Curve(name, at, [page[name] for page in pages]) for name in shown]
    plot(PICTURES / "growth-pages.svg", "p95 of the hub's pages, ms", curves, limit=100)
    memory = [Curve("peak", at, [float(one["peak_mb"]) for one in every])]
    plot(PICTURES / "growth-memory.svg", "the most memory the hub held, MB", memory, limit=200)
    reports = [
        Curve(f"{name}: {what}", at, [one[name][key] for one in every])
        for name in RAW
        for what, key in (("statements", "raw_ms"), ("read model", "model_ms"))
    ]
    plot(PICTURES / "growth-reports.svg", "a report's query, ms", reports)


def grown(folder: Path) -> dict[str, float]:
    """The same in a few figures. `BENCH_SIZES` and `BENCH_KEEP` say which sizes, and where hubs are kept."""
    sizes = tuple(int(one) for one in os.environ.get("BENCH_SIZES", ",".join(map(str, SIZES[:-1]))).split(","))
    keep = os.environ.get("BENCH_KEEP")
    told = list(costs(folder, sizes, Path(keep) if keep else None).values())
    small = next((one for one in told if one["statements"] >= 50_000), told[0])
    large = told[-1]
    slowest = [max(one["pages_p95_ms"].values()) for one in (small, large)]
    models = [one for name in RAW for one in [large[name]]]
    return {
        "small": small["statements"], "large": large["statements"], "small_p95_ms": slowest[0],
        "large_p95_ms": slowest[1], "page_growth": max(_growths(small, large, "pages_p95_ms")),
        "cpu_growth": max(_growths(small, large, "pages_cpu_ms")), "peak_mb": large["peak_mb"],
        "memory_growth": large["peak_mb"] / small["peak_mb"], "of_raw": max(one["of_raw"] for one in models),
    }  # fmt: skip


def _growths(small: dict[str, Any], large: dict[str, Any], what: str) -> list[float]:
    return [large[what][page] / small[what][page] for page in small[what] if small[what][page]]


PARTS = (
    Part("The hub as it grows", grown, (
        Measure("small", "statements of the smaller hub", ""),
        Measure("large", "of the larger one", ""),
        Measure("small_p95_ms", "p95 of the slowest page there, the smaller", "ms", 100),
        Measure("large_p95_ms", "the larger", "ms", 100),
        Measure("page_growth", "p95 of the page that grew most, larger against smaller", "×", 1.5),
        Measure("cpu_growth", "processor time of the page that grew most, the same", "×"),
        Measure("peak_mb", "the most memory of the larger hub, all pages opened", "MB", 200),
        Measure("memory_growth", "against the smaller", "×"),
        Measure("of_raw", "a report from read models, against hand-written SQL on the statements", "×", 0.01),
    )),
)  # fmt: skip


def main() -> None:
    """Fills, measures, draws."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--fill", action="store_true")
    given = parser.parse_args()
    sizes = tuple(int(one) for one in given.sizes.split(","))
    with tempfile.TemporaryDirectory() as name:
        if given.fill:
            for size in sizes:
                filled(given.keep or Path(name), size)
            return
        costs(Path(name), sizes, given.keep)


if __name__ == "__main__":
    main()
