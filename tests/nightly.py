"""Everything there is, with its figures: writes `docs/quality.md`. `poe nightly`; takes about an hour on two cores."""

import datetime as dt
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
STEPS = {
    "Checks (layout, lint, contracts, types, lessons)": ["poe", "check"],
    "Packs with every clip": ["elderapp", "pack", "build"],
    "Packs in English": ["elderapp", "pack", "build", "--language", "en"],
    "Packs in Putonghua": ["elderapp", "pack", "build", "--language", "cmn"],
    "Clients of the record store from npm": ["npm", "ci", "--silent", "--no-audit", "--no-fund", "--prefix", "tests"],
    "Every test, random walks ten times as long": ["coverage", "run", "-m", "pytest", "--hypothesis-profile=nightly"],
    "Memory over 500 lessons": ["env", "ELDERAPP_LESSONS=500", "pytest", "-q", "tests/tablet/test_memory.py"],
    "Every branch of the core": ["poe", "core"],
    "Every lesson, every branch, muted, by ear alone": ["poe", "play"],
    "Every screen of the app on contact sheets": ["poe", "sheets"],
    "Accessibility rules on every view, in six ways, on pixels": ["poe", "shots"],
    "The same on a tablet of 8 inches, upright, at two text sizes": ["elderapp", "a11y", "--profile", "8"],
    "The same on a tablet of 12 inches": ["elderapp", "a11y", "--profile", "12"],
    "Clips: rate, loudness, peaks": ["elderapp", "voice", "status"],
    "Cards for every lesson": ["elderapp", "card", "--all"],
    "Run sheets for every lesson": ["elderapp", "sheet", "--all"],
    "Translation": ["elderapp", "i18n", "status"],
    "What is due for review": ["elderapp", "review", "--due", "60d"],
    "What must not lose a statement": ["poe", "faults"],
    "Packages in an empty Debian: a class, a backup, a restore, a purge": ["poe", "chroot"],
    "Known faults of what is built upon (pip-audit)": ["python", "tests/audit.py"],
    "What needs no window, on Android's Python 3.14": ["poe", "python314"],
    "Types, as Python 3.14": ["poe", "types314"],
    "The core with Android's msgspec and cryptography": ["poe", "androids"],
    "A release, made twice": ["poe", "release", "--twice"],
    "What it costs": ["python", "tests/bench/bench.py", "--json"],
}

NOT_DONE = 3
"""What a step ends with that could not be carried out here, such as one that needs a service on the internet."""
ENVIRONMENT = {**os.environ, "ELDERAPP_NIGHTLY": "yes"}
"""With it the robot with a steady and with a trembling hand finishes every lesson, not two of a track; three people
try each."""
RULES = (
    (
        "A01 A04-A10",
        "every view of every lesson, in six ways (`elderapp a11y`); every other screen (`tests/tablet/screens`)",
    ),
    (
        "A02 A03",
        "pixels of every layout, in six ways (`elderapp a11y --shots`); every other screen (`test_shell_pixels`)",
    ),
    ("A11 A12", "every clip (`elderapp voice status`)"),
    ("A13 A24", "a fake clock at the real app (`tests/tablet/test_app`, `test_manners`)"),
    ("A14 A15", "synthetic fingers (`tests/tablet/test_touch`)"),
    ("A16", "what the app listens to, and every step's scene (`tests/tablet/test_gestures`)"),
    ("A17 A18 A25", "every branch of every lesson, muted, by ear alone (`elderapp play --auto`)"),
    ("A19", "thirty pictures of three idle seconds (`tests/workshop/test_rest`)"),
    ("A20", "pairs of states in grey, through an aged lens, tritan (`tests/workshop/test_eyes`)"),
    ("A21", "200 trembling taps at each target of every view (`elderapp a11y`, `robot.tremor`)"),
    ("A22 A23", "every lesson's text (`elderapp check`)"),
)
"""Where each accessibility rule is measured."""


def main() -> None:
    """Run every step, also after one that failed, and write down what came of it."""
    lines, failed = [], []
    for name, command in STEPS.items():
        began = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=ENVIRONMENT)
        minutes = (time.monotonic() - began) / 60
        said = _figure(done.stdout)
        result = {0: "passed", NOT_DONE: "**not done**"}.get(done.returncode, "**failed**")
        lines.append(f"| {name} | {result} | {minutes:.1f} min | {said} |")
        print(lines[-1], flush=True)
        if done.returncode not in (0, NOT_DONE):
            failed.append(name)
            print(done.stdout[-4000:], done.stderr[-4000:], file=sys.stderr)
        if "--json" in command and done.returncode == 0:
            costs = json.loads(done.stdout)
    (ROOT / "docs" / "quality.md").write_text(_page(lines, costs if not failed else {}), encoding="utf-8")
    sys.exit(1 if failed else 0)


def _figure(printed: str) -> str:
    """The line that sums a step up: pytest's, coverage's, or the last one that is not a frame."""
    lines = [line.strip(" =") for line in printed.splitlines() if re.search(r"\w", line)]
    sums = [line for line in lines if re.search(r"\d+ passed|^TOTAL|lessons played|views|lines have", line)]
    return (sums or lines or [""])[-1].replace("|", "/")[:160]


def _page(lines: list[str], costs: dict[str, dict[str, Any]]) -> str:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    today = dt.datetime.now(dt.UTC).date().isoformat()  # noqa: TID251  the page is dated, nothing else depends on it
    parts = [
        "# Quality",
        f"Everything there is, run on {today} at commit {commit.stdout.strip()} by `poe nightly`.",
        "| Step | Result | Took | Figures |\n| --- | --- | --- | --- |\n" + "\n".join(lines),
    ]
    rules = "\n".join(f"| {names} | {where} |" for names, where in RULES)
    parts.append("## Rules of accessibility\n\n| Rule | Measured on |\n| --- | --- |\n" + rules)
    if costs:
        parts.append("## What it costs\n\nRatios compare within one run; times are those of the machine it ran on.")
        rows = [
            f"| {name} | {row['what']} | {row['median']:,.3g} {row['unit']} | {row['verdict']} |"
            for name, part in costs.items()
            for row in part["rows"]
        ]
        parts.append("| Of | What | Median | Limit |\n| --- | --- | --- | --- |\n" + "\n".join(rows))
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    main()
