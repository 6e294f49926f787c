import pytest
from hypothesis import given
from hypothesis import strategies as st

from elderapp.authoring.cuts import cuts_of


def pieces(text: str) -> list[str]:
    cuts = cuts_of(text)
    return [text[start:end] for start, end in zip((0, *cuts), (*cuts, len(text)), strict=True)]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("撳「轉數快」呢個掣。", "「轉數快」"),
        ("用八達通增值。", "八達通"),
        ("查吓防騙視伏器。", "防騙視伏器。"),
        ("打 18222 問吓。", "18222 "),
        ("用WhatsApp傳相。", "WhatsApp"),
        ("打 6000 0000 問吓。", "6000 0000 "),
        ("俾 $1,200 佢。", "$1,200 "),
        ("見到高危有伏，停手。", "高危有伏，"),
    ],
)
def test_names_numbers_and_quoted_words_stay_whole(text, kept):
    assert kept in pieces(text)


def test_a_short_line_has_no_break():
    assert () == cuts_of("好")


@given(st.text(alphabet="撳「」轉數快，。！A1 俾$唔使驚（）", max_size=30))
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(text):
    cuts = cuts_of(text)

    assert list(cuts) == sorted(set(cuts))
    assert all(0 < at < len(text) for at in cuts)
    assert all(text[at] not in "，。！」） " and text[at - 1] not in "「（$" for at in cuts)
