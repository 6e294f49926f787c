"""`poe chroot`: the packages in an empty Debian, from installing to purging. As root; ends with 3 where that cannot be.

Takes ten minutes or so; pictures of what was on the screens are left in `build/chroot/pictures`.
"""

import argparse
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from tests.chroot import wheel
from tests.chroot.machine import Failed, Machine, NotHere, prepare
from tests.chroot.steps import Trial

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("elderapp-hub", "elderapp-tablet", "elderapp-kiosk", "elderapp-lessons")
NOT_DONE = 3


def main() -> None:
    """Builds what is missing, makes the system, and tries everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--suite", default="bookworm", help="of Debian's: bookworm, trixie")
    parser.add_argument("--dist", type=Path, default=ROOT / "build" / "dist", help="where the packages are")
    parser.add_argument("--no-wheel", action="store_true", help="leave the wheel out")
    parser.add_argument("--built", action="store_true", help="take the packages that are there")
    given = parser.parse_args()
    folder = ROOT / "build" / "chroot"
    try:
        prepare()
        if not given.built:
            subprocess.run(
                [sys.executable, str(ROOT / "packaging" / "packages.py"), "--out", str(given.dist)], check=True
            )
        sys.exit(_try(folder, given.suite, _newest(given.dist), with_wheel=not given.no_wheel))
    except NotHere as error:
        print(f"not done: {error}")
        sys.exit(NOT_DONE)


def _try(folder: Path, suite: str, packages: dict[str, Path], *, with_wheel: bool) -> int:
    pictures, began = folder / "pictures", time.monotonic()
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir(parents=True)
    try:
        done = _tell(wheel.steps(_made(folder / "wheel"))) if with_wheel else 0
        with Machine(folder, suite) as machine:
            print(f"✓ an empty Debian ({suite}) has booted", flush=True)
            done += _tell(Trial(machine, packages, pictures).steps())
    except Failed as error:
        print(f"✗ {error}", flush=True)
        return 1
    print(f"{done} steps passed in {(time.monotonic() - began) / 60:.0f} min; pictures: {pictures}")
    return 0


def _tell(steps: Iterable[str]) -> int:
    """Says what each step has seen, once it has; gives how many there were."""
    done = 0
    for said in steps:
        print(f"✓ {said}", flush=True)
        done += 1
    return done


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _newest(dist: Path) -> dict[str, Path]:
    found = {name: sorted(dist.glob(f"{name}_*.deb"), key=lambda path: path.stat().st_mtime) for name in NAMES}
    if missing := [name for name, paths in found.items() if not paths]:
        raise NotHere(f"no package {', '.join(missing)} in {dist}: poe packages")
    return {name: paths[-1] for name, paths in found.items()}


if __name__ == "__main__":
    main()
