import pytest
from hypothesis import given
from hypothesis import strategies as st

from elderapp.paper.breaking import NEVER_FIRST, NEVER_LAST, break_lines


def test_lines_end_between_words_where_these_are_known():
    assert ("撳轉數快", "就得。") == break_lines("撳轉數快就得。", (1, 4), 5, len)


def test_no_mark_begins_a_line_and_no_bracket_ends_one():
    assert ("讀銀碼，先撳", "「確認」。") == break_lines("讀銀碼，先撳「確認」。", (), 7, len)


def test_a_word_wider_than_the_room_is_broken_rather_than_cut_off():
    assert ("abc", "def") == break_lines("abcdef", (), 3, len)


def test_a_telephone_number_stays_whole_where_it_can():
    assert ("或者打", "18222") == break_lines("或者打 18222", (), 6, len)


@given(st.text("撳「確認」，。打18222 App", max_size=40), st.integers(2, 12))
def test_nothing_is_lost_whatever_the_room(text, room):
    lines = break_lines(text, (), room, len)

    assert text.replace(" ", "") == "".join(lines).replace(" ", "")


@pytest.mark.parametrize("sign", sorted(NEVER_FIRST - NEVER_LAST))
def test_every_closing_sign_stays_with_the_word_before(sign):
    assert ("一二", f"三{sign}") == break_lines(f"一二三{sign}", (), 3, len)
