"""A .deb: made twice it is the same bytes, and it says of itself what dpkg wants to know."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MOMENT = 1_764_000_000

pytestmark = pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="no Debian")


@pytest.fixture
def debs(monkeypatch):
    """The module, which lies beside the recipes."""
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    import debs

    return debs


@pytest.fixture
def package(tmp_path, debs):
    """A small one, with a program, a setting that holds a password, and a tree."""
    folder = tmp_path / "tea"
    for place, text in (("usr/bin/tea", "#!/bin/sh\n"), ("etc/default/tea", "# PASSWORD\n"), ("etc/tea.conf", "")):
        path = folder / "root" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "root/usr/bin/tea").chmod(0o700)
    (folder / "control").write_text("Depends: {libc}, tea-pot (= {version})\nDescription: tea\n", encoding="utf-8")
    (folder / "postinst").write_text("#!/bin/sh\n", encoding="utf-8")
    tree = tmp_path / "leaves"
    tree.mkdir()
    (tree / "leaf").write_bytes(b"\x7fELF GLIBC_2.17 GLIBC_2.34 GLIBC_2.4")
    (tree / "same-leaf").symlink_to("leaf")
    return debs.Package("tea", "all", folder, {"/usr/lib/tea": tree}, "Pot 1.0  MIT")


def ask(*words):
    return subprocess.run(["dpkg-deb", *map(str, words)], capture_output=True, text=True, check=True).stdout


def test_the_same_bytes_twice(debs, package, tmp_path):
    one = debs.build(package, tmp_path / "one", "1.2.0", MOMENT)
    time.sleep(0.01)
    os.utime(package.folder / "root/usr/bin/tea")
    two = debs.build(package, tmp_path / "two", "1.2.0", MOMENT)

    assert "tea_1.2.0_all.deb" == one.name
    assert one.read_bytes() == two.read_bytes()


def test_it_asks_for_the_newest_c_library_that_its_files_want(debs, package, tmp_path):
    path = debs.build(package, tmp_path / "out", "1.2.0", MOMENT)

    assert "libc6 (>= 2.34), tea-pot (= 1.2.0)" == ask("-f", path, "Depends").strip()
    assert ["tea", "1.2.0", "optional"] == [
        ask("-f", path, field).strip() for field in ("Package", "Version", "Priority")
    ]


def test_rights_owners_and_settings(debs, package, tmp_path):
    path = debs.build(package, tmp_path / "out", "1.2.0", MOMENT)
    listed = {words[5]: words[:2] for line in ask("-c", path).splitlines() if (words := line.split())}
    ask("-e", path, tmp_path / "control")

    assert ["-rwxr-xr-x", "root/root"] == listed["./usr/bin/tea"]
    assert ["-rw-r-----", "root/root"] == listed["./etc/default/tea"]
    assert "lrwxrwxrwx" == listed["./usr/lib/tea/same-leaf"][0]
    assert "./usr/share/doc/tea/notices.txt.gz" in listed
    assert ["/etc/default/tea", "/etc/tea.conf"] == (tmp_path / "control/conffiles").read_text().split()
    assert os.access(tmp_path / "control/postinst", os.X_OK)
