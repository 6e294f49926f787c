"""What the app does when the trainer wants something of all tablets: waits, goes on, learns of today's lesson."""

from collections.abc import Callable
from typing import Protocol

from elderapp.player import play
from elderapp.player.phrases import phrase
from elderapp.sync.protocol import Live
from elderapp.tablet import flow
from elderapp.tablet.flow.state import PAUSE

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
