"""What the trainer wants of a class's tablets: today's lesson, a pause. Several hubs may look at the same tables."""

import hashlib
from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, delete, select, update

from elderapp.hub.storage import places
from elderapp.hub.storage.schema import confirmed, live, session, steer
from elderapp.hub.storage.writer import put
from elderapp.sync.protocol import Live

EVERYBODY = ""
"""Stands for all learners of a class."""


def wanted(connection: Connection, centre: int, now: int) -> Live:
    """What is wanted of the centre's tablets at `now` (ms); nothing while no class is open."""
    meeting = places.meeting_for(connection, centre, now)
    if meeting is None or not meeting.is_open(now):
        return _numbered(Live(0))
    coming = connection.scalars(
        select(live.c.device).where(live.c.centre == centre, live.c.hand > 0, live.c.going != "")
    ).all()
    return _numbered(
        Live(
            0,
            session=meeting.session,
            lesson=meeting.lesson,
            chosen=places.chosen(connection, centre, meeting.session),
            frozen=frozen(connection, centre, meeting.session) > 0,
            coming=tuple(sorted(coming)),
        )
    )


def _numbered(said: Live) -> Live:
    digest = hashlib.sha256(msgspec.json.encode(said, order="sorted")).digest()
    return msgspec.structs.replace(said, n=int.from_bytes(digest[:6], "big") or 1)


def frozen(connection: Connection, centre: int, meeting: str) -> int:
    """Since when (ms) everybody in this class looks at the trainer; 0 while they do not."""
    chosen = select(steer.c.frozen).where(
        steer.c.centre == centre, steer.c.session == meeting, steer.c.learner == EVERYBODY
    )
    return connection.scalar(chosen) or 0


def freeze(connection: Connection, centre: int, meeting: str, since: int, staff: str) -> None:
    """Everybody in this class looks at the trainer from now on; `since` 0 lets them go on."""
    put(
        connection,
        steer,
        [{"centre": centre, "session": meeting, "learner": EVERYBODY, "frozen": since, "staff": staff}],
    )


def teach(connection: Connection, centre: int, meeting: str, lesson: str) -> None:
    """Today's lesson for everybody; whoever did another one joins in."""
    connection.execute(
        update(session).where(session.c.centre == centre, session.c.session == meeting).values(lesson=lesson)
    )
    connection.execute(
        delete(steer).where(steer.c.centre == centre, steer.c.session == meeting, steer.c.learner != EVERYBODY)
    )


def teach_some(
    connection: Connection, centre: int, meeting: str, learners: Iterable[str], lesson: str, staff: str
) -> None:
    """A lesson for these learners of the class alone."""
    row = {"centre": centre, "session": meeting, "lesson": lesson, "staff": staff}
    put(connection, steer, [{**row, "learner": learner} for learner in learners])


def confirm(connection: Connection, centre: int, device: str, n: int) -> None:
    """A tablet has heard what has this number."""
    put(connection, confirmed, [{"centre": centre, "device": device, "n": n}])


def heard(connection: Connection, centre: int, device: str) -> int:
    """The number of what a tablet heard last; 0 for one that never listened."""
    chosen = select(confirmed.c.n).where(confirmed.c.centre == centre, confirmed.c.device == device)
    return connection.scalar(chosen) or 0


def who_heard(connection: Connection, centre: int, n: int) -> frozenset[str]:
    """The tablets that have heard what has this number."""
    chosen = select(confirmed.c.device).where(confirmed.c.centre == centre, confirmed.c.n == n)
    return frozenset(connection.scalars(chosen))
