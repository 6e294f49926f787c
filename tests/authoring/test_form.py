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


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("lesson", "    say: 撳「轉數快」呢個掣。", '    say: ""'),
        ("lesson", "title_en: Send money by FPS", "title_en:"),
        ("lesson", "why: 學識過數，唔使排隊。", 'why: ["  "]'),
        ("lesson", "alone: same", "alone:"),
        ("lesson", "suspicious: {link: 唔係官方網址。", 'suspicious: {link: ""'),
        ("lesson", "say: 撳「轉數快」呢個掣。", "say: {text: 撳掣。, speech: }"),
        ("lesson", "      a: {hear: 我係銀行保安部。, replies:", "      a: {hear: '', replies:"),
        ("mock", "text: 轉數快, goto", 'text: "", goto'),
        ("mock", "screens:", "start:\nscreens:"),
    ],
)
def test_a_key_with_nothing_after_it_is_told_wherever_it_stands(problems, change, file, old, new):
    change(file, old, new)

    assert "L116" in [one.code for one in problems()]


@pytest.mark.parametrize("new", ["together: []", "together: {}"])
def test_a_list_that_is_needed_has_something_in_it(problems, change, new):
    change("lesson", "together:\n", f"{new}\nx:\n")

    assert {"L102", "L103", "L116"} & {one.code for one in problems() if one.where.line == 13}
