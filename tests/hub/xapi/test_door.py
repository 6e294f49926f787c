"""What the door keeps out, and what it says when something breaks."""

import asyncio

from elderapp import clock
from elderapp.hub.answers import Answer as Receipt
from elderapp.hub.gate import Gate
from elderapp.hub.unsettled import Unsettled
from elderapp.hub.xapi.door import MOST_INSIDE, Door
from elderapp.hub.xapi.requests import Answer

SCOPE = {"type": "http", "method": "POST", "path": "/xapi/statements", "headers": [], "query_string": b""}


class Broken:
    def serve(self, request):
        raise RuntimeError("secret")


class Slow:
    """Answers once it is let."""

    def __init__(self):
        self.go = asyncio.Event()
        self.loop = asyncio.get_running_loop()

    def serve(self, request):
        asyncio.run_coroutine_threadsafe(self.go.wait(), self.loop).result(10)
        return Answer(200, b"{}")


async def visit(door, scope=SCOPE):
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"x", "more_body": False}

    async def send(message):
        sent.append(message)

    await door(scope, receive, send)
    return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"]


def test_what_breaks_is_told_without_its_reasons():
    status, headers, body = asyncio.run(visit(Door(Broken())))

    assert (500, b"no-store") == (status, headers[b"cache-control"])
    assert b"secret" not in body


def test_too_many_at_once_are_told_to_come_back():
    async def crowd():
        slow = Slow()
        door = Door(slow)
        inside = [asyncio.create_task(visit(door)) for _ in range(MOST_INSIDE)]
        await asyncio.sleep(0)
        late = await visit(door)
        slow.go.set()
        return late, await asyncio.gather(*inside), await visit(door)

    late, inside, after = asyncio.run(crowd())
    assert (503, True) == (late[0], b"retry-after" in late[1])
    assert {200} == {status for status, _, _ in (*inside, after)}


def test_a_tablet_that_hands_in_rows_holds_the_consistent_time_back():
    async def hand_in():
        slow = Slow()

        class Tablets:
            def serve(self, request):
                slow.serve(request)
                return Receipt(200, b"{}")

        unsettled = Unsettled()
        gate = Gate(Tablets(), None, 4, unsettled)
        before = unsettled.through()
        reading = asyncio.create_task(visit(gate, {**SCOPE, "method": "GET"}))
        await asyncio.sleep(0.01)
        came = unsettled.through()
        inside = asyncio.create_task(visit(gate))
        await asyncio.sleep(0.01)
        held, later = unsettled.through(), clock.wall_ms()
        await asyncio.sleep(0.01)
        still = unsettled.through()
        slow.go.set()
        await asyncio.gather(inside, reading)
        return before, came, held, later, still, unsettled.through()

    before, came, held, later, still, after = asyncio.run(hand_in())
    assert before < came <= held == still < later <= after
