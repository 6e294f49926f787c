"""The wheel: small enough, and each part of it brings what it needs and nothing of the others'."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.chroot.machine import Failed, NotHere

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 25_000_000
"""Bytes, without clips."""
PARTS = {
    "hub": (["hub", "--help"], ("kivy", "scipy"), ["check"]),
    "tablet": (["tablet", "--help"], ("litestar", "sqlalchemy", "scipy"), ["hub"]),
}
"""Of each part: a command that works, what must not be there, a command of another part that says what it lacks."""


def steps(folder: Path) -> Iterator[str]:
    """Builds it and installs it twice; gives what was seen. Raises `Failed`."""
    wheel = _build(folder)
    size = wheel.stat().st_size
    if size > LIMIT:
        raise Failed(f"{wheel.name} has {size:,} bytes, more than {LIMIT:,}")
    yield f"{wheel.name}: {size / 1e6:.1f} MB"
    for part, (works, never, other) in PARTS.items():
        yield _try(folder / f"venv-{part}", wheel, part, works, never, other)


def _build(folder: Path) -> Path:
    for old in folder.glob("*.whl"):
        old.unlink()
    _run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT))
    return next(folder.glob("*.whl"))


def _try(place: Path, wheel: Path, part: str, works: list[str], never: tuple[str, ...], other: list[str]) -> str:
    python = place / "bin" / "python"
    _run(sys.executable, "-m", "venv", "--clear", str(place))
    limits = ["--constraint", str(ROOT / "packaging" / "constraints.txt")]
    _run(str(python), "-m", "pip", "install", "--quiet", *limits, f"{wheel}[{part}]")
    _run(str(place / "bin" / "elderapp"), *works)
    _run(str(place / "bin" / "elderapp"), "--help")
    said = subprocess.run([str(place / "bin" / "elderapp"), *other], capture_output=True, text=True, check=False)
    if said.returncode != 1 or "error[not-installed]" not in said.stderr:
        raise Failed(f"elderapp[{part}]: `elderapp {' '.join(other)}` does not say what it lacks: {said.stderr[-600:]}")
    listed = _run(str(python), "-m", "pip", "list", "--format=freeze").lower()
    if too_much := [name for name in never if f"{name}==" in listed]:
        raise Failed(f"elderapp[{part}] brings {', '.join(too_much)}")
    return f"elderapp[{part}]: {len(listed.split())} packages, without {', '.join(never)}"


def _run(*words: str) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd="/")
    if done.returncode:
        said = (done.stdout + done.stderr)[-1500:]
        if "No matching distribution" in said or "Connection" in said:
            raise NotHere(f"a registry of Python packages cannot be reached: {said[-300:]}")
        raise Failed(f"{' '.join(words)} ended with {done.returncode}: {said}")
    return done.stdout
