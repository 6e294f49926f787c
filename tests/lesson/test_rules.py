import pytest

from elderapp.lesson import mock
from elderapp.lesson.mock import Mock
from elderapp.lesson.problems import Span
from elderapp.lesson.rules import Given, check, check_mock


def test_a_sound_lesson_has_no_problem(made, codes):
    assert [] == codes(made())


def test_problems_come_by_place_and_once(made):
    places = {"a/title": Span("f", 9, 1), "a/goal": Span("f", 2, 1)}
    lesson = made(title=made().title.__class__("a/title", "登錄"), goal=made().title.__class__("a/goal", "登錄"))
    found = check(lesson, Given(today="2026-11-22", file="f", places=places))

    assert [2, 9] == [problem.where.line for problem in found]


@pytest.mark.parametrize(
    ("picture", "wanted"), [("a.png", set()), ("b.png", {"L508"}), ("../a.png", {"L509"}), ("x/a.png", {"L509"})]
)
def test_pictures_of_a_phone_lie_in_its_own_folder(picture, wanted):
    phone = Mock(id="m", kind="x", start="a", screens={"a": mock.Screen((mock.Image(picture=picture, text="巴士"),))})
    places = {f"picture m:a={picture}": Span("mocks/m.yaml", 7, 16)}
    given = Given(today="2026-11-22", file="mocks/m.yaml", places=places, pictures=frozenset(("a.png",)))
    found = [problem for problem in check_mock(phone, given) if problem.code in {"L508", "L509"}]

    assert wanted == {problem.code for problem in found}
    assert all((7, "mocks/m/") == (problem.where.line, problem.about["folder"]) for problem in found)


def test_a_mock_is_checked_on_its_own():
    phone = Mock(id="m", kind="x", start="gone", screens={"a": mock.Screen((mock.Text(text="登錄 bad.com"),))})
    found = check_mock(phone, Given(today="2026-11-22", file="m.yaml"))

    assert {"L202", "L304", "L401"} == {problem.code for problem in found}
    assert {"m.yaml"} == {problem.where.file for problem in found}
