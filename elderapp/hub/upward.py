"""A hub's visits to its parent: to it, this hub is a tablet that brings other tablets' work along.

Every batch goes up as its tablet signed it; what was noted on pages goes as rows of the hub's own log. The database
says how far the parent has everything, so a visit may break off anywhere.
"""

import shutil
from collections.abc import Callable
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, Engine

from elderapp import __version__, clock, keys
from elderapp.errors import ElderError
from elderapp.hub import backups, downward
from elderapp.hub.log import logger
from elderapp.hub.publishing import key_of
from elderapp.hub.settings import Settings
from elderapp.hub.shelf import Shelf
from elderapp.hub.storage import above, own_log, places
from elderapp.hub.storage.above import Climbing, Entry, Link, Stored
from elderapp.hub.storage.engine import reading, transact
from elderapp.sync import batches, meeting, pinned, protocol
from elderapp.sync.below import KIND, MOST_TOLD, Below, Course, Meeting, Register, Somebody
from elderapp.sync.errors import HubRefused, HubUnreachable
from elderapp.sync.hub import Hub
from elderapp.sync.protocol import Conflict, Receipt
from elderapp.sync.standing import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

TIMEOUT = 30.0
"""Seconds: a parent is not in the same room."""
_ROUNDS = 3
Going = Callable[[], bool]


class NoParent(ElderError):
    """This centre has no parent hub: pair it with `elderapp hub parent pair`."""

    code = "no-parent"


class Visit(Struct, frozen=True):
    """What one visit did: batches and own rows the parent took, entries told, packs that came, who came down."""

    batches: int = 0
    rows: int = 0
    told: int = 0
    packs: tuple[str, ...] = ()
    people: int = 0


def pair(
    engine: Engine, settings: Settings, centre: int, address: str, code: str, *, key: str = "", pin: str = "",
    transport: Any = None,
) -> Link:  # fmt: skip
    """Makes the hub at `address` this centre's parent. Raises `HubRefused`, `HubUnreachable`, as a tablet's does.

    The code is told to no hub but the one with this `key` (`keys.key_id`), if one is named.
    """
    pem = meeting.certificate(address, pin) if transport is None else ""
    private, now = key_of(settings.data), clock.wall_ms()
    verify = pinned.context(pem) if pem else True
    with reading(engine) as connection:
        title = places.centre_title(connection, centre)
    with Hub(address, "", private, verify=verify, transport=transport, timeout=TIMEOUT) as hub:
        meeting.expect(hub, key)
        if hub.hello().key == keys.public_of(private).hex():
            raise HubRefused("own-parent", f"{address} is this hub itself: a parent is another one")
        reply = hub.pair(
            code, keys.public_of(private), name=title, platform=KIND, box=keys.box_of(private).hex(), kind=KIND
        )
        link = Link(
            centre, hub.address, reply.device, reply.centre, reply.hub_key, pem, "", backups.life(engine),
            int(clock.new_id()[:12], 16), 0, now, 0, 0, "", 0,
        )  # fmt: skip
    transact(engine, lambda connection: above.join(connection, link))
    logger.info("parent", centre=centre, device=reply.device)
    return link


