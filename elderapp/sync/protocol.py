"""The wire between tablet and hub, version 1: its messages, limits and stable codes, the same for both ends.

Pure: bytes and values in, values or `Rejected` out. Routes are below `BASE`:

* ``POST /pair`` `PairRequest` → `PairReply`; signed with the key it brings, ``Elder-Device: new``
* ``POST /{device}`` `Batch`, deflated → `Receipt`, or 409 `Conflict`. Without events it asks where the hub stands.
* ``POST /{device}/people`` `People`, deflated → `PeopleReply`
* ``GET /{device}/roster?after=N`` → `RosterReply`
* ``GET /{device}/live?after=N`` → `Live`, as soon as it is another one than `n` = N, or after `LIVE_WAITS` seconds
* ``GET /{device}/packs`` → `PackList`; ``GET /{device}/packs/{digest}`` → the file, with Range
* ``POST /{device}/key`` `KeyChange` → `KeyReply`; signed with the old key
* ``GET /hello?nonce=…`` → `Hello`; signed by the hub, asked by whoever looks for it
* ``POST /{device}/below`` and ``/{device}/below/{tablet}``: a hub to its parent (`elderapp.sync.below`)

What came later is optional on both ends: an older one leaves it out, and does not look at what it does not know.

Every other refusal is a `Refusal` (application/problem+json). How requests are signed: `elderapp.sync.signing`.
"""

import zlib
from typing import Literal, TypeVar

import msgspec
from msgspec import Struct

from elderapp.errors import ElderError
from elderapp.records.people import Roster
from elderapp.sync.standing import Status

WIRE = 1
OLDEST = 1
"""A hub speaks every version from `OLDEST` to `WIRE`; a tablet speaks `WIRE`, and says so when it is paired."""
BASE = f"/sync/v{WIRE}"
MOST_EVENTS = 500
"""Rows in a batch."""
MOST_BYTES = 256 * 1024
"""Bytes of a batch or of a people message, inflated."""
MOST_PEOPLE = 100
MOST_NAME = 60
"""Characters of a walk-in's name."""
LIVE_WAITS = 25.0
"""Seconds after which the hub answers the live poll although nothing has changed."""
JSON = "application/json"
PROBLEM_JSON = "application/problem+json"

Code = Literal[
    "pairing-code-wrong",
    "pairing-code-used",
    "pairing-code-expired",
    "unknown-device",
    "revoked-device",
    "bad-signature",
    "stale-request",
    "replayed-nonce",
    "gap",
    "fork",
    "batch-too-large",
    "bad-batch",
    "bad-message",
    "unknown-pack",
    "wire-too-old",
    "wire-too-new",
    "too-many-attempts",
    "hub-busy",
]

STATUS: dict[Code, int] = {
    "pairing-code-wrong": 403,
    "pairing-code-used": 403,
    "pairing-code-expired": 403,
    "unknown-device": 401,
    "revoked-device": 403,
    "bad-signature": 401,
    "stale-request": 401,
    "replayed-nonce": 401,
    "gap": 409,
    "fork": 409,
    "batch-too-large": 413,
    "bad-batch": 422,
    "bad-message": 400,
    "unknown-pack": 404,
    "wire-too-old": 426,
    "wire-too-new": 426,
    "too-many-attempts": 429,
    "hub-busy": 503,
}
"""The HTTP status that goes with each code."""


class Rejected(ElderError):
    """A message that this end will not take; the hub answers with a `Refusal` of this code."""

    def __init__(self, code: Code, detail: str) -> None:
        """`code` is what the other end acts on, `detail` what a person reads."""
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class Refusal(Struct, frozen=True, omit_defaults=True):
    """The problem+json body. `now` (ms since 1970, UTC) is the hub's clock, so that a tablet can sign by it.

    `wire` is the newest version that the hub speaks, told where the tablet's was another one.
    """

    code: str
    status: int
    title: str = ""
    detail: str = ""
    now: int = 0
    type: str = "about:blank"
    wire: int = 0


class PairRequest(Struct, frozen=True, omit_defaults=True):
    """A tablet that asks to be paired. `code` is the one-time code of 8 digits, `public_key` hex (64 digits).

    `box` (hex) is what answers on a USB stick are sealed with (`elderapp.keys.seal`). `kind` is ``hub`` of one that
    pairs with its parent (`elderapp.sync.below`). `was` is what this hub called it before, if it did: what it says
    again is counted once.
    """

    code: str
    public_key: str
    name: str = ""
    platform: str = ""
    app: str = ""
    wire: int = WIRE
    box: str = ""
    kind: str = ""
    was: str = ""


class PairReply(Struct, frozen=True, omit_defaults=True):
    """What the tablet is from now on. `hub_key` is the hub's public key (hex), `now` its clock (ms).

    `hub_box` (hex) is what work on a USB stick is sealed with; a hub that has none takes no sticks. `life`: see
    `Receipt`.
    """

    device: str
    centre: str
    tablet: str
    hub_key: str = ""
    cursor: int = 0
    now: int = 0
    hub_box: str = ""
    life: str = ""


