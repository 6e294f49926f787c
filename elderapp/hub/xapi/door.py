"""Carries requests between the network and `Store.serve`, with limits on their number, size and time.

A bare ASGI application, as the tablets' gate is: bodies of any media type, and no framework's own reading of them.
Whoever sends one logs in first: no stranger's body is waited for, but for the short forms that hold their log-in.
"""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from litestar.types import Receive, Scope, Send
from msgspec.structs import replace

from elderapp.hub.gate import READ_WITHIN, RETRY_AFTER, headers_of, read_body
from elderapp.hub.log import logger
from elderapp.hub.xapi.requests import BASE, VERSION, Answer, Request
from elderapp.hub.xapi.service import Store

G = TypeVar("G")
A = TypeVar("A")

MOST_BODY = 16 * 1024 * 1024
"""Bytes of a request, files included."""
MOST_FORM = 256 * 1024
"""Bytes of a form that holds its log-in: it must be read, and taken apart, before anybody knows whose it is."""
MOST_INSIDE = 8
"""Requests served at once: others' tools must not keep tablets and trainers waiting."""
MOST_COMING = 8
"""Bodies of those who are known that may be on their way at once, and as many forms of those who are not yet."""


class Door:
    """At most `MOST_INSIDE` requests are served at once; who only sends takes no place of theirs."""

    def __init__(self, store: Store) -> None:
        """Nobody is inside."""
        self._store = store
        self._inside = 0
        self._coming = {False: 0, True: 0}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        headers = headers_of(scope)
        try:
            answer = await self._answer(scope, headers, receive)
        except Exception:  # the border: whatever broke is in the diary
            logger.exception("failed", route=scope["path"])
            answer = _refusal(500, "the hub could not do this: please try again")
        carried = {**self._store.beside(headers.get(VERSION, "")), **answer.headers}
        return await _send(scope, replace(answer, headers=carried), send)

    async def _answer(self, scope: Scope, headers: dict[str, str], receive: Receive) -> Answer:
        path = scope["path"].removeprefix(BASE).strip("/")
        query = scope.get("query_string", b"").decode("latin-1")
        request = Request(str(scope.get("method", "")), path, query, headers, b"")
        length = headers.get("content-length", "0")
        if length != "0" or "transfer-encoding" in headers:
            is_form = request.is_form and "authorization" not in headers
            most = MOST_FORM if is_form else MOST_BODY
            if length.isdecimal() and int(length) > most:
                return _too_long(most)
            if not is_form and (early := await self._in_turn(self._store.before, request)):
                return early
            body = await self._read(receive, most, is_form=is_form)
            if isinstance(body, Answer):
                return body
            request = replace(request, body=body)
        return await self._in_turn(self._store.serve, request)

    async def _in_turn(self, act: Callable[[G], A], given: G) -> A | Answer:
        """What `act` gives, in a thread, if there is a place."""
        if self._inside >= MOST_INSIDE:
            return _busy()
        self._inside += 1
        try:
            return await asyncio.to_thread(act, given)
        finally:
            self._inside -= 1

    async def _read(self, receive: Receive, most: int, *, is_form: bool) -> bytes | Answer:
        if self._coming[is_form] >= MOST_COMING:
            return _busy()
        self._coming[is_form] += 1
        try:
            async with asyncio.timeout(READ_WITHIN):
                body = await read_body(receive, most)
        except TimeoutError:
            return _refusal(408, "the body did not come in time")
        finally:
            self._coming[is_form] -= 1
        return _too_long(most) if body is None else body


def _busy() -> Answer:
    return _refusal(503, "too many requests at once")


def _too_long(most: int) -> Answer:
    what = "a form that holds its log-in" if most == MOST_FORM else "a request"
    return _refusal(413, f"{what} may have {most} bytes")


def _refusal(status: int, why: str) -> Answer:
    headers = {"retry-after": str(RETRY_AFTER)} if status == 503 else {}
    return Answer(status, f'{{"error":"{why}"}}'.encode(), headers=headers)


async def _send(scope: Scope, answer: Answer, send: Send) -> None:
    headers = {"cache-control": "no-store", **answer.headers}
    if answer.status != 204:
        headers |= {"content-type": answer.media, "content-length": str(len(answer.body))}
    lines = [(name.encode("latin-1"), value.encode("latin-1", "replace")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": answer.status, "headers": lines})
    body = b"" if scope.get("method") == "HEAD" else answer.body
    await send({"type": "http.response.body", "body": body, "more_body": False})
