"""Whoever sends slowly is hung up on, and whoever waits for news is not."""

import socket
import time
from contextlib import ExitStack

import httpx
import pytest

from elderapp.hub import patience
from elderapp.records.statements import Verb

KIND = b"Content-Type: application/x-www-form-urlencoded"
FORM = b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n" + KIND + b"\r\n\r\na="


@pytest.fixture
def hurried(monkeypatch):
    monkeypatch.setattr(patience, "HEADERS_WITHIN", 0.3)
    monkeypatch.setattr(patience, "BODY_WITHIN", 0.3)


def heard(connection: socket.socket) -> bytes:
    """Everything until the hub hangs up."""
    found = b""
    while part := connection.recv(65536):
        found += part
    return found


def test_heads_and_bodies_that_never_end_are_hung_up_on(hurried, small_hub):
    host, port = small_hub.address.removeprefix("http://").split(":")
    whole = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    with ExitStack() as stack:

        def sends(data: bytes) -> socket.socket:
            made = stack.enter_context(socket.create_connection((host, int(port)), timeout=20))
            made.sendall(data)
            return made

        silent, head, body, second = sends(b""), sends(b"GET /login HTTP/1.1\r\nX: "), sends(FORM), sends(whole)
        found = b""
        while b'"ok"}' not in found:
            found += second.recv(65536)
        second.sendall(b"GET /hea")
        assert b"" == heard(silent)
        assert b"" == heard(head)
        assert b"" == heard(second)
        assert heard(body).startswith(b"HTTP/1.1 408 ")
    assert 200 == httpx.get(f"{small_hub.address}/healthz", trust_env=False).status_code


def test_whoever_waits_for_news_goes_on_waiting(hurried, small_hub, new_browser):
    browser = new_browser(small_hub, small_hub.demo.username, small_hub.demo.password)
    with browser.stream("GET", f"/live/stream?session={small_hub.demo.session}") as stream:
        parts = stream.iter_raw()
        assert next(parts)
        time.sleep(0.7)
        tablet = small_hub.tablet()
        tablet.say(Verb.ATTENDED, "demo-01", small_hub.demo.session, small_hub.demo.session)
        assert 200 == tablet.push().status_code
        assert next(parts)
    assert 200 == browser.get("/live").status_code
