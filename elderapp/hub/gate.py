"""Carries tablets' requests between the network and `Tablets.serve`, with limits on number, size and time.

A bare ASGI application: a tablet must be turned away before its body is read, which no framework's route allows.
Bodies that come slowly, or never, are counted apart from what is being served.
"""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from typing import Any

from litestar.types import ASGIApp, Receive, Scope, Send
from msgspec.structs import replace

from elderapp import clock
from elderapp.hub.answers import Answer, Request, Waiting, other_wire, refusal
from elderapp.hub.board import Board
from elderapp.hub.log import logger
from elderapp.hub.tablets import Tablets
from elderapp.hub.unsettled import Unsettled
from elderapp.sync import signing
from elderapp.sync.protocol import BASE, MOST_BYTES, encode

MOST_SENT = MOST_BYTES + 4096
"""Bytes of a body as sent: what does not deflate grows a little."""
READ_WITHIN = 30.0
"""Seconds in which a body must have come."""
RETRY_AFTER = 2
MOST_WAITING = 400
"""Tablets that are told nothing new yet: they cost a connection each, and no thread."""
MOST_COMING = 256
"""Bodies that have begun and not ended."""
MOST_COMING_FROM = 64
"""The same, from one address: whoever begins many and ends none keeps nobody else out."""
THREADS = 8
"""Of tablets alone: a page that somebody waits for must not stand in line behind forty batches."""
CHUNK = 64 * 1024
_VERSION = re.compile(r"/sync/v(\d{1,6})(?:/|$)")


class Gate:
    """At most `most` requests are served at once; whoever waits for news, or whose body is to come, is not among them.

    Each tablet waits for news once: one that asks again is answered there, and its older question is let go.
    """

    def __init__(self, tablets: Tablets, board: Board, most: int, unsettled: Unsettled) -> None:
        """Nobody is inside."""
        self._tablets, self._board, self._most, self._unsettled = tablets, board, most, unsettled
        self._inside = self._waiting = 0
        self._coming: Counter[str] = Counter()
        self._polls: dict[str, asyncio.Future[None]] = {}
        self._threads = ThreadPoolExecutor(THREADS, "tablets")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if self._inside >= self._most:
            return await _send(_busy(), send)
        asked = await self._read(scope, receive)
        answer = asked if isinstance(asked, Answer) else await self._serve(asked)
        if isinstance(answer, Answer):
            return await _send(answer, send)
        return await self._keep(answer, receive, send)

    def vouched(self, answer: Answer, scope: Scope) -> Answer:
        """The answer, signed by the hub, where the request was signed."""
        return self._tablets.vouched(answer, headers_of(scope).get(signing.SIGNATURE.lower(), ""))

    async def _keep(self, asked: Waiting, receive: Receive, send: Send) -> None:
        """Answers when there is news; nobody, once the tablet has gone away."""
        if self._waiting >= MOST_WAITING and asked.device not in self._polls:
            return await _send(_busy(), send)
        if (older := self._polls.get(asked.device)) and not older.done():
            older.set_result(None)
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._polls[asked.device] = mine
        self._waiting += 1
        news = asyncio.ensure_future(self._board.wait(asked.centre, asked.after))
        gone = asyncio.ensure_future(receive())
        try:
            until: set[asyncio.Future[Any]] = {news, gone, mine}
            await asyncio.wait(until, return_when=asyncio.FIRST_COMPLETED)
            if news.done():
                live = replace(news.result(), now=clock.wall_ms())
                await _send(self._tablets.vouched(Answer(200, encode(live)), asked.asked), send)
            elif mine.done():
                await _send(_busy(), send)
        finally:
            self._waiting -= 1
            if self._polls.get(asked.device) is mine:
                del self._polls[asked.device]
            news.cancel()
            gone.cancel()

    async def _read(self, scope: Scope, receive: Receive) -> Request | Answer:
        """The whole request, or why there is none. Until its body is there, it takes nobody's place."""
        headers = headers_of(scope)
        now = clock.wall_ms()
        length = headers.get("content-length", "0")
        if length.isdecimal() and int(length) > MOST_SENT:
            return refusal("batch-too-large", 413, "the body is too long", now)
        if length == "0" and "transfer-encoding" not in headers:
            return _request(scope, headers, await read_body(receive, 0) or b"")
        if signing.SIGNATURE.lower() not in headers:
            return refusal("bad-signature", 401, "the request is not signed", now)
        client = scope.get("client")
        address = client[0] if client else ""
        if self._coming[address] >= MOST_COMING_FROM or self._coming.total() >= MOST_COMING:
            return _busy()
        self._coming[address] += 1
        try:
            async with asyncio.timeout(READ_WITHIN):
                body = await read_body(receive, MOST_SENT)
        except TimeoutError:
            return refusal("bad-message", 408, "the body did not come in time", now)
        finally:
            self._coming[address] -= 1
            if not self._coming[address]:
                del self._coming[address]
        if body is None:
            return refusal("batch-too-large", 413, "the body is too long", now)
        return _request(scope, headers, body)

    async def _serve(self, asked: Request) -> Answer | Waiting:
        if self._inside >= self._most:
            return _busy()
        self._inside += 1
        try:
            serve, loop = self._tablets.serve, asyncio.get_running_loop()
            with self._unsettled.taking() if asked.method == "POST" else nullcontext():
                return await loop.run_in_executor(self._threads, serve, asked)
        except Exception:  # the border: whatever broke, the tablet keeps its rows and comes again
            logger.exception("failed", route="/".join(asked.path))
            return refusal(
                "hub-failed", 500, "the hub could not do this: please try again", clock.wall_ms(), after=RETRY_AFTER
            )
        finally:
            self._inside -= 1


