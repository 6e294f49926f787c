"""From the written line to the spoken one: clauses with their pauses, each knowing its place in the caption."""

import itertools
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from elderapp.speech.syllables import syllables
from elderapp.speech.written import LIST, Part, join, parts

LONGEST = 20
"""Syllables that may be said without a pause."""


class Clause(Struct, frozen=True):
    """What is said in one breath, then `pause_after` seconds of silence.

    `text` holds words alone, no digit and no punctuation but the closing `mark` beside it. The clause is the sound of
    the caption's characters `first` to before `last`; `parts` divide these further. The last pause of a line is not
    kept in its clip. `syllables` are told where the words are not Cantonese; 0: count them.
    """

    text: str
    pause_after: float
    first: int
    last: int
    mark: str = ""
    parts: tuple[Part, ...] = ()
    syllables: int = 0


def spoken(text: str, respell: Mapping[str, str], *, speech: str = "", cuts: Sequence[int] = ()) -> tuple[Clause, ...]:
    """The clauses of a caption; together their spans cover it once, from its first character to its last.

    `speech` is said instead of the derived words, `cuts` are the places where a clause that is too long may take
    breath. A caption with nothing to say has no clauses.

    >>> [(clause.text, clause.pause_after) for clause in spoken("俾 $50，得未？", {})]
    [('俾五十蚊', 0.5), ('得未', 0.9)]
    """
    if speech:
        return _over(text, spoken(speech, respell), spoken(text, respell))
    found: list[Clause] = []
    for breath in _breaths(parts(text, respell)):
        for piece in _split(breath, cuts):
            found.append(_clause(text, piece))
    return tuple(found)


def unread(text: str, respell: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """What nothing knows how to say, in order, each once: signs, words, numbers.

    >>> unread("去 parcel 睇 🎁，1/2")
    ('parcel', '🎁', '1/2')
    """
    odd = (text[part.first : part.last] for part in parts(text, respell or {}) if not part.is_read)
    return tuple(dict.fromkeys(odd))


def words_of(clauses: Sequence[Clause]) -> str:
    """The whole spoken line, as an author reads it."""
    return "".join(clause.text + (clause.mark or ("，" if clause is not clauses[-1] else "")) for clause in clauses)


def _breaths(found: Sequence[Part]) -> Iterator[list[Part]]:
    """Parts up to and with the pause that follows them; marks that lead or pile up stay with their neighbours."""
    breath: list[Part] = []
    is_closed = False
    for part in found:
        if is_closed and part.text:
            yield breath
            breath, is_closed = [], False
        breath.append(part)
        is_closed = is_closed or (part.pause > 0 and any(one.text for one in breath))
    if any(part.text for part in breath):
        yield breath


def _split(breath: list[Part], cuts: Sequence[int]) -> list[list[Part]]:
    """Halves a breath of more than `LONGEST` syllables at the cut that is nearest to its middle, again if needed."""
    weights = [syllables(part.text) for part in breath]
    total = sum(weights)
    if total <= LONGEST:
        return [breath]
    sums = [sum(weights[:at]) for at in range(len(breath))]
    places = [at for at in range(1, len(breath)) if 0 < sums[at] < total]
    wanted = [at for at in places if breath[at].first in cuts] or places
    if not wanted:
        return [breath]
    at = min(wanted, key=lambda place: abs(sums[place] * 2 - total))
    left, right = breath[:at], breath[at:]
    left[-1] = replace(left[-1], pause=max(left[-1].pause, LIST))
    return _split(left, cuts) + _split(right, cuts)


def _clause(text: str, piece: list[Part]) -> Clause:
    first, last = piece[0].first, piece[-1].last
    pause = max((part.pause for part in piece), default=0.0)
    return Clause(join(piece), pause, first, last, _mark(text, piece), tuple(piece))


def _mark(text: str, piece: list[Part]) -> str:
    """The first of the marks that close it; a number's own comma or colon is none."""
    closing = itertools.takewhile(lambda part: not part.text, reversed(piece))
    marks = [text[part.first] for part in closing if part.pause]
    return marks[-1].strip() if marks else ""


def _over(text: str, said: tuple[Clause, ...], derived: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """The clauses `said` laid over the caption: clause by clause where there are as many, else by their length."""
    if not said:
        return ()
    if len(said) == len(derived):
        ends = [clause.last for clause in derived]
    else:
        total = sum(syllables(clause.text) for clause in said) or 1
        ends, so_far = [], 0
        for clause in said:
            so_far += syllables(clause.text)
            ends.append(round(len(text) * so_far / total))
        ends[-1] = len(text)
    starts = [0, *ends[:-1]]
    return tuple(
        replace(clause, first=first, last=last, parts=(Part(clause.text, first, last),))
        for clause, first, last in zip(said, starts, ends, strict=True)
    )
