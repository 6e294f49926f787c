import numpy as np
import pytest

from elderapp.records.people import PICTURES as LEARNERS
from elderapp.tablet import pictures
from elderapp.tablet.pictures import PICTURES, SCENES, picture
from elderapp.tablet.theme import PAPER


def pixels(texture):
    return np.frombuffer(texture.pixels, np.uint8).reshape(texture.height, texture.width, 4)[:, :, :3].astype(int)


@pytest.mark.parametrize("name", [*PICTURES, *SCENES])
def test_every_picture_is_drawn_as_large_as_it_is_shown(window, name):
    drawn = picture(name, 90, 60 if name in SCENES else 90)

    assert (90, 60 if name in SCENES else 90) == drawn.size
    assert len(np.unique(pixels(drawn).reshape(-1, 3), axis=0)) > 3


def test_learners_pictures_differ_in_grey_too(window):
    grey = {name: pixels(picture(name, 60, 60)).mean(axis=2) for name in LEARNERS}

    alike = [
        (one, two) for one in LEARNERS for two in LEARNERS if one < two and np.abs(grey[one] - grey[two]).mean() < 6
    ]

    assert [] == alike


def test_the_ground_shows_round_a_disc(window):
    corner = pixels(picture("flower", 60, 60, PAPER))[0, 0]

    assert [255, 248, 236] == list(corner)


def test_every_learner_has_a_picture():
    assert not set(LEARNERS) - set(PICTURES)


def test_what_was_painted_is_read_at_the_next_start(window, tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "_kept_in", [])
    pictures.picture.clear()
    painted = pixels(picture("junk", 60, 60))
    pictures.picture.clear()
    pictures.keep_in(tmp_path)
    picture("junk", 60, 60)
    pictures.picture.clear()
    monkeypatch.setattr(pictures, "_painted", lambda *_: pytest.fail("painted again"))
    read = np.frombuffer(picture("junk", 60, 60).pixels, np.uint8).reshape(60, 60, 4)[:, :, :3].astype(int)
    pictures.picture.clear()

    assert 1 == len(list(tmp_path.glob("*/junk-60x60-ffffffff.png")))
    assert np.abs(read - painted[::-1]).max() <= 1 or np.abs(read - painted).max() <= 1


def test_a_kept_picture_that_cannot_be_read_is_painted(window, tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "_kept_in", [])
    pictures.keep_in(tmp_path)
    broken = pictures._kept_in[0] / "bird-50x50-ffffffff.png"
    broken.parent.mkdir(parents=True)
    broken.write_bytes(b"no picture")
    pictures.picture.clear()
    drawn = picture("bird", 50, 50)
    pictures.picture.clear()

    assert (50, 50) == drawn.size
    assert b"no picture" != broken.read_bytes()
