"""`poe faults [--short] [NAME…]`: runs the matrix, or some of it; not in short form it writes `docs/reliability.md`.

What each fault came to is kept in `build/faults`, so that one can be tried again by itself; every row names its commit.
"""

import argparse
import datetime as dt
import platform
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import msgspec
from msgspec import Struct

from elderapp import clock, resources
from tests.faults import matrix, powercut
from tests.faults.ledger import Result

ROOT = Path(__file__).parents[2]
HEAD = """# What was tried to lose a statement

A centre is paid by attendance: weeks offline, a flat battery in mid-lesson, a wrong clock or a hub put back from last
night's backup must not lose a statement, nor count one twice. `poe faults` does all of that to real tablets' files,
real hubs and real HTTP, and then compares what was done on the tablets with what the hub counts
(`tests/faults/ledger.py`). This page is written by the run.
"""
MEANING = """
**Tried** are crash images, kills, rounds or tablets; **survived** those after which every statement that a tablet had
promised was at the hub once, its file sound, and each learner's progress the fold of all statements. A power cut is an
image of the disk at an fsync or between two, what was not synced being there, not there, or torn by sectors of 512
bytes (`tests/faults/powercut.py`); a kill is SIGKILL at the n-th write or at a random moment.
"""


_NAMES = (*(case.name for case in matrix.CASES), "mutants")


class Kept(Struct):
    """What came of one fault or mutant, and of which commit."""

    result: Result
    commit: str
    day: str
    seconds: float


def main() -> None:
    """Runs every case; ends with 1 if one lost or doubled anything, or a mutant was not caught."""
    parser = argparse.ArgumentParser(prog="poe faults", description=__doc__)
    parser.add_argument("--short", action="store_true", help="a minute of each; writes nothing")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of: {', '.join(_NAMES)}")
    asked = parser.parse_args()
    if unknown := sorted({*asked.names} - {*_NAMES}):
        parser.error(f"there is no fault {', '.join(unknown)}")
    short, wanted = asked.short, asked.names
    powercut.quick()
    failed = False
    for case in matrix.CASES:
        work = case.short if short else case.full
        if work is None or (wanted and case.name not in wanted):
            continue
        result = _run(case.name, work, keep=not short)
        failed |= result.survived < result.tried or bool(result.lost or result.doubled)
    for mutant in matrix.MUTANTS if not wanted or "mutants" in wanted else ():
        result = _run(f"mutant {mutant.name}", mutant.run, keep=not short)
        failed |= not (result.lost or result.doubled)
    sys.exit(int(failed))


def _run(name: str, work, *, keep: bool) -> Result:
    commit, begin = _commit(), time.monotonic()
    result = work()
    seconds = time.monotonic() - begin
    sys.stdout.write(
        f"{name if name.startswith('mutant') else result.fault:62} tried {result.tried:6,}  survived "
        f"{result.survived:6,}  lost {result.lost}  doubled {result.doubled}  {seconds:.0f} s  {result.note}\n"
    )
    sys.stdout.flush()
    if keep:
        day = f"{dt.datetime.fromtimestamp(clock.wall_ms() / 1000, clock.HONG_KONG):%Y-%m-%d}"
        folder = resources.build() / "faults"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.json").write_bytes(msgspec.json.encode(Kept(result, commit, day, seconds)))
        _write()
    return result


def _commit() -> str:
    ask = ["git", "rev-parse", "--short", "HEAD"]
    return subprocess.run(ask, capture_output=True, text=True, cwd=ROOT, check=False).stdout.strip()


def _kept(name: str) -> Kept | None:
    path = resources.build() / "faults" / f"{name}.json"
    return msgspec.json.decode(path.read_bytes(), type=Kept) if path.exists() else None


def _write() -> None:
    """The page, of all that is kept."""
    tried = [kept for case in matrix.CASES if (kept := _kept(case.name))]
    planted = [(one.name, kept) for one in matrix.MUTANTS if (kept := _kept(f"mutant {one.name}"))]
    minutes = sum(kept.seconds for kept in tried) / 60
    lines = [
        HEAD,
        f"`poe faults`, {minutes:.0f} minutes, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}.\n",
        "| Fault | Tried | Survived | Statements lost | Counted twice | | Day | Commit |",
        "|---|--:|--:|--:|--:|---|---|---|",
    ]
    for kept in tried:
        r = kept.result
        numbers = f"{r.tried:,} | {r.survived:,} | {r.lost} | {r.doubled}"
        lines.append(f"| {r.fault} | {numbers} | {r.note} | {kept.day} | {kept.commit} |")
    lines.append(MEANING)
    if planted:
        lines += [
            "Mistakes planted in the programs, to see whether the checker sees them:\n",
            "| Planted mistake | Statements lost | Counted twice | | Day | Commit |",
            "|---|--:|--:|---|---|---|",
        ]
    for name, kept in planted:
        r = kept.result
        caught = "caught" if r.lost or r.doubled else "**not caught**"
        lines.append(f"| {name} | {r.lost:,} | {r.doubled:,} | {caught} | {kept.day} | {kept.commit} |")
    (ROOT / "docs" / "reliability.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
