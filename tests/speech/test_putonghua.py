"""Putonghua: numbers and money as it says them, and no word that only Cantonese has."""

import pytest

from elderapp.speech.putonghua import cardinal, foreign, spoken, unread, words


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("$50", "五十元"),
        ("$2", "兩元"),
        ("HK$8.5", "八元五角"),
        ("$8,260.05", "八千二百六十元零五分"),
        ("收費是 $0.30", "收費是零元三角"),
        ("18222", "幺八二二二"),
        ("1878 200", "幺八七八二零零"),
        ("+852 6000 0000", "加八五二六零零零零零零零"),
        ("45%", "百分之四十五"),
        ("14:05", "十四點零五分"),
        ("9:00", "九點"),
        ("2個人、12步", "兩個人十二步"),
        ("第2步", "第二步"),
        ("3.5", "三點五"),
        ("QR code", "Q R code"),
        ("HA Go", "H A Go"),
        ("WONG S**", "Wong S"),
        ("名字前面有 #", "名字前面有井號"),
    ],
)
def test_what_is_written_is_said(written, said):
    assert said == words(written)


def test_a_number_of_any_size_has_no_digit_left():
    for number in (0, 2, 10, 11, 20, 101, 110, 1001, 2000, 10_000, 12_345, 100_000_001, 10**15):
        assert not set(cardinal(number)) & set("0123456789")

    assert "一億零一" == cardinal(100_000_001)


def test_clauses_cover_the_caption_once():
    text = "見到「高危有伏」，不用怕。按「取消交易」！"
    clauses = spoken(text)

    assert [(0, 9), (9, 13), (13, 21)] == [(one.first, one.last) for one in clauses]
    assert [0.5, 0.9, 0.9] == [one.pause_after for one in clauses]
    assert ["，", "。", "！"] == [one.mark for one in clauses]


def test_a_caption_of_signs_alone_says_nothing():
    assert () == spoken("……，")


@pytest.mark.parametrize("text", ["撳「取消交易」", "唔使驚", "佢而家喺屋企", "俾錢", "過數前"])
def test_words_of_cantonese_are_found(text):
    assert foreign(text)
    assert set(foreign(text)) <= set(unread(text))


def test_what_is_putonghua_is_let_pass():
    assert () == unread("不用怕，慢慢來。按「取消交易」，再打 18222 問一問。")
