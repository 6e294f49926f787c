"""What an open app has to do with the world outside: the hub, the live poll, sticks, and being paired at all."""

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from elderapp import clock
from elderapp.errors import ElderError
from elderapp.records.statements import Statement
from elderapp.store import Store
from elderapp.sync import client, discovery
from elderapp.sync.errors import HubUnreachable
from elderapp.sync.standing import Status
from elderapp.sync.usb_tablet import Taken
from elderapp.tablet import flow
from elderapp.tablet.link import Link
from elderapp.tablet.stick import Stick
from elderapp.workshop import joining, standing

if TYPE_CHECKING:
    from elderapp.tablet.app import Shell
    from elderapp.tablet.ear import Ear
    from elderapp.workshop.tablets import Home

LOOK_EVERY = 60.0
"""Seconds between two searches for a hub that has another address now."""


class Outside:
    """One tablet's lines to the outside, while its app is open. Everything is called in the app's own thread."""

    def __init__(self, home: "Home", store: Store, meet: Callable[["Shell"], None]) -> None:
        """`meet` shows the people that `store` holds now."""
        self._home, self._store, self._meet = home, store, meet
        self._teller = standing.Teller()
        self._root: Shell | None = None
        self._hub: client.Hub | None = None
        self._ear: Ear | None = None
        self._searched = -LOOK_EVERY
        self.link: Link | None = None
        self.stick = Stick(home.open_beside, home.packs, lambda: home.trust, self._status, self._unplugged)

    def begin(self, root: "Shell") -> None:
        """The app stands; from now on a paired tablet meets its hub."""
        self._root = root
        self._connect()

    def close(self) -> None:
        """End the lines."""
        if self._ear:
            self._ear.stop()
        if self.link:
            self.link.stop()
        if self._hub:
            self._hub.close()

    def told(self, said: Sequence[Statement]) -> None:
        """Something was written down."""
        if self.link:
            self.link.told(said)

    def facts(self) -> flow.Facts:
        """For the trainer's corner."""
        return standing.facts(self._store, self.link, self.stick)

    def join(self, code: str) -> None:
        """Pair the tablet, in a thread: a hub that must be looked for takes seconds."""
        threading.Thread(target=self._join, args=(code,), name="join", daemon=True).start()

    def _join(self, code: str) -> None:
        from kivy.clock import Clock

        try:
            with self._home.open_beside() as store:
                why = joining.join(store, code)
        except ElderError as error:
            why = error.code
        Clock.schedule_once(lambda _dt: self._joined(why))

    def _joined(self, why: str) -> None:
        if self._root is None:
            return
        self._root.join_ended(why)
        if not why:
            self._connect()

    def _connect(self) -> None:
        from elderapp.workshop.steered import listen

        self._hub = client.known_hub(self._store)
        if self._hub is None or self._root is None:
            return
        root = self._root
        self.link = Link(self._home.open_beside, self._hub, self._visit)
        self.link.start(lambda _roster: self._meet(root))
        self._ear = listen(root, self._store, self.link)

    def _visit(self, store: Store, hub: client.Hub) -> None:
        """In the link's thread."""
        status = self._teller.due(self._status(store))
        try:
            self._came(self._home.visit(store, hub, status))
        except HubUnreachable as error:
            # One that is busy is where it was.
            if error.retry_after or clock.monotonic() - self._searched < LOOK_EVERY:
                raise
            self._searched = clock.monotonic()
            if not discovery.moved(store, hub):
                raise
            self._came(self._home.visit(store, hub, status))

    def _status(self, store: Store) -> Status:
        root = self._root
        mute, late = (root.voice.is_mute, root.late) if root else (False, 0)
        trouble = self.link.trouble if self.link else ""
        return standing.status(store, voice=self._home.voice, mute=mute, late=late, trouble=trouble)

    def _came(self, outcome: client.Outcome) -> None:
        if outcome.packs or outcome.dropped:
            self._restock()

    def _restock(self) -> None:
        from kivy.clock import Clock

        if root := self._root:
            # A new scam reaches a tablet that nobody ever switches off, too.
            Clock.schedule_once(lambda _dt: root.restock(self._home.everything))

    def _unplugged(self, taken: Taken) -> None:
        """In the stick's thread."""
        from kivy.clock import Clock

        root = self._root
        if root is None:
            return
        if taken.packs:
            self._restock()
        if taken.roster:
            self._meet(root)
        Clock.schedule_once(lambda _dt: root.inspect())
