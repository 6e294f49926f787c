"""Everything there is, with its figures: writes `docs/quality.md`. `poe nightly`; takes a night on two cores.

What a step came to is kept in `build/nightly`: a run that was stopped goes on where it was, for as long as the commit
is the same. `poe nightly WORD …` runs the steps with these words in their names, again if need be; the page then tells
of each step at which commit it was run.
"""

import datetime as dt
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "build" / "nightly"
FAILED = "**failed**"
STEPS = {
    "Checks (layout, lint, contracts, types, lessons)": ["poe", "check"],
    "Packs with every clip": ["elderapp", "pack", "build"],
    "Packs in English": ["elderapp", "pack", "build", "--language", "en"],
    "Packs in Putonghua": ["elderapp", "pack", "build", "--language", "cmn"],
    "Clients of the record store from npm": ["npm", "ci", "--silent", "--no-audit", "--no-fund", "--prefix", "tests"],
    "Every test, random walks ten times as long": ["coverage", "run", "-m", "pytest", "--hypothesis-profile=nightly"],
    "Memory over 500 lessons": ["env", "ELDERAPP_LESSONS=500", "pytest", "-q", "tests/tablet/test_memory.py"],
    "Every branch of the core": ["poe", "core"],
    "Every branch of everything": ["poe", "covered"],
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
    (
        "A21",
        "200 trembling taps at each target of every view, else 2,000 (`elderapp a11y`, `robot.tremor`)",
    ),
    ("A22 A23", "every lesson's text (`elderapp check`)"),
)
"""Where each accessibility rule is measured."""


class Outcome(Struct, frozen=True):
    """What a step came to, at which commit (short; `+` where files were changed) and on which day (ISO)."""

    commit: str
    day: str
    result: str
    minutes: float
    said: str
    costs: dict[str, Any] = {}


def main() -> None:
    """Run the steps, also after one that failed, and write down what came of them."""
    words, here = sys.argv[1:], _commit()
    chosen = [name for name in STEPS if not words or any(word.lower() in name.lower() for word in words)]
    if not chosen:
        sys.exit(f"no step has any of these words: {' '.join(words)}. There are:\n" + "\n".join(STEPS))
    for number, name in enumerate(chosen, 1):
        kept = _kept(name)
        if words or kept is None or kept.commit != here or kept.result == FAILED:
            print(f"{number}/{len(chosen)} {name} …", flush=True)
            kept = _run(name, here)
        print(f"{number}/{len(chosen)} {name}: {kept.result}, {kept.minutes:.1f} min, {kept.said}", flush=True)
    found = {name: _kept(name) for name in STEPS}
    (ROOT / "docs" / "quality.md").write_text(_page(found), encoding="utf-8")
    sys.exit(any(one is None or one.result == FAILED for name, one in found.items() if name in chosen))


def _run(name: str, commit: str) -> Outcome:
    began = time.monotonic()
    done = subprocess.run(STEPS[name], cwd=ROOT, capture_output=True, text=True, check=False, env=ENVIRONMENT)
    result = {0: "passed", NOT_DONE: "**not done**"}.get(done.returncode, FAILED)
    if result == FAILED:
        print(done.stdout[-4000:], done.stderr[-4000:], file=sys.stderr)
    costs = json.loads(done.stdout) if "--json" in STEPS[name] and result == "passed" else {}
    today = dt.datetime.now(dt.UTC).date().isoformat()  # noqa: TID251  the page is dated, nothing else depends on it
    said = "" if costs else _figure(done.stdout)
    outcome = Outcome(commit, today, result, (time.monotonic() - began) / 60, said, costs)
    KEPT.mkdir(parents=True, exist_ok=True)
    part = _place(name).with_suffix(".part")
    part.write_bytes(msgspec.json.encode(outcome))
    part.replace(_place(name))
    return outcome


def _kept(name: str) -> Outcome | None:
    try:
        return msgspec.json.decode(_place(name).read_bytes(), type=Outcome)
    except (OSError, msgspec.DecodeError):
        return None


def _place(name: str) -> Path:
    return KEPT / (re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") + ".json")


def _commit() -> str:
    def ask(*words: str) -> str:
        return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()

    changed = [line for line in ask("status", "--porcelain").splitlines() if not line.endswith("docs/quality.md")]
    return ask("rev-parse", "--short", "HEAD") + ("+" if changed else "")


def _figure(printed: str) -> str:
    """The line that sums a step up: pytest's, coverage's, or the last one that is not a frame."""
    lines = [line.replace(f"{ROOT}/", "").strip(" =│") for line in printed.splitlines() if re.search(r"\w", line)]
    sums = [line for line in lines if re.search(r"\d+ passed|^TOTAL|lessons played|views|lines have", line)]
    return (sums or lines or [""])[-1].replace("|", "/")[:160]


def _page(found: dict[str, Outcome | None]) -> str:
    rows = [
        f"| {name} | {one.result} | {one.minutes:.1f} min | {one.day}, {one.commit} | {one.said} |"
        if one
        else f"| {name} | **not run** | | | |"
        for name, one in found.items()
    ]
    parts = [
        "# Quality",
        "Everything there is, as `poe nightly` ran it last: each step with its day and commit.",
        "| Step | Result | Took | When | Figures |\n| --- | --- | --- | --- | --- |\n" + "\n".join(rows),
    ]
    rules = "\n".join(f"| {names} | {where} |" for names, where in RULES)
    parts.append("## Rules of accessibility\n\n| Rule | Measured on |\n| --- | --- |\n" + rules)
    costs = {name: part for one in found.values() if one for name, part in one.costs.items()}
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
