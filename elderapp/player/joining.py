"""Progress that two learners made who turn out to be one: joined, as if one had made it all. Pure."""

from msgspec.structs import replace

from elderapp.player.mastery import OUTCOMES
from elderapp.records.people import Progress


def join(one: Progress, other: Progress) -> Progress:
    """What folding the statements of both gives (`elderapp.player.mastery.fold`); both are of one lesson.

    Days are sets; the open attempt, outcomes, guesses, her own phone and the last day are registers in which the
    greatest stamp wins.
    """
    newer = max(one, other, key=_attempt)
    later = max(one, other, key=lambda each: each.last_wall)
    seen = max(one, other, key=lambda each: (each.own_phone_at, each.own_phone))
    finished = _both(one.finished, other.finished)
    places = one.outcomes.keys() | other.outcomes.keys()
    best = {place: max((_outcome(one, place), _outcome(other, place))) for place in places}
    return replace(
        newer,
        finished=finished,
        completed=len(finished),
        days=_both(one.days, other.days),
        outcomes={place: OUTCOMES[index] for place, (_, index, _) in best.items()},
        answered={place: wall for place, (wall, _, _) in best.items()},
        guesses={place: guess for place, (_, _, guess) in best.items() if guess},
        own_phone=seen.own_phone,
        own_phone_at=seen.own_phone_at,
        last_wall=later.last_wall,
        last_day=later.last_day,
    )


def _attempt(progress: Progress) -> tuple[int, int, str, int, int]:
    return progress.nth, progress.began, progress.attempt, progress.epoch, progress.seq


def _outcome(progress: Progress, place: str) -> tuple[int, int, str]:
    if place not in progress.outcomes:
        return -1, 0, ""
    return (
        progress.answered.get(place, 0),
        OUTCOMES.index(progress.outcomes[place]),
        progress.guesses.get(place, ""),
    )


def _both(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({*one, *other}))
