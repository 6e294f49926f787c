"""What the work tree is: its commit, its date, and a name for exactly what lies in it now."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path


def commit(root: Path) -> str:
    """The commit that is checked out, short. Raises `CalledProcessError` where there is none."""
    return _git(root, "rev-parse", "--short=12", "HEAD")


def epoch(root: Path) -> int:
    """When that commit was made, seconds since 1970: the date of everything that is built from it."""
    return int(_git(root, "log", "-1", "--format=%ct"))


def changed(root: Path) -> tuple[str, ...]:
    """Files that are not as committed."""
    return tuple(line[3:] for line in _git(root, "status", "--porcelain").splitlines())


def fingerprint(root: Path) -> str:
    """Git's own name for the files as they lie there, committed or not; ignored ones do not count."""
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        shutil.copy(root / _git(root, "rev-parse", "--git-path", "index"), index)
        _git(root, "add", "--all", index=index)
        return _git(root, "write-tree", index=index)


def _git(root: Path, *words: str, index: Path | None = None) -> str:
    given = {**os.environ, "GIT_INDEX_FILE": str(index)} if index else None
    done = subprocess.run(["git", *words], cwd=root, env=given, capture_output=True, text=True, check=True)
    return done.stdout.strip("\n")
