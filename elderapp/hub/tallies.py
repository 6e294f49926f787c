"""Read models besides attendance, tiles and progress: kept in the transaction that takes the statements.

Genuine and fake told apart, what was tried at home, questions at the help desk. Rows are folded once each, as they are
new; their `wall` is the hub's time.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, update

from elderapp.hub.storage.schema import enquiry, told_apart, tried
from elderapp.hub.storage.writer import add, add_up, put
from elderapp.records.statements import Row, Verb

TOPICS = ("pay", "message", "video", "password", "text-size", "sound", "internet", "scam", "other")
PHONES = ("android", "iphone", "other")
OUTCOMES = ("solved", "referred", "lesson")
MOST_MINUTES = 240


def fold_all(connection: Connection, centre: int, tablet: str, rows: Sequence[Row]) -> None:
    """Folds a tablet's new rows."""
    _fold_told_apart(connection, centre, rows)
    for row in rows:
        if row.verb == Verb.ANSWERED and row.object.endswith("/tried") and row.learner:
            _fold_tried(connection, centre, row)
        elif row.verb == Verb.ASKED and row.object == "@desk":
            _fold_enquiry(connection, centre, tablet, row)
        elif row.verb == Verb.CORRECTED and row.object == "@desk":
            _take_back(connection, centre, tablet, row)


def _fold_told_apart(connection: Connection, centre: int, rows: Sequence[Row]) -> None:
    counts: dict[str, list[int]] = {}
    for row in rows:
        if row.verb != Verb.ANSWERED or "genuine" not in row.result:
            continue
        genuine, guess = row.result["genuine"], row.result.get("guess")
        if row.learner and isinstance(genuine, bool) and isinstance(guess, bool):
            one = counts.setdefault(row.learner, [0, 0, 0, 0])
            one[2 if genuine else 0] += 1
            one[3 if genuine else 1] += not guess  # she called it fake
    names = ("fakes", "hits", "genuines", "alarms")
    keyed = [
        {"centre": centre, "learner": one, **dict(zip(names, n, strict=True))} for one, n in sorted(counts.items())
    ]
    add_up(connection, told_apart, keyed)


def _fold_tried(connection: Connection, centre: int, row: Row) -> None:
    said = row.result.get("tried")
    if said not in ("yes", "no", "stuck"):
        return
    key = {"centre": centre, "learner": row.learner, "lesson": row.object.partition("/")[0]}
    if not add(connection, tried, [{**key, "made": row.wall, "tried": said}]):
        connection.execute(
            update(tried)
            .where(
                tried.c.centre == centre, tried.c.learner == row.learner, tried.c.lesson == key["lesson"],
                tried.c.made <= row.wall,
            )
            .values(made=row.wall, tried=said)
        )  # fmt: skip


def _fold_enquiry(connection: Connection, centre: int, tablet: str, row: Row) -> None:
    """A question that a tablet noted; what is not in the lists is counted as something else."""
    text = {name: str(row.result.get(name, "")) for name in ("topic", "phone", "outcome", "lesson", "by")}
    minutes = row.result.get("minutes", 0)
    put(connection, enquiry, [{
        "centre": centre, "enquiry": _name(tablet, row), "made": row.wall,
        "topic": text["topic"] if text["topic"] in TOPICS else "other",
        "phone": text["phone"] if text["phone"] in PHONES else "other",
        "outcome": text["outcome"] if text["outcome"] in OUTCOMES else "solved",
        "lesson": text["lesson"], "staff": text["by"],
        "minutes": min(max(int(minutes), 0), MOST_MINUTES) if isinstance(minutes, int) else 0,
        "again": int(row.result.get("again") is True),
    }])  # fmt: skip


def _name(tablet: str, row: Row) -> str:
    """What a question is called here: by the row that told of it, or as the hub below calls it."""
    record = row.result.get("record", "")
    if not isinstance(record, str) or not record:
        return f"{tablet}/{row.epoch}/{row.seq}"
    return record if "/" in record else f"{tablet}/{record}"


def _take_back(connection: Connection, centre: int, tablet: str, row: Row) -> None:
    """A question that a hub below took back."""
    chosen = (enquiry.c.centre == centre) & (enquiry.c.enquiry == _name(tablet, row)) & (enquiry.c.voided == 0)
    if "record" in row.result:
        connection.execute(update(enquiry).where(chosen).values(voided=row.wall))
