"""A learner made of code at a tablet that is paired: she signs in, does today's lesson, and the hub is told."""

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from elderapp.lesson.model import Lesson, Step
from elderapp.sync import client
from elderapp.tablet import window
from elderapp.workshop import tablets

if TYPE_CHECKING:
    from elderapp.tablet.app import Shell
    from elderapp.workshop.visitor import Visitor


class Attended(Struct, frozen=True):
    """What came of it: who it was, which lesson, the steps as ``stage/step``, and how many statements the hub took."""

    name: str
    lesson: str
    steps: tuple[str, ...]
    sent: int


def attend(home: tablets.Home, pictures: Path | None, *, offscreen: bool) -> Attended:
    """Somebody of the class does today's lesson with a slip and a hint; each screen becomes a picture in `pictures`.

    The tablet must be paired and its class be on. Time is virtual: it takes less than the lesson would. Once a process.
    """
    window.prepare(offscreen=offscreen, muted=True, virtual=True)
    from elderapp.workshop.offscreen import Offscreen
    from elderapp.workshop.visitor import Visitor

    with home.open_store() as store:
        shell = tablets.shell(home, store)
        visitor = Visitor(Offscreen(shell), shell, pictures)
        name, lesson, steps = _take_part(visitor, shell)
        hub = client.known_hub(store)
        assert hub is not None
        with hub:
            outcome = home.visit(store, hub)
        shell.close()
    return Attended(name, lesson, tuple(steps), outcome.sent)


def _take_part(visitor: "Visitor", shell: "Shell") -> tuple[str, str, list[str]]:
    """Sign in, do today's lesson with one slip and one hint, see the well done card."""
    who = shell.state.roster.learners[0]
    visitor.picture("names")
    visitor.arrive(f"learner:{who.id}")
    visitor.picture("home")
    visitor.pick("go")
    assert shell.state.play is not None
    lesson = shell.state.play.lesson
    first, second = (step.id for step in alone_steps(lesson)[:2])
    steps = visitor.lesson(slip_at=f"alone/{first}", hint_at=f"alone/{second}")
    visitor.picture("well-done")
    return who.name, lesson.id, steps


def alone_steps(lesson: Lesson) -> tuple[Step, ...]:
    """What the learner does by herself."""
    return next(stage.steps for stage in lesson.stages if stage.kind == "alone")
