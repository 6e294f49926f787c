"""Two versions of a pack side by side: what a trainer would want to know, and which number has to rise."""

from collections.abc import Mapping

from msgspec import Struct

from elderapp.lesson.model import Lesson, Line
from elderapp.packs.model import Clip
from elderapp.player.changes import WEIGHTS, Change, Weight, changes, numbers, raised, weight_of


class Inside(Struct, frozen=True, kw_only=True):
    """What of a pack counts for a comparison. `files` are the SHA-256 of its clips and pictures by their names."""

    version: str
    lessons: Mapping[str, Lesson]
    lines: Mapping[str, Line] = {}
    clips: Mapping[str, Clip] = {}
    files: Mapping[str, str] = {}


class Difference(Struct, frozen=True, kw_only=True):
    """What is other in the newer one. `expected` is the version that it should have at least."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: dict[str, tuple[Change, ...]] = {}
    clips: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    weight: Weight | None = None
    expected: str
    given: str

    @property
    def is_enough(self) -> bool:
        """Whether the newer version's number says as much as what changed."""
        return numbers(self.given) >= numbers(self.expected)


def difference(old: Inside, new: Inside) -> Difference:
    """Compare two versions of a pack."""
    changed = {
        name: found
        for name, lesson in sorted(new.lessons.items())
        if name in old.lessons and (found := changes(old.lessons[name], lesson))
    }
    added, removed = _apart(old.lessons, new.lessons)
    clips = _other(old.clips, new.clips)
    lines = _other(old.lines, new.lines)
    known: list[Weight] = [weight for found in changed.values() if (weight := weight_of(found)) is not None]
    if added or removed:
        known.append("minor")
    if clips or lines or old.files != new.files:
        known.append("patch")
    weight = max(known, key=WEIGHTS.index) if known else None
    return Difference(
        added=added,
        removed=removed,
        changed=changed,
        clips=clips,
        lines=lines,
        weight=weight,
        expected=raised(old.version, weight),
        given=new.version,
    )


def unraised(old: Mapping[str, Lesson], new: Mapping[str, Lesson]) -> dict[str, str]:
    """Lessons in which what counts as mastered changed while their first number did not; with the version they need."""
    return {
        name: raised(old[name].version, "major")
        for name, lesson in new.items()
        if name in old
        and weight_of(changes(old[name], lesson)) == "major"
        and numbers(lesson.version)[0] <= numbers(old[name].version)[0]
    }


def _apart(old: Mapping[str, object], new: Mapping[str, object]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(sorted(new.keys() - old.keys())), tuple(sorted(old.keys() - new.keys()))


def _other(old: Mapping[str, object], new: Mapping[str, object]) -> tuple[str, ...]:
    """Names on one side alone, or of other values."""
    return tuple(sorted(name for name in {*old, *new} if old.get(name) != new.get(name)))
