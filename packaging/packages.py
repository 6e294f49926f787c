"""Debian packages of tablet, kiosk, hub and lessons: `poe packages`. Needs dpkg-deb; on Linux alone.

Programs are bundled by PyInstaller with this machine's Python, so they run where the C library is the same or newer:
build on Debian 12 for Debian 12 and 13, Ubuntu 22.10 and later.
"""

import argparse
import hashlib
import importlib.metadata as metadata
import os
import re
import subprocess
import sys
from pathlib import Path

from debs import ROOT, Package, build

from elderapp import __version__

HERE = ROOT / "packaging"
NAMES = ("tablet", "kiosk", "hub", "lessons")
LIMITS = {"elderapp-tablet": 60_000_000}
"""Bytes that a package may have at most: a tablet's is fetched through a centre's line, twenty times."""
INSIDE = "1767225600"
"""The time that PyInstaller gives what it packs, seconds since 1970: always the same, nobody looks at it."""


def main() -> None:
    """Builds what is named, and tells names, sizes and digests."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(NAMES)}; all when left out")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "dist")
    parser.add_argument(
        "--packs", type=Path, default=ROOT / "build" / "packs", help="the packs that lessons are made of"
    )
    given = parser.parse_args()
    if unknown := set(given.names) - set(NAMES):
        parser.error(f"there is no package {', '.join(sorted(unknown))}")
    moment, failed = _moment(), False
    for name in given.names or NAMES:
        path = build(_package(name, given.out, given.packs), given.out, __version__, moment)
        size = path.stat().st_size
        most = LIMITS.get(f"elderapp-{name}", 10**9)
        failed = failed or size > most
        print(f"{path}  {size / 1e6:.1f} MB{'  TOO LARGE' if size > most else ''}  sha256 {_digest(path)}", flush=True)
    sys.exit(1 if failed else 0)


def _package(name: str, out: Path, packs: Path) -> Package:
    folder = HERE / name
    if name == "lessons":
        found = sorted(packs.glob("*.pack"))
        if not found:
            raise SystemExit(f"packaging: no packs in {packs}: elderapp pack build")
        trees = {f"/usr/share/elderapp-lessons/{path.name}": path for path in found}
        return Package("elderapp-lessons", "all", folder, trees, effort=1)
    if name == "kiosk":
        return Package("elderapp-kiosk", "all", folder)
    bundled = bundle(name, out / "bundles")
    trees = {f"/usr/lib/elderapp-{name}": bundled}
    if name == "hub":
        trees |= {f"/usr/share/doc/elderapp-hub/{one.name}": one for one in sorted((HERE / "proxy").iterdir())}
    effort = 6 if f"elderapp-{name}" in LIMITS else 3
    return Package(f"elderapp-{name}", _architecture(), folder, trees, _notices(bundled), effort)


def bundle(name: str, out: Path) -> Path:
    """PyInstaller's folder for the tablet or the hub; the one of before where nothing has changed since."""
    made, stamp, state = out / f"elderapp-{name}", out / f".{name}", _state()
    if made.is_dir() and stamp.exists() and stamp.read_text("ascii") == state:
        return made
    stamp.unlink(missing_ok=True)
    environment = {**os.environ, "SOURCE_DATE_EPOCH": INSIDE, "PYTHONHASHSEED": "0", "KIVY_NO_CONSOLELOG": "1"}
    command = [
        sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR",
        "--distpath", str(out), "--workpath", str(out / "work"), str(HERE / name / f"{name}.spec"),
    ]  # fmt: skip
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode or "ERROR" in done.stderr:
        raise SystemExit(f"packaging: PyInstaller could not bundle {name}:\n{(done.stdout + done.stderr)[-4000:]}")
    stamp.write_text(state, "ascii")
    return made


def _state() -> str:
    """A digest of everything that bundles are made of: our files, and which versions of others' are installed."""
    digest = hashlib.sha256(sys.version.encode())
    others = (f"{one.name} {one.version}" for one in metadata.distributions())
    digest.update("\n".join(sorted(others)).encode())
    folders = [ROOT / name for name in ("elderapp", "assets", "locales", "packaging/tablet", "packaging/hub")]
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix != ".pyc"]
    for path in sorted([*files, HERE / "bundle.py", HERE / "entry.py", ROOT / "build" / "trust.json"]):
        if path.is_file():
            digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _moment() -> int:
    """When every file was made: as told by SOURCE_DATE_EPOCH, else when this version was committed."""
    if told := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(told)
    found = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False)
    return int(found.stdout) if found.stdout.strip().isdecimal() else 1_767_225_600


def _architecture() -> str:
    found = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True)
    return found.stdout.strip()


def _notices(bundled: Path) -> str:
    """The licences of everybody whose work lies in a bundle, as their packages bring them."""
    inside = bundled / "_internal"
    present = {re.sub(r"[^a-z0-9]", "", path.name.split(".")[0].lower()) for path in inside.iterdir()}
    present |= {re.sub(r"[^a-z0-9]", "", name.lower()) for name in _frozen(bundled)}
    parts = [f"Python {sys.version.split()[0]}\n\n{_python_licence()}"]
    for one in sorted(metadata.distributions(), key=lambda found: (found.name or "").lower()):
        tops = {re.sub(r"[^a-z0-9]", "", top.lower()) for top in _tops(one)}
        if one.name.lower() == "elderapp" or not tops & present:
            continue
        texts = [
            one.read_text(str(path).split("/", 1)[1]) or ""
            for path in one.files or ()
            if ".dist-info/" in str(path) and re.search(r"licen[cs]e|copying|notice", path.name, re.IGNORECASE)
        ]
        licence = one.metadata.get("License-Expression") or (one.metadata.get("License") or "").split("\n")[0]
        parts.append(f"{one.name} {one.version}  {licence}\n\n" + "\n".join(texts))
    return f"\n{'=' * 80}\n".join(parts)


def _tops(one: metadata.Distribution) -> set[str]:
    return {str(path).split("/")[0].split(".")[0] for path in one.files or () if not str(path).startswith("..")}


def _frozen(bundled: Path) -> set[str]:
    """The top names of the modules inside the program."""
    from PyInstaller.archive.readers import CArchiveReader

    reader = CArchiveReader(str(bundled / "elderapp"))
    names = next(name for name in reader.toc if name.endswith(".pyz"))
    return {module.split(".")[0] for module in reader.open_embedded_archive(names).toc}


def _python_licence() -> str:
    found = [Path(sys.base_prefix) / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "LICENSE.txt"]
    return next(
        (path.read_text(encoding="utf-8") for path in found if path.exists()), "PSF-2.0, docs.python.org/3/license"
    )


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
