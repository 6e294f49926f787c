"""The whole loop on one machine: a hub with a small invented centre, a tablet paired with it, a class that is on.

With a display the app opens for whoever sits there. Without one a learner made of code takes part in the class, off
screen, and what the trainer then sees is told.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from elderapp import resources
from elderapp.hub.office import Office
from elderapp.hub.server import Running
from elderapp.hub.settings import Settings
from elderapp.lesson.model import Lesson, Step
from elderapp.sync import client
from elderapp.tablet import window
from elderapp.workshop import tablets

if TYPE_CHECKING:
    from elderapp.tablet.app import Shell
    from elderapp.workshop.visitor import Visitor

LESSON = "pay-fps-check-payee"
"""What is taught today: a money lesson with a planned slip, a warning that waits, and a search."""

Tell = Callable[[str], None]


class Place(Struct, frozen=True):
    """Where a demonstration keeps its things, where its packs and pictures lie, and the hub's port (0: a free one)."""

    data: Path
    packs: Path
    pictures: Path
    port: int = 8700
    database: str = ""

    @property
    def settings(self) -> Settings:
        """The hub's."""
        trust = resources.build() / "trust.json"
        return Settings(data=self.data / "hub", packs=self.packs, trust=trust, database=self.database, port=self.port)


def run(place: Place, tell: Tell, *, offscreen: bool) -> None:
    """Start the hub, pair the tablet, open the app; off screen, play a lesson and tell what the trainer sees."""
    # The hub first: where its port is taken by another demonstration, that one's passwords stay as they are.
    with Running(place.settings, port=place.port) as hub, Office(place.settings, lesson=LESSON) as office:
        home = tablets.Home(place.data / "tablet", tablets.trust())
        _pair(home, hub.address, office.made.pairing_code)
        tell(f"Dashboard: {hub.address}   name: {office.made.username}   password: {office.made.password}")
        if offscreen:
            _attend(place, home, office, tell)
        else:
            tell("The tablet app is open in its window; close it to end.")
            tablets.run(home)


def _pair(home: tablets.Home, address: str, code: str) -> None:
    """Pair unless this tablet knows a hub at this address; then fetch roster and packs."""
    with home.open_store() as store:
        known = client.known_hub(store)
        if known is None or known.address != address:
            known = client.pair(store, address, code, name="demo")
        with known:
            home.visit(store, known)


def _attend(place: Place, home: tablets.Home, office: Office, tell: Tell) -> None:
    """A learner made of code signs in, does today's lesson with a slip and a hint, and is marked present."""
    window.prepare(offscreen=True)
    from elderapp.workshop.offscreen import Offscreen
    from elderapp.workshop.visitor import Visitor

    for old in place.pictures.glob("*.png"):
        old.unlink()
    with home.open_store() as store:
        shell = tablets.shell(home, store)
        visitor = Visitor(Offscreen(shell), shell, place.pictures)
        steps = _take_part(visitor, shell)
        hub = client.known_hub(store)
        assert hub is not None
        with hub:
            outcome = home.visit(store, hub)
        shell.close()
    tell(f"The learner did {len(steps)} steps with a slip and a hint; the hub took {outcome.sent} statements.")
    office.mark_present()
    for line in office.sees():
        tell(line)
    tell(f"Pictures of every screen: {place.pictures}")


def _take_part(visitor: "Visitor", shell: "Shell") -> list[str]:
    """Sign in, do today's lesson with one slip and one hint, see the well done card. Gives the steps."""
    visitor.picture("names")
    visitor.arrive(f"learner:{shell.state.roster.learners[0].id}")
    visitor.picture("home")
    visitor.pick("go")
    assert shell.state.play is not None
    first, second = (step.id for step in alone_steps(shell.state.play.lesson)[:2])
    steps = visitor.lesson(slip_at=f"alone/{first}", hint_at=f"alone/{second}")
    visitor.picture("well-done")
    return steps


def alone_steps(lesson: Lesson) -> tuple[Step, ...]:
    """What the learner does by herself."""
    return next(stage.steps for stage in lesson.stages if stage.kind == "alone")
