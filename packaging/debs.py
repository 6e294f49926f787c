"""A .deb from a folder of files and a few lines about them: the same bytes whenever and by whomever it is made."""

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = ("postinst", "prerm", "postrm")
_GLIBC = re.compile(rb"GLIBC_2\.(\d+)")


class Package(NamedTuple):
    """What is put together: `folder` holds `control`, the maintainer's scripts, and as `root/` files in their places.

    `trees` are folders or files to be taken along, by where they go in the file system; `notices` others' licences.
    `effort` is how hard xz tries, 0 to 9: what is packed already gains little.
    """

    name: str
    architecture: str
    folder: Path
    trees: Mapping[str, Path] = {}
    notices: str = ""
    effort: int = 6


def build(package: Package, out: Path, version: str, moment: int) -> Path:
    """Writes ``NAME_VERSION_ARCHITECTURE.deb`` into `out`. `moment` (seconds since 1970) is every file's time."""
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{package.name}_{version}_{package.architecture}.deb"
    with tempfile.TemporaryDirectory(prefix="deb-") as made:
        stage = Path(made) / "root"
        _fill(stage, package, version, moment)
        _describe(stage, package, version)
        _settle(stage, moment)
        # One thread: how xz cuts its blocks would depend on how many the machine has.
        pack = ["dpkg-deb", "--root-owner-group", "-Zxz", f"-z{package.effort}", "--threads-max=1", "--build"]
        _run([*pack, str(stage), str(path)], moment)
    return path


def _fill(stage: Path, package: Package, version: str, moment: int) -> None:
    stage.mkdir()
    if (package.folder / "root").exists():
        shutil.copytree(package.folder / "root", stage, dirs_exist_ok=True)
    for place, source in package.trees.items():
        target = stage / place.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True)
        else:
            shutil.copyfile(source, target)
    papers = stage / "usr" / "share" / "doc" / package.name
    papers.mkdir(parents=True, exist_ok=True)
    (papers / "copyright").write_text(_copyright(package.notices), encoding="utf-8")
    if (package.folder / "README").exists():
        shutil.copyfile(package.folder / "README", papers / "README")
    (papers / "changelog.gz").write_bytes(_packed(_changelog(package.name, version, moment).encode()))
    if package.notices:
        (papers / "notices.txt.gz").write_bytes(_packed(package.notices.encode()))


def _describe(stage: Path, package: Package, version: str) -> None:
    """The folder DEBIAN."""
    papers = stage / "DEBIAN"
    papers.mkdir()
    files = sorted(path for path in stage.rglob("*") if path.is_file() and not path.is_relative_to(papers))
    size = sum(max(path.lstat().st_size, 1) for path in files)
    told = (package.folder / "control").read_text(encoding="utf-8")
    told = told.replace("{version}", version).replace("{libc}", f"libc6 (>= 2.{_glibc(files)})")
    head = {
        "Package": package.name,
        "Version": version,
        "Architecture": package.architecture,
        "Maintainer": "ElderApp <packages@elderapp.invalid>",
        "Installed-Size": str(-(-size // 1024)),
        "Priority": "optional",
    }
    (papers / "control").write_text("".join(f"{key}: {value}\n" for key, value in head.items()) + told, "utf-8")
    sums = "".join(
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(stage)}\n"
        for path in files
        if not path.is_symlink()
    )
    (papers / "md5sums").write_text(sums, encoding="utf-8")
    kept = "".join(f"/{path.relative_to(stage)}\n" for path in files if path.is_relative_to(stage / "etc"))
    if kept:
        (papers / "conffiles").write_text(kept, encoding="utf-8")
    for script in SCRIPTS:
        if (package.folder / script).exists():
            shutil.copyfile(package.folder / script, papers / script)
            (papers / script).chmod(0o755)


def _settle(stage: Path, moment: int) -> None:
    """Rights and times that do not depend on who builds where."""
    for path in sorted(stage.rglob("*"), reverse=True):
        if not path.is_symlink():
            runs = path.is_dir() or path.lstat().st_mode & 0o111
            path.chmod(0o755 if runs else 0o644)
            if path.parent == stage / "etc" / "default" and b"PASSWORD" in path.read_bytes():
                path.chmod(0o640)
        os.utime(path, (moment, moment), follow_symlinks=False)
    stage.chmod(0o755)
    os.utime(stage, (moment, moment))


def _glibc(files: Sequence[Path]) -> int:
    """The minor number of the newest C library that one of these programs and libraries asks for."""
    asked = {0}
    for path in files:
        if not path.is_symlink() and (data := path.read_bytes()).startswith(b"\x7fELF"):
            asked.update(int(number) for number in _GLIBC.findall(data))
    return max(asked)


def _packed(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def _changelog(name: str, version: str, moment: int) -> str:
    when = subprocess.run(["date", "-u", "-R", "-d", f"@{moment}"], capture_output=True, text=True, check=True)
    return (
        f"{name} ({version}) stable; urgency=medium\n\n  * What is new stands in ElderApp's own CHANGELOG.md.\n\n"
        f" -- ElderApp <packages@elderapp.invalid>  {when.stdout}"
    )


def _copyright(notices: str) -> str:
    also = "\nWhat it is built upon, each with its licence: notices.txt.gz beside this file.\n" if notices else ""
    return (
        "ElderApp is published under the Apache License, version 2.0:\n/usr/share/common-licenses/Apache-2.0\n"
        "Copyright: 2026 The ElderApp authors\nNoto Sans HK: SIL Open Font License 1.1; Material Symbols: Apache-2.0.\n"
        + also
    )


def _run(command: Sequence[str], moment: int) -> None:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(moment), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"packaging: {command[0]} failed: {done.stderr.strip()[-2000:]}")
