"""What a lesson's short film shows, scene by scene, within two minutes. Pure: no window, no sound, no file."""

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from elderapp.lesson.model import Lesson, Line, Move, Say, Show

LONGEST = 120.0
"""Seconds: a film for a WhatsApp group."""
REST = 0.6
"""Seconds of quiet after each line."""
A_CHARACTER = 0.3
"""Seconds that a line without a clip stands, by its characters."""
MOVEMENT = 3.2
"""Seconds that the ghost finger needs at least for one movement."""

Part = Literal["title", "why", "watch", "card", "end"]


class Scene(Struct, frozen=True):
    """One line with what is seen meanwhile: the practice phone of a `move`, or words alone. `seconds` with the rest."""

    part: Part
    line: Line
    seconds: float
    move: Move | None = None


class Reel(Struct, frozen=True):
    """The scenes in order; `left_out` are the parts that two minutes had no room for, with how many lines of each."""

    scenes: tuple[Scene, ...]
    left_out: dict[str, int] = {}

    @property
    def seconds(self) -> float:
        """How long it takes."""
        return sum(scene.seconds for scene in self.scenes)


def reel(lesson: Lesson, seconds: Mapping[str, float]) -> Reel:
    """The film of a lesson. `seconds` are the lengths of its clips by line id, as far as there are any.

    Where it would be longer than two minutes, the less needed goes first: all but one reason, lines of the card from
    its end, then steps from the end of the way.
    """
    scenes = [*_scenes(lesson, seconds)]
    before = _counted(scenes)
    while sum(scene.seconds for scene in scenes) > LONGEST:
        spare = _least_needed(scenes)
        if spare is None:
            break
        scenes.pop(spare)
    after = _counted(scenes)
    lost = {part: count - after.get(part, 0) for part, count in before.items() if count > after.get(part, 0)}
    return Reel(tuple(scenes), lost)


def _scenes(lesson: Lesson, seconds: Mapping[str, float]) -> Iterator[Scene]:
    yield _scene("title", lesson.title, seconds)
    for stage in lesson.stages:
        for step in stage.steps:
            if stage.kind == "why" and isinstance(step, Say):
                yield _scene("why", step.say, seconds)
            if stage.kind == "watch" and isinstance(step, Show):
                yield from (_scene("watch", move.say, seconds, move) for move in step.moves)
    yield from (_scene("card", line, seconds) for line in lesson.card)
    yield _scene("end", lesson.done, seconds)


def _scene(part: Part, line: Line, seconds: Mapping[str, float], move: Move | None = None) -> Scene:
    spoken = seconds.get(line.id, len(line.text) * A_CHARACTER)
    return Scene(part, line, max(spoken, MOVEMENT if move else 0.0) + REST, move)


def _least_needed(scenes: list[Scene]) -> int | None:
    """The scene that goes first; none where only what is needed is left."""
    parts: tuple[tuple[Part, int], ...] = (("why", 1), ("card", 3), ("watch", 1), ("card", 1))
    for part, least in parts:
        places = [number for number, scene in enumerate(scenes) if scene.part == part]
        if len(places) > least:
            return places[-1]
    return None


def _counted(scenes: list[Scene]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for scene in scenes:
        counts[scene.part] = counts.get(scene.part, 0) + 1
    return counts
