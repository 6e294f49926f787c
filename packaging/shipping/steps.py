"""What a release consists of, step by step. Each step writes into a folder of its own and says what it made."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from shipping import bill, changelog
from shipping.archives import zip_folder

NOT_DONE = 3
"""What a tool of ours ends with that could not do its work here, such as one that needs a service on the internet."""
PACKAGES = Path("packaging") / "packages.py"
"""Makes the Debian packages: `packages.py --out FOLDER --packs FOLDER`. It keeps bundles for the next time."""


@dataclass(frozen=True)
class Job:
    """What is released: the checkout, its version, commit and date; `final` when it goes to tablets in use."""

    root: Path
    version: str
    commit: str
    epoch: int
    final: bool = False
    key: Path | None = None
    since: Path | None = None
    folder: Path | None = None
    """Where the steps before have put what they made."""


@dataclass(frozen=True)
class Made:
    """What a step says of what it made; not `is_done` where something of it could not be had here."""

    said: str
    is_done: bool = True


Make = Callable[[Job, Path], Made]


def wheel(job: Job, out: Path) -> Made:
    """The wheel, and the sources that it is made of."""
    _run(job, ["hatchling", "build", "-d", str(out)])
    return Made(", ".join(f"{path.name} {_size(path)}" for path in sorted(out.iterdir())))


def debs(job: Job, out: Path) -> Made:
    """The Debian packages of tablet, kiosk, hub and lessons."""
    if not (job.root / PACKAGES).is_file():
        return Made(f"NOT BUILT: {PACKAGES} is not in this checkout", is_done=False)
    if not shutil.which("dpkg-deb"):
        return Made("NOT BUILT: there is no dpkg-deb here; build on Debian or Ubuntu", is_done=False)
    place, lessons = job.root / "build" / "dist", (job.folder or job.root / "build") / "packs"
    given = ["--packs", str(lessons)] if lessons.is_dir() else []
    _run(job, [sys.executable, str(PACKAGES), "--out", str(place), *given])
    found = sorted(place.glob(f"*_{job.version}_*.deb"))
    for path in found:
        shutil.copy2(path, out)
    return Made(", ".join(f"{path.name} {_size(path)}" for path in found))


def packs(job: Job, out: Path) -> Made:
    """A signed pack of lessons a track, in every language that there is."""
    place = out / "packs"
    place.mkdir()
    given = ["--out", str(place), "--since", str(job.since or place)]
    given += ["--release"] if job.final else []
    given += ["--key", str(job.key)] if job.key else []
    for language in languages(job.root):
        _run(job, ["elderapp", "pack", "build", "--language", language, *given])
    for path in place.iterdir():
        if path.suffix != ".pack":
            path.unlink()
    found = sorted(place.iterdir())
    draft = "" if job.final else ", not for tablets in use (no --final)"
    return Made(f"{len(found)} packs, {sum(path.stat().st_size for path in found) / 1e6:.0f} MB{draft}")


def languages(root: Path) -> Sequence[str]:
    """The source language, then those with a catalogue of lessons."""
    return ("yue", *sorted(path.parents[1].name for path in (root / "locales").glob("*/LC_MESSAGES/lessons.po")))


def docs(job: Job, out: Path) -> Made:
    """The documentation as pages that open from a folder."""
    _run(job, ["poe", "-q", "docs"])
    made = zip_folder(job.root / "build" / "docs", out / f"elderapp-docs-{job.version}.zip", job.epoch)
    return Made(f"{made.name} {_size(made)}")


def materials(job: Job, out: Path) -> Made:
    """The bill of materials."""
    text = bill.bill(job.version, job.epoch, job.commit)
    if wrong := bill.fault(text):
        raise ValueError(f"the bill of materials breaks the CycloneDX schema: {wrong}")
    path = out / f"elderapp-{job.version}.cdx.json"
    path.write_text(text, encoding="utf-8")
    return Made(f"{path.name}, {len(bill.closure()) - 1} packages and {len(bill.BUNDLED)} fonts")


def audit(job: Job, out: Path) -> Made:
    """Known faults of what is built upon. One with a known fault stops a release."""
    code, said = _ask(job, [sys.executable, "tests/audit.py"])
    (out / "AUDIT.txt").write_text(said + "\n", encoding="utf-8")
    return Made(said.splitlines()[-1], is_done=code == 0)


def notes(job: Job, out: Path) -> Made:
    """What is new, out of the changelog."""
    text = (job.root / "CHANGELOG.md").read_text(encoding="utf-8")
    head = f"# ElderApp {job.version}\n\n"
    if not changelog.is_released(text, job.version):
        head += f"Not released yet: as it stood at commit {job.commit}.\n\n"
    (out / "RELEASE-NOTES.md").write_text(head + changelog.news(text, job.version) + "\n", encoding="utf-8")
    return Made("RELEASE-NOTES.md")


STEPS: Mapping[str, tuple[str, Make]] = {
    "notes": ("release notes", notes),
    "materials": ("bill of materials", materials),
    "wheel": ("wheel and sources", wheel),
    "docs": ("documentation", docs),
    "packs": ("lesson packs", packs),
    "debs": ("Debian packages", debs),
    "audit": ("known faults", audit),
}
"""What is quick comes first, so that what is wrong shows early; packages of lessons are made of the packs."""


def _run(job: Job, command: Sequence[str]) -> None:
    """Runs a tool to its good end; what it printed is in the exception of a bad one. A bar is shown as it moves."""
    errors = None if sys.stderr.isatty() else subprocess.STDOUT
    subprocess.run(
        command, cwd=job.root, env=_surroundings(job), stdout=subprocess.PIPE, stderr=errors, text=True, check=True
    )


def _ask(job: Job, command: Sequence[str]) -> tuple[int, str]:
    """Runs a tool that may end with `NOT_DONE`: its code and what it printed."""
    done = subprocess.run(command, cwd=job.root, env=_surroundings(job), stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode not in (0, NOT_DONE):
        raise subprocess.CalledProcessError(done.returncode, command, done.stdout)
    return done.returncode, done.stdout.strip() or "it said nothing"


def _surroundings(job: Job) -> dict[str, str]:
    """Tools that date what they make take the commit's date; programs beside this Python are found first."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    same = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
    return {**os.environ, "SOURCE_DATE_EPOCH": str(job.epoch), "PATH": path, **same}


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:.1f} MB"
