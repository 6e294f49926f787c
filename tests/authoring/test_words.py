import pytest

from elderapp.authoring.form import Desk
from elderapp.authoring.source import read_text
from elderapp.authoring.words import Filler, no_cuts
from elderapp.lesson.problems import Span

AT = Span("f", 1, 1)


def filler() -> Filler:
    return Filler(Desk("f"), {"who": "陳太"}, {"fee": "5"}, no_cuts)


@pytest.mark.parametrize(
    ("text", "filled", "codes"),
    [
        ("你好", "你好", []),
        ("{who} 俾 ${fact.fee}", "陳太 俾 $5", []),
        ("{whom}", "{whom}", ["L112"]),
        ("{fact.fe}", "{fact.fe}", ["L113"]),
        ("{who", "{who", ["L121"]),
        ("{陳太}", "{陳太}", ["L121"]),
    ],
)
def test_placeholders_are_filled_or_told(text, filled, codes):
    found = filler()

    assert (filled, codes) == (found.fill(text, AT), [one.code for one in found.desk.problems])


def test_a_line_is_text_or_text_with_its_sound():
    root = read_text("a: {text: 行長, speech: 航掌}\nb: {speech: x}\nc: {text: y, sound: z}", "f").root
    found = filler()

    assert "航掌" == found.line("x/a", root.get("a")).speech
    assert ("", "y") == (found.line("x/b", root.get("b")).text, found.line("x/c", root.get("c")).text)
    assert ["L103", "L101"] == [one.code for one in found.desk.problems]
