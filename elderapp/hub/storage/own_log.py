"""The hub's own log: what was noted on its pages, as numbered and chained rows, for the hub above.

A mark or a question is told once: its row names it. So telling may break off anywhere and be taken up again.
"""

import functools

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, func, select

from elderapp import clock
from elderapp.hub.storage import above
from elderapp.hub.storage.above import Link
from elderapp.hub.storage.schema import enquiry, mark
from elderapp.hub.storage.schema_parent import own_row
from elderapp.hub.storage.writer import add
from elderapp.records.statements import GENESIS, Result, Row, Verb, canonical, chain

BACK = "/back"
"""Behind a question's id: that it was taken back."""


def keep_up(connection: Connection, link: Link) -> int:
    """Adds rows for what was noted since; gives how many."""
    said = [*_marks(connection, link), *_questions(connection, link)]
    seq, head = end(connection, link)
    rows = []
    for record, wall, statement in sorted(said, key=lambda one: (one[1], one[0])):
        verb, learner, thing, result = statement
        seq += 1
        row = Row(link.epoch, seq, wall, 0, "hub", verb, learner, "", "", thing, result)
        head = chain(head, row)
        rows.append(_row(link, row, record, head))
    add(connection, own_row, rows)
    return len(rows)


def end(connection: Connection, link: Link) -> tuple[int, bytes]:
    """Number and digest of the last row; 0 and zeros when there is none."""
    seq = connection.scalar(
        select(func.max(own_row.c.seq)).where(own_row.c.centre == link.centre, own_row.c.epoch == link.epoch)
    )
    return (seq, digest_at(connection, link, seq)) if seq else (0, GENESIS)


def digest_at(connection: Connection, link: Link, seq: int) -> bytes:
    """The digest of a row; zeros before the first."""
    found = connection.scalar(select(own_row.c.head).where(*_of(link), own_row.c.seq == seq))
    return bytes(found) if found else GENESIS


def rows_after(connection: Connection, link: Link, seq: int, most: int) -> list[Row]:
    """At most so many rows, above a number."""
    chosen = select(own_row.c.written).where(*_of(link), own_row.c.seq > seq).order_by(own_row.c.seq).limit(most)
    return [msgspec.json.decode(bytes(written), type=Row) for written in connection.scalars(chosen)]


def begin_again(connection: Connection, link: Link, own_life: str) -> None:
    """A new epoch: what the parent is not known to hold is said again under new numbers.

    The hub was put back from a backup, so the old numbers may be used up; the parent knows what it was told before.
    """
    chosen = select(own_row.c.written, own_row.c.record).where(*_of(link), own_row.c.seq > link.seq)
    old = connection.execute(chosen.order_by(own_row.c.seq)).all()
    fresh = msgspec.structs.replace(link, epoch=int(clock.new_id()[:12], 16), seq=0, own_life=own_life)
    before = [msgspec.json.decode(bytes(one.written), type=Row) for one in old]
    rows = [msgspec.structs.replace(row, epoch=fresh.epoch, seq=n) for n, row in enumerate(before, 1)]
    heads: list[bytes] = functools.reduce(lambda done, row: [*done, chain((done or [GENESIS])[-1], row)], rows, [])
    add(
        connection,
        own_row,
        [_row(fresh, row, one.record, head) for row, one, head in zip(rows, old, heads, strict=True)],
    )
    above.note(connection, link.centre, epoch=fresh.epoch, seq=0, own_life=own_life)


def _of(link: Link) -> tuple[ColumnElement[bool], ...]:
    return own_row.c.centre == link.centre, own_row.c.epoch == link.epoch


def _row(link: Link, row: Row, record: str, head: bytes) -> dict[str, object]:
    key = {"centre": link.centre, "epoch": link.epoch, "seq": row.seq}
    return {**key, "record": record, "written": canonical(row), "head": head}


_Said = tuple[str, int, tuple[Verb, str, str, Result]]


def _marks(connection: Connection, link: Link) -> list[_Said]:
    """Marks made on the page; those of tablets stand in the tablets' own logs."""
    chosen = (
        select(mark.c.mark, mark.c.made, mark.c.learner, mark.c.session, mark.c.status, mark.c.staff)
        .outerjoin(own_row, and_(own_row.c.centre == mark.c.centre, own_row.c.record == mark.c.mark))
        .where(mark.c.centre == link.centre, ~mark.c.mark.contains("/"), own_row.c.seq.is_(None))
    )
    return [
        (row.mark, row.made, (Verb.ATTENDED, row.learner, row.session, {"status": row.status, "by": row.staff}))
        for row in connection.execute(chosen)
    ]


def _questions(connection: Connection, link: Link) -> list[_Said]:
    """Questions noted on the page, and those that were taken back, wherever they were noted."""
    known = set(connection.scalars(select(own_row.c.record).where(own_row.c.centre == link.centre)))
    found: list[_Said] = []
    chosen = select(enquiry).where(enquiry.c.centre == link.centre).order_by(enquiry.c.made)
    for one in connection.execute(chosen):
        result: Result = {"record": one.enquiry, "topic": one.topic, "phone": one.phone, "outcome": one.outcome}
        result |= {"minutes": one.minutes, "by": one.staff, "again": bool(one.again), "lesson": one.lesson}
        if "/" not in one.enquiry and one.enquiry not in known:
            found.append((one.enquiry, one.made, (Verb.ASKED, "", "@desk", result)))
        if one.voided and f"{one.enquiry}{BACK}" not in known:
            back: Result = {"record": one.enquiry, "back": True, "by": one.staff}
            found.append((f"{one.enquiry}{BACK}", one.voided, (Verb.CORRECTED, "", "@desk", back)))
    return found
