import string

import pytest

from elderapp.authoring import explain_play, explain_shape, explain_syntax, explain_words
from elderapp.authoring.explanations import EXPLANATIONS, LANGUAGES


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_no_code_stands_in_two_tables():
    tables = (explain_syntax.TABLE, explain_shape.TABLE, explain_play.TABLE, explain_words.TABLE)

    assert len(EXPLANATIONS) == sum(map(len, tables))


@pytest.mark.parametrize("code", EXPLANATIONS)
def test_both_languages_speak_of_the_same_things(code):
    entry = EXPLANATIONS[code]

    for texts in (entry.title, entry.label, entry.fix, entry.note):
        assert len(LANGUAGES) == len(texts)
        chinese, english = ({name.removesuffix("_zh").removesuffix("_en") for name in names(text)} for text in texts)
        assert chinese == english
