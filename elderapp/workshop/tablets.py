"""One tablet's folder, and the app opened on it: its file, what stands on its shelf, the line to the hub."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from elderapp import clock, i18n, resources, watchdog
from elderapp.errors import ElderError
from elderapp.packs.trust import Trust, load
from elderapp.store import Store
from elderapp.store.mend import open_mended
from elderapp.tablet import window
from elderapp.workshop import known, standing
from elderapp.workshop.shelf import Shelf

# What takes long to load and is not needed for the first screen (packs, the line to the hub) is loaded where it is.
if TYPE_CHECKING:
    from elderapp.sync import client
    from elderapp.sync.standing import Status
    from elderapp.tablet.app import Shell
    from elderapp.tablet.contents import Contents
    from elderapp.tablet.theme import Theme
    from elderapp.workshop.outside import Outside
    from elderapp.workshop.preview import Preview

TEXT_SCALE = "text-scale"
"""The setting that says how large this tablet's text is: one of `elderapp.tablet.theme.SCALES`."""
LANGUAGE = "language"
"""The setting that says what this tablet speaks to whom the centre has noted no other language."""
AN_HOUR = 3600.0
"""Seconds after which a tablet that nobody switches off looks whether an alert has run out."""


def trust() -> Trust:
    """Released publishers, and this checkout's own development key, if it has one."""
    return load(resources.assets() / "trust.json", resources.build() / "trust.json")


class Home(Shelf):
    """The folder of one tablet."""

    def __init__(self, data: Path, trust: Trust) -> None:
        """`data` is made when there is none; packs must be signed by somebody in `trust`."""
        super().__init__(data, trust)
        self._given = trust
        self.voice = ""  # who speaks most, once the packs were read

    def open_store(self) -> Store:
        """The tablet's file, mended first if it is damaged."""
        return open_mended(self.data / "tablet.db")

    def open_beside(self) -> Store:
        """The tablet's file for another thread; it is never mended there, under the feet of the first."""
        return Store.open(self.data / "tablet.db")

    def visit(self, store: Store, hub: "client.Hub", status: "Status | None" = None) -> "client.Outcome":
        """One visit to the hub: log, people, roster, packs; `status` is how the tablet stands."""
        from elderapp.sync import client

        self.meet(store)
        outcome = client.sync_once(store, hub, folder=self.packs, trust=self.trust, status=status)
        store.set_setting(standing.REACHED, clock.wall_ms())
        return outcome

    def meet(self, store: Store) -> None:
        """Takes the alerts of the hub that this tablet is paired with, and of no other."""
        self.trust = self._given.with_hub(store.setting("hub-key", ""))

    def everything(self) -> "Contents":
        """What all packs bring, each read once."""
        from elderapp.tablet.contents import Contents

        found = self.installed()
        lessons, clips = self.contents(found)
        self.voice = standing.voice_of(clips)
        return Contents(lessons, clips, self.tongues(found), self.photos(found))


def text_scale(store: Store) -> float:
    """How many times as large as planned this tablet's text is."""
    from elderapp.tablet.theme import SCALES

    scale = store.setting(TEXT_SCALE, 1.0)
    return scale if scale in SCALES else SCALES[0]


def theme(scale: float = 1.0) -> "Theme":
    """What a length is in the window that is open."""
    from kivy.core.window import Window

    from elderapp.tablet import upright
    from elderapp.tablet.theme import Theme

    return Theme(upright.profile(tuple(Window.size)), scale)


def shell(
    home: Home,
    store: Store,
    *,
    outside: "Outside | None" = None,
    words: str = "",
    volume: float = 1.0,
) -> "Shell":
    """The app's root widget for this tablet, in the language `words` or its own. The window must have been prepared."""
    from kivy.base import stopTouchApp

    from elderapp.tablet import pictures
    from elderapp.tablet.app import Shell

    home.meet(store)
    pictures.keep_in(home.data / "pictures")
    return Shell(
        facts=outside.facts if outside else lambda: standing.facts(store),
        export=outside.stick.exchange if outside else lambda _folder: 0,
        join=outside.join if outside else None,
        lessons={},
        clips={},
        later=home.everything,
        keeper=store,
        roster=known.people(store),
        words=i18n.words(i18n.SOURCE),
        theme=theme(text_scale(store)),
        language=words or store.setting(LANGUAGE, i18n.SOURCE),
        on_written=outside.told if outside else lambda _said: None,
        on_close=stopTouchApp,
        volume=volume,
    )


def run(home: Home, *, portrait: bool = False, muted: bool = False, fullscreen: bool = False) -> None:
    """Open the app in a window until it is closed; meanwhile the hub is visited in the background."""
    window.prepare(size=window.PORTRAIT if portrait else window.LANDSCAPE, muted=muted, fullscreen=fullscreen)
    from kivy.clock import Clock

    from elderapp.workshop.outside import Outside

    with home.open_store() as store:
        _back_up(store)
        outside = Outside(home, store, lambda root: _meet(root, store))

        def begin() -> "Shell":
            root = shell(home, store, outside=outside, volume=0.0 if muted else 1.0)
            outside.begin(root)
            _live()
            Clock.schedule_interval(lambda _dt: root.restock(home.everything) if home.is_stale else None, AN_HOUR)
            return root

        try:
            until_closed(begin)
        finally:
            outside.close()


def _live() -> None:
    """Whoever watches over this program hears that its screen stands, and from then on that it moves."""
    from kivy.clock import Clock

    Clock.schedule_once(lambda _dt: watchdog.tell("READY=1"), 0)
    if pause := watchdog.every():
        Clock.schedule_interval(lambda _dt: watchdog.tell("WATCHDOG=1"), pause)


def until_closed(begin: "Callable[[], Shell | Preview]") -> None:
    """Open the window that was prepared, show what `begin` makes in it, and come back when it has been closed."""
    from kivy.base import EventLoop, runTouchApp, stopTouchApp
    from kivy.core.window import Window

    from elderapp.tablet import guards, upright
    from elderapp.tablet.app import Shell

    EventLoop.ensure_window()
    upright.stand_up(Window)
    root = begin()
    Window.bind(on_resize=lambda *_: root.dress(theme(root.theme.scale)))
    if isinstance(root, Shell):
        guards.listen_to_scanner(root)
        guards.catch_failures(root)
    try:
        runTouchApp(root)
    finally:
        root.close()
        stopTouchApp()


def _back_up(store: Store) -> None:
    """A copy for a bad day, if there is room; without one the class goes on."""
    try:
        store.backup()
    except (ElderError, OSError) as error:
        logging.getLogger(__name__).warning("no copy of the tablet's file: %s", error)


def _meet(root: "Shell", store: Store) -> None:
    """Called in the link's thread: the app takes up the new roster in its own."""
    from kivy.clock import Clock

    def show(_dt: float) -> None:
        try:
            roster = known.people(store)
        except ElderError as error:
            logging.getLogger(__name__).warning("the new roster cannot be read: %s", error)
            return
        root.meet_roster(roster)

    Clock.schedule_once(show)
