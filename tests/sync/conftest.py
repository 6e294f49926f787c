"""A hub of a hundred lines behind a real HTTP server, which can be told to misbehave."""

import importlib.util
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import msgspec
import pytest

from elderapp import clock, keys
from elderapp.records.people import Roster
from elderapp.records.statements import GENESIS, Row
from elderapp.store import Store
from elderapp.sync import batches, protocol, signing
from elderapp.sync.client import Hub
from elderapp.sync.protocol import (
    Batch,
    Conflict,
    Live,
    PackEntry,
    PackList,
    PairReply,
    PairRequest,
    People,
    PeopleReply,
    Receipt,
    Refusal,
    Rejected,
    RosterReply,
)  # fmt: skip
from elderapp.sync.standing import Hello, KeyChange, KeyReply


class TestHub:
    """Keeps what tablets send. `say` holds answers to give instead, one a request: (status, body, headers)."""

    __test__ = False

    def __init__(self) -> None:
        self.devices: dict[str, bytes] = {}
        self.digests: dict[int, list[bytes]] = {}
        self.rows: dict[int, list] = {}
        self.safe = 0
        self.life = ""
        self.people: list = []
        self.walls: list[int] = []
        self.roster = Roster("陳氏中心", "1", cursor=1)
        self.live = Live(7, "s1", "a", {"l1": "b"}, frozen=True)
        self.packs: dict[str, bytes] = {}
        self.entries: list[PackEntry] = []
        self.asked: list[tuple[str, dict]] = []
        self.say: list[tuple[int, bytes, dict]] = []
        self.device = "t1"
        self.code = "12345678"
        self.ahead = 0
        self.lose_replies = 0
        self.cut_after: int | None = None
        self.address = ""
        self.private = keys.new_private()
        self.signs = True  # an older hub does not

    def now(self) -> int:
        return clock.wall_ms() + self.ahead

    def answer(self, method, target, headers, body):
        path = target.partition("?")[0].removeprefix(protocol.BASE + "/")
        if path == "pair":
            return self.pair(method, target, headers, body)
        if path == "hello":
            return self.hello(target.partition("nonce=")[2])
        device, _, rest = path.partition("/")
        if device not in self.devices:
            raise Rejected("unknown-device", "who?")
        self.check(self.devices[device], method, target, headers, body)
        if rest == "":
            return self.batch(device, body)
        if rest == "key":
            change = protocol.decode(body, KeyChange)
            self.devices[device] = bytes.fromhex(change.public_key)
            return 200, protocol.encode(KeyReply(change.public_key)), {}
        if rest == "people":
            people = protocol.decode(protocol.inflate(body), People).people
            if any(person.picture == "bad" for person in people):
                raise Rejected("bad-message", "no such picture")
            self.people += people
            return 200, protocol.encode(PeopleReply(tuple(person.id for person in people))), {}
        if rest == "roster":
            same = target.endswith(f"?after={self.roster.cursor}")
            return 200, protocol.encode(RosterReply(None if same else self.roster)), {}
        if rest == "live":
            return 200, protocol.encode(self.live), {}
        if rest == "packs":
            return 200, protocol.encode(PackList(tuple(self.entries))), {}
        data = self.packs[rest.removeprefix("packs/")]
        if asked := re.fullmatch(r"bytes=(\d+)-", headers.get("Range", "")):
            return 206, data[int(asked[1]) :], {}
        return 200, data, {}

    def hello(self, nonce):
        key, box = keys.public_of(self.private).hex(), keys.box_of(self.private).hex()
        now = self.now()
        signature = keys.sign(self.private, Hello.message(nonce, box, now)).hex()
        return 200, protocol.encode(Hello(key, box, now, signature)), {}

    def check(self, public, method, target, headers, body):
        code = signing.check_request(public, headers, method=method, target=target, body=body, now_ms=self.now())
        if code:
            raise Rejected(code, "no")

    def pair(self, method, target, headers, body):
        request = protocol.decode(body, PairRequest)
        self.check(bytes.fromhex(request.public_key), method, target, headers, body)
        if request.code != self.code:
            raise Rejected("pairing-code-wrong", "another code")
        self.devices[self.device] = bytes.fromhex(request.public_key)
        return (
            200,
            protocol.encode(
                PairReply(self.device, "中心", "3", keys.public_of(self.private).hex(), now=self.now(), life=self.life)
            ),
            {},
        )

    def batch(self, device, body):
        batch = protocol.decode(protocol.inflate(body), Batch)
        chained = batches.verify_batch(batch, device, self.devices[device])
        self.walls.append(batch.wall)
        held = self.digests.setdefault(batch.epoch, [GENESIS])
        rows = self.rows.setdefault(batch.epoch, [])
        if batch.from_ > len(held):
            return self.conflict(held, "gap")
        if held[batch.from_ - 1].hex() != batch.prev:
            return self.conflict(held, "fork")
        for sent in chained:
            if sent.seq < len(held):
                if held[sent.seq] != sent.head:
                    return self.conflict(held, "fork")
            else:
                held.append(sent.head)
                rows.append(msgspec.json.decode(sent.written, type=Row))
        seq = len(held) - 1
        return 200, protocol.encode(Receipt(seq, held[-1].hex(), min(self.safe, seq), self.now(), self.life)), {}

    def conflict(self, held, reason):
        return 409, protocol.encode(Conflict(len(held) - 1, held[-1].hex(), reason)), {}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        self._serve()

    def do_POST(self):
        self._serve()

    def _serve(self):
        hub = self.server.hub
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = dict(self.headers)
        hub.asked.append((f"{self.command} {self.path}", headers))
        try:
            answer = hub.say.pop(0) if hub.say else hub.answer(self.command, self.path, headers, body)
        except Rejected as error:
            refusal = Refusal(error.code, protocol.STATUS[error.code], detail=error.detail, now=hub.now())
            answer = (refusal.status, protocol.encode(refusal), {"Content-Type": protocol.PROBLEM_JSON})
        if hub.lose_replies:
            hub.lose_replies -= 1
            self.close_connection = True
            return
        status, data, more = answer
        self.send_response(status)
        asked = headers.get(signing.SIGNATURE, "")
        if hub.signs and asked and "/packs/" not in self.path:
            more = {**more, signing.HUB_SIGNATURE: signing.sign_reply(hub.private, asked, status, data)}
        for name, value in {"Content-Length": str(len(data)), **more}.items():
            self.send_header(name, value)
        self.end_headers()
        if hub.cut_after is not None and "/packs/" in self.path:
            data, hub.cut_after, self.close_connection = data[: hub.cut_after], None, True
        self.wfile.write(data)


@pytest.fixture
def hub():
    made = TestHub()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.hub = made
    server.daemon_threads = True
    made.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "tablet.db") as opened:
        yield opened


@pytest.fixture
def link(hub, store):
    """The tablet's line to the hub, paired."""
    hub.devices["t1"] = keys.public_of(store.private_key)
    with Hub(hub.address, "t1", store.private_key, key=keys.public_of(hub.private)) as made:
        yield made


def refusal(code: str, *, now: int = 0, **headers) -> tuple[int, bytes, dict]:
    body = msgspec.json.encode(Refusal(code, protocol.STATUS.get(code, 400), now=now))
    return protocol.STATUS.get(code, 400), body, {"Content-Type": protocol.PROBLEM_JSON, **headers}


@pytest.fixture(name="refusal")
def _refusal():
    return refusal


@pytest.fixture
def pack_maker():
    """The maker of small packs that stands beside the tests of packs."""
    spec = importlib.util.spec_from_file_location("packs_make", Path(__file__).parents[1] / "packs" / "make.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
