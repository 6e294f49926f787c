"""Which lines want a voice: every `Line` of a lesson, and what the app itself says."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from elderapp.lesson.model import Lesson, Line
from elderapp.player.phrases import PHRASES, phrase


def of_lesson(lesson: Lesson) -> dict[str, Line]:
    """Every line of a lesson by its id; a line that two stages share is there once."""
    return {line.id: line for line in _lines(lesson)}


def of_interface() -> dict[str, Line]:
    """What the app itself says."""
    return {line.id: line for line in map(phrase, PHRASES)}


def _lines(value: object) -> Iterator[Line]:
    if isinstance(value, Line):
        yield value
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _lines(getattr(value, name))
    elif isinstance(value, dict):
        yield from _each(value.values())
    elif isinstance(value, tuple | list):
        yield from _each(value)


def _each(values: Iterable[object]) -> Iterator[Line]:
    for value in values:
        yield from _lines(value)
