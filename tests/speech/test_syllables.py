import pytest

from elderapp.speech.syllables import syllables


@pytest.mark.parametrize(
    ("spoken", "count"), [("撳轉數快。", 4), ("WhatsApp", 2), ("Q R code", 4), ("Wi-Fi", 2), ("W", 3), ("，", 0)]
)
def test_syllables(spoken, count):
    assert count == syllables(spoken)
