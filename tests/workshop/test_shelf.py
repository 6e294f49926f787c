"""What the packs of a tablet bring."""

import pytest

from elderapp.errors import ElderError
from elderapp.packs import format as packs
from elderapp.workshop import tablets
from tests.packs.make import TRUST, pack


@pytest.fixture
def home(tmp_path):
    return tablets.Home(tmp_path / "tablet", TRUST)


def test_installed_lessons_come_with_their_clips_as_files(home):
    pack(home.packs)
    lessons, clips = home.contents()
    path, clip = clips["wifi/why/say"]

    assert ["wifi"] == list(lessons)
    assert bytes(range(256)) == path.read_bytes()
    assert 1.5 == clip.seconds
    assert (lessons, clips) == home.contents()


def test_pictures_come_with_the_packs(home, monkeypatch):
    name = "pictures/mocks/album/bus.png"
    pack(home.packs, files={"clips/a1.wav": bytes(range(256)), name: b"a picture"})

    assert b"a picture" == home.photos()[name].read_bytes()
    home.contents()
    assert home.photos()[name].is_file()  # what is cleared away is what belongs to no pack

    def fail(*_):
        raise OSError(28, "full")

    monkeypatch.setattr("elderapp.packs.format.extract_pictures", fail)
    assert {} == home.photos()


def test_packs_of_strangers_are_left_out(home):
    pack(home.packs, key=bytes(32))

    assert ({}, {}) == home.contents()


def test_clips_of_packs_that_are_gone_are_removed(home):
    old = pack(home.packs)
    home.contents()
    old.unlink()
    pack(home.packs, version="1.1.0")
    home.contents()

    assert 1 == len(list((home.data / "clips").iterdir()))


@pytest.mark.parametrize("error", [OSError(28, "no space"), ElderError("torn")])
def test_without_room_for_clips_lessons_are_read_instead_of_heard(home, monkeypatch, error):
    def fail(*_):
        raise error

    pack(home.packs)
    monkeypatch.setattr(packs, "extract_clips", fail)
    lessons, clips = home.contents()

    assert (["wifi"], {}) == (list(lessons), clips)
