"""What one learner has reached, folded from statements: the same on the tablet and on the hub.

Folding is idempotent, and rows of several tablets may come in any order that keeps each tablet's own: days are sets,
outcomes and the open attempt are registers in which the greatest stamp wins.
"""

import datetime as dt
import functools

import msgspec
from msgspec import Struct

from elderapp.lesson.model import Cover
from elderapp.player import review
from elderapp.records.people import Progress, Resume, Word
from elderapp.records.statements import Row, Verb

OUTCOMES = ("alone", "hint1", "hint2", "shown", "trainer")
"""From the most to the least on one's own."""

_OF_LESSONS = frozenset(Verb) - {Verb.ATTENDED, Verb.VOIDED, Verb.REASSIGNED}
_EPOCH = dt.date(1970, 1, 1).toordinal()
_DAY = 86_400_000
HONG_KONG_AHEAD = 8 * 3_600_000  # Hong Kong has kept no summer time since 1979


def lesson_of(row: Row) -> str:
    """The lesson a row is about, or nothing: an attendance is about a session, and so is a hand raised outside lessons.

    >>> lesson_of(Row(1, 1, 0, 0, "", Verb.EXPERIENCED, "a", "", "", "basics-home-back/together/open", {}))
    'basics-home-back'
    """
    is_of_lesson = row.verb in _OF_LESSONS and row.object != row.session and not row.object.startswith("@")
    return row.object.partition("/")[0] if is_of_lesson else ""


