"""`poe faults [--short]`: runs the matrix; in full it writes `docs/reliability.md` after each fault."""

import datetime as dt
import platform
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from elderapp import clock
from tests.faults import matrix, powercut
from tests.faults.ledger import Result

ROOT = Path(__file__).parents[2]
HEAD = """# What was tried to lose a statement

A centre is paid by attendance: weeks offline, a flat battery in mid-lesson, a wrong clock or a hub put back from last
night's backup must not lose a statement, nor count one twice. `poe faults` does all of that to real tablets' files,
real hubs and real HTTP, and then compares what was done on the tablets with what the hub counts
(`tests/faults/ledger.py`).
This page is written by the run.
"""
MEANING = """
**Tried** are crash images, kills, rounds or tablets; **survived** those after which every statement that a tablet had
promised was at the hub once, its file sound, and each learner's progress the fold of all statements. A power cut is an
image of the disk at an fsync or between two, what was not synced being there, not there, or torn by sectors of 512
bytes (`tests/faults/powercut.py`); a kill is SIGKILL at the n-th write or at a random moment.
"""


def main() -> None:
    """Runs every case; ends with 1 if one lost or doubled anything, or a mutant was not caught."""
    short = "--short" in sys.argv[1:]
    wanted = [word for word in sys.argv[1:] if not word.startswith("-")]
    powercut.quick()
    begin, done, caught, failed = time.monotonic(), [], [], False
    for case in matrix.CASES:
        work = case.short if short else case.full
        if work is None or (wanted and case.name not in wanted):
            continue
        since = time.monotonic()
        result = work()
        failed |= result.survived < result.tried or bool(result.lost or result.doubled)
        done.append((result, time.monotonic() - since))
        _say(result, time.monotonic() - since)
        if not short and not wanted:
            _write(done, caught, time.monotonic() - begin)
    for mutant in matrix.MUTANTS if not wanted else ():
        result = mutant.run()
        failed |= not (result.lost or result.doubled)
        caught.append((mutant.name, result))
        sys.stdout.write(f"mutant: {mutant.name}: lost {result.lost}, doubled {result.doubled}\n")
    if not short and not wanted:
        _write(done, caught, time.monotonic() - begin)
    sys.exit(int(failed))


def _say(result: Result, seconds: float) -> None:
    sys.stdout.write(
        f"{result.fault:60} tried {result.tried:6,}  survived {result.survived:6,}  lost {result.lost}"
        f"  doubled {result.doubled}  {seconds:.0f} s  {result.note}\n"
    )
    sys.stdout.flush()


def _write(done: list[tuple[Result, float]], caught: list[tuple[str, Result]], seconds: float) -> None:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    day = dt.datetime.fromtimestamp(clock.wall_ms() / 1000, clock.HONG_KONG)
    lines = [
        HEAD,
        f"Run on {day:%Y-%m-%d %H:%M} (Hong Kong), commit {commit.stdout.strip()}, `poe faults`,",
        f"{seconds / 60:.0f} minutes, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}.\n",
        "| Fault | Tried | Survived | Statements lost | Counted twice | |",
        "|---|--:|--:|--:|--:|---|",
    ]
    lines += [f"| {r.fault} | {r.tried:,} | {r.survived:,} | {r.lost} | {r.doubled} | {r.note} |" for r, _ in done]
    lines.append(MEANING)
    if caught:
        lines += [
            "Mistakes planted in the programs, to see whether the checker sees them:\n",
            "| Planted mistake | Statements lost | Counted twice | |",
            "|---|--:|--:|---|",
        ]
        lines += [
            f"| {name} | {r.lost:,} | {r.doubled:,} | {'caught' if r.lost or r.doubled else '**not caught**'} |"
            for name, r in caught
        ]
    (ROOT / "docs" / "reliability.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
