"""Packages for Android hold compiled modules alone, those for Debian and Windows not even these as files."""

import compileall
import os
import shutil
import subprocess
import sys
import types
from pathlib import Path

import pytest

from elderapp import resources

STARTED = """
import os
import sys
from pathlib import Path
from elderapp.packs.trust import Trust
from elderapp.workshop import tablets
assert tablets.__file__.endswith(".pyc"), tablets.__file__
home = tablets.Home(Path(sys.argv[1]), Trust())
from elderapp.tablet import window
window.prepare(offscreen=True, muted=True)
from kivy.base import EventLoop, runTouchApp
EventLoop.ensure_window()
with home.open_store() as store:
    runTouchApp(tablets.shell(home, store), embedded=True)
    for _ in range(3):
        EventLoop.idle()
print("started", flush=True)
os._exit(0)
"""


def test_the_tablet_starts_from_compiled_modules_alone(tmp_path: Path):
    app = tmp_path / "app"
    shutil.copytree(resources.root() / "elderapp", app / "elderapp", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("assets", "lessons", "locales"):
        (app / name).symlink_to(resources.root() / name)
    assert compileall.compile_dir(app / "elderapp", quiet=2, legacy=True)
    for source in (app / "elderapp").rglob("*.py"):
        source.unlink()

    told = subprocess.run(
        [sys.executable, "-P", "-c", STARTED, tmp_path / "tablet"], cwd=tmp_path, text=True, capture_output=True,
        env={**os.environ, "PYTHONPATH": str(app)}, check=False,
    )  # fmt: skip

    assert "started" in told.stdout, told.stderr[-2000:]
    assert list((tmp_path / "tablet" / "pictures").glob("*/*.png"))


@pytest.mark.usefixtures("window")
def test_painted_pictures_are_those_of_the_program_where_it_has_no_files(tmp_path: Path, monkeypatch):
    from elderapp.tablet import pictures

    program = tmp_path / "elderapp-tablet"
    editions = []
    for size in (10, 10, 11):
        program.write_bytes(bytes(size))
        os.utime(program, ns=(7, 7))
        monkeypatch.setattr(pictures, "brush", types.SimpleNamespace(__file__=str(tmp_path / "none.py")))
        monkeypatch.setattr(pictures, "__file__", str(tmp_path / "none" / "__init__.py"))
        monkeypatch.setattr(sys, "executable", str(program))
        editions.append(pictures._edition.__wrapped__())

    assert editions[0] == editions[1] != editions[2]
