"""What the PyInstaller specs have in common: which of our files and of others' go into a bundle."""

import sys
from pathlib import Path
from typing import Any

from PyInstaller.utils.hooks import collect_data_files

ROOT = Path(__file__).resolve().parents[1]
SPOKEN = ("en", "en_001", "en_GB", "root", "zh", "zh_Hant", "zh_Hant_HK")
"""Of Babel's 1,100 languages those that `elderapp.i18n` asks for, with the ones that they are made of."""
NEVER = (
    "IPython", "PIL.ImageTk", "_pytest", "brotli", "docutils", "hypothesis", "lib2to3", "mypy", "pip", "playwright",
    "pydoc_data", "pytest", "schemathesis", "setuptools", "tkinter", "turtle", "wheel", "xdist",
)  # fmt: skip
"""What some library would like to have for its own tests or for an interpreter."""

STRIP = sys.platform == "linux"
"""Symbols for a debugger are half of some libraries."""


def files(*patterns: str) -> list[tuple[str, str]]:
    """Our own files, where `elderapp.resources` looks for them in an installation; each pattern must find some."""
    found = []
    for pattern in patterns:
        matching = sorted(path for path in ROOT.glob(pattern) if path.is_file())
        if not matching:
            raise SystemExit(f"packaging: {pattern} names no file")
        found += [(str(path), f"elderapp/_data/{path.parent.relative_to(ROOT)}") for path in matching]
    return found


def trust() -> list[tuple[str, str]]:
    """Whose packs are taken: the released publishers', else, in a checkout that has none, its own development key."""
    for path in (ROOT / "assets" / "trust.json", ROOT / "build" / "trust.json"):
        if path.exists():
            return [(str(path), "elderapp/_data/assets")]
    raise SystemExit("packaging: nobody's packs would be taken: elderapp pack keys")


def own_files(*patterns: str) -> list[tuple[str, str]]:
    """Files that lie among our modules and are read from there."""
    paths = sorted(path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file())
    return [(str(path), str(path.parent.relative_to(ROOT))) for path in paths]


def commands(*patterns: str) -> list[str]:
    """The modules of commands, which the command line loads by name."""
    folder = ROOT / "elderapp" / "cli"
    return [f"elderapp.cli.{path.stem}" for pattern in patterns for path in sorted(folder.glob(f"{pattern}.py"))]


def lean(found: Any, *, without: tuple[str, ...] = ()) -> None:
    """Take out of an analysis what nobody asks for: Babel's other languages, and files that begin as `without` says."""

    def wanted(name: str) -> bool:
        if name.startswith("babel/locale-data/"):
            return Path(name).stem in SPOKEN
        return not name.startswith(without)

    found.datas = sorted(entry for entry in found.datas if wanted(entry[0]))
    found.binaries = sorted(entry for entry in found.binaries if wanted(entry[0]))


__all__ = ["NEVER", "ROOT", "STRIP", "collect_data_files", "commands", "files", "lean", "own_files", "trust"]
