"""Textures are kept by how large they are."""

import pytest


@pytest.fixture
def made(window):
    """A function that keeps one megabyte, and what it was asked to make."""
    from kivy.graphics.texture import Texture

    from elderapp.tablet.widgets.kept import kept

    asked = []

    @kept(1)
    def make(name, side=256):
        asked.append(name)
        return Texture.create(size=(side, side), colorfmt="rgba")

    return make, asked


def test_the_same_arguments_give_the_same_texture(made):
    make, asked = made

    assert make("a") is make("a")
    assert ["a"] == asked


def test_what_was_asked_for_longest_ago_goes_first_once_there_is_too_much(made):
    make, asked = made
    for name in ("a", "b", "c", "d", "a", "e", "a", "b"):  # four of a quarter of a megabyte have room
        make(name)

    assert ["a", "b", "c", "d", "e", "b"] == asked


def test_a_large_one_takes_the_room_of_many_and_is_kept_itself(made):
    make, asked = made
    for name in ("a", "b"):
        make(name)
    large = make("large", side=600)

    assert large is make("large", side=600)
    make("a")
    assert ["a", "b", "large", "a"] == asked


def test_once_cleared_all_are_made_anew(made):
    make, asked = made
    make("a")
    make.clear()
    make("a")

    assert ["a", "a"] == asked
