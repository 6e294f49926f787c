"""The whole loop on one machine: a hub with a small invented centre, a tablet paired with it, a class that is on.

With a display the app opens for whoever sits there. Without one a learner made of code takes part in the class, off
screen, and what the trainer then sees is told.
"""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from elderapp import resources
from elderapp.hub.demo import PIN
from elderapp.hub.office import Office
from elderapp.hub.server import Running
from elderapp.hub.settings import Settings
from elderapp.sync import client
from elderapp.workshop import attending, tablets

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
        if not offscreen:
            office.furnish()
        home = tablets.Home(place.data / "tablet", tablets.trust())
        _pair(home, hub.address, office.made.pairing_code)
        tell(f"Dashboard: {hub.address}   name: {office.made.username}   password: {office.made.password}")
        if offscreen:
            _attend(place, home, office, tell)
        else:
            tell(f"Manager: {office.made.manager}   password: {office.made.manager_password}")
            tell(f"The tablet app opens in its window: tap a name, and see it arrive at {hub.address}/live")
            tell(f"The trainer's number on the tablet is {PIN}. Close the window to end.")
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
    for old in place.pictures.glob("*.png"):
        old.unlink()
    done = attending.attend(home, place.pictures, offscreen=True)
    tell(f"The learner did {len(done.steps)} steps with a slip and a hint; the hub took {done.sent} statements.")
    office.mark_present()
    for line in office.sees():
        tell(line)
    tell(f"Pictures of every screen: {place.pictures}")
