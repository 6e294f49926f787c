"""What it costs, mostly as ratios within one run: those can be compared between machines.

    python tests/bench/bench.py [--json] [--write] [--peers] [PART …]

All parts are measured, or those whose names have one of the words; with `--peers` others' programs beside ours
(`peers.py`) instead. `--json` prints figures for another program; `--write` keeps them in `docs/performance.json` and
writes the table of `docs/performance.md` from all that is kept.
"""

import json
import os
import platform
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import authors
import growth
import hub_pages
import in_use
import peers
import sound
import stages
import starting
import storing
import sync
import watched
import xapi
from measures import Measure, Part, Skipped, put_between, rows_of, table

from elderapp import clock

PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
FIGURES = PAGE.with_suffix(".json")
PARTS = (
    Part("Start of the tablet", starting.start, (
        Measure("against_empty", "process start → first frame with the names, against an empty Kivy window", "×", 1.3),
        Measure("cpu_against_empty", "the same, by processor time", "×", 1.3),
        Measure("cpu_against_trimmed", "by processor time, against an empty window without Kivy's own looks", "×"),
        Measure("app_s", "in seconds", "s"),
        Measure("empty_s", "the empty window, in seconds", "s"),
        Measure("full_against_few", "with 1,000 lessons and 500 learners, against a few of each", "×", 1.1),
        Measure("cpu_full_against_few", "the same, by processor time", "×", 1.1),
    )),
    Part("The tablet in use", lambda folder: in_use.use(starting.home_in(folder)), (
        Measure("frames_beyond", "tap → changed view, frames (1/60 s) beyond a bare screen of the same", "", 2),
        Measure("cpu_frames_beyond", "the same, by processor time", "", 2),
        Measure("tap_ms", "tap → changed view, processor time", "ms"),
        Measure("bare_ms", "a bare screen of the same changes, processor time", "ms"),
        Measure("caption_ms", "caption step", "ms", 0.2),
        Measure("rss_beyond_empty_mb", "memory after 100 lessons, beyond an empty window", "MB", 60),
        Measure("labels_beyond_empty_mb", "of bare labels that changed as often", "MB"),
        Measure("growth_mb", "memory from the 100th lesson to the 500th", "MB", 10),
        Measure("screens", "screens alive after 500 lessons", "", 3),
        Measure("idle_against_empty", "idle before the names, processor time against an empty window's", "×", 2),
        Measure("idle_lesson_against_empty", "idle in a lesson, its ring at rest, the same", "×", 2),
    )),
    Part("The voice", lambda folder: sound.sound(starting.home_in(folder)), (
        Measure("begun_ms", "tap → the clip begins at the sound device", "ms", 150),
        Measure("audible_ms", "tap → the clip's first sound there", "ms", 150),
    )),
    Part("One tap in the core", storing.tap_to_view, (
        Measure("tap_to_view_us", "a right tap through the player until the next view stands", "µs"),
        Measure("of_a_frame", "of a frame (1/60 s)", "×", 1),
    )),
    Part("One answer on the tablet's disk", storing.durable_write, (
        Measure("store_ms", "log row and progress, durable", "ms"),
        Measure("against_append", "against appending as many bytes and fdatasync", "×", 1.15),
        Measure("against_commit", "against a bare SQLite commit of one row", "×"),
    )),
    Part("A class's answers at the hub", storing.batch_ingest, (
        Measure("events_per_s", "signed, chained rows taken in, a second", ""),
        Measure("against_bare", "time against bare inserts of the same rows", "×"),
    )),
    Part("The record store", xapi.costs, (
        Measure("statements_per_s", "others' statements stored by `/xapi` in batches of 100, a second", ""),
        Measure("repeats_per_s", "the same statements once more, a second", ""),
        Measure("read_per_s", "statements read in pages of 500, a second", ""),
        Measure("native_against_ours", "tablets' statements a second, against those by `/xapi`", "×", 10),
    )),
    *sync.PARTS,
    *stages.PARTS,
    *growth.PARTS,
    *hub_pages.PARTS,
    *watched.PARTS,
    *authors.PARTS,
)  # fmt: skip


def main() -> None:
    """Measure what was asked for and tell it."""
    options = {one for one in sys.argv[1:] if one.startswith("--")}
    wanted = [one.lower() for one in sys.argv[1:] if not one.startswith("--")]
    chosen = peers.PARTS if "--peers" in options else PARTS
    parts = [part for part in chosen if not wanted or any(word in part.name.lower() for word in wanted)]
    if not parts or options - {"--json", "--write", "--peers"}:
        sys.exit(f"{__doc__}\nParts: {', '.join(part.name for part in chosen)}")
    told = {}
    for part in parts:
        try:
            told[part.name] = measured(part, says="--json" not in options)
        except Skipped as why:
            print(f"{part.name}: skipped: {why}", file=sys.stderr, flush=True)
    if "--json" in options:
        print(json.dumps(told, indent=2))
    if "--write" in options:
        write(told)


def measured(part: Part, *, says: bool) -> dict[str, Any]:
    """What came of one part, with when and where; told at once where somebody looks on."""
    began, load = time.perf_counter(), os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        rows = rows_of(part, part.work(Path(folder)))
    seconds = time.perf_counter() - began
    if says:
        print(f"{part.name} ({seconds:.0f} s)")
        for row in rows:
            print(f"  {row.in_words}", flush=True)
    where = {"day": clock.day_of(clock.wall_ms()), "seconds": round(seconds), "load": round(load, 1), "on": machine()}
    return {**where, "rows": [row.as_json for row in rows]}


def write(told: dict[str, dict[str, Any]]) -> None:
    """Keep what was measured, and put all that is kept into the page."""
    kept = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {}
    kept = {part.name: (kept | told)[part.name] for part in (*PARTS, *peers.PARTS) if part.name in kept | told}
    FIGURES.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    PAGE.write_text(put_between(PAGE.read_text(encoding="utf-8"), table(kept)), encoding="utf-8")


def machine() -> str:
    """Processor, memory and Python, in one line."""
    told = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    chip = next((line.partition(":")[2].strip() for line in told if line.startswith("model name")), "some processor")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{chip}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
