import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elderapp.speech import numbers


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "零"),
        (10, "十"),
        (11, "十一"),
        (22, "二十二"),
        (110, "一百一十"),
        (1_002, "一千零二"),
        (2_222, "兩千二百二十二"),
        (10_001, "一萬零一"),
        (100_000, "十萬"),
        (102_000, "十萬二千"),
        (20_000_000, "兩千萬"),
        (200_000_000, "兩億"),
        (100_000_001, "一億零一"),
        (1_000_100_000, "十億零一十萬"),
    ],
)
def test_whole_numbers(number, said):
    assert said == numbers.cardinal(number)


def test_two_of_something_is_loeng():
    assert ("兩", "二", "十二") == (
        numbers.cardinal(2, counted=True),
        numbers.cardinal(2),
        numbers.cardinal(12, counted=True),
    )


def test_a_number_too_long_to_be_an_amount_is_read_digit_by_digit():
    assert "一" * 17 == numbers.decimal("1" * 17)


def test_money_with_three_decimals_is_read_as_it_stands():
    assert "一點二三四蚊" == numbers.money("1.234")


def test_two_ten_cent_coins():
    assert "兩毫" == numbers.money("0.2")


@settings(deadline=None)
@given(st.integers(0, 10**16 - 1))
def test_a_number_is_said_without_digits_and_never_says_zero_twice(number):
    said = numbers.cardinal(number)

    assert said
    assert "零零" not in said
    assert not said.endswith("零") or number == 0