def day_of(wall: int) -> str:
    """The Hong Kong day (ISO date) of a moment in milliseconds since 1970.

    >>> day_of(1_763_654_400_000)
    '2025-11-21'
    """
    return _iso(_EPOCH + (wall + HONG_KONG_AHEAD) // _DAY)


@functools.lru_cache(maxsize=64)
def _iso(ordinal: int) -> str:
    """Statements come by the hundred of one day."""
    return dt.date.fromordinal(ordinal).isoformat()


def fold(progress: Progress | None, row: Row) -> Progress:
    """Progress with one more row. A row about something else, or about another lesson, changes nothing but the clock.

    Give only rows of one learner; `lesson_of(row)` names the lesson they belong to.
    """
    before = progress or Progress(lesson_of(row))
    if row.wall > before.last_wall or not before.last_day:
        last = max(before.last_wall, row.wall)
        before = msgspec.structs.replace(before, last_wall=last, last_day=day_of(last))
    match row.verb:
        case Verb.INITIALIZED:
            return _begun(before, row)
        case Verb.EXPERIENCED:
            return _experienced(before, row)
        case Verb.ANSWERED:
            return _answered(before, row)
        case Verb.COMPLETED if "stage" not in row.result:
            return _completed(before, row)
        case Verb.PASSED:
            return msgspec.structs.replace(before, days=_with(before.days, day_of(row.wall)))
        case Verb.CORRECTED if isinstance(row.result.get("own_phone"), bool):
            return _seen(before, row)
        case _:
            return before


def word(progress: Progress | None, lesson: Cover | None, today: str) -> Word:
    """Where a learner stands, in a word. `today` is an ISO date; `lesson` the one installed now, if there is one."""
    if progress is None or not (progress.last_wall or progress.completed):
        return "new"
    if progress.own_phone:
        return "own-phone"
    if not progress.completed:
        return "learning"
    if review.is_due(progress, today) or (lesson is not None and _has_changed(progress.version, lesson.version)):
        return "again"
    return "alone" if len(progress.days) >= 2 else "with-help"


class Discrimination(Struct, frozen=True):
    """How well genuine and fake are told apart (`d_prime`), and how readily one says fake (`c` < 0: too readily)."""

    d_prime: float
    c: float


def discrimination(hits: int, fakes: int, false_alarms: int, genuines: int) -> Discrimination:
    """d′ and c with log-linear correction: `hits` of `fakes` called fake, `false_alarms` of `genuines` called fake.

    >>> discrimination(5, 10, 5, 10) == Discrimination(0.0, 0.0)
    True
    """
    from statistics import NormalDist  # loads fractions and decimals, which a tablet's first screen can spare

    z = NormalDist().inv_cdf
    hit, alarm = z((hits + 0.5) / (fakes + 1)), z((false_alarms + 0.5) / (genuines + 1))
    return Discrimination(hit - alarm, 0.0 - (hit + alarm) / 2)


def _begun(before: Progress, row: Row) -> Progress:
    nth = int(row.result.get("nth", 0))
    if (nth, row.wall, row.attempt) <= (before.nth, before.began, before.attempt):
        return before
    version = str(row.result.get("version", ""))
    return msgspec.structs.replace(
        before,
        nth=nth,
        began=row.wall,
        attempt=row.attempt,
        epoch=row.epoch,
        seq=row.seq,
        version=version,
        resume=None,
    )


def _experienced(before: Progress, row: Row) -> Progress:
    _, stage, step = (*row.object.split("/"), "", "")[:3]
    if not _goes_on(before, row):
        return before
    return msgspec.structs.replace(before, epoch=row.epoch, seq=row.seq, resume=Resume(stage, step))


def _goes_on(before: Progress, row: Row) -> bool:
    """Whether a row is a later one of the open attempt. A tablet that numbers anew goes on all the same."""
    return row.attempt == before.attempt and (row.epoch != before.epoch or row.seq > before.seq)


def _answered(before: Progress, row: Row) -> Progress:
    place = row.object.partition("/")[2]
    outcome = str(row.result.get("outcome", ""))
    if outcome not in OUTCOMES:
        return before
    known = before.outcomes.get(place, "alone")
    guess = _guess(row)
    # Of two at the same millisecond the less independent one is kept: some rule must choose, and this one is modest.
    stamp = (row.wall, OUTCOMES.index(outcome), guess)
    if stamp < (before.answered.get(place, 0), OUTCOMES.index(known), before.guesses.get(place, "")):
        return before
    after = msgspec.structs.replace(
        before, outcomes={**before.outcomes, place: outcome}, answered={**before.answered, place: row.wall}
    )
    if guess or place in before.guesses:
        guesses = {name: one for name, one in before.guesses.items() if name != place}
        after = msgspec.structs.replace(after, guesses={**guesses, place: guess} if guess else guesses)
    return after


def _guess(row: Row) -> str:
    """What it is and what she took it for; empty where nothing was to be guessed."""
    is_genuine, guess = row.result.get("genuine"), row.result.get("guess")
    if not isinstance(is_genuine, bool) or not isinstance(guess, bool):
        return ""
    return "fg"[is_genuine] + "fg"[guess]


def _completed(before: Progress, row: Row) -> Progress:
    finished = _with(before.finished, day_of(row.wall))
    after = msgspec.structs.replace(before, finished=finished, completed=len(finished))
    if not _goes_on(before, row):
        return after
    return msgspec.structs.replace(after, epoch=row.epoch, seq=row.seq, resume=None)


def _seen(before: Progress, row: Row) -> Progress:
    """Seen on her own phone, or taken back: the newest word counts; of two at the same millisecond, that she can."""
    is_seen = row.result["own_phone"] is True
    if (row.wall, is_seen) < (before.own_phone_at, before.own_phone):
        return before
    return msgspec.structs.replace(before, own_phone=is_seen, own_phone_at=row.wall)


def _with(days: tuple[str, ...], day: str) -> tuple[str, ...]:
    return tuple(sorted({*days, day}))


def _has_changed(played: str, installed: str) -> bool:
    """Whether what counts as mastery changed since: the major number is greater.

    >>> _has_changed("1.4.0", "2.0.0")
    True
    """
    return _major(installed) > _major(played)


def _major(version: str) -> int:
    first = version.partition(".")[0]
    return int(first) if first.isdecimal() else 0
