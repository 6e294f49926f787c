"""What is shown, in another language: every line by its id, every word of a practice phone by its Cantonese.

The state of a lesson stays as it is, so a language can be changed in the middle of a step.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from elderapp.lesson.model import Line, Message

_Kind = TypeVar("_Kind")


def label_id(lesson: str, text: str) -> str:
    """The id under which a pack keeps the words that a practice phone shows for `text` in this lesson.

    >>> label_id("pay-fps", "確認")
    'pay-fps//確認'
    """
    return f"{lesson}//{text}"


def written(message: Message) -> str:
    """A message in one piece, its marked parts as ``{mark|words}``."""
    return "".join(f"{{{part.mark}|{part.text}}}" if part.mark else part.text for part in message.parts)


def translated(value: _Kind, lines: Mapping[str, Line], lesson: str = "") -> _Kind:
    """`value` (a view, a line, an effect) with the lines and words that `lines` has; the rest stays as it is.

    With a `lesson` the words of its practice phones are looked up too.
    """
    return _over(value, lines, lesson) if lines else value


def _over(value: Any, lines: Mapping[str, Line], lesson: str) -> Any:
    match value:
        case Line():
            return lines.get(value.id, value)
        case str():
            found = lines.get(label_id(lesson, value)) if lesson and not value.isascii() else None
            return found.text if found else value
        case Struct():
            return _struct(value, lines, lesson)
        case tuple():
            return tuple(_over(one, lines, lesson) for one in value)
        case dict():
            return {key: _over(one, lines, lesson) for key, one in value.items()}
        case _:
            return value


def _struct(value: Struct, lines: Mapping[str, Line], lesson: str) -> Struct:
    """The struct itself where nothing in it changes: what is drawn from it need not be drawn anew."""
    changes = {}
    for field in value.__struct_fields__:
        old = getattr(value, field)
        new = _over(old, lines, lesson)
        if new != old:
            changes[field] = new
    return msgspec.structs.replace(value, **changes) if changes else value
