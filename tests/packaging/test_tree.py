"""A work tree has a name for exactly what lies in it."""

import subprocess

import pytest
from shipping import tree

from elderapp import resources


@pytest.fixture
def checkout(tmp_path):
    def git(*words):
        subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@b.example", *words], cwd=tmp_path, check=True)

    git("init", "-q")
    (tmp_path / "a.txt").write_text("one")
    (tmp_path / ".gitignore").write_text("/build/\n")
    git("add", "--all")
    git("commit", "-q", "-m", "one", "--date", "2026-11-27T00:00:00Z")
    return tmp_path


def test_the_name_follows_every_file_but_ignored_ones(checkout):
    before = tree.fingerprint(checkout)
    (checkout / "build").mkdir()
    (checkout / "build" / "made").write_text("made")
    assert before == tree.fingerprint(checkout)

    (checkout / "b.txt").write_text("new")
    added = tree.fingerprint(checkout)
    (checkout / "b.txt").write_text("other")

    assert 3 == len({before, added, tree.fingerprint(checkout)})
    assert ("b.txt",) == tree.changed(checkout)
    # Looking changes nothing: the file is still unknown to git.
    assert (
        ""
        == subprocess.run(
            ["git", "diff", "--cached", "--name-only"], cwd=checkout, capture_output=True, text=True, check=True
        ).stdout
    )


def test_a_commit_has_a_date(checkout):
    told = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=checkout, capture_output=True, text=True, check=True
    )

    assert int(told.stdout) == tree.epoch(checkout)
    assert 12 == len(tree.commit(checkout))


def test_at_the_top_lies_nothing_that_a_program_left_there():
    root = resources.root()
    kept = subprocess.run(["git", "ls-files"], cwd=root, capture_output=True, text=True, check=True).stdout.split("\n")
    top = {name.partition("/")[0] for name in kept if name and not name.startswith(".")}

    assert {
        "pyproject.toml", "elderapp", "lessons", "assets", "locales", "tests", "README.md", "Makefile", "CHANGELOG.md",
        "LICENSE", "docs", "packaging",
    } == top  # fmt: skip
