"""What a hub's pages cost when it is small and when it is large: p95 of each page, how it grows, and a year's report.

`python tests/bench/hub_pages.py [--sizes 100000,1000000] [--database postgresql://…]`. Hubs are filled by
`elderapp.hub.crowd`, counted anew, and asked over real HTTP by a manager who is logged in.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

import httpx
from measures import Measure, Part

from elderapp import clock
from elderapp.hub import crowd, figures, recount
from elderapp.hub.crowd import Crowd
from elderapp.hub.settings import Settings
from elderapp.hub.storage import staff
from elderapp.hub.storage.engine import open_engine, reading, transact
from elderapp.hub.storage.staff import Staff

SIZES = (100_000, 1_000_000)
MANAGER, PASSWORD = Staff(1, "boss", "經理", "manager"), "a long password"
WEEK = 7 * 24 * 60 * 60 * 1000


def costs(folder: Path, sizes: tuple[int, ...] = SIZES, database: str = "") -> dict[str, dict[str, float]]:
    """By page: p95 and processor time (ms) at each size, how much each grew; and a year of forty centres in seconds.

    Processor time is the hub's: unlike p95 it hardly depends on what else runs here.
    """
    took = {size: _at(folder / str(size), size, f"{database}_{size}" if database else "") for size in sizes}
    first, last = sizes[0], sizes[-1]
    pages = {
        page: {
            **{f"p95_ms_{size}": took[size][page][0] for size in sizes},
            **{f"cpu_ms_{size}": took[size][page][1] for size in sizes},
            "growth": took[last][page][0] / took[first][page][0],
            "cpu_growth": took[last][page][1] / took[first][page][1],
        }
        for page in took[first]
    }
    return {**pages, "a year of 40 centres": year(folder / "year", f"{database}_year" if database else "")}


def _filled(folder: Path, database: str, people: Crowd) -> tuple[Settings, dict[str, float]]:
    """A hub with a crowd, and how quickly it was filled and counted anew."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = Settings(data=folder, database=database)
    engine = open_engine(settings.url)
    begin = time.perf_counter()
    made = crowd.fill(engine, people)
    filled = time.perf_counter() - begin
    begin = time.perf_counter()
    wrong = recount.check(engine, 1)
    assert [] == wrong, wrong[:5]
    counted = time.perf_counter() - begin
    transact(engine, lambda connection: staff.add_staff(connection, MANAGER, "boss", PASSWORD, 1))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("analyze")
    engine.dispose()
    print(
        f"{made:,} statements of {people.centres} centres: {made / filled:,.0f}/s, "
        f"a centre counted anew in {counted:.1f} s, equal", file=sys.stderr,
    )  # fmt: skip
    return settings, {"statements": made, "filled_s": filled}


def _at(folder: Path, size: int, database: str) -> dict[str, tuple[float, float]]:
    """The p95 and the median processor time (ms) of each page."""
    settings, _ = _filled(folder, database, crowd.sized(size, clock.wall_ms()))
    from growth import asked_of, hub

    with hub(settings) as (address, pid), httpx.Client(base_url=address, trust_env=False, timeout=60) as client:
        _log_in(client)
        return {name: asked_of(client, page, pid) for name, page in _pages(settings).items()}


def _log_in(client: httpx.Client) -> None:
    token = client.get("/login").text.partition('name="_csrf_token" value="')[2].partition('"')[0]
    answer = client.post("/login", data={"_csrf_token": token, "username": "boss", "password": PASSWORD})
    assert 303 == answer.status_code


def _pages(settings: Settings) -> dict[str, str]:
    """Every page a manager opens on most days, of the newest course."""
    from sqlalchemy import select

    from elderapp.hub.storage import schema

    engine = open_engine(settings.url)
    with reading(engine) as connection:
        newest = select(schema.session.c.session, schema.session.c.cohort).where(schema.session.c.centre == 1)
        meeting = connection.execute(newest.order_by(schema.session.c.starts.desc())).first()
        learner = connection.scalar(
            select(schema.enrolment.c.learner).where(
                schema.enrolment.c.centre == 1, schema.enrolment.c.cohort == meeting.cohort
            )
        )
    engine.dispose()
    month = figures.month_of(clock.wall_ms())
    return {
        "today": "/", "live": "/live", "attendance": f"/attendance?session={meeting.session}", "desk": "/desk",
        "learners": "/learners", "learner": f"/learners/{learner}", "cohorts": "/cohorts",
        "cohort": f"/cohorts/{meeting.cohort}", "progress": f"/cohorts/{meeting.cohort}/progress",
        "certificates": f"/cohorts/{meeting.cohort}/certificates", "report": f"/reports?month={month}",
        "devices": "/devices", "audit": "/audit",
    }  # fmt: skip


def year(folder: Path, database: str = "", centres: int = 40) -> dict[str, float]:
    """The report of a year: visits as ever, with few statements each, for reports read no statements."""
    people = Crowd(centres, 53, clock.wall_ms(), steps=2)
    settings, filled = _filled(folder, database, people)
    engine = open_engine(settings.url)
    titles = {number: f"第 {number} 中心" for number in range(1, centres + 1)}
    begin, busy = time.perf_counter(), time.process_time()
    heard = []
    with reading(engine) as connection:
        steps = figures.steps(
            connection,
            titles,
            figures.Asked(figures.month_of(clock.wall_ms()), "", 12),
            clock.wall_ms(),
            lambda _: None,
        )
        while True:
            try:
                heard.append((next(steps), time.perf_counter() - begin))
            except StopIteration as ended:
                made = ended.value
                break
    took, worked = time.perf_counter() - begin, time.process_time() - busy
    engine.dispose()
    first = heard[0][1]
    return {
        "seconds": took,
        "cpu_s": worked,
        "first_word_s": first,
        "visits": made.total.visits,
        "statements": filled["statements"],
    }


PARTS = (
    Part("A year of forty centres", year, (
        Measure("statements", "statements of them", ""),
        Measure("visits", "visits that are counted", ""),
        Measure("seconds", "the report of the year", "s", 5),
        Measure("first_word_s", "until the first word of how far it is", "s"),
        Measure("cpu_s", "its processor time", "s"),
    )),
)  # fmt: skip


def main() -> None:
    """Prints a table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--database", default="", help="prefix of the addresses of empty databases: …/bench")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = costs(Path(folder), tuple(int(one) for one in given.sizes.split(",")), given.database)
    if given.json:
        print(json.dumps(made, indent=1))
        return
    for page, row in made.items():
        print(f"{page:>22}  " + "  ".join(f"{name} {value:.2f}" for name, value in row.items()))


if __name__ == "__main__":
    main()
