from hypothesis import given
from hypothesis import strategies as st

from elderapp.tablet.text import NEVER_FIRST, NEVER_LAST, break_lines, largest, may_start, runs, width_of

SIZE = 40.0
CHARACTERS = st.text(alphabet="我撳你個掣轉數快，。、！？「」（）（）…Wi-Fi HK$8,260.50abc ", min_size=1, max_size=40)
WIDTHS = st.integers(min_value=4, max_value=14)


def measure(text):
    """Chinese is as wide as high, Latin half."""
    return sum(SIZE if ord(char) > 0x2E7F or char == "…" else SIZE / 2 for char in text)


def lines(text, width, cuts=()):
    return [text[start:end] for start, end in break_lines(text, width, SIZE, measure, cuts)]


@given(CHARACTERS, WIDTHS)
def test_no_character_is_lost(text, characters):
    assert text == "".join(lines(text, characters * SIZE))


@given(CHARACTERS, WIDTHS)
def test_every_line_fits_or_is_one_piece_that_may_not_be_broken(text, characters):
    width = characters * SIZE

    for line in lines(text, width):
        one_piece = all(line[i] in NEVER_FIRST or line[i - 1] in NEVER_LAST for i in range(1, len(line.rstrip())))
        assert width_of(line, SIZE, measure) <= width or one_piece


@given(CHARACTERS, st.integers(min_value=12, max_value=20))
def test_no_line_starts_or_ends_with_the_wrong_mark(text, characters):
    marks = NEVER_FIRST | NEVER_LAST
    longest = max(len(run) for run in "".join(char if char in marks else " " for char in text).split(" "))
    if longest > 4:
        return  # a line full of marks alone has to be broken somewhere

    found = lines(text, characters * SIZE)

    assert not [line for line in found[1:] if line[0] in NEVER_FIRST]
    assert not [line for line in found[:-1] if line.rstrip()[-1:] in NEVER_LAST and line.strip()]


def test_words_stay_whole_where_they_are_known():
    text = "用八達通搭港鐵返屋企"
    cuts = (1, 4, 5, 7, 8)

    assert ["用八達通搭", "港鐵返屋企"] == lines(text, 6 * SIZE, cuts)


def test_a_line_ends_at_a_pause_rather_than_in_a_phrase():
    assert ["撳「轉數快」，", "喺畫面右邊。"] == lines("撳「轉數快」，喺畫面右邊。", 9 * SIZE)


def test_a_particle_stays_with_its_verb():
    cuts = (1, 2, 4, 6, 7, 9)

    assert ["你嘅預約", "取消咗喇，再約過"] == lines("你嘅預約取消咗喇，再約過", 8 * SIZE, cuts)


def test_two_lines_are_about_equally_long():
    assert ["用轉數快過", "數俾屋企人"] == lines("用轉數快過數俾屋企人", 8 * SIZE)


def test_a_button_s_name_in_brackets_is_not_broken():
    assert ["睇完喇。撳", "「下一步」一齊做。"] == lines("睇完喇。撳「下一步」一齊做。", 9 * SIZE)


def test_latin_words_stay_whole():
    assert ["Ask which ", "department"] == lines("Ask which department", 6 * SIZE)


def test_a_new_line_in_the_text_is_kept():
    assert ["一\n", "二"] == lines("一\n二", 10 * SIZE)


def test_an_empty_text_is_one_empty_line():
    assert [""] == lines("", 100)


def test_a_line_may_start_between_words_and_after_a_comma_never_before_one():
    assert (1, 5) == may_start("撳轉數快，右邊", (1, 4))


def test_empty_halves_of_brackets_are_pulled_in():
    assert [0.5] == [run.pull for run in runs("「我係銀行職員")]
    assert [0.0, 0.5] == [run.pull for run in runs("撳「快」，右邊")]


def test_the_largest_step_that_stands_in_two_lines_wins():
    def at(size):
        return lambda text: len(text) * size

    setting, good = largest("一二三四五六七八九十", (48, 44, 36), 230, 2, at)

    assert (44, True, 2) == (setting.size, good, len(setting.lines))


def test_the_last_step_is_given_even_if_it_does_not_fit():
    setting, good = largest("一二三四五六", (48,), 50, 2, lambda size: lambda text: len(text) * size)

    assert (48, False) == (setting.size, good)


def test_a_latin_word_makes_text_smaller_rather_than_being_cut():
    def at(size):
        return lambda text: len(text) * size / 2

    setting, _ = largest("Practise again", (54, 40), 180, 2, at)

    assert 40 == setting.size
