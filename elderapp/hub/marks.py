"""Marks that trainers make on tablets, as they count: by somebody who worked here, dated into the class."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from elderapp.hub.storage import below, places, staff
from elderapp.hub.storage.schema import attendance, device, event, log, mark, word
from elderapp.hub.storage.writer import put
from elderapp.records.statements import Row, Verb

STATUSES = ("present", "late", "left", "makeup", "absent")
"""What can be marked: the first and the last on a tablet, all of them on the page of a hub below."""


def fold_all(connection: Connection, centre: int, tablet: str, rows: Sequence[Row]) -> list[Row]:
    """Keeps the marks among a tablet's new rows, of which the newest counts; gives those that count for nothing.

    A mark is good if whoever made it worked here then. One whose moment is not of its class, by the hub's time, counts
    from the class's beginning: so what the page says stands against a wrong clock and wrong hands.
    """
    told = [row for row in rows if row.verb == Verb.ATTENDED and row.learner and row.result.get("status") in STATUSES]
    said = [(row, by) for row in told if isinstance(by := row.result.get("by"), str)]
    if not said:
        return []
    # A hub below tells of marks on its own pages, made at any time. Who works there, it alone knows.
    is_hub, is_below = below.is_child(connection, centre, tablet), below.is_below(connection, centre, tablet)
    ended = staff.when_ended(connection, centre, {by for _, by in said})
    windows = {} if is_hub else places.windows(connection, centre, {row.object for row, _ in said})
    refused = []
    for row, by in said:
        if not (is_hub or is_below) and (by not in ended or 0 < ended[by] <= row.wall):
            refused.append(row)
            continue
        opens, closes = windows.get(row.object, (row.wall, row.wall + 1))
        _keep(connection, centre, row, by, row.wall if opens <= row.wall < closes else opens)
    return refused


def tablets_of(connection: Connection, centre: int, names: Sequence[str]) -> dict[str, str]:
    """Which of these marks came from tablets, with the tablet's number; empty where it is a hub below that has it."""
    chosen = select(mark).where(mark.c.centre == centre, mark.c.mark.in_([name for name in names if "/" in name]))
    told = {
        (
            int(row.mark.removeprefix(f"{row.session}/{row.learner}/").removesuffix(f"/{row.staff}")),
            row.learner,
        ): row.mark
        for row in connection.execute(chosen)
    }
    said = (
        select(event.c.t.label("time"), word.c.text, device.c.number)
        .join(word, (word.c.centre == event.c.centre) & (word.c.k == event.c.learner))
        .join(log, (log.c.centre == event.c.centre) & (log.c.dk == event.c.dk))
        .outerjoin(device, (device.c.centre == log.c.centre) & (device.c.device == log.c.device))
        .where(event.c.centre == centre, event.c.t.in_([t for t, _ in told]), event.c.verb == _ATTENDED)
    )
    rows = connection.execute(said) if told else ()
    numbers = {told[key]: row.number for row in rows if (key := (row.time, row.text)) in told}
    return {name: f"{number:02d}" if (number := numbers.get(name)) else "" for name in told.values()}


_ATTENDED = list(Verb).index(Verb.ATTENDED) + 1


def _keep(connection: Connection, centre: int, row: Row, by: str, made: int) -> None:
    one = {"session": row.object, "learner": row.learner, "status": row.result["status"], "staff": by, "made": made}
    name = f"{row.object}/{row.learner}/{row.wall}/{by}"  # with slashes: those of pages have none
    put(connection, mark, [{"centre": centre, "mark": name, **one, "reason": ""}])
    newest = connection.execute(
        select(mark.c.status)
        .where(mark.c.centre == centre, mark.c.session == row.object, mark.c.learner == row.learner)
        .order_by(mark.c.made.desc(), mark.c.mark.desc())
        .limit(1)
    ).scalar_one()
    key = {"centre": centre, "session": row.object, "learner": row.learner}
    put(connection, attendance, [{**key, "trainer_status": newest}])
