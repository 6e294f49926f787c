"""How an English line is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elderapp.speech import english


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ring 18222.", "Ring one eight two two two"),
        ("Number 6000 0008", "Number six zero zero zero zero zero zero eight"),
        ("Pay HK$2,000", "Pay 2000 dollars"),
        ("Balance HK$150.00", "Balance 150 dollars"),
        ("Tap “FPS” in HA Go", "Tap F P S in H A Go"),
        ("at least 14 working days", "at least 14 working days"),
        ("WONG S**", "Wong S"),
        ("Bills & Charges, 3/F", "Bills and Charges floor 3"),
        ("+852 and 5%", "plus 8 5 2 and 5 percent"),
    ],
)
def test_signs_and_numbers_become_words(text: str, said: str):
    assert said == english.words(text)


def test_a_caption_is_said_clause_by_clause():
    clauses = english.spoken("Don't worry. Tap “Cancel”, then go Home!")

    assert [("Don't worry", 0.9, ""), ("Tap Cancel", 0.5, ""), ("then go Home", 0.9, "!")] == [
        (clause.text, clause.pause_after, clause.mark if clause.mark == "!" else "") for clause in clauses
    ]
    assert all(clause.syllables for clause in clauses)


def test_what_is_no_english_is_told():
    assert ("好",) == english.unread("Tap 好, then go")
    assert () == english.unread("Don’t “tap” – wait…")


@given(st.text(alphabet="abc .,?!“”'$1 2HK&*", max_size=60))
def test_the_clauses_cover_the_caption_once(text: str):
    clauses = english.spoken(text)

    assert [clause.first for clause in clauses] == [0, *(clause.last for clause in clauses)][: len(clauses)]
    assert not clauses or len(text) == clauses[-1].last
