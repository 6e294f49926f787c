"""Carries requests between the network and `Store.serve`, with limits on their number, size and time.

A bare ASGI application, as the tablets' gate is: bodies of any media type, and no framework's own reading of them.
"""

import asyncio

from litestar.types import Receive, Scope, Send

from elderapp.hub.gate import READ_WITHIN, RETRY_AFTER, read_body
from elderapp.hub.log import logger
from elderapp.hub.xapi.requests import BASE, Answer, Request
from elderapp.hub.xapi.service import Store

MOST_BODY = 16 * 1024 * 1024
"""Bytes of a request, files included."""
MOST_INSIDE = 8
"""Requests served at once: others' tools must not keep tablets and trainers waiting."""


class Door:
    """At most `MOST_INSIDE` requests are served at once."""

    def __init__(self, store: Store) -> None:
        """Nobody is inside."""
        self._store = store
        self._inside = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if self._inside >= MOST_INSIDE:
            return await _send(scope, _refusal(503, "too many requests at once"), send)
        self._inside += 1
        try:
            answer = await self._answer(scope, receive)
        finally:
            self._inside -= 1
        return await _send(scope, answer, send)

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        headers: dict[str, str] = {}
        for name, value in scope["headers"]:
            headers[name.decode("latin-1").lower()] = value.decode("latin-1")
        length = headers.get("content-length", "0")
        if length.isdecimal() and int(length) > MOST_BODY:
            return _refusal(413, f"a request may have {MOST_BODY} bytes")
        try:
            async with asyncio.timeout(READ_WITHIN):
                body = await read_body(receive, MOST_BODY)
        except TimeoutError:
            return _refusal(408, "the body did not come in time")
        if body is None:
            return _refusal(413, f"a request may have {MOST_BODY} bytes")
        path = scope["path"].removeprefix(BASE).strip("/")
        query = scope.get("query_string", b"").decode("latin-1")
        request = Request(str(scope.get("method", "")), path, query, headers, body)
        try:
            return await asyncio.to_thread(self._store.serve, request)
        except Exception:  # the border: whatever broke is in the diary
            logger.exception("failed", route=scope["path"])
            return _refusal(500, "the hub could not do this: please try again")


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
