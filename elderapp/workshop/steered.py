"""What the app does when the trainer wants something of all tablets: waits, goes on, learns of today's lesson."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from elderapp import clock
from elderapp.player import play
from elderapp.player.phrases import phrase
from elderapp.store import Store
from elderapp.sync.protocol import Live
from elderapp.tablet import flow
from elderapp.tablet.flow.state import PAUSE

if TYPE_CHECKING:
    from elderapp.tablet.app import Shell
    from elderapp.tablet.ear import Ear
    from elderapp.tablet.link import Link

NOTHING = Live(0)


class App(Protocol):
    """What is needed of the app's root widget."""

    state: flow.State

    def pause(self, until: int) -> None:
        """Wait until this moment (ms); 0 ends it."""

    def perform(self, turn: flow.Turn) -> None:
        """Go on to this."""


class Steered:
    """One tablet, known to its hub as `device`. `fetch` asks the hub for the roster, which says who learns what."""

    def __init__(self, app: App, device: str, fetch: Callable[[], None]) -> None:
        """Nothing was heard yet."""
        self._app, self._device, self._fetch = app, device, fetch
        self._before = NOTHING

    def hear(self, live: Live, now: int) -> None:
        """What is wanted, heard at `now` (ms); in the app's own thread."""
        before, self._before = self._before, live
        if live.frozen and (self._app.state.paused or not before.frozen):
            # Each answer makes it last longer. One that a trainer ended at the tablet itself stays ended.
            self._app.pause(now + PAUSE)
        elif before.frozen and not live.frozen:
            self._app.pause(0)
        if self._device in live.coming and self._device not in before.coming and not self._app.state.paused:
            self._app.perform(flow.Turn(self._app.state, (play.Play(phrase("trainer-coming")),)))
        if (live.session, live.lesson, live.chosen) != (before.session, before.lesson, before.chosen):
            self._fetch()


def listen(root: "Shell", store: Store, link: "Link") -> "Ear":
    """An ear that has begun to listen for this app, whose tablet is paired."""
    from kivy.clock import Clock

    from elderapp.sync import client
    from elderapp.tablet.ear import Ear

    hub = client.known_hub(store, patient=True)
    assert hub is not None
    steered = Steered(root, hub.device, lambda: link.nudge(at_once=True))

    def hear(live: Live) -> None:
        Clock.schedule_once(lambda _dt: steered.hear(live, clock.wall_ms()))

    ear = Ear(hub, lambda: root.state.roster.session is not None, hear)
    ear.start()
    return ear
