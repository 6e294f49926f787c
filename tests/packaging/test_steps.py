"""Steps of a release, each by its real tool: the same sources make the same bytes, and what is lacking is named."""

import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from shipping import steps
from shipping.archives import digest

from elderapp import __version__
from elderapp.cli.pack import pack

ROOT = Path(__file__).parents[2]
LESSON = "lessons/basics/basics-home-back"
EPOCH = 1_790_000_000


def job(root: Path) -> steps.Job:
    return steps.Job(root, __version__, "0123456789ab", EPOCH)


def checkout(folder: Path, files: list[str], umask: int) -> Path:
    """The real build files with a handful of sources, written in this order under this umask."""
    before = os.umask(umask)
    try:
        for number, name in enumerate(files):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes((ROOT / name).read_bytes())
            os.utime(path, (number * 100_000, number * 100_000))
    finally:
        os.umask(before)
    return folder


def digests(folder: Path) -> dict[str, str]:
    return {path.name: digest(path) for path in sorted(folder.rglob("*")) if path.is_file()}


def test_wheel_and_sources_have_the_same_bytes_from_another_checkout(tmp_path):
    files = ["pyproject.toml", "README.md", "LICENSE", "packaging/hatch_build.py", ".gitignore", "elderapp/__init__.py",
             "elderapp/errors.py", "assets/icons/icons.json", "lessons/facts.yaml",
             "locales/en/LC_MESSAGES/elderapp.po"]  # fmt: skip
    made = []
    for name, order, umask in (("one", files, 0o022), ("two", files[::-1], 0o077)):
        out = tmp_path / name / "out"
        out.mkdir(parents=True)
        steps.wheel(job(checkout(tmp_path / name / "tree", order, umask)), out)
        made.append(digests(out))

    assert made[0] == made[1]
    assert [f"elderapp-{__version__}-py3-none-any.whl", f"elderapp-{__version__}.tar.gz"] == list(made[0])


def test_packs_have_the_same_bytes_from_another_checkout_on_another_day(tmp_path, monkeypatch):
    names = ["facts.yaml", "pronounce.yaml", "mocks/phone-home.yaml", "mocks/phone-home-b.yaml",
             *(path.relative_to(ROOT / "lessons").as_posix() for path in (ROOT / LESSON).iterdir())]  # fmt: skip
    made = []
    for day, order in (("2026-11-23", names), ("2026-12-01", names[::-1])):
        monkeypatch.chdir(checkout(tmp_path / day, [f"lessons/{name}" for name in order], 0o022))
        words = ["build", "--engine", "none", "--today", day, "--key", str(tmp_path / "key"), "--out", "out"]
        assert 0 == CliRunner().invoke(pack, words).exit_code
        made.append(digests(tmp_path / day / "out"))

    assert made[0] == made[1]
    assert ["basics", "interface"] == [name.partition("-")[0] for name in made[0]]


def test_the_languages_are_those_with_a_catalogue_of_lessons():
    assert ("yue", "cmn", "en") == steps.languages(ROOT)


def test_release_notes_are_the_changelog_s(tmp_path):
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## Unreleased\n\n- Larger letters.\n")
    steps.notes(job(tmp_path), tmp_path)
    draft = (tmp_path / "RELEASE-NOTES.md").read_text()
    (tmp_path / "CHANGELOG.md").write_text(f"# Changelog\n\n## {__version__} (2026-11-27)\n\n- Larger letters.\n")
    steps.notes(job(tmp_path), tmp_path)

    assert f"# ElderApp {__version__}\n\n- Larger letters.\n" == (tmp_path / "RELEASE-NOTES.md").read_text()
    assert f"# ElderApp {__version__}\n\nNot released yet: as it stood at commit 0123456789ab.\n\n" in draft


BUILDER = """
import sys
from pathlib import Path
given = dict(zip(sys.argv[1::2], sys.argv[2::2]))
names = [path.name for path in Path(given["--packs"]).glob("*.pack")]
folder = Path(given["--out"])
(folder / "bundles").mkdir(parents=True)
(folder / "elderapp-lessons_VERSION_all.deb").write_text(",".join(names))
(folder / "elderapp-lessons_0.0.1_all.deb").write_text("of another version")
"""


def test_debian_packages_are_made_of_the_release_s_own_packs(tmp_path):
    out, packs = tmp_path / "out", tmp_path / "release" / "packs"
    for folder in (out, packs, tmp_path / "packaging"):
        folder.mkdir(parents=True)
    (packs / "scams-1.0.0.pack").write_text("signed")
    (tmp_path / "packaging" / "packages.py").write_text(BUILDER.replace("VERSION", __version__))

    made = steps.debs(replace(job(tmp_path), folder=tmp_path / "release"), out)

    assert made.is_done
    assert {f"elderapp-lessons_{__version__}_all.deb": "scams-1.0.0.pack"} == {
        path.name: path.read_text() for path in out.iterdir()
    }


def test_without_a_builder_or_off_debian_it_is_said_that_no_package_was_built(tmp_path, monkeypatch):
    missing = steps.debs(job(tmp_path), tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "packaging").mkdir()
    (tmp_path / "packaging" / "packages.py").touch()
    elsewhere = steps.debs(job(tmp_path), tmp_path)

    assert steps.Made("NOT BUILT: packaging/packages.py is not in this checkout", is_done=False) == missing
    assert steps.Made("NOT BUILT: there is no dpkg-deb here; build on Debian or Ubuntu", is_done=False) == elsewhere


@pytest.mark.parametrize(("code", "is_done"), [(0, True), (3, False)])
def test_the_auditor_s_word_is_kept_also_where_nobody_could_be_asked(tmp_path, code, is_done):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "audit.py").write_text(f"print('first')\nprint('last')\nraise SystemExit({code})\n")

    made = steps.audit(job(tmp_path), tmp_path)

    assert steps.Made("last", is_done) == made
    assert "first\nlast\n" == (tmp_path / "AUDIT.txt").read_text()


def test_a_known_fault_stops_the_release(tmp_path):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "audit.py").write_text("print('kivy 2.3.1: known fault')\nraise SystemExit(1)\n")

    with pytest.raises(subprocess.CalledProcessError) as stopped:
        steps.audit(job(tmp_path), tmp_path)
    assert "kivy 2.3.1: known fault\n" == stopped.value.stdout
