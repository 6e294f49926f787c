import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from elderapp.speech.spoken import LONGEST, spoken, unread, words_of
from elderapp.speech.syllables import syllables

RESPELL = {"FPS": "轉數快", "HA": "醫管局", "HA Go": "H A Go", "行長": "航掌", "AlipayHK": "支付寶香港"}

GOLDEN = [
    # hotlines, telephone numbers, codes
    ("打 18222 問吓", "打一八，二二二問吓"),
    ("打 1823", "打一八，二三"),
    ("打 999 報警", "打九九九報警"),
    ("打 1878 200", "打一八七八，二零零"),
    ("打 6000 0000", "打六零零零，零零零零"),
    ("打 6000-0000", "打六零零零，零零零零"),
    ("打 60000000", "打六零零零，零零零零"),
    ("+852", "加八五二"),
    ("+852 6000 0000", "加八五二六零零零，零零零零"),
    ("6XXX 0000 打嚟", "六 X X X，零零零零打嚟"),
    ("驗證碼 123456", "驗證碼一二三，四五六"),
    ("驗證碼 123 456", "驗證碼一二三，四五六"),
    ("密碼 0123", "密碼零一二三"),
    ("尾四個字 2345", "尾四個字二三四五"),
    ("A123456(3)", "A 一二三四五六括弧三"),
    # money
    ("俾 $50", "俾五十蚊"),
    ("$2", "兩蚊"),
    ("2 元", "兩蚊"),
    ("2 蚊", "兩蚊"),
    ("$12", "十二蚊"),
    ("$20", "二十蚊"),
    ("$22", "二十二蚊"),
    ("$200", "二百蚊"),
    ("$105", "一百零五蚊"),
    ("$110", "一百一十蚊"),
    ("$2,000", "兩千蚊"),
    ("$4,345", "四千三百四十五蚊"),
    ("$10,000", "一萬蚊"),
    ("$20,000", "兩萬蚊"),
    ("$12,000", "一萬二千蚊"),
    ("$10,050", "一萬零五十蚊"),
    ("$350,000", "三十五萬蚊"),
    ("$35萬", "三十五萬蚊"),
    ("2 萬蚊", "兩萬蚊"),
    ("$1.2億", "一點二億蚊"),
    ("$6.8", "六個八"),
    ("$8.5", "八個半"),
    ("$8.50", "八個半"),
    ("$12.35", "十二蚊三毫半"),
    ("$12.36", "十二蚊三毫六仙"),
    ("$0.5", "五毫"),
    ("$0.05", "五仙"),
    ("HK$8,260.50", "港幣八千二百六十蚊五毫"),
    ("US$50", "美金五十蚊"),
    ("-$3", "負三蚊"),
    ("$100-$200", "一百蚊至二百蚊"),
    # days, times, parts
    ("11月20日", "十一月二十日"),
    ("2月2日", "二月二日"),
    ("2026年", "二零二六年"),
    ("2026年11月20日", "二零二六年十一月二十日"),
    ("2026-11-20", "二零二六年十一月二十日"),
    ("下晝 2:35", "下晝兩點三十五分"),
    ("下晝 2：35", "下晝兩點三十五分"),
    ("2:30", "兩點半"),
    ("10:05", "十點零五分"),
    ("9:00 開門", "九點開門"),
    ("09:00-17:00", "九點至十七點"),
    ("45%", "百分之四十五"),
    ("4.5％", "百分之四點五"),
    ("24小時", "廿四小時"),
    ("2 小時", "兩小時"),
    # counting
    ("2 個", "兩個"),
    ("12 個", "十二個"),
    ("第 2 個", "第二個"),
    ("2 號", "二號"),
    ("2至3日", "兩至三日"),
    ("2 折", "兩折"),
    ("65 歲", "六十五歲"),
    ("300,000 人", "三十萬人"),
    ("100", "一百"),
    ("5000", "五千"),
    ("1000", "一千"),
    ("3.5", "三點五"),
    ("第 2.0.1 版", "第二點零點一版"),
    ("１２３個", "一百二十三個"),
    # signs, letters, names, addresses
    ("睇清楚個 # 號", "睇清楚個井號號"),
    ("撳 ✕", "撳交叉"),
    ("智方便+", "智方便加"),
    ("上/下", "上或下"),
    ("CHAN T** M**", "陳T 星星M 星星"),
    ("QWERT T**", "Q W E R T T 星星"),
    ("陳○文", "陳某文"),
    ("陳**文", "陳某文"),
    ("用 WhatsApp 打", "用WhatsApp打"),
    ("駁 Wi-Fi", "駁Wi-Fi"),
    ("個 QR code", "個Q R code"),
    ("收 SMS", "收S M S"),
    ("4G 同 5G", "四G同五G"),
    ("www.gov.hk", "www 點 gov 點 hk"),
    ("https://parcel.example/pay", "P A R C E L 點 example 斜線 P A Y"),
    ("a@b.example", "A at B 點 example"),
    # respelling
    ("用 FPS 過數", "用轉數快過數"),
    ("轉數快 FPS，好快", "轉數快，好快"),
    ("轉數快（FPS）好快", "轉數快好快"),
    ("開 HA Go", "開H A Go"),
    ("HA 打嚟", "醫管局打嚟"),
    ("我係行長", "我係航掌"),
    # punctuation
    ("「返回」就得。", "返回就得。"),
    ("你話呢？！好。", "你話呢？好。"),
    ("…唔緊要。", "唔緊要。"),
]


