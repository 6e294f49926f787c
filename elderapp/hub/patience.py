"""How long the hub waits for somebody who sends slowly: a socket that is held open costs everybody else."""

import asyncio
from typing import Any

import h11
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from elderapp.errors import ElderError
from elderapp.sync.protocol import BASE

HEADERS_WITHIN = 20.0
"""Seconds in which a request's head must have come, from the connection on or from its first byte."""
BODY_WITHIN = 30.0
"""Seconds in which the body of a form must have come; the tablets' side has its own (`gate.READ_WITHIN`)."""


class TooSlow(ElderError):
    """The request did not come in time: send it again."""

    code = "too-slow"


class Patient(H11Protocol):
    """uvicorn's protocol, which hangs up on somebody whose request never begins or never ends its head."""

    _giving_up: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Somebody is there: the head of a request is expected."""
        super().connection_made(transport)
        self._expect()

    def data_received(self, data: bytes) -> None:
        """Something came."""
        super().data_received(data)
        self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is there."""
        self._relax()
        super().connection_lost(exc)

    def _expect(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            self._relax()
        elif self._giving_up is None:
            self._giving_up = self.loop.call_later(HEADERS_WITHIN, self._give_up)

    def _relax(self) -> None:
        if self._giving_up is not None:
            self._giving_up.cancel()
            self._giving_up = None

    def _give_up(self) -> None:
        self._giving_up = None
        if self.conn.their_state is h11.IDLE and (self.cycle is None or self.cycle.response_complete):
            self.transport.close()


def in_time(app: ASGIApp) -> Any:
    """`app`, whose bodies come within `BODY_WITHIN` or are refused with `TooSlow`; whoever streams goes on."""

    async def served(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or str(scope["path"]).startswith(BASE):
            return await app(scope, receive, send)
        until = asyncio.get_running_loop().time() + BODY_WITHIN
        whole = False

        async def within() -> Any:
            nonlocal whole
            if whole:
                return await receive()
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError as error:
                raise TooSlow("the body did not come in time") from error
            whole = message["type"] != "http.request" or not message.get("more_body", False)
            return message

        return await app(scope, within, send)

    return served
