"""`poe release`: it goes on where it stopped, says what is lacking and refuses a final release that is none."""

import subprocess
from pathlib import Path

import click
import pytest
import release
from click.testing import CliRunner
from shipping.ledger import Ledger
from shipping.steps import Job, Made

from elderapp import __version__

ROOT = Path(__file__).parents[2]
JOB = Job(ROOT, __version__, "0123456789ab", 1_790_000_000)


@pytest.fixture
def steps(monkeypatch):
    """Three steps of our own, and how often each was carried out."""
    done = []

    def write(name, text):
        def work(job, out):
            done.append(name)
            (out / f"{name}.txt").write_text(text())
            return Made(f"{name} made", is_done=name != "lacking")

        return name, work

    def fail(job, out):
        raise subprocess.CalledProcessError(1, ["tool"], "its last words")

    ours = {"first": write("first", lambda: "1"), "lacking": write("lacking", lambda: "2"), "broken": ("broken", fail)}
    ours["fickle"] = write("fickle", lambda: str(len(done)))
    monkeypatch.setattr(release, "STEPS", ours)
    monkeypatch.setattr(release, "REPEATED", tuple(ours))
    return done


def test_after_a_failure_it_goes_on_where_it_stopped(steps, tmp_path, capsys):
    with pytest.raises(click.ClickException, match="What is finished is kept"):
        release.make(JOB, Ledger(tmp_path), ("first", "broken"), "source")
    assert "its last words" in capsys.readouterr().out
    made = release.make(JOB, Ledger(tmp_path), ("first", "lacking"), "source")
    release.make(JOB, Ledger(tmp_path), ("first", "lacking"), "source")

    assert ["first", "lacking", "lacking"] == steps
    assert "[1/2] first … as before: first made" in capsys.readouterr().out
    assert ["first.txt"] == list(made["first"].files)


def test_other_bytes_the_second_time_are_named(steps, tmp_path):
    made = release.make(JOB, Ledger(tmp_path), ("first", "lacking", "fickle"), "source")

    assert ["fickle.txt"] == release.compare(JOB, made)


def test_checksums_cover_what_was_made_and_nothing_else_stays(steps, tmp_path):
    (tmp_path / "old.whl").write_text("of another release")
    ledger = Ledger(tmp_path)
    release.write_sums(ledger, release.make(JOB, ledger, ("first",), "source").values())

    assert {"first.txt", "SHA256SUMS"} == {path.name for path in tmp_path.iterdir() if path.is_file()}
    assert 0 == subprocess.run(["sha256sum", "--check", "SHA256SUMS"], cwd=tmp_path, check=False).returncode


def test_a_final_release_is_refused_with_every_reason_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr(release, "ROOT", tmp_path)
    monkeypatch.setattr(release.tree, "commit", lambda root: "0123456789ab")
    monkeypatch.setattr(release.tree, "epoch", lambda root: 1)
    monkeypatch.setattr(release.tree, "changed", lambda root: ("elderapp/errors.py",))
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## Unreleased\n\n- News.\n")

    done = CliRunner().invoke(release.release, ["--final", "--out", str(tmp_path / "out")])

    assert 1 == done.exit_code
    assert [f"  CHANGELOG.md has no `## {__version__} (YYYY-MM-DD)`", "  elderapp/errors.py is not as committed",
            "  no --key"] == [line.partition(": ")[0] for line in done.output.splitlines()[1:]]  # fmt: skip
    assert not (tmp_path / "out").exists()


def test_what_could_not_be_had_here_is_told_and_ends_with_three(steps, tmp_path):
    del release.STEPS["broken"]
    done = CliRunner().invoke(release.release, ["--out", str(tmp_path)])

    assert 3 == done.exit_code
    assert "not done here: lacking: lacking made" == done.output.splitlines()[-1]
    assert 3 == len((tmp_path / "SHA256SUMS").read_text().splitlines())


def test_a_part_of_a_release_has_no_checksums(tmp_path):
    (tmp_path / "SHA256SUMS").write_text("of the whole")
    done = CliRunner().invoke(release.release, ["--only", "notes", "--out", str(tmp_path)])

    assert 0 == done.exit_code
    assert "- " in (tmp_path / "RELEASE-NOTES.md").read_text(encoding="utf-8")
    assert not (tmp_path / "SHA256SUMS").exists()