class Caller:
    """Visits one centre's parent."""

    def __init__(
        self, engine: Engine, settings: Settings, shelf: Shelf, centre: int, *, transport: Any = None,
        going: Going = lambda: True,
    ) -> None:  # fmt: skip
        """`going` turns false when the visit is to break off. Raises `NoParent`."""
        self._engine, self._settings, self._shelf, self._centre = engine, settings, shelf, centre
        self._going, self._transport = going, transport
        self._private = key_of(settings.data)
        self._link = self._read()

    def visit(self) -> Visit:
        """One visit. Raises `HubUnreachable`, `HubRefused`; what was done until then stays done, and why is noted."""
        now, trouble = clock.wall_ms(), ""
        try:
            with self._hub() as hub:
                done = self._all(hub)
            self._note(met=clock.wall_ms())
        except (HubUnreachable, HubRefused) as error:
            trouble = error.code
            raise
        finally:
            self._note(tried=now, trouble=trouble)
        return done

    def _all(self, hub: Hub) -> Visit:
        sent = rows = told = 0
        for _ in range(_ROUNDS):
            told += self._tell(hub)
            sent += self._forward(hub)
            more, is_new_life = self._say(hub)
            rows += more
            if not is_new_life:
                break
            self._do(lambda connection: above.look_again(connection, self._centre))
        packs = downward.fetch_packs(hub, self._shelf, self._settings.data, self._going)
        return Visit(sent, rows, told, packs, self._people(hub))

    def _tell(self, hub: Hub) -> int:
        """Tablets' keys before their batches, meetings before who came to them."""
        with reading(self._engine) as connection:
            left = above.untold(connection, self._centre)
        for start in range(0, len(left), MOST_TOLD):
            if not self._going():
                break
            some = left[start : start + MOST_TOLD]
            reply = hub.tell(_register([one for one, _ in some]))
            if reply.aside:
                logger.warning("parent-cannot-use", centre=self._centre, entries=len(reply.aside))
            self._do(partial(above.note_told, centre=self._centre, entries=some))
        return len(left)

    def _forward(self, hub: Hub) -> int:
        with reading(self._engine) as connection:
            # What was refused once is tried again: a line that garbles makes a parent refuse, and a parent is mended.
            waiting = [one for one in above.logs(connection, self._centre) if one.left]
        return sum(self._climb(hub, one) for one in waiting)

    def _climb(self, hub: Hub, one: Climbing) -> int:
        """Sends a tablet's batches from where the parent stands; one that cannot be sent holds up no other tablet."""
        at, sent, rewound = one.seq, 0, False
        while self._going():
            with reading(self._engine) as connection:
                stored = above.next_batch(connection, self._centre, one.dk, at)
            if stored is None:
                break
            try:
                reply = hub.forward(one.device, stored.body, taken=stored.received, skew=stored.skew)
                at, rewound = _settled(reply, stored, rewound=rewound)
            except HubRefused as error:
                if error.code in _STOPS:
                    raise
                logger.warning("parent-refused", centre=self._centre, device=one.device, code=error.code)
                # A parent that was put back may have forgotten whose key that is: it is told when its new life shows.
                self._climbed(one.dk, at, "" if error.code == "unknown-device" else error.code)
                return sent
            sent += isinstance(reply, Receipt)
            self._climbed(one.dk, at)
        return sent

    def _say(self, hub: Hub) -> tuple[int, bool]:
        """The hub's own rows, and how it stands. Gives how many were taken, and whether the parent began a new life."""
        own_life = backups.life(self._engine)
        if own_life != self._link.own_life:
            self._begin_again(own_life)
        self._do(lambda connection: own_log.keep_up(connection, self._link))
        at, sent, rewound = self._link.seq, 0, False
        while True:
            with reading(self._engine) as connection:
                rows = batches.fitting(own_log.rows_after(connection, self._link, at, protocol.MOST_EVENTS))
                prev = own_log.digest_at(connection, self._link, at)
                last, _ = own_log.end(connection, self._link)
            wall = clock.wall_ms()
            made = batches.make_batch(self._private, self._link.device, self._link.epoch, at + 1, prev, rows, wall=wall)
            reply = hub.push(replace(made, status=self._status(len(rows))))
            with reading(self._engine) as connection:
                ours = own_log.digest_at(connection, self._link, reply.seq).hex() if reply.seq <= last else ""
            if ours != reply.head:
                # Another memory of this hub wrote there: what the parent lacks is said again, under new numbers.
                if rewound:
                    raise HubRefused("fork", "the parent holds other rows of this hub, again and again")
                self._begin_again(own_life)
                at, rewound = 0, True
                continue
            if isinstance(reply, Conflict):
                if rewound:
                    raise HubRefused("gap", "the parent asks for other rows again and again")
                at, rewound = reply.seq, True
                continue
            self._note(seq=reply.seq)
            sent, at, rewound = sent + len(rows), reply.seq, False
            if at >= last or not self._going():
                return sent, self._met(reply)

    def _begin_again(self, own_life: str) -> None:
        self._do(lambda connection: own_log.begin_again(connection, self._link, own_life))
        self._link = self._read()

    def _met(self, reply: Receipt) -> bool:
        """Whether the parent was put back from a backup since it was met last."""
        known = self._link.life
        if reply.life and reply.life != known:
            self._note(life=reply.life)
        return bool(known and reply.life and reply.life != known)

    def _people(self, hub: Hub) -> int:
        reply = hub.roster(self._link.roster)
        if reply.roster is None:
            return 0
        told = reply.roster
        count = transact(self._engine, lambda connection: downward.keep_roster(connection, self._centre, told))
        self._note(roster=told.cursor)
        return count

    def _status(self, coming: int) -> Status:
        """How this hub stands: what waits here besides the rows that come along."""
        with reading(self._engine) as connection:
            logs = above.logs(connection, self._centre)
            last, _ = own_log.end(connection, self._link)
        left = sum(one.left for one in logs) + max(0, last - self._link.seq - coming)
        troubled = next((one.trouble for one in logs if one.trouble), "")
        disk = shutil.disk_usage(self._settings.data)
        return Status(
            unsent=left, app=__version__, free=disk.free, room=disk.total, trouble=troubled, made=clock.wall_ms()
        )

    @contextmanager
    def _hub(self) -> "Iterator[Hub]":
        link = self._link
        verify = pinned.context(link.pem) if link.pem else True
        with Hub(
            link.address, link.device, self._private, key=keys.unhex(link.hub_key), verify=verify,
            transport=self._transport, timeout=TIMEOUT,
        ) as hub:  # fmt: skip
            yield hub

    def _read(self) -> Link:
        with reading(self._engine) as connection:
            link = above.link(connection, self._centre)
        if link is None:
            raise NoParent(f"centre {self._centre} has no parent hub")
        return link

    def _note(self, **values: object) -> None:
        self._do(lambda connection: above.note(connection, self._centre, **values))
        self._link = self._read()

    def _climbed(self, dk: int, seq: int, trouble: str = "") -> None:
        self._do(lambda connection: above.climbed(connection, self._centre, dk, seq, trouble))

    def _do(self, act: Callable[[Connection], Any]) -> None:
        transact(self._engine, act)


_STOPS = ("revoked-device", "replayed-nonce", "stale-request", "wire-too-old", "wire-too-new")
"""Refusals that are about this hub, not about one tablet's log."""


def _settled(reply: Receipt | Conflict, stored: Stored, *, rewound: bool) -> tuple[int, bool]:
    """Where to go on in a tablet's log. Raises `HubRefused` for a fork: the parent has other rows of this tablet."""
    if isinstance(reply, Conflict):
        if reply.reason == "fork" or rewound or reply.seq >= stored.first - 1:
            raise HubRefused(reply.reason, f"the parent stands at row {reply.seq}, not before {stored.first}")
        return reply.seq, True
    if reply.seq == stored.last and reply.head != stored.head.hex():
        raise HubRefused("fork", f"the parent's receipt for row {reply.seq} is not over our rows")
    if reply.seq < stored.last:
        raise HubUnreachable("the parent took the rows and did not move on")
    return stored.last, False


def _register(entries: list[Entry]) -> Register:
    def of(kind: type[Any]) -> tuple[Any, ...]:
        return tuple(one for one in entries if isinstance(one, kind))

    return Register(of(Below), of(Course), of(Meeting), of(Somebody))
