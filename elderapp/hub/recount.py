"""Read models made anew from the stored statements, compared with those that pages read, and put in their place.

One centre at a time, in a database thrown away afterwards, by the very code that keeps them at ingest. What comes from
elsewhere (marks made on the page, questions noted there) is taken over first; what was erased with a learner stays so.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Column, ColumnElement, Connection, Engine, Table, and_, delete, func, insert, select

from elderapp.errors import ElderError
from elderapp.hub import readmodels
from elderapp.hub.storage import schema
from elderapp.hub.storage.engine import transact
from elderapp.hub.storage.schema_lessons import TIMES, changed_report, step_open, step_tally, wrong_tally
from elderapp.hub.storage.schema_parent import below_tablet, child
from elderapp.hub.storage.schema_reports import completion
from elderapp.hub.storage.scratch import scratch
from elderapp.hub.storage.writer import put_many
from elderapp.records.people import Progress
from elderapp.records.statements import Row, Verb

CHUNK = 4000
"""Statements folded at once."""
TRIES = 3
_VERBS = dict(enumerate(Verb, 1))

Key = tuple[Any, ...]


class Model(Struct, frozen=True):
    """A read model: its table, the columns compared, and which of its rows come of statements (all where None)."""

    table: Table
    columns: tuple[str, ...]
    only: ColumnElement[bool] | None = None
    decode: Callable[[Any], Any] | None = None

    @property
    def keys(self) -> list[str]:
        """The columns that name a row within a centre."""
        return [column.name for column in self.table.primary_key][1:]


def _progress(state: Any) -> Progress | None:
    return msgspec.json.decode(state, type=Progress) if state else None


def _from_tablets(column: Column[Any]) -> ColumnElement[bool]:
    """Rows that tablets made have ids with a slash in them, those of pages have none."""
    return column.contains("/")


MODELS = (
    Model(schema.attendance, ("trainer_status", "tablet_first", "tablet_last", "tablet_minutes")),
    Model(schema.mark, ("session", "learner", "status", "staff", "made"), _from_tablets(schema.mark.c.mark)),
    Model(
        schema.live,
        ("learner", "session", "lesson", "stage", "step", "n", "of", "state", "since", "hand", "last"),
    ),
    Model(schema.told_apart, ("fakes", "hits", "genuines", "alarms")),
    Model(schema.tried, ("made", "tried")),
    Model(
        schema.enquiry,
        ("made", "topic", "phone", "outcome", "lesson", "staff", "minutes", "again"),
        _from_tablets(schema.enquiry.c.enquiry),
    ),
    Model(schema.progress, ("state",), decode=_progress),
    Model(completion, ("day",)),
    Model(step_tally, ("done", "hinted", "shown", "again", "stuck", *(f"t{n}" for n in range(TIMES)))),
    Model(wrong_tally, ("n",)),
    Model(step_open, ("attempt", "place", "since")),
    Model(changed_report, ("lesson", "place", "made", "staff")),
)
"""Every read model that is kept at ingest."""


class Difference(Struct, frozen=True):
    """A row that is not what a recount gives: ``missing`` from the hub, ``extra`` there, or ``different``."""

    centre: int
    model: str
    kind: str
    key: Key


class StillMoving(ElderError):
    """Tablets hand in while the hub is mended: stop the hub, or try again when no class is on."""

    code = "still-moving"


def centres(engine: Engine) -> dict[int, int]:
    """How many statements each centre has."""
    log = schema.log
    chosen = select(schema.centre.c.centre, func.coalesce(func.sum(log.c.seq), 0)).outerjoin(
        log, log.c.centre == schema.centre.c.centre
    )
    with _snapshot(engine) as connection:
        rows = connection.execute(chosen.group_by(schema.centre.c.centre).order_by(schema.centre.c.centre)).all()
    return {int(row[0]): int(row[1]) for row in rows}


def check(
    engine: Engine, centre: int, tell: Callable[[int], None] = lambda n: None, *, mend: bool = False
) -> list[Difference]:
    """Where a centre's read models differ from a recount; with `mend` they are replaced. `tell` hears of each chunk.

    Raises `StillMoving` when statements keep coming while it is being mended.
    """
    for _ in range(TRIES if mend else 1):
        with scratch() as anew:
            with _snapshot(engine) as connection:
                heads = _heads(connection, centre)
                _copy(connection, anew, centre)
                known = set(
                    connection.scalars(select(schema.learner.c.learner).where(schema.learner.c.centre == centre))
                )
                _replay(anew, centre, tell)
                found = [one for model in MODELS for one in _compare(connection, anew, centre, model, known)]
            if not mend or not found:
                return found
            if transact(engine, lambda connection: _mend(connection, anew, centre, heads, found)):  # noqa: B023
                return found
    raise StillMoving("statements came in while the read models were replaced: stop the hub and try again")


def _snapshot(engine: Engine) -> Connection:
    """A connection that sees one moment, however long it looks."""
    connection = engine.connect()
    if connection.dialect.name == "postgresql":
        connection = connection.execution_options(isolation_level="REPEATABLE READ")
    return connection


def _heads(connection: Connection, centre: int) -> list[tuple[int, int]]:
    chosen = select(schema.log.c.dk, schema.log.c.seq).where(schema.log.c.centre == centre)
    return [(row.dk, row.seq) for row in connection.execute(chosen.order_by(schema.log.c.dk))]


def _copy(connection: Connection, anew: Connection, centre: int) -> None:
    """The log, and what read models need besides it."""
    made_on_pages = ~_from_tablets(schema.mark.c.mark)
    for table, only in (
        (schema.log, None), (schema.word, None), (schema.event, None), (schema.session, None),
        (schema.staff, None), (child, None), (below_tablet, None), (schema.mark, made_on_pages),
    ):  # fmt: skip
        chosen = select(table).where(table.c.centre == centre)
        rows = connection.execution_options(yield_per=CHUNK).execute(chosen if only is None else chosen.where(only))
        for part in rows.mappings().partitions(CHUNK):
            anew.execute(insert(table), [dict(row) for row in part])
    connection.execution_options(yield_per=0)


def _replay(anew: Connection, centre: int, tell: Callable[[int], None]) -> None:
    for log in anew.execute(select(schema.log).where(schema.log.c.centre == centre).order_by(schema.log.c.dk)).all():
        for rows in _statements(anew, centre, log.dk, log.epoch):
            readmodels.update_all(anew, centre, log.device, rows)
            tell(len(rows))
    newest: dict[tuple[str, str], dict[str, Any]] = {}
    mark = schema.mark
    for row in anew.execute(select(mark).where(mark.c.centre == centre).order_by(mark.c.made, mark.c.mark)):
        key = {"centre": centre, "session": row.session, "learner": row.learner}
        newest[row.session, row.learner] = {**key, "trainer_status": row.status}
    put_many(anew, schema.attendance, list(newest.values()))


def _statements(anew: Connection, centre: int, dk: int, epoch: int) -> Iterator[list[Row]]:
    """A tablet's statements in order, so many at a time."""
    event, after = schema.event, 0
    names = ("seq", "verb", "learner", "session", "attempt", "object", "result")
    columns = (*(event.c[name] for name in names), event.c.t.label("time"))
    while True:
        chosen = select(*columns).where(event.c.centre == centre, event.c.dk == dk, event.c.seq > after)
        found = anew.execute(chosen.order_by(event.c.seq).limit(CHUNK)).all()
        if not found:
            return
        after = found[-1].seq
        texts = _texts(anew, centre, {n for one in found for n in one[2:7]})
        yield [
            Row(
                epoch, one.seq, one.time, 0, "", _VERBS[one.verb], texts[one.learner], texts[one.session],
                texts[one.attempt], texts[one.object], msgspec.json.decode(texts[one.result] or "{}"),
            )
            for one in found
        ]  # fmt: skip


