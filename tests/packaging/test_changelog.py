"""The changelog is in order and agrees with the program's version, which stands in one place."""

import tomllib
from pathlib import Path

import pytest
from shipping import changelog

from elderapp import __version__

ROOT = Path(__file__).parents[2]
GOOD = "# Changelog\n\n## Unreleased\n\n- c\n\n## 0.2.0 (2026-10-01)\n\n- b\n- bb\n\n## 0.1.0 (2026-09-01)\n\n- a\n"


def test_our_changelog_and_version_agree():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert [] == list(changelog.faults(text, __version__))
    assert changelog.news(text, __version__).startswith("- ")


def test_the_version_stands_in_one_place():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    assert ["version"] == project["project"]["dynamic"]
    assert "elderapp/__init__.py" == project["tool"]["hatch"]["version"]["path"]


def test_what_is_new_in_a_version_is_its_own_entry_or_what_is_not_released_yet():
    assert "- b\n- bb" == changelog.news(GOOD.replace("## Unreleased\n\n- c\n\n", ""), "0.2.0")
    assert "- c" == changelog.news(GOOD, "0.3.0")
    assert changelog.is_released(GOOD, "0.2.0")
    assert not changelog.is_released(GOOD, "0.3.0")
    with pytest.raises(KeyError):
        changelog.news("# Changelog\n", "0.1.0")


@pytest.mark.parametrize(
    ("text", "version", "told"),
    [
        (GOOD, "0.3.0", []),
        (GOOD.replace("## Unreleased\n\n- c\n\n", ""), "0.2.0", []),
        (GOOD, "0.2.0", ["must be higher"]),
        (GOOD.replace("## Unreleased\n\n- c\n\n", ""), "0.3.0", ["one of them was forgotten"]),
        ("# Changelog\n", "0.1.0", ["tells of no version"]),
        (GOOD.replace("0.2.0 (2026-10-01)", "0.2.0"), "0.3.0", ["is neither"]),
        (GOOD.replace("2026-10-01", "2026-10-32"), "0.3.0", ["no day of the calendar"]),
        (GOOD.replace("2026-10-01", "2026-08-01"), "0.3.0", ["is older than"]),
        (GOOD.replace("- b\n- bb", ""), "0.3.0", ["nothing is told"]),
        (GOOD.replace("0.1.0", "0.2.1"), "0.3.0", ["which is not lower"]),
        (GOOD + "\n## Unreleased\n\n- d\n", "0.3.0", ["belongs on top"]),
    ],
)
def test_each_disorder_is_told(text, version, told):
    found = list(changelog.faults(text, version))

    assert len(told) == len(found), found
    assert all(words in line for words, line in zip(told, found, strict=True))


def test_versions_are_compared_as_numbers():
    assert changelog.number("0.10.0") > changelog.number("0.9.9")