def by_version(gate: Gate) -> ASGIApp:
    """The gate at its own addresses; at those of other versions of the wire, that this hub does not speak them."""

    async def served(scope: Scope, receive: Receive, send: Send) -> None:
        path = _path(scope)
        if path == BASE or path.startswith(f"{BASE}/"):
            return await gate(scope, receive, send)
        found, now = _VERSION.match(path), clock.wall_ms()
        nothing = refusal("unknown-address", 404, "there is nothing here", now)
        return await _send(gate.vouched(other_wire(int(found[1]), now) if found else nothing, scope), send)

    return served


def headers_of(scope: Scope) -> dict[str, str]:
    """A request's headers, their names in small letters."""
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}


def _path(scope: Scope) -> str:
    """The path as it was sent; a mount leaves none of it in the scope's own."""
    return (scope.get("raw_path") or scope["path"].encode()).decode("latin-1").partition("?")[0]


def _busy() -> Answer:
    return refusal("hub-busy", 503, "too many tablets at once", clock.wall_ms(), after=RETRY_AFTER)


def _request(scope: Scope, headers: dict[str, str], body: bytes) -> Request:
    raw = _path(scope)
    query = scope.get("query_string", b"").decode("latin-1")
    client = scope.get("client")
    return Request(
        method=str(scope.get("method", "")),
        target=f"{raw}?{query}" if query else raw,
        path=tuple(raw.removeprefix(BASE).strip("/").split("/")),
        headers=headers,
        body=body,
        client=client[0] if client else "",
    )


async def read_body(receive: Receive, most: int) -> bytes | None:
    """The whole body, or None as soon as it has more than `most` bytes.

    Raises `TimeoutError` when the rest will never come: whoever sent it is gone.
    """
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise TimeoutError
        size += len(message["body"])
        if size > most:
            return None
        parts.append(message["body"])
        if not message["more_body"]:
            return b"".join(parts)


async def _send(answer: Answer, send: Send) -> None:
    length = answer.length if answer.file else len(answer.body)
    headers = [("content-type", answer.media), ("content-length", str(length)), ("cache-control", "no-store")]
    lines = [(name.lower().encode(), value.encode()) for name, value in (*headers, *answer.headers)]
    await send({"type": "http.response.start", "status": answer.status, "headers": lines})
    if not answer.file:
        return await send({"type": "http.response.body", "body": answer.body, "more_body": False})
    async for chunk in _chunks(answer):
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
    return await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _chunks(answer: Answer) -> AsyncIterator[bytes]:
    assert answer.file is not None
    left = answer.length
    with await asyncio.to_thread(answer.file.open, "rb") as file:
        file.seek(answer.start)
        while left > 0 and (chunk := await asyncio.to_thread(file.read, min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
