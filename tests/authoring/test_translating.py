"""Lessons in another language, step by step the same."""

from pathlib import Path

import pytest

from elderapp import resources
from elderapp.authoring import translating
from elderapp.authoring.catalogue import Entry
from elderapp.authoring.messages import catalogue
from elderapp.authoring.messages_code import CHINESE
from elderapp.authoring.workspace import Workspace
from elderapp.lesson.lines import lines_of
from elderapp.lesson.translated import label_id, translated
from tests.desk import ours


@pytest.fixture(scope="module")
def shipped() -> Workspace:
    return ours()


def test_placeholders_and_facts_are_filled_in_as_in_the_cantonese(shipped: Workspace):
    entries = {
        "pay-fps-check-payee/amount/say": Entry(context="x", id="y", string="Enter ${amount}."),
        "pay-fps-check-payee/ten-seconds/say": Entry(context="x", id="y", string="Wait {fact.alert-seconds} s."),
    }
    source = shipped.lessons["pay-fps-check-payee"]
    words = translating.words_of(source, translating.in_language(shipped, entries).drafts[source.id], entries)
    said = {name: line.text for name, line in words.lines.items()}

    assert "Wait 10 s." == said["pay-fps-check-payee/ten-seconds/say"]
    # The friend's amount is another one, of the same text.
    assert ("Enter $800.", "Enter $300.") == (
        said["pay-fps-check-payee/variant.amount/say"],
        said["pay-fps-check-payee/amount/say"],
    )


def test_the_words_of_a_phone_are_found_by_their_cantonese(shipped: Workspace):
    entries = {"harbour-bank/home/fps/text": Entry(context="x", id="y", string="FPS")}
    source = shipped.lessons["pay-fps-check-payee"]
    target = translating.in_language(shipped, entries).drafts[source.id]
    words = translating.words_of(source, target, entries)

    assert "FPS" == words.labels[label_id(source.id, "轉數快")].text
    assert ["FPS"] == [
        item.text
        for widget in translated(source.mocks["harbour-bank"], words.labels, source.id).screens["home"].widgets
        for item in getattr(widget, "items", ())
        if item.id == "fps"
    ]


def test_a_marked_message_keeps_its_marks(shipped: Workspace):
    name = "gov-hago-appointment/rebook-sms/message/text"
    entries = {name: Entry(context=name, id="y", string="Tap {link|ha.example} {rush|now}.")}
    source = shipped.lessons["gov-hago-appointment"]
    words = translating.words_of(source, translating.in_language(shipped, entries).drafts[source.id], entries)

    assert ["Tap {link|ha.example} {rush|now}."] == [line.text for line in words.labels.values()]


def test_a_stale_translation_is_still_said_and_known_to_be_stale(shipped: Workspace):
    name = "basics-home-back/goal"
    entries = {name: Entry(context=name, id="y", string="Old words.", is_fuzzy=True)}
    source = shipped.lessons["basics-home-back"]
    words = translating.words_of(source, translating.in_language(shipped, entries).drafts[source.id], entries)

    assert "Old words." == words.lines[name].text
    assert {name} == words.stale


def test_what_the_app_says_by_itself_is_translated_whole(shipped: Workspace):
    name = "basics-home-back/open-app/slip-ask"
    cantonese = {one.context: one.id for one in catalogue(shipped)}[name]
    entries = {
        name: Entry(context=name, id=cantonese, string="Tap wrong on purpose."),
        "phone-home/home/other-app/text": Entry(context="x", id="天氣", string="Weather"),
    }
    source = shipped.lessons["basics-home-back"]
    words = translating.words_of(source, translating.in_language(shipped, entries).drafts[source.id], entries)

    assert "Tap wrong on purpose." == words.lines[name].text


def test_every_line_and_every_word_of_the_shipped_lessons_has_an_english_form(shipped: Workspace):
    entries = translating.known(resources.locales(), "en", translating.LESSONS)
    english = translating.in_language(shipped, entries)

    assert [] == [one.context for one in catalogue(shipped) if not (e := entries.get(one.context)) or not e.string]
    assert {} == {p.code: p.where for p in english.problems if p.severity == "error"}
    for name, lesson in shipped.lessons.items():
        words = translating.words_of(lesson, english.drafts[name], entries)
        chinese = [line for line in lines_of(lesson) if CHINESE.search(line.text)]
        assert [] == [line.id for line in chinese if line.id not in words.lines]


def test_every_phrase_of_the_app_has_an_english_form():
    entries = translating.known(resources.locales(), "en", translating.INTERFACE)

    assert len(translating.PHRASES) == len(translating.of_interface(entries).lines)


def test_a_language_without_catalogue_has_no_words(tmp_path: Path):
    assert {} == translating.known(tmp_path, "ur", translating.LESSONS)
