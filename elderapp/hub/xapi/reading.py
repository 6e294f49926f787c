"""Reads statements: others' and the tablets', together in one order."""

from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Select, select

from elderapp.hub.storage.schema_xapi import activity, attachment, statement, statement_key
from elderapp.hub.xapi import log, meaning, native
from elderapp.hub.xapi.asking import Cursor, Filter, Question

Said = dict[str, Any]
_BEGIN = -1


class Page(Struct, frozen=True):
    """Statements in order, each with the moment at which it was stored (ms); `after` is where the next page begins."""

    statements: list[Said]
    newest: int
    after: Cursor | None


def one(connection: Connection, centre: int, asked: Question) -> tuple[Said, int] | None:
    """The statement with an id, and when it was stored (ms): one that holds, or where so asked one that was voided."""
    chosen = select(statement.c.json, statement.c.stored).where(
        statement.c.centre == centre, statement.c.id == asked.id, statement.c.voided == asked.voided,
        statement.c.erased == 0,
    )  # fmt: skip
    if found := connection.execute(chosen).first():
        return msgspec.json.decode(found.json), found.stored
    row = None if asked.voided else log.find(connection, centre, asked.id)
    return (native.statement_of(row), row.received) if row else None


def page(connection: Connection, centre: int, asked: Question) -> Page:
    """The next statements that suit, the newest first unless asked otherwise."""
    n, *place = asked.cursor or (_BEGIN, _BEGIN, 0, 0)
    most = asked.limit + 1
    foreign = connection.execute(_foreign(centre, asked, n).limit(most)).all()
    stretch = log.Stretch([], None)
    if asked.native is not None:
        after = (place[0], place[1], place[2]) if place[0] != _BEGIN else None
        stretch = log.stretch(connection, centre, asked.native, most, after, up=asked.up)
    together: list[tuple[int, int, Any]] = [(row.stored, 1, row) for row in foreign]
    together += [(native_row.received, 0, (where, native_row)) for where, native_row in stretch.rows]
    together.sort(key=lambda each: each[:2], reverse=not asked.up)
    cut = len(stretch.rows) < most and stretch.stopped is not None
    if cut and stretch.stopped:  # what lies beyond the last row looked at must wait for its turn
        edge = stretch.stopped[0]
        together = [each for each in together if (each[0] <= edge if asked.up else each[0] >= edge)]
    shown = together[: asked.limit]
    for _, kind, row in shown:
        if kind:
            n = row.n
        else:
            place = list(row[0])
    if cut and stretch.stopped and len(together) <= asked.limit:
        place = list(stretch.stopped)
    more = cut or len(together) > asked.limit
    said = [msgspec.json.decode(row.json) if kind else native.statement_of(row[1]) for _, kind, row in shown]
    newest = max((stored for stored, _, _ in shown), default=0)
    return Page(said, newest, (n, place[0], place[1], place[2]) if more else None)


def _foreign(centre: int, asked: Question, after: int) -> Select[Any]:
    columns = select(statement.c.n, statement.c.stored, statement.c.json)
    chosen = columns.where(statement.c.centre == centre, statement.c.voided.is_(False), statement.c.erased == 0)
    if asked.filters:
        suits = _suiting(centre, asked.filters)
        chosen = chosen.where(statement.c.n.in_(select(suits.c.n)))
    if asked.since is not None:
        chosen = chosen.where(statement.c.stored > asked.since)
    if asked.until is not None:
        chosen = chosen.where(statement.c.stored <= asked.until)
    if after != _BEGIN:
        chosen = chosen.where(statement.c.n > after if asked.up else statement.c.n < after)
    return chosen.order_by(statement.c.n if asked.up else statement.c.n.desc())


def _suiting(centre: int, filters: tuple[Filter, ...]) -> Any:
    """Those that pass the filters, and those that point at one that does, however far."""
    suits = select(statement.c.n, statement.c.id).where(statement.c.centre == centre)
    for each in filters:
        of = (statement_key.c.centre == centre, statement_key.c.k == each.key)
        keys = select(statement_key.c.n).where(*of, *((statement_key.c.direct,) if each.direct else ()))
        suits = suits.where(statement.c.n.in_(keys))
    found = suits.cte("suits", recursive=True)
    pointing = statement.alias("pointing")
    return found.union(
        select(pointing.c.n, pointing.c.id).where(pointing.c.centre == centre).join(found, pointing.c.ref == found.c.id)
    )


def definition(connection: Connection, centre: int, id_: str) -> Said | None:
    """What is known of an activity."""
    kind, text = native.object_of(id_)
    if kind:
        made = native.activity(text, "sessions" if kind == "sessions" else "lessons").get("definition")
        return dict(made) if made else None
    chosen = select(activity.c.definition).where(
        activity.c.centre == centre, activity.c.k == meaning.key("activity", id_)
    )
    found = connection.scalar(chosen)
    return msgspec.json.decode(found, type=dict[str, Any]) if found else None


def files(connection: Connection, centre: int, statements: list[Said]) -> list[tuple[str, str, bytes]]:
    """The files that belong to statements, each once: digest, media type, bytes."""
    media = {each["sha2"]: each["contentType"] for said in statements for each in meaning.all_attachments(said)}
    found = []
    for sha2, kind in media.items():
        chosen = select(attachment.c.body).where(attachment.c.centre == centre, attachment.c.sha2 == sha2.lower())
        if (body := connection.scalar(chosen)) is not None:
            found.append((sha2, kind, bytes(body)))
    return found
