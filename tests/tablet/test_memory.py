"""Memory stays flat however many lessons are played: a robot plays them in the real window.

The short form counts what is alive; ``poe nightly`` plays 500 lessons (`ELDERAPP_LESSONS`) and looks at the process.
"""

import gc
import os
from pathlib import Path

import pytest

from elderapp.robot.learner import right
from tests.player import lessons as the

LESSONS = int(os.environ.get("ELDERAPP_LESSONS", "0"))
MOST_GROWTH = 60
"""MB that the process may grow by from the 20th lesson to the last."""


def megabytes():
    """Resident memory of this process."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def alive():
    from elderapp.tablet.screens.screen import ShellScreen
    from elderapp.tablet.widgets.piece import Piece

    gc.collect()
    kinds = [type(one) for one in gc.get_objects()]  # not isinstance: that wakes weak references to the dead
    return sum(issubclass(kind, ShellScreen) for kind in kinds), sum(issubclass(kind, Piece) for kind in kinds)


def play_through(somebody, lesson):
    """One lesson from its name to the home screen, every view drawn."""
    shell = somebody.shell
    if shell.state.screen == "well-done":
        shell.pick("back")
    shell.pick("lessons")
    shell.pick(f"lesson:{lesson.id}")
    for _ in range(400):
        if shell.state.screen != "lesson":
            break
        shell.happen(right(shell.state.play))
        somebody.window.frames(1)
    assert "well-done" == shell.state.screen


@pytest.mark.no_cover  # traced three times as slow, and every line is reached by quicker tests
def test_screens_and_pieces_do_not_pile_up(sit_down):
    somebody = sit_down(lessons={the.PAY.id: the.PAY})
    somebody.shell.pick("learner:c1")
    play_through(somebody, the.PAY)
    before = alive()
    for _ in range(2):
        play_through(somebody, the.PAY)
    after = alive()

    assert 3 >= len(somebody.shell.stage.screens)
    assert before == after


@pytest.mark.skipif(not LESSONS, reason="poe nightly plays hundreds of lessons")
@pytest.mark.timeout(3600)
def test_memory_is_flat_over_hundreds_of_lessons(sit_down):
    somebody = sit_down(lessons={the.PAY.id: the.PAY})
    somebody.shell.pick("learner:c1")
    for _ in range(20):
        play_through(somebody, the.PAY)
    before = megabytes()
    for _ in range(LESSONS - 20):
        play_through(somebody, the.PAY)

    assert MOST_GROWTH > megabytes() - before
