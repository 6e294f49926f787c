"""The class page while it is open: the part that changes is sent whenever something happened (server-sent events).

All who watch the same class in the same language get the same bytes, made once.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any, NamedTuple

from litestar import get
from litestar.datastructures import State
from litestar.response import ServerSentEvent, ServerSentEventMessage

from elderapp import clock
from elderapp.hub import classroom
from elderapp.hub.auth import CLASSROOM, NotFound, still_in
from elderapp.hub.board import Board
from elderapp.hub.pages.classes import Chosen, member_of
from elderapp.hub.pages.render import Browser, language_of, rendered
from elderapp.hub.storage import places
from elderapp.hub.storage.engine import reading
from elderapp.hub.together import Together

LOOK_EVERY = 0.5
"""Seconds between two looks at a class that somebody watches."""
BEAT = 8.0
"""Seconds after which the class is sent although nothing happened: ages grow, and the page knows that it is heard."""
MOST_WATCHING = 200
"""Pages that stay open at one hub."""


class Key(NamedTuple):
    """What must be the same for two viewers to see the same."""

    centre: int
    session: str
    language: str
    may_steer: bool


class Shot(NamedTuple):
    """How a class looks now; `fingerprint` tells whether something happened."""

    fingerprint: object
    html: str


class Watch:
    """Whoever watches a class at one hub."""

    def __init__(self, state: State) -> None:
        """`state` is the app's."""
        self._state = state
        self._shots = Together(self._look, LOOK_EVERY)
        self._watching = 0

    @property
    def is_full(self) -> bool:
        """Whether one more would be too many."""
        return self._watching >= MOST_WATCHING

    async def follow(self, key: Key, is_in: Callable[[], bool]) -> AsyncIterator[ServerSentEventMessage]:
        """The class, again and again, until the hub ends or `is_in` denies that the viewer is still logged in."""
        self._watching += 1
        board: Board = self._state.board
        try:
            seen: object = None
            sent = asked = clock.monotonic()
            while not board.is_closing:
                now = clock.monotonic()
                if now - asked >= BEAT:
                    asked = now
                    if not await asyncio.to_thread(is_in):
                        yield ServerSentEventMessage(data="", event="gone")
                        return
                shot = await self._shots.now(key)
                if shot.fingerprint != seen or now - sent >= BEAT:
                    seen, sent = shot.fingerprint, now
                    yield ServerSentEventMessage(data=shot.html, event="class", retry=2000)
                await asyncio.sleep(LOOK_EVERY)
        finally:
            self._watching -= 1

    def _look(self, key: Key) -> Shot:
        now = clock.wall_ms()
        with reading(self._state.engine) as connection:
            meeting = places.find_meeting(connection, key.centre, key.session)
            if meeting is None:
                return Shot(None, "")
            view = classroom.class_view(connection, key.centre, meeting, now)
        html = rendered(
            self._state, "_class.html", key.language, meeting=meeting, view=view, now=now, token="",
            may_steer=key.may_steer,
        )  # fmt: skip
        phase = (now < meeting.starts, meeting.is_open(now))
        return Shot((view.fingerprint, phase), html)


@get("/live/stream", opt=CLASSROOM, include_in_schema=False)
async def stream(request: Browser, chosen: Chosen) -> ServerSentEvent:
    """The part of the class page that changes, whenever it does."""
    member, state = member_of(request), request.app.state
    watch: Watch = state.watch
    if watch.is_full or not await asyncio.to_thread(_has, state.engine, member.centre, chosen):
        raise NotFound("there is no such class, or nobody more may watch")
    token = request.auth
    key = Key(member.centre, chosen, language_of(request), member.may_steer)
    follow = watch.follow(key, lambda: still_in(state.engine, token))
    return ServerSentEvent(follow, headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})


def _has(engine: Any, centre: int, session: str) -> bool:
    with reading(engine) as connection:
        return places.find_meeting(connection, centre, session) is not None
