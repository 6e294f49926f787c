"""What the door keeps out, and what it says when something breaks."""

import asyncio

from elderapp import clock
from elderapp.hub.answers import Answer as Receipt
from elderapp.hub.gate import Gate
from elderapp.hub.unsettled import Unsettled
from elderapp.hub.xapi import door as front
from elderapp.hub.xapi.door import MOST_BODY, MOST_COMING, MOST_FORM, MOST_INSIDE, Door
from elderapp.hub.xapi.requests import Answer

SCOPE = {"type": "http", "method": "POST", "path": "/xapi/statements", "headers": [], "query_string": b""}


class Open:
    """Knows whoever names himself."""

    def beside(self, spoken):
        return {"x-experience-api-version": spoken or "2.0.0"}

    def before(self, request):
        return None if "authorization" in request.headers else Answer(401)

    def serve(self, request):
        return Answer(200, str(len(request.body)).encode())


class Broken(Open):
    def serve(self, request):
        raise RuntimeError("secret")


class Slow(Open):
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
    assert b"2.0.0" == headers[b"x-experience-api-version"]


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
    assert b"2.0.0" == late[1][b"x-experience-api-version"]


def sending(length, query=b"", **headers):
    """The head of a request whose body is to follow."""
    lines = {"content-length": str(length), "x-experience-api-version": "1.0.3", **headers}
    raw = [(name.encode(), value.encode()) for name, value in lines.items()]
    return {**SCOPE, "headers": raw, "query_string": query}


async def begin(door, scope):
    """Somebody who sends a head, and a body never; gives the answer, or who is still waiting."""
    sent = []

    async def receive():
        await asyncio.Event().wait()

    async def send(message):
        sent.append(message)

    waiting = asyncio.create_task(door(scope, receive, send))
    await asyncio.wait({waiting}, timeout=0.05)
    return (sent[0]["status"], dict(sent[0]["headers"])) if sent else waiting


async def leave(*waiting):
    for one in waiting:
        one.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)


KNOWN = {"authorization": "Basic bWU6bWU="}


def test_a_body_is_waited_for_when_it_is_known_whose_it_is_and_keeps_nobody_out():
    async def crowd():
        door = Door(Open())
        strangers = [await begin(door, sending(9)) for _ in range(MOST_INSIDE + 1)]
        waiting = [await begin(door, sending(9, **KNOWN)) for _ in range(MOST_COMING)]
        late = await begin(door, sending(9, **KNOWN))
        forms = [await begin(door, sending(9, b"method=PUT")) for _ in range(MOST_COMING)]
        late_form = await begin(door, sending(9, b"method=PUT"))
        reading = await visit(door)
        await leave(*waiting, *forms)
        return strangers, late, late_form, reading, await visit(door, sending(1, **KNOWN))

    strangers, late, late_form, reading, after = asyncio.run(crowd())
    assert {401} == {status for status, _ in strangers}
    assert (503, 503) == (late[0], late_form[0])
    assert (200, b"0") == (reading[0], reading[2])
    assert (200, b"1") == (after[0], after[2])


def test_what_was_cut_off_on_its_way_is_not_taken_for_the_whole():
    class Watched(Open):
        def __init__(self):
            self.served = 0

        def serve(self, request):
            self.served += 1

    async def cut(door):
        messages = [
            {"type": "http.request", "body": b"half of it", "more_body": True}, {"type": "http.disconnect"},
        ]  # fmt: skip
        sent = []

        async def receive():
            return messages.pop(0)

        async def send(message):
            sent.append(message)

        await door(sending(20, **KNOWN), receive, send)
        return sent[0]["status"]

    store = Watched()
    assert (408, 0) == (asyncio.run(cut(Door(store))), store.served)


def test_a_body_that_is_too_long_or_too_slow_is_refused_in_the_edition_that_is_spoken(monkeypatch):
    monkeypatch.setattr(front, "READ_WITHIN", 0.01)

    async def each():
        door = Door(Open())
        return [
            await begin(door, sending(MOST_BODY + 1)), await begin(door, sending(MOST_FORM + 1, b"method=GET")),
            await begin(door, sending(9, **KNOWN)),
        ]  # fmt: skip

    told = asyncio.run(each())
    assert [413, 413, 408] == [status for status, _ in told]
    assert [b"1.0.3"] * 3 == [headers[b"x-experience-api-version"] for _, headers in told]


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
