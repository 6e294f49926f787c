"""The tablets' gate, without a network: who takes a place, and who keeps nobody out."""

import asyncio
import threading

import pytest

from elderapp.hub.answers import Answer, Waiting
from elderapp.hub.gate import MOST_COMING_FROM, Gate
from elderapp.hub.unsettled import Unsettled
from elderapp.sync.protocol import Live

SIGNED = [(b"elder-signature", b"00")]


class Visit:
    """One request; its body comes when `body` is called, and it hangs up when `hang_up` is."""

    def __init__(self, gate, method="GET", *, address="a", headers=()):
        self.status, self._in, self._out = 0, asyncio.Queue(), []
        has_body = method == "POST"
        length = [(b"content-length", b"3")] if has_body else []
        scope = {
            "type": "http", "method": method, "path": "/sync/v1/x", "query_string": b"",
            "headers": [*length, *headers], "client": (address, 1),
        }  # fmt: skip
        if not has_body:
            self.body(b"")
        self.task = asyncio.ensure_future(gate(scope, self._in.get, self._send))

    async def _send(self, message):
        self.status = message.get("status", self.status)

    def body(self, data=b"abc"):
        self._in.put_nowait({"type": "http.request", "body": data, "more_body": False})

    def hang_up(self):
        self._in.put_nowait({"type": "http.disconnect"})

    async def answer(self):
        await asyncio.wait_for(self.task, 10)
        return self.status


async def settle():
    for _ in range(5):
        await asyncio.sleep(0)


class Quick:
    def serve(self, request):
        return Answer(200, b"{}")


def test_bodies_that_never_come_keep_nobody_out():
    async def crowd():
        gate = Gate(Quick(), None, 4, Unsettled())
        slow = [Visit(gate, "POST", headers=SIGNED) for _ in range(3 * MOST_COMING_FROM)]
        await settle()
        turned_away = [one.status for one in slow if one.task.done()]
        reader = await Visit(gate).answer()
        other = Visit(gate, "POST", address="b", headers=SIGNED)
        other.body()
        writer = await other.answer()
        for one in slow:
            one.body()
        late = [await one.answer() for one in slow]
        again = Visit(gate, "POST", headers=SIGNED)
        again.body()
        return turned_away, reader, writer, late, await again.answer()

    turned_away, reader, writer, late, again = asyncio.run(crowd())
    assert [503] * 2 * MOST_COMING_FROM == turned_away
    assert (200, 200, 200) == (reader, writer, again)
    assert MOST_COMING_FROM >= late.count(200) > 0


def test_what_is_not_signed_is_refused_before_its_body():
    async def ask():
        return await Visit(Gate(Quick(), None, 4, Unsettled()), "POST").answer()

    assert 401 == asyncio.run(ask())


def test_who_comes_when_all_places_are_taken_is_told_to_come_again():
    go = threading.Event()

    class Slow:
        def serve(self, request):
            go.wait(10)
            return Answer(200, b"{}")

    async def crowd():
        gate = Gate(Slow(), None, 2, Unsettled())
        inside = [Visit(gate) for _ in range(2)]
        coming = Visit(gate, "POST", headers=SIGNED)
        await settle()
        coming.body()
        late = [await coming.answer(), await Visit(gate).answer()]
        go.set()
        return late, [await one.answer() for one in inside], await Visit(gate).answer()

    assert ([503, 503], [200, 200], 200) == asyncio.run(crowd())


class Board:
    def __init__(self):
        self.news = asyncio.Event()

    async def wait(self, centre, after):
        await self.news.wait()
        return Live(1)


@pytest.mark.parametrize("most", [2, 400])
def test_a_tablet_waits_once_and_leaves_room_for_the_others(monkeypatch, most):
    monkeypatch.setattr("elderapp.hub.gate.MOST_WAITING", most)

    class Asked:
        def serve(self, request):
            return Waiting(1, 0, request.client)

        def vouched(self, answer, _asked):
            return answer

    async def crowd():
        board = Board()
        gate = Gate(Asked(), board, 99, Unsettled())
        greedy = [Visit(gate, address="greedy") for _ in range(9)]
        while sum(one.task.done() for one in greedy) < 8:
            await asyncio.sleep(0.001)
        other = Visit(gate, address="other")
        await asyncio.sleep(0.05)
        assert not other.task.done()
        gone = Visit(gate, address="other")
        assert 503 == await other.answer()
        gone.hang_up()
        await gone.answer()
        last = Visit(gate, address="third")
        await asyncio.sleep(0.05)
        board.news.set()
        return sorted([await one.answer() for one in greedy]), gone.status, await last.answer()

    assert ([200] + [503] * 8, 0, 200) == asyncio.run(crowd())
