"""Which lines want a voice: every `Line` of a lesson, and what the app itself says."""

from elderapp.lesson.lines import lines_of
from elderapp.lesson.model import Lesson, Line
from elderapp.player.phrases import PHRASES, phrase


def of_lesson(lesson: Lesson) -> dict[str, Line]:
    """Every line of a lesson by its id; a line that two stages share is there once."""
    return {line.id: line for line in lines_of(lesson)}


def of_interface() -> dict[str, Line]:
    """What the app itself says."""
    return {line.id: line for line in map(phrase, PHRASES)}