class Batch(Struct, frozen=True, omit_defaults=True):
    """Rows of one epoch without a gap. `prev` is the digest (hex) before the first, `sig` see `batches`.

    `events` are canonical rows, left as they are written: a hub keeps those of a newer app too, whose words it does not
    know. `wall` is the tablet's own clock (ms) as it sends them, 0 where it does not say. `status` comes with one of a
    visit's batches. `boot` and `mono` say what rows' fields of these names would be now: they date the rows of this
    start of the machine, whatever its clock showed.
    """

    epoch: int
    from_: int = msgspec.field(name="from")
    prev: str
    events: tuple[msgspec.Raw, ...]
    sig: str
    wall: int = 0
    status: Status | None = None
    boot: str = ""
    mono: int = 0

    @property
    def to(self) -> int:
        """The last row's number; `from_` - 1 for a batch that only asks."""
        return self.from_ + len(self.events) - 1


class Receipt(Struct, frozen=True, omit_defaults=True):
    """The hub holds every row to `seq`, the last with digest `head` (hex); those to `safe_seq` are backed up too.

    `life` is another one once the hub was put back from a backup: what it had confirmed besides rows may be gone.
    """

    seq: int
    head: str
    safe_seq: int = 0
    now: int = 0
    life: str = ""


class Conflict(Struct, frozen=True):
    """The body of a 409. gap: go on at `seq` + 1. fork: the hub has other rows there; the tablet stops."""

    seq: int
    head: str
    reason: Literal["gap", "fork"]


class WalkIn(Struct, frozen=True, omit_defaults=True):
    """A person as a tablet knows her. `wall` is when (ms), `session` in which class.

    Of one whom the hub knows, only her wishes count: how she wants things (see `elderapp.records.people.Learner`).
    """

    id: str
    name: str
    picture: str
    wall: int = 0
    session: str = ""
    language: str = ""
    scale: float = 1.0
    volume: int = 0
    slow: bool = False
    earphones: bool = False
    secret: str = ""
    told: bool = False


WISHES = ("language", "scale", "volume", "slow", "earphones", "secret", "told")
"""Of a learner: what she, not the centre, decides."""


class People(Struct, frozen=True):
    """The people route's message, at most `MOST_PEOPLE`."""

    people: tuple[WalkIn, ...]


class PeopleReply(Struct, frozen=True):
    """`done` are the ids the hub has stored (now or earlier): the tablet stops sending them."""

    done: tuple[str, ...]


class RosterReply(Struct, frozen=True, omit_defaults=True):
    """`roster` is None when nothing changed after the cursor the tablet named."""

    roster: Roster | None = None
    now: int = 0


class Live(Struct, frozen=True, omit_defaults=True):
    """What is wanted of the centre's tablets now.

    `n` is made of the content, never 0, and names no order: a tablet that names it in ``after`` has seen this.
    `session` is the class that is open (empty: there is none), `lesson` today's, `chosen` the lessons of learners who
    do another one. While `frozen` everybody looks at the trainer. `coming` are the tablets to which somebody is on
    the way. `now` is the hub's clock (ms).
    """

    n: int
    session: str = ""
    lesson: str = ""
    chosen: dict[str, str] = {}
    frozen: bool = False
    coming: tuple[str, ...] = ()
    now: int = 0


class PackEntry(Struct, frozen=True):
    """A pack the hub offers. `digest` is the SHA-256 (hex) of the file, `size` its bytes."""

    id: str
    version: str
    digest: str
    size: int


class PackList(Struct, frozen=True):
    """Every pack a tablet of this centre should have."""

    packs: tuple[PackEntry, ...]


_Message = TypeVar("_Message")


def encode(message: Struct) -> bytes:
    """A message as JSON, not deflated."""
    return msgspec.json.encode(message)


def decode(body: bytes, kind: type[_Message]) -> _Message:
    """The message in a JSON body. Raises `Rejected` bad-message."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Rejected("bad-message", str(error)) from error


def deflate(message: Struct) -> bytes:
    """A message as deflated JSON: the body of batches and people."""
    return zlib.compress(encode(message))


def inflate(body: bytes, most: int = MOST_BYTES) -> bytes:
    """The JSON in a deflated body; never more than `most` bytes are made of it.

    Raises `Rejected`: batch-too-large, or bad-message for what is not one whole deflated stream.
    """
    inflater = zlib.decompressobj()
    try:
        data = inflater.decompress(body, most + 1)
    except zlib.error as error:
        raise Rejected("bad-message", "the body is not deflated") from error
    if len(data) > most:
        raise Rejected("batch-too-large", f"more than {most} bytes when inflated")
    if not inflater.eof or inflater.unused_data:
        raise Rejected("bad-message", "the body is cut off, or goes on after its end")
    return data
