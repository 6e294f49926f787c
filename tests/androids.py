"""Runs the core's tests with the packages that Android gets in another version than we build upon: `poe androids`.

python-for-android compiles msgspec and cryptography by its own recipes, in the recipes' versions. Ends with 3 where
those cannot be had.
"""

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "packaging"))

from shipping import android

ROOT = Path(__file__).resolve().parents[1]
NOT_DONE = 3
TESTS = ("tests/test_keys.py", "tests/records", "tests/lesson", "tests/player", "tests/packs", "tests/store",
         "tests/sync", "tests/tablet/flow", "tests/tablet/test_touch.py", "tests/tablet/test_clerk.py")  # fmt: skip


def main() -> int:
    """Install them beside ours, see that they are taken, and run."""
    others = sorted(_others().items())
    if not others:
        print("Android gets what we build upon")
        return 0
    wanted = [f"{name}=={version}" for name, version in others]
    site = ROOT / "build" / "androids" / "-".join(wanted)
    if not site.is_dir():
        command = [sys.executable, "-m", "pip", "--isolated", "install", "--quiet", "--no-deps", "--only-binary=:all:",
                   "--target", str(site), *wanted]  # fmt: skip
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, env=os.environ | {"PIP_CONSTRAINT": ""}
        )
        if done.returncode:
            print(f"NOT DONE: {', '.join(wanted)} could not be had: {done.stderr.strip()[-300:]}")
            return NOT_DONE
    given = os.environ | {"PYTHONPATH": str(site)}
    look = "import importlib.metadata as m, sys; print(*[f'{n}=={m.version(n)}' for n in sys.argv[1:]])"
    names = [name for name, _ in others]
    taken = subprocess.run([sys.executable, "-c", look, *names], env=given, capture_output=True, text=True, check=True)
    assert taken.stdout.split() == wanted, f"{taken.stdout} was taken, not {wanted}"
    print(f"with {' '.join(wanted)}:", flush=True)
    return subprocess.run([sys.executable, "-m", "pytest", "-q", *TESTS], cwd=ROOT, env=given, check=False).returncode


def _others() -> dict[str, str]:
    """Packages that the spec takes in another version than constraints.txt."""
    told = android.wanted(android.spec(ROOT / "packaging" / "buildozer.spec"))
    pins = android.pinned((ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8"))
    return {name: version for name, version in told.items() if version and pins.get(name, version) != version}


if __name__ == "__main__":
    sys.exit(main())
