from itertools import pairwise

import numpy as np
import pytest

from elderapp.lesson.model import STAGES as KINDS
from elderapp.lesson.model import Line
from elderapp.player.play import StageMark
from elderapp.tablet.theme import Theme
from elderapp.tablet.widgets.box import Box
from elderapp.tablet.widgets.marks import STAGES, WORDS, Card, FerryStrip, Pill, Stages, Tick, pier, word_pill
from elderapp.tablet.widgets.writing import Icon, Writing

ROW = Box(192, 20, 512, 114)


def marks(*kinds, now=1):
    return tuple(StageMark(kind, "done" if i < now else "now" if i == now else "next") for i, kind in enumerate(kinds))


def words_of(piece):
    return [child.text for child in piece.walk() if isinstance(child, Writing)]


def test_four_stages_all_have_their_words(window):
    row = Stages(Theme(), ROW, marks("watch", "together", "alone", "variant"), str)

    assert ["睇", "一齊", "自己做", "幫阿玲"] == words_of(row)


def test_eight_stages_name_the_one_that_is_on(window):
    assert ["一齊"] == words_of(Stages(Theme(), ROW, marks(*KINDS, now=2), str))


@pytest.mark.parametrize("now", range(8))
def test_its_word_stays_within_the_row(window, now):
    row = Stages(Theme(scale=1.5), ROW, marks(*KINDS, now=now), str)
    word = next(child for child in row.walk() if isinstance(child, Writing))
    left, _, width, _ = word.line_box(0)

    assert left >= 191
    assert left + width <= 705


def test_a_stage_that_is_done_shows_a_tick(window):
    row = Stages(Theme(), ROW, marks("watch", "together"), str)

    assert ["check", "handshake"] == [child.name for child in row.walk() if isinstance(child, Icon)]


def test_every_stage_and_every_word_has_an_icon():
    assert set(KINDS) == set(STAGES)
    assert 6 == len({icon for icon, _ in WORDS.values()})


def test_a_tag_is_only_as_wide_as_its_words(window):
    short, long = (Pill(Theme(), Box(0, 0, 500, 48), "lightbulb", text) for text in ("提吓你", "提吓你提吓你"))

    assert short.box.w < long.box.w < 500


def test_what_she_can_do_is_jade_and_what_she_learns_navy(window):
    can, learns = (word_pill(Theme(), Box(0, 0, 500, 48), word, str) for word in ("alone", "learning"))

    assert can.children[0].colour != learns.children[0].colour


def test_piers_are_evenly_spaced():
    steps = [pier(step, 4, 512) for step in (1, 2, 3, 4)]

    assert 1 == len({round(later - earlier, 3) for earlier, later in pairwise(steps)})


def test_a_single_step_has_its_pier_in_the_middle():
    assert 256 == pier(1, 1, 512)


def test_the_ferry_sails_once_and_rests(window):
    strip = window.put(FerryStrip(Theme(), Box(100, 100, 512, 176), 3, 4, sails=True))
    start = strip._boat.pos[0]
    window.advance(1.3)
    there = strip._boat.pos[0]
    window.advance(1)

    assert start < there == strip._boat.pos[0]
    assert round(pier(3, 4, 512) - pier(2, 4, 512)) == round(there - start)


def test_the_square_corner_is_that_of_somebody_s_words(window):
    window.put(Card(Theme(), Box(100, 100, 400, 200), said=True))
    said = window.pixel(498, 800 - 298)
    window.put(Card(Theme(), Box(100, 100, 400, 200)))

    assert said != window.pixel(498, 800 - 298)


def test_a_tick_is_drawn_only_when_done(window):
    done, open_ = (Tick(Theme(), Box(100, 100, 400, 72), Line("", "對清楚"), done=done) for done in (True, False))

    assert [1, 0] == [len([c for c in tick.walk() if isinstance(c, Icon)]) for tick in (done, open_)]
    assert np.all([child.fits for tick in (done, open_) for child in tick.walk() if isinstance(child, Writing)])
