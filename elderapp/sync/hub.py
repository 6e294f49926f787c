"""The hub as a tablet calls it: one signed request after the other, and its answer as a value or an error."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Self, TypeVar

from msgspec.structs import replace

from elderapp import __version__, clock, keys
from elderapp.sync import protocol, signing
from elderapp.sync.below import Register, RegisterReply
from elderapp.sync.errors import HubRefused, HubUnreachable, OtherHub
from elderapp.sync.protocol import (
    BASE,
    LIVE_WAITS,
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
)
from elderapp.sync.standing import Hello, KeyChange, KeyReply

if TYPE_CHECKING:
    from ssl import SSLContext

    import httpx

CONNECT, TIMEOUT = 5.0, 10.0
"""Seconds. A hub in the same room answers within one; a learner never waits for it."""

PATIENCE = LIVE_WAITS + 10.0
"""The same for the live poll, which the hub answers when something changes."""

_Message = TypeVar("_Message")


class Hub:
    """One hub, as one tablet sees it. Every method raises `HubUnreachable` or `HubRefused`. For one thread."""

    def __init__(
        self,
        address: str,
        device: str,
        private_key: bytes,
        *,
        key: bytes = b"",
        signs: bool = False,
        transport: "httpx.BaseTransport | None" = None,
        verify: "SSLContext | bool" = True,
        timeout: float = TIMEOUT,
    ) -> None:
        """`address` is a URL, ``http://192.168.1.5:8700``; `device` is empty before pairing.

        `key` is the hub's public key, where it is known: an answer that somebody else signed is none. With `signs` an
        answer without a signature is none either: so it is of every hub that ever signed one.
        """
        self.address = address.rstrip("/")
        self.device = device
        self.private_key = private_key
        self.key, self.signs = key, signs
        self._asked = ""  # the signature of the last request
        self._ahead = 0  # milliseconds that the hub's clock is ahead of ours, once it said so
        self.verify, self._transport, self._timeout = verify, transport, timeout

    @cached_property
    def _http(self) -> "httpx.Client":
        """Made when the first request is: the library takes as long to load as the window, which must not wait."""
        import httpx

        # No proxy of the environment: the hub stands in the same room. Where nothing is encrypted the world's list of
        # authorities is not read: that takes as long as to send a thousand statements.
        is_encrypted = self.address.startswith("https:")
        return httpx.Client(
            transport=self._transport,
            timeout=httpx.Timeout(self._timeout, connect=CONNECT),
            trust_env=False,
            verify=self.verify if is_encrypted else False,
        )

    def close(self) -> None:
        """Ends the connections."""
        if "_http" in self.__dict__:
            self._http.close()

    def __enter__(self) -> Self:
        """The hub itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes it."""
        self.close()

    def pair(
        self,
        code: str,
        public_key: bytes,
        *,
        name: str = "",
        platform: str = "",
        box: str = "",
        kind: str = "",
        was: str = "",
    ) -> PairReply:
        """Turns a one-time code into this tablet's identity, or this hub's (`kind`) with its parent.

        `was` is what the hub called it before.
        """
        request = PairRequest(
            code, public_key.hex(), name=name, platform=platform, app=__version__, box=box, kind=kind, was=was
        )
        with self._sent("POST", f"{BASE}/pair", protocol.encode(request)) as response:
            reply = self._decoded(response.read(), PairReply)
            self.key = self.key or keys.unhex(reply.hub_key)
            self._vouched(response)
        self.device = reply.device
        return reply

    def hello(self) -> Hello:
        """Who this hub is, said by itself now: what is signed for another one's key is no hello."""
        nonce = clock.new_id()
        hello = self._ask("GET", f"{BASE}/hello?nonce={nonce}", Hello)
        if not keys.is_signed(
            keys.unhex(hello.key), Hello.message(nonce, hello.box, hello.now), keys.unhex(hello.signature)
        ):
            raise HubUnreachable(f"{self.address} cannot show that the key is its own")
        return hello

    def change_key(self, change: KeyChange) -> KeyReply:
        """Asks the hub to know this tablet by another key; signed by the one it has."""
        return self._ask("POST", self._route("/key"), KeyReply, body=protocol.encode(change))

    def push(self, batch: Batch) -> Receipt | Conflict:
        """Gives the hub rows; a conflict is an answer too."""
        with self._sent("POST", self._route(), protocol.deflate(batch)) as response:
            return self._settled(response)

    def tell(self, register: Register) -> RegisterReply:
        """Tells a parent of tablets, classes and people."""
        return self._ask("POST", self._route("/below"), RegisterReply, body=protocol.deflate(register))

    def forward(self, tablet: str, body: bytes, *, taken: int, skew: int) -> Receipt | Conflict:
        """Gives a parent a tablet's batch, exactly as the tablet sent it."""
        with self._sent("POST", self._route(f"/below/{tablet}?taken={taken}&skew={skew}"), body) as response:
            return self._settled(response)

    def push_people(self, people: People) -> PeopleReply:
        """Gives the hub walk-ins."""
        return self._ask("POST", self._route("/people"), PeopleReply, body=protocol.deflate(people))

    def roster(self, after: int) -> RosterReply:
        """The roster, if it changed after this cursor."""
        return self._ask("GET", self._route(f"/roster?after={after}"), RosterReply)

    def live(self, after: int) -> Live:
        """What is wanted of this tablet, as soon as it is something else than what has the number `after`."""
        return self._ask("GET", self._route(f"/live?after={after}"), Live)

    def packs(self) -> tuple[PackEntry, ...]:
        """What the hub offers."""
        return self._ask("GET", self._route("/packs"), PackList).packs

    def pack(self, digest: str, start: int) -> Iterator[tuple[int, bytes]]:
        """The bytes of a pack from `start` on, in pieces, each with its place; from 0 if the hub knows no ranges."""
        headers = {"Range": f"bytes={start}-"} if start else {}
        with self._sent("GET", self._route(f"/packs/{digest}"), headers=headers) as response:
            place = start if response.status_code == 206 else 0
            for piece in response.iter_raw():
                yield place, piece
                place += len(piece)

    def _route(self, rest: str = "") -> str:
        return f"{BASE}/{self.device}{rest}"

    def _ask(self, method: str, target: str, kind: type[_Message], *, body: bytes = b"") -> _Message:
        with self._sent(method, target, body) as response:
            self._vouched(response)
            return self._decoded(response.read(), kind)

    def _settled(self, response: "httpx.Response") -> Receipt | Conflict:
        is_vouched = self._vouched(response)
        if response.status_code == 409:
            return self._decoded(response.read(), Conflict)
        receipt = self._decoded(response.read(), Receipt)
        # Anybody may have written what nobody signed: it lets no row go.
        return receipt if is_vouched else replace(receipt, safe_seq=0)

    def _vouched(self, response: "httpx.Response") -> bool:
        """Whether the hub itself signed this answer. Raises `OtherHub` where somebody else gave it."""
        given = response.headers.get(signing.HUB_SIGNATURE, "")
        if not self.key or not (given or self.signs):
            return False
        if not signing.is_reply(self.key, given, self._asked, response.status_code, response.read()):
            raise OtherHub(f"somebody else than this tablet's hub answers at {self.address}")
        self.signs = True
        return True

    def _decoded(self, body: bytes, kind: type[_Message]) -> _Message:
        try:
            return protocol.decode(body, kind)
        except Rejected as error:
            # A Wi-Fi's log-in page answers 200 as well.
            raise HubUnreachable(f"{self.address} does not answer as a hub does: {error}") from error

    @contextmanager
    def _sent(
        self, method: str, target: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> "Iterator[httpx.Response]":
        """The answer to a signed request, if it is one to go on with; signed again by the hub's clock if need be."""
        import httpx

        try:
            with self._signed(method, target, body, headers or {}) as response:
                if not self._learns_time(response):
                    self._judge(response)
                    yield response
                    return
            with self._signed(method, target, body, headers or {}) as response:
                self._judge(response)
                yield response
        except httpx.HTTPError as error:
            raise HubUnreachable(
                f"no hub answers at {self.address} ({_cause(error)}): is it on, and in the same network?"
            ) from error

    @contextmanager
    def _signed(self, method: str, target: str, body: bytes, headers: Mapping[str, str]) -> "Iterator[httpx.Response]":
        signature = signing.sign_request(
            self.private_key,
            device=self.device or signing.NEW_DEVICE,
            method=method,
            target=target,
            body=body,
            time_ms=clock.wall_ms() + self._ahead,
            nonce=clock.new_id(),
        )
        self._asked = signature[signing.SIGNATURE]
        # Only a deflated body goes with this encoding, and nothing but a POST has one; packs come as they are.
        kind = {"Content-Type": protocol.JSON} if body else {}
        deflated = {"Content-Encoding": "deflate"} if body[:1] == b"\x78" else {}
        every = {**signature, **kind, **deflated, "Accept-Encoding": "identity", **headers}
        with self._http.stream(method, f"{self.address}{target}", content=body, headers=every) as response:
            yield response

    def _learns_time(self, response: "httpx.Response") -> bool:
        """Whether the hub says that our clock is wrong, and what it is by its own. The rows' times stay ours."""
        if response.status_code != 401:
            return False
        refusal = _refusal(response)
        if refusal is None or refusal.code != "stale-request" or not refusal.now:
            return False
        self._vouched(response)
        self._ahead = refusal.now - clock.wall_ms()
        return True

    def _judge(self, response: "httpx.Response") -> None:
        """Raises for every answer but success and conflict."""
        status = response.status_code
        if status in (200, 206, 409):
            return
        refusal = _refusal(response)
        if status in (429, 503) or refusal is None:
            # Without our kind of body it was not the hub: a log-in page, a proxy, another server on that port.
            why = f"cannot serve now: {refusal.detail}" if refusal else f"answers, but not as a hub (status {status})"
            raise HubUnreachable(f"{self.address} {why}", _seconds(response))
        self._vouched(response)
        raise HubRefused(refusal.code, f"{self.address} refused: {refusal.detail}")


def _cause(error: "httpx.HTTPError") -> str:
    """Why, without the number that the system gives to it."""
    return re.sub(r"^\[Errno -?\d+\] ", "", str(error)) or type(error).__name__


def _refusal(response: "httpx.Response") -> Refusal | None:
    """The hub's refusal, or None for an answer that no hub gave."""
    if not response.headers.get("Content-Type", "").startswith(protocol.PROBLEM_JSON):
        return None
    try:
        refusal = protocol.decode(response.read(), Refusal)
    except Rejected:
        return None
    return refusal if refusal.code in protocol.STATUS else None


def _seconds(response: "httpx.Response") -> float:
    """Retry-After in seconds, at most an hour; 0 when there is none. Dates are not ours to read: clocks differ."""
    text = response.headers.get("Retry-After", "")
    return min(float(text), 3600.0) if text.isascii() and text.isdigit() else 0.0
