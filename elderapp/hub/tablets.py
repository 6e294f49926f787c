"""The hub's side of the wire: what tablets ask under ``/sync/v1``, answered in one thread each.

`Tablets.serve` is a plain function of a whole request; `elderapp.hub.gate` reads and writes it, and turns tablets away
before their body is read when too many are being served.
"""

from collections.abc import Sequence
from typing import cast
from urllib.parse import parse_qs

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, Engine

from elderapp import clock, keys
from elderapp.hub import backups, children, ingest, newcomers, offering, usable
from elderapp.hub.answers import OTHER_WIRE, Answer, Request, Waiting, part, refusal, wrong_wire
from elderapp.hub.log import logger
from elderapp.hub.settings import Settings, secret
from elderapp.hub.shelf import Shelf
from elderapp.hub.storage import devices, places, standing, steering
from elderapp.hub.storage.devices import Device
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.joint import Joint
from elderapp.hub.throttle import Once, Throttle
from elderapp.hub.times import SLACK
from elderapp.sync import protocol, signing
from elderapp.sync.batches import Sent
from elderapp.sync.below import KIND
from elderapp.sync.protocol import (
    STATUS,
    Batch,
    Code,
    Conflict,
    PackList,
    PairReply,
    PairRequest,
    People,
    PeopleReply,
    Receipt,
    Rejected,
    RosterReply,
)
from elderapp.sync.standing import Hello, KeyChange, KeyReply

MINUTE = 60_000
HEARD_EVERY = MINUTE
"""Milliseconds after which it is written down again that a tablet was heard of: a tile is lost only after three."""
_KEY_BYTES = 32
LONGEST_NONCE = 64
DAY = 24 * 60 * MINUTE
BY_POST = ("people", "key", "below")


