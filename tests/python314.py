"""Runs the tests of everything that needs no window on CPython 3.14, the version that Android gets: `poe python314`.

There is no 3.14 in Debian 12, so it is Pyodide's, which npm carries: CPython 3.14 compiled to WebAssembly, under Node.
What needs a package that has no wheel there is named, not passed over. Ends with 3 where it cannot be had.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / "build" / "python314"
NODE = ROOT / "tests" / "node_modules" / "pyodide"
NOT_DONE = 3
TAG = "pyemscripten_2026_0_wasm32"
"""Wheels for this build of Python."""
PACKAGES = (
    "anyio", "babel", "certifi", "click", "click-default-group", "h11", "httpcore", "httpx", "hypothesis", "idna",
    "ifaddr", "iniconfig", "msgspec", "packaging", "pluggy", "pygments", "pytest", "python-dateutil", "segno",
    "sortedcontainers", "sqlite-fts4", "sqlite-utils", "tabulate", "tzdata", "uniseg",
)  # fmt: skip
FOLDERS = (
    "tests/records", "tests/speech", "tests/lesson", "tests/player", "tests/packs", "tests/store", "tests/sync",
    "tests/tablet/flow",
)  # fmt: skip
FILES = ("tests/tablet/test_touch.py", "tests/tablet/test_patience.py", "tests/tablet/test_text.py",
         "tests/tablet/test_theme.py", "tests/test_clock.py", "tests/test_i18n.py", "tests/test_keys.py",
         "tests/test_resources.py")  # fmt: skip


def main() -> int:
    """Install what is needed, then run; what did not run is told with its reason."""
    if not NODE.is_dir() or not shutil.which("node"):
        print("NOT DONE: there is no Pyodide here: npm ci --prefix tests")
        return NOT_DONE
    try:
        site = _packages()
    except subprocess.CalledProcessError as error:
        print(f"NOT DONE: packages for it could not be had: {error.stderr.strip()[-300:]}")
        return NOT_DONE
    given = {"root": str(ROOT), "site": str(site), "folders": FOLDERS, "files": FILES, "pyodide": NODE.as_uri()}
    done = subprocess.run(["node", str(Path(__file__).with_suffix(".mjs")), json.dumps(given)], check=False)
    return done.returncode


def _packages() -> Path:
    """A folder with the packages in it, as wheels for that Python; kept for the next time."""
    pins = (ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8")
    site = HOME / hashlib.sha256(repr((TAG, PACKAGES, pins)).encode()).hexdigest()[:12]
    if site.is_dir():
        return site
    wheels, part = HOME / "wheels", HOME / "site.part"
    shutil.rmtree(part, ignore_errors=True)
    command = [sys.executable, "-m", "pip", "--isolated", "download", "--quiet", "--no-deps", "--only-binary=:all:",
               "--implementation", "cp", "--python-version", "3.14", "--abi", "cp314", "--abi", "none",
               "--platform", TAG, "--constraint", str(ROOT / "packaging" / "constraints.txt"), "--dest", str(wheels),
               *PACKAGES]  # fmt: skip
    subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "PIP_CONSTRAINT": ""})
    for wheel in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(part)
    shutil.rmtree(wheels)
    part.replace(site)
    return site


if __name__ == "__main__":
    sys.exit(main())
