"""A bad network on loopback: it stands before a hub and loses, delays, repeats, reorders, cuts and garbles messages."""

import random
import socket
import threading
import time
from collections.abc import Callable
from types import TracebackType

FAULTS = (
    "request lost", "reply lost", "late", "repeated", "reordered", "request cut", "reply cut", "request garbled",
    "reply garbled", "none",
)  # fmt: skip


class Proxy:
    """``with Proxy(hub.address, choose) as proxy``: `choose` gives the fault of the next request."""

    def __init__(self, hub: str, choose: Callable[[], str], seed: int = 0) -> None:
        host, _, port = hub.rpartition("//")[2].rpartition(":")
        self._hub, self._choose, self._chance = (host, int(port)), choose, random.Random(seed)
        self.happened: dict[str, int] = {}
        self.requests = 0
        self.cut: tuple[float, bool] | None = None  # the next pack: how much of it comes, and whether garbled
        self._held: list[bytes] = []
        self._lock = threading.Lock()

    def __enter__(self) -> "Proxy":
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._run, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # A thread that waits in accept() is woken by a shutdown, not by a close.
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _run(self) -> None:
        while True:
            try:
                client, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client:
            client.settimeout(20)
            try:
                request = _message(client)
                if request:
                    self._carry(client, request)
            except OSError:
                pass

    def _carry(self, client: socket.socket, request: bytes) -> None:
        with self._lock:
            fault = self._choose()
            self.happened[fault] = self.happened.get(fault, 0) + 1
            self.requests += 1
        match fault:
            case "request lost":
                return
            case "reordered":  # it arrives after later ones, when nobody waits for its reply any more
                with self._lock:
                    self._held.append(request)
                return
            case "request cut":
                self._ask(request[: max(1, len(request) - self._chance.randrange(1, 60))], cut=True)
                return
            case "request garbled":
                request = self._garbled(request)
            case "late":
                time.sleep(0.05)
            case "repeated":
                self._ask(request)
        reply = self._ask(request)
        with self._lock:
            late, self._held = self._held, []
        for one in late:
            self._ask(one)
        if fault == "reply lost":
            return
        if fault == "reply cut":
            reply = reply[: max(1, len(reply) - self._chance.randrange(1, 60))]
        if fault == "reply garbled":
            reply = self._garbled(reply)
        if self.cut is not None and b"/packs/" in request.partition(b"\r\n")[0]:
            (part, garbled), self.cut = self.cut, None
            reply = (self._garbled(reply) if garbled else reply)[: int(len(reply) * part)]
        client.sendall(reply)

    def _ask(self, request: bytes, *, cut: bool = False) -> bytes:
        try:
            with socket.create_connection(self._hub, timeout=20) as hub:
                hub.sendall(_closing(request))
                if cut:
                    hub.shutdown(socket.SHUT_WR)
                    return b""
                return _message(hub)
        except OSError:
            return b""

    def _garbled(self, message: bytes) -> bytes:
        """One bit of the body is another; the way the head is checked by itself."""
        head, gap, body = message.partition(b"\r\n\r\n")
        if not body:
            return message
        at, changed = self._chance.randrange(len(body)), bytearray(body)
        changed[at] ^= 1 << self._chance.randrange(8)
        return head + gap + bytes(changed)


def _closing(request: bytes) -> bytes:
    head, gap, body = request.partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
    return b"\r\n".join([*lines, b"Connection: close"]) + gap + body


def _message(source: socket.socket) -> bytes:
    """One whole HTTP message, as far as it comes."""
    data = b""
    while b"\r\n\r\n" not in data:
        if not (piece := source.recv(65536)):
            return data
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
    wanted = int(lengths[0]) if lengths else 0
    parts, have = [data], len(body)
    while have < wanted and (piece := source.recv(65536)):
        parts.append(piece)
        have += len(piece)
    return b"".join(parts)
