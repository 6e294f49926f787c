"""Finds `assets/`, `lessons/` and `locales/`, in a checkout and in a wheel; says where to put what is made."""

import os
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_INSTALLED = _HERE / "_data"


def root() -> Path:
    """The folder that holds `assets/`, `lessons/` and `locales/`."""
    return _INSTALLED if _INSTALLED.is_dir() else _HERE.parent


def assets() -> Path:
    """Fonts, icons, trusted keys, style sheets' files."""
    return root() / "assets"


def lessons() -> Path:
    """The folder `lessons` of the place where the command is given, where an author works; else the app's own."""
    here = Path("lessons")
    return here.absolute() if any(here.glob("*/*/lesson.yaml")) else root() / "lessons"


def locales() -> Path:
    """Compiled and source catalogues."""
    return root() / "locales"


def build() -> Path:
    """Where clips, packs and keys that are made here go: `build/` of a checkout, for a wheel a folder at home.

    Never among the installed files: those may be read-only, and vanish with the next version. ``ELDERAPP_HOME`` names
    another folder, such as a service's own.
    """
    if told := os.environ.get("ELDERAPP_HOME"):
        return Path(told)
    return Path.home() / ".elderapp" / "build" if _INSTALLED.is_dir() else root() / "build"