def _texts(anew: Connection, centre: int, numbers: set[int]) -> dict[int, str]:
    word, texts, wanted = schema.word, {0: ""}, sorted(numbers)
    for start in range(0, len(wanted), 800):
        some = wanted[start : start + 800]
        texts |= {
            row.k: row.text
            for row in anew.execute(select(word.c.k, word.c.text).where(word.c.centre == centre, word.c.k.in_(some)))
        }
    return texts


def _rows(connection: Connection, centre: int, model: Model) -> Mapping[Key, Key]:
    table = model.table
    chosen = select(*(table.c[name] for name in (*model.keys, *model.columns))).where(table.c.centre == centre)
    if model.only is not None:
        chosen = chosen.where(model.only)
    split, decode = len(model.keys), model.decode or (lambda value: value)
    found = {tuple(row[:split]): tuple(decode(value) for value in row[split:]) for row in connection.execute(chosen)}
    return {key: values for key, values in found.items() if values != (None,)}


def _compare(
    connection: Connection, anew: Connection, centre: int, model: Model, known: set[str]
) -> Iterator[Difference]:
    here, there = _rows(connection, centre, model), _rows(anew, centre, model)
    place = model.keys.index("learner") if "learner" in model.keys else -1
    for key in sorted(here.keys() | there.keys()):
        if key not in there:
            yield Difference(centre, model.table.name, "extra", key)
        elif key not in here:
            if place < 0 or key[place] in known:  # what was erased with somebody is not missed
                yield Difference(centre, model.table.name, "missing", key)
        elif here[key] != there[key]:
            yield Difference(centre, model.table.name, "different", key)


def _mend(
    connection: Connection, anew: Connection, centre: int, heads: list[tuple[int, int]], found: list[Difference]
) -> bool:
    """Puts the recount's rows in the place of those that differ, unless statements came in; whether it was done."""
    if _heads(connection, centre) != heads:
        return False
    for model in MODELS:
        table = model.table
        theirs = [one for one in found if one.model == table.name]
        wanted = {one.key for one in theirs if one.kind != "extra"}
        for one in theirs:
            if one.kind == "extra":
                named = (table.c[name] == value for name, value in zip(model.keys, one.key, strict=True))
                connection.execute(delete(table).where(and_(table.c.centre == centre, *named)))
        names = ("centre", *model.keys, *model.columns)
        chosen = select(*(table.c[name] for name in names)).where(table.c.centre == centre)
        rows = [dict(row) for row in anew.execute(chosen).mappings()] if wanted else []
        put_many(connection, table, [row for row in rows if tuple(row[name] for name in model.keys) in wanted])
    return True
