"""What waits for somebody: rolls that are not finished, walk-ins nobody wrote down, alerts, lessons out of date."""

from msgspec import Struct
from sqlalchemy import Connection, func, select

from elderapp.hub import insight
from elderapp.hub.reports import sheets
from elderapp.hub.storage import alerts, places
from elderapp.hub.storage.alerts import Alert
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
    """What is to be done, the newest meetings first.

    `alerts` are those that somebody else than who asks wrote and nobody approved; `changed` counts the reports that the
    real app looks different, by lesson.
    """

    rolls: tuple[Unfinished, ...]
    walk_ins: int
    alerts: tuple[Alert, ...] = ()
    changed: dict[str, int] = {}


def waiting(connection: Connection, centre: int, now: int, staff: str = "") -> Waiting:
    """What waits in a centre at `now` (ms) for this member of staff."""
    past = [one for one in places.meetings(connection, centre, now - BACK, now) if one.ends <= now]
    rolls: list[Unfinished] = []
    for found in sheets(connection, centre, past[::-1], now):
        unmarked = sum(not line.status for line in found.lines)
        if (unmarked or found.conflicts) and len(rolls) < MOST:
            rolls.append(Unfinished(found.meeting, unmarked, len(found.conflicts)))
    walk_ins = connection.scalar(
        select(func.count()).where(
            learner.c.centre == centre, learner.c.walk_in.is_(True), learner.c.merged == "", learner.c.gone == 0
        )
    )
    unread = [one for one in alerts.alerts(connection, centre) if one.state == "waiting" and one.writer != staff]
    return Waiting(tuple(rolls), walk_ins or 0, tuple(unread[:MOST]), insight.open_reports(connection, centre))
