"""Folded lessons: the cover is at hand, the rest is there when it is asked for."""

import msgspec
import pytest

from elderapp import resources
from elderapp.authoring import workspace
from elderapp.lesson.folding import folded
from elderapp.lesson.model import Cover


@pytest.fixture(scope="module")
def every():
    return list(workspace.load(resources.lessons(), cuts=False).lessons.values())


def test_a_folded_lesson_is_opened_as_it_was(every):
    assert every == [folded(one, msgspec.json.encode(one)).opened for one in every]


def test_its_cover_is_that_of_the_lesson(every):
    for one in every:
        cover = folded(one, msgspec.json.encode(one))
        assert all(getattr(cover, name) == getattr(one, name) for name in Cover.__struct_fields__)
        assert not hasattr(cover, "stages")


def test_a_whole_lesson_is_open(every):
    assert every[0] is every[0].opened
