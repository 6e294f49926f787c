"""What changed between two versions of a lesson, and how much that weighs for those who learnt the older one.

Words or pictures are a *patch*; new or other steps that nobody is judged by are *minor*; a change of what counts as
mastered is *major*: then a learner's progress becomes 再練吓, and is never taken away.
"""

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct, to_builtins

from elderapp.lesson.lines import lines_of
from elderapp.lesson.model import Gesture, Lesson, Order, Stage, Step, Tap, Type
from elderapp.player.hints import is_key

Weight = Literal["patch", "minor", "major"]
WEIGHTS: tuple[Weight, ...] = ("patch", "minor", "major")
"""The lightest first; the place of a weight from the right is the number of a version that it raises."""


What = Literal[
    "key-added", "key-removed", "key-changed", "step-added", "step-removed", "step-changed", "words", "mock", "facts"
]  # fmt: skip


class Change(Struct, frozen=True, omit_defaults=True):
    """One difference: `what` in a word, `where` (stage and step, line, mock), and what stood there before and now."""

    weight: Weight
    what: Literal[
        "key-added",
        "key-removed",
        "key-changed",
        "step-added",
        "step-removed",
        "step-changed",
        "words",
        "mock",
        "facts",
    ]
    where: str
    old: str = ""
    new: str = ""


def changes(old: Lesson, new: Lesson) -> tuple[Change, ...]:
    """Every difference that a learner or a trainer could notice, the weightiest first."""
    found = [*_steps(old, new), *_words(old, new), *_phones(old, new)]
    if old.sources != new.sources:
        found.append(Change("patch", "facts", new.id))
    return tuple(sorted(found, key=lambda change: -WEIGHTS.index(change.weight)))


def weight_of(found: Iterable[Change]) -> Weight | None:
    """The weightiest of some changes; None where there is none.

    >>> weight_of([Change("patch", "words", "a"), Change("minor", "step-added", "b")])
    'minor'
    """
    weights = [WEIGHTS.index(change.weight) for change in found]
    return WEIGHTS[max(weights)] if weights else None


def raised(version: str, weight: Weight | None) -> str:
    """The version after such a change: words raise the last number, steps the middle one, mastery the first.

    >>> raised("1.4.2", "patch"), raised("1.4.2", "minor"), raised("1.4.2", "major"), raised("1.4.2", None)
    ('1.4.3', '1.5.0', '2.0.0', '1.4.2')
    """
    if weight is None:
        return version
    first, second, third = numbers(version)
    match weight:
        case "major":
            return f"{first + 1}.0.0"
        case "minor":
            return f"{first}.{second + 1}.0"
        case "patch":
            return f"{first}.{second}.{third + 1}"


def numbers(version: str) -> tuple[int, int, int]:
    """The three numbers of a version; what is missing or no number counts as 0.

    >>> numbers("1.2"), numbers("2.x.3")
    ((1, 2, 0), (2, 0, 3))
    """
    parts = [int(part) if part.isdecimal() else 0 for part in version.split(".")[:3]]
    first, second, third = (*parts, 0, 0, 0)[:3]
    return first, second, third


def _steps(old: Lesson, new: Lesson) -> Iterator[Change]:
    before, after = dict(_by_place(old)), dict(_by_place(new))
    names = {f"{place.partition('/')[0]}/{was}": place for place, (_, _, step) in after.items() for was in step.was}
    matched = set()
    for place, (_stage, is_old_key, step) in before.items():
        now = place if place in after else names.get(place, "")
        if now not in after:
            yield Change("major", "key-removed", place) if is_old_key else Change("minor", "step-removed", place)
            continue
        matched.add(now)
        _, is_new_key, other = after[now]
        if is_old_key != is_new_key:
            yield Change("major", "key-added" if is_new_key else "key-removed", now)
        elif _does(step) != _does(other):
            yield Change(*(("major", "key-changed") if is_new_key else ("minor", "step-changed")), now)
        elif _rest(step) != _rest(other):
            yield Change("minor", "step-changed", now)
    for place, (_, is_new_key, _step) in after.items():
        if place not in matched:
            yield Change("major", "key-added", place) if is_new_key else Change("minor", "step-added", place)


def _by_place(lesson: Lesson) -> Iterator[tuple[str, tuple[Stage, bool, Step]]]:
    for stage in lesson.stages:
        for step in stage.steps:
            yield f"{stage.kind}/{step.id}", (stage, is_key(lesson, stage, step), step)


def _does(step: Step) -> object:
    """What the learner has to do, without words, amounts and practice phones."""
    match step:
        case Tap(target=target):
            return ("tap", target)
        case Type(field=field):
            return ("type", field)
        case Gesture(gesture=gesture, target=target):
            return ("gesture", gesture, target)
        case Order(items=items):
            return ("order", tuple(item.id for item in items))
        case _:
            return (type(step).__name__,)


def _rest(step: Step) -> object:
    """Everything of a step but its words and its names."""
    return _wordless(to_builtins(step), "step")


def _wordless(data: object, key: str) -> object:
    if isinstance(data, dict):
        if "text" in data and "id" in data and set(data) <= {"id", "text", "cuts", "speech"}:
            return "line"
        return {
            name: _wordless(value, name)
            for name, value in data.items()
            if not (key == "step" and name in ("id", "was"))
        }
    if isinstance(data, list | tuple):
        return [_wordless(value, key="") for value in data]
    return data


def _words(old: Lesson, new: Lesson) -> Iterator[Change]:
    before = {line.id: line for line in lines_of(old)}
    for line in lines_of(new):
        known = before.get(line.id)
        if known is not None and (known.text, known.speech) != (line.text, line.speech):
            yield Change("patch", "words", line.id, known.text, line.text)


def _phones(old: Lesson, new: Lesson) -> Iterator[Change]:
    for name in sorted({*old.mocks, *new.mocks}):
        if old.mocks.get(name) != new.mocks.get(name):
            yield Change("patch", "mock", name)
