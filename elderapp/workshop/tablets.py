"""One tablet's folder, and the app opened on it: file, packs, clips, the line to the hub."""

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from elderapp import i18n, resources
from elderapp.lesson.model import Lesson
from elderapp.packs import format as packs
from elderapp.packs.install import installed
from elderapp.packs.model import Clip
from elderapp.packs.trust import Trust, load
from elderapp.records.people import Roster
from elderapp.store import Store
from elderapp.store.mend import open_mended
from elderapp.sync import client
from elderapp.tablet import window

if TYPE_CHECKING:
    from elderapp.tablet.app import Shell
    from elderapp.tablet.link import Link

NOBODY = Roster(centre="", tablet="")


def trust() -> Trust:
    """Released publishers, and this checkout's own development key, if it has one."""
    return load(resources.assets() / "trust.json", resources.root() / "build" / "trust.json")


class Home:
    """The folder of one tablet."""

    def __init__(self, data: Path, trust: Trust) -> None:
        """`data` is made when there is none; packs must be signed by somebody in `trust`."""
        data.mkdir(parents=True, exist_ok=True)
        self.data = data
        self.trust = trust
        self.packs = data / "packs"
        self.packs.mkdir(exist_ok=True)

    def open_store(self) -> Store:
        """The tablet's file, mended first if it is damaged; each thread opens its own."""
        return open_mended(self.data / "tablet.db")

    def visit(self, store: Store, hub: client.Hub) -> client.Outcome:
        """One visit to the hub: log, people, roster, packs."""
        return client.sync_once(store, hub, folder=self.packs, trust=self.trust)

    def contents(self) -> tuple[dict[str, Lesson], dict[str, tuple[Path, Clip]]]:
        """Every lesson that is installed, and every clip by line id with the file it lies in."""
        lessons: dict[str, Lesson] = {}
        clips: dict[str, tuple[Path, Clip]] = {}
        for pack in installed(self.packs, self.trust):
            folder = self.data / "clips" / pack.digest[:16]
            if not folder.is_dir():
                packs.extract_clips(pack, folder)
            lessons |= pack.lessons
            clips |= {line: (folder / Path(clip.file).name, clip) for line, clip in pack.clips.items()}
        return lessons, clips


def known_people(store: Store) -> Roster:
    """The hub's roster, with the walk-ins that it does not list yet: they sit in the open session too."""
    roster = store.roster() or NOBODY
    listed = {person.id for person in roster.learners}
    new = tuple(person for person in store.walk_ins() if person.id not in listed)
    session = roster.session
    if session and new:
        session = replace(session, learners=(*session.learners, *(person.id for person in new)))
    return replace(roster, learners=(*roster.learners, *new), session=session)


def shell(
    home: Home, store: Store, *, link: "Link | None" = None, words: str = i18n.SOURCE, volume: float = 1.0
) -> "Shell":
    """The app's root widget for this tablet. Kivy's window must have been prepared."""
    from kivy.core.window import Window

    from elderapp.tablet.app import Shell
    from elderapp.tablet.theme import DeviceProfile, Theme

    lessons, clips = home.contents()
    return Shell(
        lessons=lessons,
        clips=clips,
        keeper=store,
        roster=known_people(store),
        words=i18n.words(words),
        theme=Theme(DeviceProfile(*Window.size)),
        on_written=link.nudge if link else lambda: None,
        volume=volume,
    )


def run(home: Home, *, portrait: bool = False, muted: bool = False) -> None:
    """Open the app in a window until it is closed; meanwhile the hub is visited in the background."""
    window.prepare(size=window.PORTRAIT if portrait else window.LANDSCAPE, muted=muted)
    from kivy.base import EventLoop, runTouchApp, stopTouchApp
    from kivy.clock import Clock

    from elderapp.tablet.link import Link

    with home.open_store() as store:
        store.backup()
        hub = client.known_hub(store)
        link = Link(home.open_store, hub, home.visit) if hub else None
        EventLoop.ensure_window()
        root = shell(home, store, link=link, volume=0.0 if muted else 1.0)
        if link:
            link.start(lambda _roster: Clock.schedule_once(lambda _dt: root.meet_roster(known_people(store))))
        try:
            runTouchApp(root)
        finally:
            root.close()
            if link:
                link.stop()
            stopTouchApp()
