"""The rules on every lesson that we ship, as it really appears: large and small, across and upright."""

import pytest
from msgspec.structs import replace

from elderapp import resources
from elderapp.authoring import workspace
from elderapp.i18n import SOURCE, words
from elderapp.tablet.theme import Theme
from elderapp.workshop.measures import Lettering, Sight

pytestmark = pytest.mark.timeout(600)
LESSONS = ("basics-home-back", "gov-hago-appointment", "pay-fps-check-payee", "scam-fake-cs")


@pytest.fixture(scope="module")
def lessons():
    return workspace.load(resources.lessons()).lessons


def begun(lessons):
    """A lesson of its first stage alone."""
    lesson = lessons["basics-home-back"]
    return replace(lesson, stages=lesson.stages[:1])


def test_no_lesson_is_left_out(lessons):
    assert set(LESSONS) == set(lessons)


@pytest.mark.parametrize("name", LESSONS)
@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("portrait", [False, True], ids=["across", "upright"])
def test_a_lesson_keeps_the_rules_on_every_screen(window, lessons, name, scale, portrait):
    from elderapp.workshop import a11y

    looked = a11y.inspect(lessons[name], words(SOURCE), quick=True, conditions=(a11y.Condition(portrait, scale),))

    assert [] == [str(violation) for violation in looked.violations]
    assert looked.views >= looked.drawn > 50


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
