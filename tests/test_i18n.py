"""Words in the reader's language."""

import datetime as dt

from elderapp import i18n
from elderapp.player.phrases import PHRASES


def test_the_words_in_the_code_are_the_source_language():
    assert "出席" == i18n.words("yue")("出席")
    assert "出席" == i18n.words("tlh")("出席")


def test_dates_and_times_read_as_people_write_them():
    assert "11月20日" == i18n.date(dt.date(2026, 11, 20), "yue")
    assert "20 November" == i18n.date(dt.date(2026, 11, 20), "en")
    assert "2:35" == i18n.time_of_day(dt.datetime(2026, 11, 20, 2, 35, tzinfo=dt.UTC), "yue")


def test_every_line_the_app_says_has_an_english_form():
    english = i18n.words("en")

    assert [] == [text for text in PHRASES.values() if english(text) == text]