@pytest.mark.parametrize(("written", "said"), GOLDEN, ids=[written for written, _ in GOLDEN])
def test_a_written_line_is_said_as_hong_kong_says_it(written, said):
    assert said == words_of(spoken(written, RESPELL))


def test_clauses_know_their_pause_and_their_place_in_the_caption():
    clauses = spoken("唔緊要，返轉頭。再試、再睇", {})

    assert [("唔緊要", 0.5, 0, 4), ("返轉頭", 0.9, 4, 8), ("再試", 0.4, 8, 11), ("再睇", 0.0, 11, 13)] == [
        (one.text, one.pause_after, one.first, one.last) for one in clauses
    ]


def test_a_clause_keeps_the_mark_that_gives_it_its_tune():
    assert ["，", "？"] == [one.mark for one in spoken("佢話，係咪真？", {})]


def test_the_groups_of_a_number_are_clauses_of_their_own():
    assert [(0, 4), (4, 9)] == [(one.first, one.last) for one in spoken("打 18222 問", {})]


def test_a_caption_with_nothing_to_say_has_no_clauses():
    assert () == spoken("……！", {})


def test_a_long_run_takes_breath_at_the_cut_nearest_its_middle():
    text = "我哋要搵綠色嗰個掣然後慢慢撳一下等佢自己轉去下一版"

    clauses = spoken(text, {}, cuts=(4, 9, 11, 16, 20))

    assert [(0, 11), (11, len(text))] == [(one.first, one.last) for one in clauses]
    assert 0.4 == clauses[0].pause_after


def test_a_long_run_without_cuts_is_halved():
    assert [11, 11] == [syllables(one.text) for one in spoken("好" * 22, {})]


def test_a_single_part_that_is_too_long_stays_whole():
    assert 1 == len(spoken("x" * 30 + ".hk", {}))


def test_the_authors_own_speech_keeps_the_captions_places():
    clauses = spoken("打 18222，快啲。", {}, speech="打一八二二二，快啲。")

    # The caption alone would have three clauses: the spans are shared out by syllables, five against two.
    assert [("打一八二二二", 0, 8), ("快啲", 8, 11)] == [(one.text, one.first, one.last) for one in clauses]


def test_speech_with_as_many_clauses_as_the_caption_is_laid_over_them():
    clauses = spoken("行長話，快啲。", {}, speech="航掌話，快啲。")

    assert [("航掌話", 0, 4), ("快啲", 4, 7)] == [(one.text, one.first, one.last) for one in clauses]


@pytest.mark.parametrize(
    ("written", "odd"),
    [
        ("撳轉數快，俾 $50。", ()),
        ("去 parcel 睇", ("parcel",)),
        ("SmartPLAY", ("SmartPLAY",)),
        ("好🎁", ("🎁",)),
        ("1/2", ("1/2",)),
        ("用 AlipayHK", ()),
        ("KOWLOON 站", ("KOWLOON",)),
        ("don't", ("don't",)),
        ("①", ("①",)),
    ],
)
def test_what_nothing_can_say_is_named(written, odd):
    assert odd == unread(written, RESPELL)


def test_a_respelling_that_cannot_be_said_is_named_by_its_word():
    assert ("FPS",) == unread("用 FPS", {"FPS": "fps🎁"})


def test_unread_works_without_respellings():
    assert () == unread("撳呢度")


_WORDS = ["撳", "轉數快", "FPS", "HA Go", "WhatsApp", "T**", "CHAN ", "http://", "a.hk", "個", "月", "日", "年", "萬"]
_NUMBERS = ["2", "8,260.50", "18222", "6XXX 0000", "+852", "(3)", "１", "٣", "²", "①"]
_MARKS = ["，", "。", "$", "%", ":", "-", "/", " ", "\n", "🎁"]
_PIECES = st.sampled_from([*_WORDS, *_NUMBERS, *_MARKS])
_CAPTIONS = st.one_of(st.lists(_PIECES, max_size=12).map("".join), st.text(max_size=30))


@settings(deadline=None)
@given(_CAPTIONS)
@example("$-1")
@example("2至")
def test_no_digit_is_ever_left_in_what_is_said(caption):
    assert not re.search(r"\d", words_of(spoken(caption, RESPELL)))


@settings(deadline=None)
@given(_CAPTIONS, st.lists(st.integers(1, 30), max_size=6))
def test_every_character_of_a_caption_belongs_to_one_clause(caption, cuts):
    clauses = spoken(caption, RESPELL, cuts=sorted(cuts))

    covered = [at for one in clauses for at in range(one.first, one.last)]
    assert list(range(len(caption))) == covered or not clauses


@settings(deadline=None)
@given(_CAPTIONS)
def test_every_clause_says_something_its_parts_cover_it_and_it_is_short_enough(caption):
    for one in spoken(caption, RESPELL):
        assert one.text
        assert (one.first, one.last) == (one.parts[0].first, one.parts[-1].last)
        assert syllables(one.text) <= LONGEST or sum(bool(part.text) for part in one.parts) == 1


@settings(deadline=None)
@given(_CAPTIONS, _CAPTIONS)
def test_the_authors_speech_covers_the_caption_too(caption, speech):
    clauses = spoken(caption, RESPELL, speech=speech)

    covered = [at for one in clauses for at in range(one.first, one.last)]
    assert list(range(len(caption))) == covered or not clauses
