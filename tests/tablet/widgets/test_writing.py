import numpy as np

from elderapp.lesson.model import Line
from elderapp.tablet import theme as look
from elderapp.tablet.theme import Theme
from elderapp.tablet.widgets.box import Box
from elderapp.tablet.widgets.piece import Piece
from elderapp.tablet.widgets.writing import Icon, Writing, caption, measure, reach, runs

BOX = Box(100, 100, 452, 200)
LINE = Line("pay/together/tap", "撳「轉數快」，喺畫面右邊。")


def page(window, *children):
    ground = Piece(Theme(), Box(0, 0, 1280, 800))
    ground.pen.fill(ground.box, look.CARD)
    for child in children:
        ground.add_widget(child)
    return window.put(ground)


def test_an_instruction_takes_the_largest_step_that_stands_in_two_lines(window):
    assert 48 == caption(Theme(), BOX, LINE).font_px


def test_a_reader_s_scale_makes_it_larger(window):
    written = Writing(Theme(scale=1.5), BOX, "返回", 32)

    assert (48, True) == (written.font_px, written.fits)


def test_what_does_not_fit_at_the_smallest_size_says_so(window):
    assert not Writing(Theme(), Box(0, 0, 60, 30), "一二三四五六七八九十", 32).fits


def test_nothing_is_smaller_than_the_smallest(window):
    assert 24 == Writing(Theme(), Box(0, 0, 60, 30), "一二三四五六七八九十", 32).font_px


def test_words_are_drawn_inside_their_box(window):
    page(window, Writing(Theme(), Box(100, 100, 200, 60), "返回", 40, align="middle"))
    dark = np.argwhere(window.pixels()[:, :, 0] < 100)

    assert (dark.min(axis=0) >= (100, 100)).all()
    assert (dark.max(axis=0) <= (160, 300)).all()


def test_a_chinese_character_stands_in_the_middle_of_its_box(window):
    page(window, Writing(Theme(), Box(100, 100, 60, 60), "回", 46, align="middle"))
    rows, columns = np.argwhere(window.pixels()[:, :, 0] < 100).T

    assert abs((rows.min() + rows.max()) / 2 - 130) <= 2
    assert abs((columns.min() + columns.max()) / 2 - 130) <= 2


def test_the_spoken_block_stands_behind_its_words_and_the_text_stays(window):
    written = caption(Theme(), BOX, LINE)
    page(window, written)
    before = np.argwhere(window.pixels()[:, :, 0] < 60)

    written.light(0, 6)
    window.frames(2)
    lit = window.pixels()
    after = np.argwhere(lit[:, :, 0] < 60)
    yellow = np.argwhere((lit == (255, 217, 121)).all(axis=2))

    assert before.shape == after.shape
    assert (before == after).all()
    assert 90 <= yellow[:, 1].min() <= 100
    assert yellow[:, 0].max() < 180


def test_the_block_jumps_and_goes_away(window):
    written = caption(Theme(), BOX, LINE)
    page(window, written)

    def yellow():
        window.frames(2)
        return (window.pixels() == (255, 217, 121)).all(axis=2).any(axis=1).nonzero()[0]

    written.light(0, 6)
    first = yellow()
    written.light(7, 13)
    second = yellow()
    written.dark()

    assert first.max() < second.min()
    assert 0 == len(yellow())


def test_a_block_over_two_lines_is_drawn_in_both(window):
    written = caption(Theme(), BOX, LINE)
    page(window, written)
    written.light(0, len(LINE.text))
    window.frames(2)

    rows = (window.pixels() == (255, 217, 121)).all(axis=2).any(axis=1).nonzero()[0]

    assert rows.max() - rows.min() > 100


def test_the_end_of_a_line_is_as_far_as_its_pieces_are_long(window):
    gauge = measure(caption(Theme(), BOX, LINE).file, 48)
    line = "撳「轉數快」，"

    assert sum(gauge(run.text) - run.pull * 48 for run in runs(line)) == reach(line, len(line), 48, gauge)


def test_writing_can_be_moved(window):
    written = Writing(Theme(), Box(100, 100, 200, 60), "返回", 40)
    before = written.line_box(0)
    written.move(10, 20)

    assert (before[0] + 10, before[1] - 20) == written.line_box(0)[:2]


def test_an_icon_stands_in_the_middle_of_its_box(window):
    page(window, Icon(Theme(), Box(200, 200, 60, 60), "radio_button_unchecked", 48))
    rows, columns = np.argwhere(window.pixels()[:, :, 0] < 150).T

    assert abs((rows.min() + rows.max()) / 2 - 230) <= 2
    assert abs((columns.min() + columns.max()) / 2 - 230) <= 2


def test_a_caption_rather_is_a_little_smaller_than_broken_in_the_middle_of_a_phrase(window):
    line = Line("x", "「種花」由上數落第三個，有棵樹。")

    assert (36, ("「種花」由上數落第三個，", "有棵樹。")) == (lambda c: (c.font_px, c.lines))(
        caption(Theme(), BOX, line)
    )
    assert 48 == caption(Theme(), BOX, Line("x", "阿女傳訊息話陪你睇眼科覆診呀。")).font_px
