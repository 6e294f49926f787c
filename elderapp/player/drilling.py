"""True or fake, six at a time: what a practice draws from the bank, and how well somebody tells the two apart."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec.structs import replace

from elderapp.lesson.model import Cover, Lesson, Spot, Stage
from elderapp.player.mastery import Discrimination, discrimination
from elderapp.records.people import Progress

EACH = 3
"""Of genuine and of fake ones: somebody who says the same of all six is right three times."""
HARDEST = 3
GOOD, LEANING = 1.5, 0.4
"""d′ from which the two are told apart, and how far one may lean to either side (c)."""

_DAY = 86_400_000

Judgement = Literal["", "again", "apart", "trusting", "wary"]
"""Too little is known; to be practised; told apart; too much is believed; everything is called fake."""


def bank_of(lessons: Mapping[str, Cover]) -> Cover | None:
    """The bank among the lessons of a tablet."""
    return next((one for one in lessons.values() if one.is_bank), None)


def draw(bank: Lesson, progress: Progress | None, chance: int) -> Lesson:
    """A practice of the bank: three genuine and three fake items, mixed.

    What she has never seen comes first, then what she saw longest ago (of one day all is equally old); then what is not
    too hard for how often she has practised, and no two of one kind while there are others. `chance` decides the rest.
    """
    seen = progress.answered if progress else {}
    level = min(HARDEST, 1 + len(progress.finished)) if progress else 1

    def age(item: Spot) -> int:
        return max(seen.get(f"trick/{name}", 0) for name in (item.id, *item.was)) // _DAY

    items = [step for stage in bank.stages for step in stage.steps if isinstance(step, Spot)]
    ranked = sorted(items, key=lambda item: (age(item), item.level > level, _lot(chance, item.id)))
    chosen = [
        one
        for genuine in (True, False)
        for one in _varied([(age(item), item) for item in ranked if item.genuine == genuine])
    ]
    mixed = sorted(chosen, key=lambda item: _lot(chance, f"{item.id}/place"))
    return replace(bank, stages=(Stage("trick", tuple(mixed)),))


def _varied(ranked: list[tuple[int, Spot]]) -> list[Spot]:
    """Three, each of a new kind where those that are equally old leave a choice."""
    chosen: list[Spot] = []
    while ranked and len(chosen) < EACH:
        oldest = [item for age, item in ranked if age == ranked[0][0]]
        kinds = {(one.scam, one.message.kind) for one in chosen}
        picked = next((one for one in oldest if (one.scam, one.message.kind) not in kinds), oldest[0])
        chosen.append(picked)
        ranked = [pair for pair in ranked if pair[1] is not picked]
    return chosen


def _lot(chance: int, name: str) -> int:
    """A number that looks drawn, the same for the same chance."""
    return int.from_bytes(hashlib.blake2b(f"{chance}/{name}".encode(), digest_size=8).digest())


def measured(reached: Iterable[Progress]) -> tuple[Discrimination, int]:
    """How well genuine and fake are told apart, over everything that was guessed, and how many guesses that is.

    Of each item the newest guess counts.
    """
    guesses = [guess for progress in reached for guess in progress.guesses.values()]
    count = {guess: guesses.count(guess) for guess in ("ff", "fg", "gf", "gg")}
    found = discrimination(count["ff"], count["ff"] + count["fg"], count["gf"], count["gf"] + count["gg"])
    return found, len(guesses)


def judgement(reached: Iterable[Progress]) -> Judgement:
    """The same in a word, for trainers; nothing before twice six were guessed."""
    found, many = measured(reached)
    if many < 4 * EACH:
        return ""
    if abs(found.c) > LEANING:
        return "wary" if found.c < 0 else "trusting"
    return "apart" if found.d_prime >= GOOD else "again"
