"""Each rule on a screen made by hand that just breaks it, and on one that just keeps it."""

import pytest

from elderapp.tablet.theme import DeviceProfile, Theme
from elderapp.workshop import measures
from elderapp.workshop.measures import Fault, Lettering, Sight, Thing, distance, outside, rules_of

THEME = Theme()
ONE = THEME.mm(1)
LARGE = Theme(DeviceProfile(), 1.5)
PAGE = (0, 0, 1280, 800)


def words(text="睇真啲", size=40, at=(100, 100), *, kind="other", holder=PAGE, of="", fits=True):
    left, low = at
    return Lettering(text, size, (left, low, left + size * len(text), low + size), holder, kind, of, fits)


def thing(id="go", at=(0, 0), mm=(20, 20), **more):
    left, low = at[0] * ONE, at[1] * ONE
    return Thing(id, (left, low, left + mm[0] * ONE, low + mm[1] * ONE), **more)


def sight(*parts, theme=THEME, **more):
    letters = tuple(part for part in parts if isinstance(part, Lettering))
    return Sight(theme, letters, tuple(part for part in parts if isinstance(part, Thing)), **more)


def broken(*parts, glyphs="睇真啲", **more):
    return sorted(rules_of(tuple(measures.faults(sight(*parts, **more), frozenset(glyphs)))))


def test_a_screen_that_keeps_every_rule_has_no_fault():
    assert [] == broken(words(at=(300, 300)), thing(weight="primary"), thing("no", (24, 0)), caption=("睇真啲",))


@pytest.mark.parametrize(("kind", "smallest"), [("other", 24), ("mock", 24), ("button", 32), ("instruction", 32)])
def test_a01_text_has_its_least_size(kind, smallest):
    assert [] == broken(words(size=smallest, kind=kind))
    assert ["A01"] == broken(words(size=smallest - 1, kind=kind))


def test_a01_counts_millimetres_not_pixels():
    sharp = Theme(DeviceProfile(2560, 1600, 10.1))

    assert ["A01"] == broken(words(size=40), theme=sharp)
    assert [] == broken(words(size=48), theme=sharp)


@pytest.mark.parametrize("mm", [(15.8, 20), (20, 15.8)])
def test_a04_what_is_aimed_at_is_16_mm(mm):
    assert ["A04"] == broken(thing(mm=mm))
    assert ["A04"] == broken(thing(mm=mm, part="mock"))
    assert [] == broken(thing(mm=mm, part="mock", role="row"))
    assert [] == broken(thing(mm=mm, part="mock", role="mark"))


def test_a04_the_primary_action_is_19_mm_high():
    assert ["A04"] == broken(thing(mm=(40, 18.8), weight="primary"))
    assert [] == broken(thing(mm=(40, 18.8), weight="primary", part="mock"))


def test_a05_things_are_3_mm_apart():
    assert ["A05"] == broken(thing(), thing("no", (22.5, 0)))
    assert [] == broken(thing(), thing("no", (23, 0)))
    assert [] == broken(thing(), thing("no", (0, 23)))


def test_a05_what_destroys_is_12_mm_from_what_goes_on():
    primary = thing(part="mock", weight="primary")

    assert ["A05"] == broken(primary, thing("wipe", (31, 0), part="mock", weight="danger"))
    assert [] == broken(primary, thing("wipe", (32, 0), part="mock", weight="danger"))


def test_a05_nothing_overlaps_or_leaves_the_window():
    assert ["A05"] == broken(thing(), thing("no", (10, 10)))
    assert ["A05"] == broken(thing(at=(-1, 0)))


def test_a05_marks_and_rows_of_a_message_may_touch_and_words_over_two_lines_are_one():
    first = thing(part="mock", role="mark")

    assert [] == broken(first, thing("other", (20, 0), part="mock", role="mark"))
    assert [] == broken(first, thing(at=(5, 20), part="mock", role="mark"))


def test_a06_every_character_is_in_the_font():
    assert [Fault("A06", "睇𠮶啲", "𠮶")] == list(measures.missing_glyphs(sight(words("睇𠮶啲")), frozenset("睇啲")))
    assert [] == broken(words("睇 真"))


def test_a07_words_stay_in_what_holds_them():
    assert ["A07"] == broken(words(holder=(100, 100, 215, 140)))
    assert [] == broken(words(holder=(100, 100, 220, 140)))
    assert ["A07"] == broken(words(fits=False))


def test_a07_a_phone_shows_its_whole_screen():
    assert ["A07"] == broken(overflow=3.0)


def test_a07_words_lie_over_nothing_else():
    button = thing("go", (0, 0), (60, 30))

    assert ["A07"] == broken(words(), words(at=(110, 110)))
    assert ["A07"] == broken(button, words())
    assert [] == broken(button, words(of="go", kind="button"))


def test_a08_an_instruction_is_short_in_characters_and_lines():
    assert ["A08"] == broken(caption=("睇" * 15, "睇" * 14))
    assert ["A08"] == broken(caption=("睇", "睇", "睇"))
    assert [] == broken(caption=("睇", "睇", "睇"), theme=LARGE)
    assert ["A08"] == broken(caption=("睇" * 21,))
    assert [] == broken(caption=("去 HA Go 睇自己嘅覆診期先，唔使急",))


def test_a09_one_primary_action_and_five_things():
    row = [thing(f"t{n}", (n * 24, 0)) for n in range(6)]

    assert ["A09"] == broken(*row)
    assert [] == broken(*row[:5])
    assert ["A09"] == broken(*(thing(f"t{n}", (n * 24, 0), weight="primary") for n in range(2)))
    assert [] == broken(*row[:5], *(thing(f"key{n}", (n * 24, 40), part="mock") for n in range(6)))


def test_a10_the_four_do_not_move():
    four = [thing(id, (n * 24, 0), part="four") for n, id in enumerate(("back", "again", "hint", "hand"))]
    moved = thing("hand", (72.5, 0), part="four")

    assert [] == list(measures.moved(sight(*four), sight(*four)))
    assert [Fault("A10", "hand", "moved by 3 px")] == list(measures.moved(sight(*four), sight(*four[:3], moved)))
    assert ["A10"] == [fault.rule for fault in measures.moved(sight(*four), sight(*four[:3]))]


def test_boxes():
    assert 5 == distance((0, 0, 10, 10), (15, 0, 20, 10))
    assert -2 == distance((0, 0, 10, 10), (8, 0, 20, 10))
    assert 0 == outside((0, 0, 10, 10), (0, 0, 10, 10))
    assert 3 == outside((0, -3, 10, 10), (0, 0, 10, 10))
