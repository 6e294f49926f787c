"""What waits for somebody's decision: rolls that are not finished, walk-ins whom nobody wrote down."""

from msgspec import Struct
from sqlalchemy import Connection, func, select

from elderapp.hub.reports import sheet
from elderapp.hub.storage import places
from elderapp.hub.storage.places import Meeting
from elderapp.hub.storage.schema import learner

BACK = 14 * 24 * 60 * 60 * 1000
"""Milliseconds: a roll that is older is history, and the report says what was not marked."""
MOST = 4


class Unfinished(Struct, frozen=True):
    """A past meeting with so many people unmarked, and so many of whom tablet and trainer say different things."""

    meeting: Meeting
    unmarked: int
    conflicts: int


class Waiting(Struct, frozen=True):
    """What is to be done, the newest meetings first."""

    rolls: tuple[Unfinished, ...]
    walk_ins: int


def waiting(connection: Connection, centre: int, now: int) -> Waiting:
    """What waits in a centre at `now` (ms)."""
    rolls: list[Unfinished] = []
    for meeting in reversed(places.meetings(connection, centre, now - BACK, now)):
        if meeting.ends > now or len(rolls) == MOST:
            continue
        found = sheet(connection, centre, meeting, now)
        unmarked = sum(not line.status for line in found.lines)
        if unmarked or found.conflicts:
            rolls.append(Unfinished(meeting, unmarked, len(found.conflicts)))
    walk_ins = connection.scalar(
        select(func.count()).where(
            learner.c.centre == centre, learner.c.walk_in.is_(True), learner.c.merged == "", learner.c.gone == 0
        )
    )
    return Waiting(tuple(rolls), walk_ins or 0)
