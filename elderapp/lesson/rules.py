"""What makes a lesson sound: one function a rule, all problems at once. Pure: everything else comes in `Given`."""

from collections.abc import Iterator

from elderapp.lesson import rules_plan, rules_safety, rules_screens, rules_steps, rules_talk, rules_words
from elderapp.lesson.given import Given
from elderapp.lesson.mock import Mock
from elderapp.lesson.model import Lesson
from elderapp.lesson.problems import Problem, Span
from elderapp.lesson.rules_steps import entered

__all__ = ["Given", "check", "check_mock", "entered"]

_ROOMS = (rules_steps, rules_steps, rules_talk, rules_words, rules_safety, rules_plan)


def check(lesson: Lesson, given: Given) -> tuple[Problem, ...]:
    """Every problem of a lesson and of the practice phones in it, by place, each once."""
    return _in_order(problem for room in _ROOMS for problem in room.of_lesson(lesson, given))


def check_mock(mock: Mock, given: Given) -> tuple[Problem, ...]:
    """Every problem of one practice phone as it is drawn from its own file."""
    rooms = (rules_screens, rules_words, rules_safety, rules_plan)
    return _in_order(problem for room in rooms for problem in room.of_mock(mock, given))


def _in_order(problems: Iterator[Problem]) -> tuple[Problem, ...]:
    once: dict[tuple[str, Span], Problem] = {}
    for problem in problems:
        once.setdefault((problem.code, problem.where), problem)
    return tuple(sorted(once.values(), key=lambda one: (one.where.file, one.where.line, one.where.column, one.code)))