class Tablets:
    """Everything tablets may ask of this hub."""

    def __init__(self, engine: Engine, settings: Settings, shelf: Shelf) -> None:
        """`engine` holds the centres, `shelf` the packs."""
        self._engine, self._shelf = engine, shelf
        self._intake = Joint(engine)
        self._secret = secret(settings.data)
        self._private = keys.load_or_make(settings.data / "hub.key")
        self._key, self._box = keys.public_of(self._private).hex(), keys.box_of(self._private).hex()
        self._life = backups.life(engine)
        self._nonces = Once(2 * signing.TOLERANCE_MS)
        self._by_address = Throttle(10, MINUTE)
        self._by_anyone = Throttle(60, 15 * MINUTE)  # so a guesser with many addresses finds no code either
        self._strangers = Throttle(newcomers.MOST, DAY)

    def serve(self, request: Request) -> Answer | Waiting:
        """The answer to a request, if there is one at once; refusals are answers too."""
        now, asked = clock.wall_ms(), request.headers.get(signing.SIGNATURE.lower(), "")
        try:
            answer = self._route(request, now)
            return replace(answer, asked=asked) if isinstance(answer, Waiting) else self.vouched(answer, asked)
        except Rejected as error:
            logger.info(
                "refused",
                code=error.code,
                route="/".join(request.path[1:]) or ("pair" if request.path == ("pair",) else "batch"),
                client=request.client,
            )
            return self.vouched(refusal(error.code, STATUS[cast(Code, error.code)], error.detail, now), asked)

    def vouched(self, answer: Answer, asked: str) -> Answer:
        """The answer to the request that was signed so, signed. A pack is not: it has its own signature."""
        if not asked or answer.file:
            return answer
        signature = signing.sign_reply(self._private, asked, answer.status, answer.body)
        return replace(answer, headers=(*answer.headers, (signing.HUB_SIGNATURE, signature)))

    def _route(self, request: Request, now: int) -> Answer | Waiting:
        match request.method, request.path:
            case "POST", ("pair",):
                return self._pair(request, now)
            case "GET", ("hello",):
                return self._hello(request, now)
            case "POST", (name, "key"):
                return self._change_key(self._known(request, name, now), request)
            case "POST", (name,):
                return self._batch(self._signed(request, name, now), request, now)
            case "POST", (name, "people"):
                return self._people(self._known(request, name, now), request, now)
            case "POST", (name, "below", *rest) if len(rest) < 2:
                return self._below(self._known(request, name, now), rest, request, now)
            case "GET", (name, "roster"):
                return self._roster(self._known(request, name, now), request, now)
            case "GET", (name, "live"):
                return self._live(self._known(request, name, now), request)
            case "GET", (name, "packs"):
                device = self._known(request, name, now)
                with reading(self._engine) as connection:
                    return _json(PackList(offering.entries(connection, self._shelf, device, clock.day_of(now))))
            case "GET", (name, "packs", digest):
                return self._pack(self._known(request, name, now), digest, request, now)
            case _, (_,) | (_, "people" | "key" | "below" | "roster" | "live" | "packs") | (_, "below" | "packs", _):
                by_post = request.path != ("hello",) and (not request.path[1:] or request.path[1] in BY_POST)
                refused = refusal("wrong-method", 405, "this address has no such method", now)
                return msgspec.structs.replace(refused, headers=(("Allow", "POST" if by_post else "GET"),))
            case _:
                return refusal("unknown-address", 404, "there is nothing here", now)

    def _known(self, request: Request, name: str, now: int) -> Device:
        """The tablet that asks, once its key has signed the request, as heard of now. Raises `Rejected`."""
        device = self._signed(request, name, now)
        if now - device.seen >= HEARD_EVERY:
            transact(self._engine, lambda connection: devices.heard(connection, device.centre, device.device, now))
        return device

    def _signed(self, request: Request, name: str, now: int) -> Device:
        """The tablet that asks, once its key has signed the request. Raises `Rejected`."""
        with reading(self._engine) as connection:
            device = devices.find(connection, name)
        if device is None or request.headers.get(signing.DEVICE.lower(), "") != name:
            raise Rejected("unknown-device", "this tablet is not paired with this hub")
        self._check(device.public_key, request, now)
        if device.revoked:
            raise Rejected("revoked-device", "this tablet was shut out: please ask the trainer")
        return device

    def _check(self, public: bytes, request: Request, now: int) -> None:
        if len(request.headers.get(signing.NONCE.lower(), "")) > LONGEST_NONCE:  # it is remembered for minutes
            raise Rejected("bad-message", f"the nonce has more than {LONGEST_NONCE} characters")
        code = signing.check_request(
            public, request.headers, method=request.method, target=request.target, body=request.body, now_ms=now
        )
        if code is not None:
            raise Rejected(code, "the time is not the hub's" if code == "stale-request" else "the signature is wrong")
        if not self._nonces.is_new((public, request.headers[signing.NONCE.lower()]), clock.mono_ms()):
            raise Rejected("replayed-nonce", "this request was made before")

    def _pair(self, request: Request, now: int) -> Answer:
        tick = clock.mono_ms()
        if wait := self._take(request.client, tick):
            return refusal(
                "too-many-attempts",
                429,
                f"too many wrong codes were tried: wait {-(-wait // 1000)} seconds",
                now,
                after=-(-wait // 1000),
            )
        answer = self._paired(request, now)
        self._by_address.give_back(request.client)
        self._by_anyone.give_back("")
        return answer

    def _take(self, address: str, tick: int) -> int:
        """Counts a try of a code before it is looked at, for every refusal costs something; else how long to wait."""
        if not self._by_address.take(address, tick):
            return self._by_address.wait(address, tick)
        if not self._by_anyone.take("", tick):
            self._by_address.give_back(address)
            return self._by_anyone.wait("", tick)
        return 0

    def _paired(self, request: Request, now: int) -> Answer:
        """The answer to somebody whose code is right. Raises `Rejected`."""
        asked = protocol.decode(request.body, PairRequest)
        public = _key(asked.public_key)
        self._check(public, request, now)
        if code := wrong_wire(asked.wire):
            raise Rejected(code, OTHER_WIRE[code])
        digest = devices.code_digest(self._secret, asked.code)
        name = newcomers.plain(asked.name)[: protocol.MOST_NAME]
        is_hub = asked.kind == KIND
        paired = transact(
            self._engine, lambda c: devices.pair(c, digest, public, name, now, is_hub=is_hub, was=asked.was)
        )
        if not isinstance(paired, Device):
            raise Rejected(paired, devices.NOT_PAIRED[paired])
        if len(keys.unhex(asked.box)) == _KEY_BYTES:
            transact(self._engine, lambda connection: standing.keep_box(connection, paired, asked.box))
        logger.info("paired", device=paired.device, number=paired.number)
        with reading(self._engine) as connection:
            title = places.centre_title(connection, paired.centre)
        return _json(PairReply(paired.device, title, paired.label, self._key, 0, now, self._box, self._life))

    def _hello(self, request: Request, now: int) -> Answer:
        """For whoever looks for this hub, paired or not: it tells nothing that is not on every tablet."""
        nonce = _asked_for(request, "nonce")[:64]
        if not nonce:
            raise Rejected("bad-message", "what is signed must have a nonce, or an old answer would do")
        signature = keys.sign(self._private, Hello.message(nonce, self._box, now)).hex()
        return _json(Hello(self._key, self._box, now, signature))

    def _change_key(self, device: Device, request: Request) -> Answer:
        change = protocol.decode(request.body, KeyChange)
        public = _key(change.public_key)
        message = KeyChange.message(device.device, change.public_key)
        if not keys.is_signed(public, message, keys.unhex(change.signature)):
            raise Rejected("bad-signature", "the new key did not sign that it is there")
        if not transact(self._engine, lambda connection: standing.change_key(connection, device, public)):
            raise Rejected("bad-message", "another tablet has that key")
        logger.info("key-changed", device=device.device)
        return _json(KeyReply(change.public_key))

    def _batch(self, device: Device, request: Request, now: int) -> Answer:
        batch = protocol.decode(protocol.inflate(request.body), Batch)
        skew = ahead(batch.wall, now)
        came = ingest.Arrival(device.centre, device.device, device.public_key, batch, request.body, now, skew)
        sent = ingest.verified(came)
        taken = self._intake.transact(lambda connection: _taken(connection, device, came, sent))
        if isinstance(taken, Conflict):
            logger.warning("conflict", device=device.device, reason=taken.reason, seq=taken.seq)
            return Answer(STATUS[taken.reason], protocol.encode(taken))
        return _json(replace(taken, life=self._life))

    def _below(self, device: Device, rest: list[str], request: Request, now: int) -> Answer:
        """A hub below tells of what is its own, or forwards what a tablet signed."""
        if not rest:
            return _json(children.register(self._engine, device, request.body, now))
        taken = children.forward(self._engine, device, rest[0], request.target, request.body, now)
        if isinstance(taken, Conflict):
            logger.warning("conflict", device=rest[0], hub=device.device, reason=taken.reason, seq=taken.seq)
            return Answer(STATUS[taken.reason], protocol.encode(taken))
        return _json(replace(taken, life=self._life))

    def _people(self, device: Device, request: Request, now: int) -> Answer:
        people = protocol.decode(protocol.inflate(request.body), People).people
        if len(people) > protocol.MOST_PEOPLE:
            raise Rejected("batch-too-large", f"more than {protocol.MOST_PEOPLE} people")
        if bad := [person.id for person in people if not newcomers.is_person(person)]:
            raise Rejected("bad-message", f"{len(bad)} of these people cannot be stored")
        with reading(self._engine) as connection:
            strange = newcomers.strangers(connection, device.centre, people)
        may = self._strangers.take(device.device, clock.mono_ms(), len(strange))
        # Whoever is not named as done stays on the tablet, which asks again and goes on meanwhile.
        if left := frozenset(strange[may:]):
            logger.warning("too-many-walk-ins", device=device.device, left=len(left))
        some = [person for person in people if person.id not in left]
        done = transact(self._engine, lambda connection: newcomers.keep(connection, device.centre, some, now))
        return _json(PeopleReply(tuple(done)))

    def _live(self, device: Device, request: Request) -> Waiting:
        text = _asked_for(request, "after")
        after = int(text) if text.isascii() and text.isdigit() and len(text) <= 15 else 0
        with reading(self._engine) as connection:
            is_known = steering.heard(connection, device.centre, device.device) == after
        if not is_known:
            transact(self._engine, lambda connection: steering.confirm(connection, device.centre, device.device, after))
        return Waiting(device.centre, after, device.device)

    def _roster(self, device: Device, request: Request, now: int) -> Answer:
        after = _asked_for(request, "after") or "0"
        with reading(self._engine) as connection:
            roster = places.roster(connection, device.centre, device.label, now)
        return _json(RosterReply(None if str(roster.cursor) == after else roster, now))

    def _pack(self, device: Device, digest: str, request: Request, now: int) -> Answer:
        file = self._shelf.file(digest)
        with reading(self._engine) as connection:
            may = offering.may_fetch(connection, self._shelf, device, digest, clock.day_of(now))
        if file is None or not may or not file.is_file():  # a newer one may have taken its place a moment ago
            raise Rejected("unknown-pack", "the hub has no such pack")
        answer = part(file, digest, request)
        if answer.start + answer.length == file.stat().st_size and not self._shelf.is_alert(digest):
            shelf = self._shelf
            transact(self._engine, lambda connection: offering.note_fetched(connection, shelf, device, digest, now))
        return answer


def _taken(connection: Connection, device: Device, came: ingest.Arrival, sent: Sequence[Sent]) -> Receipt | Conflict:
    """A batch stored, with what else came to be known of its tablet: all in one wait for the disk."""
    devices.heard(connection, device.centre, device.device, came.received)
    taken = ingest.store(connection, came, sent)
    if came.skew != device.skew:
        devices.note_skew(connection, device, came.skew)
    if (status := came.batch.status) is not None:
        standing.note(connection, device, status, came.received, came=len(sent))
    return taken


def _asked_for(request: Request, name: str) -> str:
    """What stands behind this name in the address; nothing where it does not."""
    return parse_qs(request.target.partition("?")[2]).get(name, [""])[0]


def ahead(wall: int, now: int) -> int:
    """By how many milliseconds a tablet's clock is ahead (behind: below 0); nothing where the way explains it.

    >>> ahead(90_000, 30_000), ahead(30_000, 33_000), ahead(0, 30_000)
    (60000, 0, 0)
    """
    lead = wall - now
    return lead if wall and SLACK < abs(lead) < usable.LATEST else 0


def _key(text: str) -> bytes:
    public = keys.unhex(text)
    if len(public) != _KEY_BYTES:
        raise Rejected("bad-message", "the public key is not 64 hex digits")
    return public


def _json(message: msgspec.Struct) -> Answer:
    return Answer(200, protocol.encode(message))
