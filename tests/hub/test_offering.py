"""Which version a tablet is to have."""

from pathlib import Path

from elderapp.hub.offering import NOBODY, Release, packs_for
from elderapp.hub.shelf import Shelved
from elderapp.packs.model import Manifest
from elderapp.sync.protocol import PackEntry


class OnShelf:
    """A shelf of these versions of one pack, the newest first."""

    def __init__(self, *versions: str, name: str = "basics") -> None:
        self._made = [
            Shelved(Path("x"), (0, 0), PackEntry(name, one, f"digest-{one}", 1), {}, Manifest(id=name, version=one))
            for one in versions
        ]

    def versions(self) -> list[Shelved]:
        return self._made


def told(version: str, *tablets: str) -> Release:
    return Release("basics", version, f"digest-{version}", tablets, 0, "all")


def offered(shelf: OnShelf, releases: list[Release], label: str = "01") -> list[str]:
    return [pack.entry.version for pack in packs_for(shelf, releases, label).values()]


def test_what_nobody_published_is_the_newest():
    assert ["2"] == offered(OnShelf("2", "1"), [])


def test_what_was_published_for_some_is_theirs_alone():
    releases = [told("2", "07")]

    assert [["2"], ["1"]] == [offered(OnShelf("2", "1"), releases, label) for label in ("07", "01")]


def test_what_is_held_back_is_nobody_s():
    assert ["1"] == offered(OnShelf("2", "1"), [told("2", NOBODY)])
    assert [] == offered(OnShelf("2"), [told("2", NOBODY)])


def test_the_last_word_counts_also_when_it_leads_back():
    assert ["1"] == offered(OnShelf("2", "1"), [told("1"), told("2")])
    assert ["2"] == offered(OnShelf("2", "1"), [told("2", "01"), told("1")])


def test_a_version_whose_file_is_gone_leaves_what_was_there_before():
    assert ["1"] == offered(OnShelf("1"), [told("3"), told("1")])
    assert ["2"] == offered(OnShelf("2"), [told("3")])


def test_pictures_for_rooms_are_no_tablet_s():
    assert [] == offered(OnShelf("1", name="pictures-basics"), [])
