"""Lessons as they are shipped, from the first step to the last, by a finger on the real app, across and upright."""

import os
from zlib import crc32

import pytest

from elderapp.lesson.model import TRACKS
from elderapp.records.people import Learner, Roster, Session
from elderapp.robot.walk import slip_and_hint
from elderapp.store import Store
from tests.desk import ours
from tests.workshop.test_visitor import Screen

CHAN = Learner("c1", "陳太", "flower")
pytestmark = pytest.mark.timeout(600)

ACROSS, UPRIGHT = (1280, 800), (800, 1280)
LESSONS = ours().lessons
EVERY = bool(os.environ.get("ELDERAPP_NIGHTLY"))
"""Every lesson, both ways; else two a track, one across by a steady hand, one upright by a trembling one."""
GESTURES = "basics-touch-gestures"
"""The lesson in which one holds, scrolls and swipes."""


def ways():
    for track in TRACKS:
        names = sorted(
            (name for name in LESSONS if LESSONS[name].track == track), key=lambda name: crc32(name.encode())
        )
        steady, unsteady = (names, names) if EVERY else (names[:1], names[1:2] or names[:1])
        yield from ((name, ACROSS) for name in steady)
        yield from ((name, UPRIGHT) for name in unsteady)
    if not EVERY:
        yield GESTURES, UPRIGHT


WAYS = tuple(ways())


class Hasty(Screen):
    """Looks up once a second while somebody speaks: a minute of voice is sixty pictures nobody needs."""

    def wait(self, until, most=120.0, step=1.0):
        return super().wait(until, most, step)


@pytest.fixture
def visit(window, tmp_path):
    """Gives a visitor in front of the app with one lesson, the tablet held as wanted, and the tablet's file."""
    from elderapp.tablet.app import Shell
    from elderapp.tablet.theme import DeviceProfile, Theme
    from elderapp.workshop.visitor import Visitor, middle, trembling

    made = []

    def sit_down(lesson, size):
        window.resize(*size)
        store = Store.open(tmp_path / "tablet.db")
        shell = Shell(
            lessons={lesson.id: lesson},
            clips={},
            keeper=store,
            roster=Roster("晴川", "7", session=Session("s1", "B 班", 0, 2**53, learners=("c1",)), learners=(CHAN,)),
            words=str,
            theme=Theme(DeviceProfile(*size)),
            volume=0.0,
        )
        made.append((shell, store))
        window.put(shell)
        hand = middle if size == ACROSS else trembling(crc32(lesson.id.encode()))
        return Visitor(Hasty(window), shell, hand=hand), store

    yield sit_down
    for shell, store in made:
        shell.close()
        store.close()


def test_every_track_is_walked_both_ways():
    assert {(track, size) for track in TRACKS for size in (ACROSS, UPRIGHT)} == {
        (LESSONS[name].track, size) for name, size in WAYS
    }


@pytest.mark.no_cover  # traced three times as slow, and every line is reached by quicker tests
@pytest.mark.parametrize(("name", "size"), WAYS, ids=lambda given: given if isinstance(given, str) else str(given[0]))
def test_a_lesson_is_done_by_finger_with_a_slip_and_a_hint(visit, name, size):
    lesson = LESSONS[name]
    visitor, store = visit(lesson, size)
    slip, hint = slip_and_hint(lesson)
    visitor.pick("learner:c1")
    visitor.pick("go")
    steps = visitor.lesson(slip_at=slip, hint_at=hint)
    kept, progress = Kept(store), store.progress("c1")[name]

    assert steps == [f"{stage.kind}/{step.id}" for stage in lesson.stages for step in stage.steps]
    assert (1, None) == (progress.completed, progress.resume)
    assert ("hint1", "hint1") == (progress.outcomes[slip], progress.outcomes[hint])
    assert {"alone"} == {each for at, each in progress.outcomes.items() if at not in {slip, hint}}
    check_order(kept, lesson, steps)


class Kept:
    """What was written down of the lesson, in its order."""

    def __init__(self, store):
        self.attended, *self.rows = store.unsent(0, 500)
        self.verbs = [str(row.verb) for row in self.rows]

    def places(self, verb, lesson):
        return [row.object.removeprefix(f"{lesson}/") for row in self.rows if row.verb == verb]


def check_order(kept, lesson, steps):
    """cmi5: initialized first, terminated last, neither twice; what is passed was completed before."""
    at = kept.verbs.index
    whole = [row for row in kept.rows if row.verb == "completed" and row.object == lesson.id]

    assert "attended" == kept.attended.verb
    assert ("initialized", "terminated") == (kept.verbs[0], kept.verbs[-1])
    assert (1, 1) == (kept.verbs.count("initialized"), kept.verbs.count("terminated"))
    assert "done" == kept.rows[-1].result["why"]
    assert 1 == len(whole)
    assert "passed" not in kept.verbs or at("completed") < at("passed")
    assert steps == kept.places("experienced", lesson.id)
    assert 1 == len({row.attempt for row in kept.rows})
