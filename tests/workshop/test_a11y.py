"""The rules on every lesson that we ship, as it really appears: large and small, across and upright."""

from zlib import crc32

import pytest
from msgspec.structs import replace

from elderapp import resources
from elderapp.authoring.workspace import sound
from elderapp.i18n import SOURCE, words
from elderapp.lesson.model import BANK
from elderapp.tablet.theme import Theme
from elderapp.workshop.measures import Lettering, Sight, Thing
from tests.desk import ours

pytestmark = pytest.mark.timeout(600)
LESSONS = (BANK, *sorted(path.parent.name for path in resources.lessons().glob("*/*/lesson.yaml")))


@pytest.fixture(scope="module")
def lessons():
    return sound(ours())


def begun(lessons):
    """A lesson of its first stage alone."""
    lesson = lessons["basics-home-back"]
    return replace(lesson, stages=lesson.stages[:1])


@pytest.fixture(scope="module")
def known():
    from elderapp.workshop.a11y import Known

    return Known()


@pytest.mark.no_cover  # a minute of tracing would tell nothing that the other tests do not
@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_keeps_the_rules_on_every_screen(window, lessons, known, name):
    """Across and upright, one of them with large text: which one falls to each lesson by its name, and so do pixels.

    `poe nightly` measures every view of every lesson in all six ways, each on pixels.
    """
    from elderapp.workshop import a11y

    turn = crc32(name.encode()) % 2
    ways = [
        a11y.Condition(portrait=False, scale=(1.0, 1.5)[turn]),
        a11y.Condition(portrait=True, scale=(1.5, 1.0)[turn]),
    ]
    looked = a11y.inspect(
        lessons[name], words(SOURCE), quick=True, conditions=ways, glass=window, scales=(1.0, 1.5), known=known
    )

    assert [] == [str(violation) for violation in looked.violations]
    assert looked.views >= looked.drawn // 2 > 25


def test_what_was_measured_once_is_not_drawn_again(window, lessons):
    from elderapp.workshop import a11y

    known = a11y.Known()
    first, second = (
        a11y.inspect(
            begun(lessons), words(SOURCE), quick=True, conditions=a11y.CONDITIONS[:1], glass=window, known=known
        )
        for _ in range(2)
    )

    assert first.pictures > 0 == second.pictures
    assert first.drawn == second.drawn
    assert all(reached.is_enough for reached in known.reached.values())


def test_what_a_trembling_hand_misses_is_told():
    from elderapp.workshop.a11y import unsteady

    things = tuple(Thing(name, (x, 100, x + 40, 140)) for name, x in (("one", 100), ("two", 142)))
    found = list(unsteady(Sight(Theme(), things=things), {}))

    assert ["A21", "A21"] == [fault.rule for fault in found]
    assert ["one", "two"] == [fault.what for fault in found]


def test_what_breaks_a_rule_is_told_with_its_place_and_its_measure(window, lessons):
    from elderapp.workshop import a11y

    condition = a11y.Condition(portrait=True, scale=1.5)
    looked = a11y.inspect(begun(lessons), lambda _text: "𠮶" * 30, quick=True, conditions=(condition,))
    told = [str(violation) for violation in looked.violations]

    assert {"A06", "A07"} <= {violation.fault.rule for violation in looked.violations}
    assert any(line.startswith("A06 basics-home-back why/why-1 portrait 1.5: 𠮶") for line in told)
    assert len(told) == len(set(told))


def test_pixels_are_measured_on_the_glass(window, lessons):
    from elderapp.workshop import a11y

    kept = []
    looked = a11y.inspect(
        begun(lessons), words(SOURCE), quick=True, conditions=a11y.CONDITIONS, glass=window,
        keep=lambda name, pixels: kept.append((name, pixels.shape)),
    )  # fmt: skip

    assert () == looked.violations
    assert looked.pictures == len(kept)
    assert {(800, 1280, 3), (1280, 800, 3)} == {shape for _, shape in kept}
    assert kept[0][0].startswith("basics-home-back-landscape 1-000-why")


def test_faint_words_are_found_and_a_comma_alone_is_not_judged(window):
    import numpy as np

    from elderapp.workshop.a11y import faint

    pixels = np.full((800, 1280, 3), 255, np.uint8)
    pixels[760:780, 100:120] = 150
    box = (90, 10, 130, 50)
    seen = Sight(Theme(), tuple(Lettering(text, 40, box, box) for text in ("淡", "，")))

    assert ["A02"] == [fault.rule for fault in faint(seen, pixels)]
    assert ["淡"] == [fault.what for fault in faint(seen, pixels)]
