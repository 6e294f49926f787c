"""How long a centre keeps people who come no more: a number of months after the last visit, then they are erased."""

import datetime as dt

from msgspec import Struct
from sqlalchemy import Connection, func, or_, select

from elderapp import clock
from elderapp.hub.storage import audit, erasing
from elderapp.hub.storage.people import merges
from elderapp.hub.storage.schema import attendance, learner, session
from elderapp.hub.storage.schema_privacy import retention
from elderapp.hub.storage.writer import put

FEWEST, MOST = 3, 120
"""Months that can be chosen; 0 keeps people until somebody erases them."""
GRACE = 7 * 24 * 60 * 60 * 1000
"""Milliseconds after a change of the setting before it acts by itself: a slip of the finger can be taken back."""
FEW, PART = 5, 4
"""By itself the hub erases `FEW` people a day, or one in `PART` of all if that is more: a clock that jumped years ahead
must not empty a centre. More than that waits for somebody who looks."""
BY_ITSELF = "@hub"
"""Who made a change that nobody made."""
_CAME = ("present", "late", "left", "makeup")


class Retention(Struct, frozen=True):
    """A centre's choice: `months` (0: never), `since` when it was chosen, `ran` when it was last looked after (ms)."""

    months: int = 0
    since: int = 0
    ran: int = 0


class Due(Struct, frozen=True):
    """Somebody whose time is over; `last` is her last visit (ms), or when she was written down if she never came."""

    learner: str
    name: str
    last: int


def setting(connection: Connection, centre: int) -> Retention:
    """What a centre chose."""
    columns = (retention.c.months, retention.c.since, retention.c.ran)
    found = connection.execute(select(*columns).where(retention.c.centre == centre)).first()
    return Retention(*found) if found else Retention()


def choose(connection: Connection, centre: int, months: int, now: int) -> None:
    """From now on so many months; 0 for never."""
    put(connection, retention, [{"centre": centre, "months": months, "since": now}])


def last_seen(connection: Connection, centre: int) -> dict[str, int]:
    """When (ms) each learner was last in a class, by the id she counts as; 0 for somebody of whom that is not known."""
    chosen = (
        select(attendance.c.learner, func.max(session.c.starts))
        .join(session, (session.c.centre == attendance.c.centre) & (session.c.session == attendance.c.session))
        .where(
            attendance.c.centre == centre, or_(attendance.c.tablet_first > 0, attendance.c.trainer_status.in_(_CAME))
        )
        .group_by(attendance.c.learner)
    )
    came = {row[0]: int(row[1]) for row in connection.execute(chosen)}
    added = select(learner.c.learner, learner.c.added).where(learner.c.centre == centre)
    same = merges(connection, centre)
    found: dict[str, int] = {}
    for one, when in connection.execute(added):
        who = same.get(one, one)
        found[who] = max(found.get(who, 0), when, came.get(one, 0))
    return found


def due(connection: Connection, centre: int, months: int, now: int) -> list[Due]:
    """Whose last visit was more than so many months ago, the longest gone first. Of whom nothing is known, stays."""
    if not months:
        return []
    limit = _months_before(now, months)
    last = {who: when for who, when in last_seen(connection, centre).items() if 0 < when < limit}
    chosen = select(learner.c.learner, learner.c.name).where(learner.c.centre == centre)
    names = {row[0]: row[1] for row in connection.execute(chosen)}
    return sorted((Due(who, names[who], when) for who, when in last.items()), key=lambda one: (one.last, one.learner))


def erase_due(connection: Connection, centre: int, who: str, now: int) -> int:
    """Erases everybody whose time is over, each with an entry in the audit list. Gives how many."""
    chosen = setting(connection, centre)
    over = due(connection, centre, chosen.months, now)
    for one in over:
        erasing.erase(connection, centre, one.learner, now)
        audit.note(connection, centre, who, "learner-expired", one.learner, now)
    put(connection, retention, [{"centre": centre, "ran": now}])
    return len(over)


def look_after(connection: Connection, now: int) -> dict[int, int]:
    """The day's round of every centre: how many were erased by centre, -1 where too many were due to do it unasked."""
    done: dict[int, int] = {}
    for centre, months, since, ran in connection.execute(
        select(retention.c.centre, retention.c.months, retention.c.since, retention.c.ran)
    ).all():
        if not months or now - since < GRACE or clock.day_of(ran) == clock.day_of(now):
            continue
        people = connection.scalar(select(func.count()).where(learner.c.centre == centre, learner.c.merged == ""))
        over = len(due(connection, centre, months, now))
        if over > max(FEW, (people or 0) // PART):
            done[centre] = -1
            continue
        done[centre] = erase_due(connection, centre, BY_ITSELF, now)
    return done


def _months_before(now: int, months: int) -> int:
    """The start of the Hong Kong day so many months before; the month's last day where it has no such day."""
    day = dt.datetime.fromtimestamp(now / 1000, clock.HONG_KONG)
    total = day.year * 12 + day.month - 1 - months
    year, month = divmod(total, 12)
    first_of_next = dt.date(year + (month == 11), month % 12 + 1 if month == 11 else month + 2, 1)
    last = (first_of_next - dt.timedelta(days=1)).day
    at = dt.datetime(year, month + 1, min(day.day, last), tzinfo=clock.HONG_KONG)
    return int(at.timestamp() * 1000)
