import pytest

from elderapp.lesson.model import Line
from elderapp.tablet.theme import Theme
from elderapp.tablet.widgets.answers import AnswerButton
from elderapp.tablet.widgets.box import Box
from elderapp.tablet.widgets.writing import Icon, Writing

BOX = Box(100, 100, 500, 118)


def one(piece, kind):
    return [child for child in piece.walk() if isinstance(child, kind)]


@pytest.mark.parametrize("text", ["收線", "收線，自己打返去", "問吓佢係邊個部門嘅職員先"])
def test_an_answer_s_icon_and_words_stay_in_its_box(window, text):
    for box in (BOX, Box(100, 100, 300, 230), Box(100, 100, 230, 176)):
        answer = AnswerButton(Theme(), box, "answer:a", Line("", text), "call_end", 36)
        word = one(answer, Writing)[0]

        assert word.fits
        assert word.line_box(0)[0] >= box.x
        assert one(answer, Icon)[0].top <= 800 - box.y


def test_answers_without_icons_begin_at_the_left(window):
    answer = AnswerButton(Theme(), BOX, "answer:a", Line("", "陳大文"), "", 46)

    assert 127 == one(answer, Writing)[0].line_box(0)[0]
    assert [] == one(answer, Icon)


def test_a_word_in_a_low_and_narrow_box_stands_under_its_icon(window):
    answer = AnswerButton(Theme(), Box(100, 100, 190, 124), "answer:a", Line("", "先核實"), "person_search", 46)
    word, icon = one(answer, Writing)[0], one(answer, Icon)[0]
    _, low, _, high = word.line_box(0)

    assert word.fits
    assert low + high <= icon.y + 8
    assert abs(icon.center_x - 195) < 1
