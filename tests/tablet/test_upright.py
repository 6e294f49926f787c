"""How large the glass is, and that a small one stands upright."""

import pytest

from elderapp.tablet import upright


@pytest.mark.parametrize(("told", "expected"), [("8", 8.0), ("12.4", 12.4), ("", 10.1), ("none", 10.1), ("3", 10.1)])
def test_what_is_told_is_believed_where_it_can_be(monkeypatch, told, expected):
    monkeypatch.setenv(upright.INCHES, told)

    assert expected == upright.profile((1280, 800)).diagonal


class Window:
    def __init__(self, *size):
        self.size, self.rotation = size, 0


@pytest.mark.parametrize(
    ("inches", "size", "expected"),
    [("8", (1280, 800), 90), ("8", (800, 1280), 0), ("10.1", (1280, 800), 0), ("12", (1920, 1200), 0)],
)
def test_a_small_glass_that_lies_across_is_drawn_upright(monkeypatch, inches, size, expected):
    monkeypatch.setenv(upright.INCHES, inches)
    window = Window(*size)
    upright.stand_up(window)

    assert expected == window.rotation
