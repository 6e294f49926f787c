"""What a tablet shows now: a fold of its statements, pure. The class page is made of these."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from elderapp.records.statements import Row, Verb

State = Literal["", "choosing", "alone", "hints", "stuck", "finished"]
Shown = Literal["away", "choosing", "alone", "hints", "stuck", "hand", "finished", "lost"]

LOST_AFTER = 3 * 60 * 1000
"""A tablet that was not heard of for so many milliseconds counts as disconnected."""


class Live(Struct, frozen=True):
    """Who sits at a tablet, at which step (`n` of `of` in its stage), how it goes, since when.

    `hand` is when a hand was raised (0: it is down), `last` the newest statement, `going` who of the staff said that
    they are on the way. Moments are corrected milliseconds since 1970.
    """

    learner: str = ""
    session: str = ""
    lesson: str = ""
    stage: str = ""
    step: str = ""
    n: int = 0
    of: int = 0
    state: State = ""
    since: int = 0
    hand: int = 0
    last: int = 0
    going: str = ""


def shown(live: Live, seen: int, now: int) -> Shown:
    """The one state a tile shows. A raised hand stays in sight when the line is lost."""
    if live.hand:
        return "hand"
    if not live.learner:
        return "away"
    if live.state != "finished" and now - seen > LOST_AFTER:
        return "lost"
    return live.state or "choosing"


def fold_all(before: Live, rows: Sequence[Row]) -> Live:
    """The tablet after a batch of statements, each said at its `wall`.

    With another learner a tile begins anew: what was before the last of them is not looked at.
    """
    first = next((i for i in range(len(rows) - 1, 0, -1) if rows[i].learner != rows[i - 1].learner), 0)
    live = Live(rows[first - 1].learner) if first else before
    for row in rows[first:]:
        live = fold(live, row, row.wall)
    return live


def fold(before: Live, row: Row, t: int) -> Live:
    """The tablet after one more statement, said at `t`."""
    live = before if row.learner == before.learner else Live(row.learner, state="choosing", since=t)
    live = replace(live, session=row.session or live.session, last=max(t, live.last))
    match row.verb:
        case Verb.ATTENDED:
            return _now(live, "choosing", t)
        case Verb.INITIALIZED:
            return _now(replace(live, lesson=_lesson(row), stage="", step="", n=0, of=0), "alone", t)
        case Verb.EXPERIENCED:
            return _at_step(live, row, t)
        case Verb.ANSWERED:
            return _now(live, "alone" if row.result.get("outcome") == "alone" else "hints", t)
        case Verb.ASKED:
            return _asked(live, str(row.result.get("what", "")), t)
        case Verb.COMPLETED if not row.result.get("stage"):
            return _now(live, "finished", t)
        case Verb.TERMINATED:
            return live if row.result.get("why") == "done" else _now(live, "choosing", t)
        case _:
            return live


def _at_step(live: Live, row: Row, t: int) -> Live:
    lesson, stage, step = [*row.object.split("/", 2), "", ""][:3]
    where = {"stage": stage, "step": step, "n": _int(row, "n"), "of": _int(row, "of")}
    if (live.lesson, live.stage, live.step) == (lesson, stage, step):
        return replace(live, **where)
    going = live.going if live.hand else ""
    return replace(live, lesson=lesson, **where, state="alone", since=t, going=going)


def _asked(live: Live, what: str, t: int) -> Live:
    match what:
        case "hand":
            return replace(live, hand=live.hand or t)
        case "lowered":
            return replace(live, hand=0, going="")
        case "hint":
            return _now(live, "hints", t)
        case "stuck":
            return _now(live, "stuck", t)
        case _:
            return live


def _now(live: Live, state: State, t: int) -> Live:
    if live.state == state:
        return live
    return replace(live, state=state, since=t, going=live.going if live.hand else "")


def _lesson(row: Row) -> str:
    return row.object.partition("/")[0]


def _int(row: Row, name: str) -> int:
    value = row.result.get(name, 0)
    return min(int(value), 999) if isinstance(value, int) and value > 0 else 0
