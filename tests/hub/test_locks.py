"""Locks between processes: two descriptors of one file stand for two programs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from elderapp.hub.locks import hold


@pytest.fixture
def opened(tmp_path):
    """Two openings of one file."""
    made = [os.open(tmp_path / "lock", os.O_CREAT | os.O_RDWR) for _ in range(2)]
    yield made
    for one in made:
        os.close(one)


@pytest.mark.parametrize(("first", "second"), [(False, False), (False, True), (True, False)])
def test_whoever_is_alone_keeps_others_out(opened, first, second):
    hold(opened[0], shared=first)

    with pytest.raises(BlockingIOError):
        hold(opened[1], shared=second)


def test_several_may_share_it(opened):
    for one in opened:
        hold(one, shared=True)


def test_it_goes_with_the_program_that_held_it(opened, tmp_path):
    code = f"import os; from elderapp.hub.locks import hold; hold(os.open({str(tmp_path / 'lock')!r}, os.O_RDWR))"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])
    hold(opened[0])
