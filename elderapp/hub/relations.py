"""How this hub stands with the hubs above and below it: for pages, for the command line, for whoever looks it over."""

from typing import Literal

from msgspec import Struct
from sqlalchemy import Connection, Engine

from elderapp import clock
from elderapp.hub import children
from elderapp.hub.settings import Settings, secret
from elderapp.hub.storage import above, audit, below, standing
from elderapp.hub.storage.above import Link
from elderapp.hub.storage.below import Child
from elderapp.hub.storage.engine import reading, transact
from elderapp.sync.standing import Status

LATE = 2 * 24 * 60 * 60 * 1000
"""Milliseconds without a visit after which somebody should look: a weekend is none."""

Word = Literal["new", "well", "sending", "away", "late", "stuck", "refused", "out"]
"""Not visited yet · all is well · work is on its way · cannot be reached · for days · a tablet's log · it says no."""


class Above(Struct, frozen=True):
    """A centre's parent: rows that `waiting` for it, tablets whose logs it will not have (device, code, rows)."""

    link: Link
    waiting: int
    stuck: tuple[tuple[str, str, int], ...]
    word: Word


class Under(Struct, frozen=True):
    """A hub below, and what it said of itself last (`told`, ms; 0: nothing yet)."""

    child: Child
    status: Status
    told: int
    word: Word


def parent_of(connection: Connection, centre: int, now: int) -> Above | None:
    """How a centre's parent stands; None where it has none."""
    link = above.link(connection, centre)
    if link is None:
        return None
    logs = above.logs(connection, centre)
    stuck = tuple((one.device, one.trouble, one.left) for one in logs if one.trouble)
    waiting = sum(one.left for one in logs)
    return Above(link, waiting, stuck, _above(link, waiting, now, is_stuck=bool(stuck)))


def _above(link: Link, waiting: int, now: int, *, is_stuck: bool) -> Word:
    since = now - (link.met or link.paired)
    if link.trouble and link.trouble != "hub-unreachable":
        return "refused"
    if since > LATE:
        return "late"
    if link.trouble:
        return "away"
    if is_stuck:
        return "stuck"
    return "new" if not link.met else "sending" if waiting else "well"


def children_of(connection: Connection, now: int, centre: int | None = None) -> list[Under]:
    """How the hubs below stand: of one centre, or of all."""
    found = []
    for one in below.children(connection, centre):
        known = standing.everybody(connection, one.centre).get(one.device, standing.NOTHING)
        found.append(Under(one, known.status, known.told, _under(one, known.status, known.told, now)))
    return found


def _under(one: Child, status: Status, told: int, now: int) -> Word:
    if one.revoked:
        return "out"
    if now - one.seen > LATE:
        return "late"
    if status.trouble:
        return "stuck"
    return "new" if not told else "sending" if status.unsent else "well"


def stands(engine: Engine, centre: int) -> Above | None:
    """The same as `parent_of`, now."""
    with reading(engine) as connection:
        return parent_of(connection, centre, clock.wall_ms())


def leave(engine: Engine, centre: int, who: str) -> bool:
    """A centre has no parent any more; whether it had one."""

    def act(connection: Connection) -> bool:
        done = above.leave(connection, centre)
        if done:
            audit.note(connection, centre, who, "parent-left", str(centre), clock.wall_ms())
        return done

    return transact(engine, act)


def invite(engine: Engine, settings: Settings, title: str, who: str, *, centre: int = 0) -> children.Invited:
    """A code for the hub of a new centre, or of one that is here."""
    key, now = secret(settings.data), clock.wall_ms()
    return transact(engine, lambda connection: children.invite(connection, key, title, who, now, number=centre))
