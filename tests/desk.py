"""Our lessons, read once for all tests of a process; and a small folder of them, for a test of a whole command."""

import functools
import shutil
from pathlib import Path

from elderapp import resources
from elderapp.authoring.workspace import Workspace, load

FEW = ("basics-home-back", "pay-fps-check-payee", "gov-hago-appointment", "scam-fake-cs")
"""One lesson of each track."""


@functools.cache
def ours() -> Workspace:
    """All our lessons, with their cuts. Nobody changes them: a test that must, loads its own."""
    return load(resources.lessons())


def few_lessons(folder: Path) -> Path:
    """`folder`, with these lessons in its `lessons`, the phones they use, the facts and how words are said."""
    theirs, mine, all_ours = resources.lessons(), folder / "lessons", ours()
    phones = {mock.partition("@")[0] for name in FEW for mock in all_ours.lessons[name].mocks}
    for name in FEW:
        (home,) = theirs.glob(f"*/{name}")
        shutil.copytree(home, mine / home.parent.name / name)
    (mine / "mocks").mkdir()
    for phone in sorted(phones):
        for path in theirs.glob(f"mocks/{phone}*"):
            if path.stem == phone:
                shutil.copytree(path, mine / "mocks" / path.name) if path.is_dir() else shutil.copy(
                    path, mine / "mocks"
                )
    for name in ("facts.yaml", "pronounce.yaml"):
        shutil.copy(theirs / name, mine)
    return folder
