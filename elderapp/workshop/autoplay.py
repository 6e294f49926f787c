"""Plays lessons by themselves, without a window: right, with a slip and a hint, from each step, and every branch."""

from collections.abc import Iterator

from msgspec import Struct

from elderapp.lesson.model import Lesson
from elderapp.player.machine import start
from elderapp.player.play import Chose, Input, Swiped, Tapped, Waited
from elderapp.player.state import places
from elderapp.records.people import Resume
from elderapp.robot.walk import Moment, Walk, play, slip_and_hint, walk


class Played(Struct, frozen=True):
    """What came of one lesson. `way` is the play-through without a mistake, `unfinished` what did not reach the end."""

    lesson: Lesson
    way: tuple[Moment, ...]
    with_help: int
    resumed: int
    walk: Walk
    unfinished: tuple[str, ...]

    @property
    def is_fine(self) -> bool:
        """Whether every way leads to the end and every mistake is answered."""
        return not self.unfinished


def autoplay(lesson: Lesson) -> Played:
    """Play one lesson in every way."""
    unfinished = []
    end, way = play(start(lesson, attempt="auto").state)
    if end.over != "done":
        unfinished.append(f"the right way ends at {end.key}")
    slip, hint = slip_and_hint(lesson)
    end, helped = play(start(lesson, attempt="auto").state, slip_at=slip, hint_at=hint)
    if end.over != "done":
        unfinished.append(f"with a slip and a hint it ends at {end.key}")
    steps = list(places(lesson))
    for stage, step in steps:
        kind, name = lesson.stages[stage].kind, lesson.stages[stage].steps[step].id
        end, _ = play(start(lesson, attempt="auto", resume=Resume(kind, name)).state)
        if end.over != "done":
            unfinished.append(f"resumed at {kind}/{name} it ends at {end.key}")
    walked = walk(lesson)
    unfinished += [f"no way on from {place}" for place in walked.stuck]
    unfinished += [f"a mistake is not answered at {place}" for place in walked.unspoken]
    return Played(lesson, tuple(way), len(helped), len(steps), walked, tuple(unfinished))


def transcript(played: Played) -> Iterator[str]:
    """The right way, a line a moment: where, what is said, what is done."""
    place = ""
    for moment in played.way:
        if moment.place != place:
            place = moment.place
            yield f"  {place}"
        yield f"    {moment.card.text}  →  {_done(moment.input)}"


def summary(played: Played) -> Iterator[str]:
    """What was played, in a few lines."""
    walked = played.walk
    yield f"{played.lesson.id} · {played.lesson.title.text}"
    yield f"  {walked.steps} steps; {len(played.way)} inputs without a mistake, {played.with_help} with slip and hint"
    yield f"  resumed at each of {played.resumed} steps; {walked.branches} branches from {walked.states} states"
    yield from (f"  ✗ {fault}" for fault in played.unfinished)
    if played.is_fine:
        yield "  ✓ every way leads to the end"


def _done(given: Input) -> str:
    match given:
        case Tapped(target):
            return f"tap {target}"
        case Swiped(direction):
            return f"swipe {direction}"
        case Chose(answer):
            return f"choose {answer}"
        case Waited(target):
            return f"wait for {target}"
        case _:
            return type(given).__name__.lower()
