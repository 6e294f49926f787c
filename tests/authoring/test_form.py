import pytest

from elderapp.authoring.form import Desk, Form, Roll, checked_id
from elderapp.authoring.nodes import Scalar
from elderapp.authoring.source import read_text
from elderapp.lesson.problems import Span

AT = Span("f", 1, 1)


def form(text: str, *keys: str) -> Form:
    return Form(Desk("f"), read_text(text, "f").root, keys, "tap")


def test_a_misspelt_key_is_told_with_the_nearest_one():
    (problem,) = form("traget: x", "target", "say").desk.problems

    assert ("L101", "target") == (problem.code, problem.about["near"])


def test_text_is_text_and_a_missing_one_is_told_once():
    found = form("a: 0123", "a", "b")

    assert ("0123", "") == (found.text("a"), found.text("b", needed=True))
    assert ["L102"] == [one.code for one in found.desk.problems]


@pytest.mark.parametrize(
    ("text", "value", "codes"), [("5", 5, []), ("05", 5, []), ("5.0", 1, ["L105"]), ("99", 1, ["L120"])]
)
def test_numbers_are_whole_and_between_their_limits(text, value, codes):
    found = form(f"a: {text}", "a")

    assert (value, codes) == (found.number("a", 1, 0, 10), [one.code for one in found.desk.problems])


@pytest.mark.parametrize(("text", "codes"), [("true", []), ("false", []), ("no", ["L106"]), ("True", ["L106"])])
def test_flags_are_true_or_false_alone(text, codes):
    found = form(f"a: {text}", "a")
    found.flag("a")

    assert codes == [one.code for one in found.desk.problems]


def test_one_text_counts_as_a_list_of_one():
    found = form("a: x\nb: [y, z]\nc: [[w]]", "a", "b", "c")

    assert (["x"], ["y", "z"], []) == tuple([one.text for one in found.texts(key)] for key in "abc")
    assert ["L103"] == [one.code for one in found.desk.problems]


@pytest.mark.parametrize(("text", "better"), [("Open_FPS", "open-fps"), ("過數", "open-fps"), ("x" * 70, "x" * 64)])
def test_an_id_that_is_none_is_told_with_a_better_one(text, better):
    desk = Desk("f")

    assert "" == checked_id(desk, Scalar(text, AT))
    assert better == desk.problems[0].about["better"]


def test_an_id_is_given_once():
    roll = Roll(Desk("f"), "steps")

    assert [True, False, True, True] == [roll.enter(name, AT) for name in ("a", "a", "", "")]
    assert "L109" == roll.desk.problems[0].code
