"""Archives have the same bytes whoever makes them; checksums are those that sha256sum reads."""

import os
import subprocess
import zipfile

from shipping import archives

EPOCH = 1_790_000_000


def filled(folder, names):
    for number, name in enumerate(names):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"content of {name}")
        os.utime(path, (number * 1000, number * 1000))
    return folder


def test_a_zip_depends_on_contents_alone(tmp_path):
    names = ("index.html", "a/b.txt", "a/c.txt")
    one = archives.zip_folder(filled(tmp_path / "one", names), tmp_path / "pages.zip", EPOCH).read_bytes()
    two = filled(tmp_path / "two", names[::-1])
    (two / "index.html").chmod(0o600)
    again = archives.zip_folder(two, tmp_path / "pages.zip", EPOCH)

    assert one == again.read_bytes()
    with zipfile.ZipFile(again) as archive:
        assert ["pages/a/b.txt", "pages/a/c.txt", "pages/index.html"] == archive.namelist()
        assert {(2026, 9, 21, 14, 13, 20)} == {entry.date_time for entry in archive.infolist()}
    assert [] == list(tmp_path.glob("*.part"))


def test_checksums_are_read_by_sha256sum(tmp_path):
    filled(tmp_path, ("packs/b.pack", "a.whl"))
    (tmp_path / archives.SUMS).write_text(archives.sums(tmp_path, ("packs/b.pack", "a.whl")))
    command = ["sha256sum", "--check", "--strict", archives.SUMS]

    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "a.whl: OK\npacks/b.pack: OK\n" == done.stdout

    (tmp_path / "a.whl").write_text("another")
    assert 1 == subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode
