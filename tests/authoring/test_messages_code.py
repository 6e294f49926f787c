"""The interface's words, as the code holds them."""

import io
from pathlib import Path

from elderapp import i18n, resources
from elderapp.authoring import catalogue, messages_code


def _words(extract, text: str) -> list[str]:
    return [word for _, _, word, _ in extract(io.BytesIO(text.encode()), (), (), {})]


def test_a_modules_words_are_its_chinese_strings_but_not_its_documentation():
    assert ["好"] == _words(messages_code.extract_code, '"""說明"""\nWORDS = {"a": "好", "b": "ok"}\n')


def test_elsewhere_only_what_is_handed_to_the_translator_is_a_word():
    assert ["好"] == _words(messages_code.extract_calls, 'print("測試", _("好"), _("ok"), other("唔係"))\n')


def test_a_pages_words_stand_in_its_tags():
    page = "<p>{{ _('好') }}</p>{% set x = {\n 'a': (\"真\", 'b')} %}<i>字</i>"

    assert ["好", "真"] == _words(messages_code.extract_page, page)


def test_a_language_named_by_itself_and_invented_people_are_no_words():
    assert [] == _words(messages_code.extract_page, "{{ '中文' }}")


def test_every_word_of_the_app_has_an_english_form():
    package = Path(i18n.__file__).parent
    english = {one.id: one for one in catalogue.read(resources.locales() / "en" / "LC_MESSAGES" / "elderapp.po")}
    words = messages_code.interface(package)

    assert 300 < len(words)
    assert [] == [one.id for one in words if one.id not in english or not english[one.id].string]
