"""When each piece of a caption is lit: measured for clauses, shared out by syllables inside them."""

import itertools
from collections.abc import Sequence

from elderapp.packs.model import Beat
from elderapp.speech.spoken import Clause
from elderapp.speech.syllables import syllables


def beats(
    clauses: Sequence[Clause], spans: Sequence[tuple[float, float]], cuts: Sequence[int] = ()
) -> tuple[Beat, ...]:
    """Beats that cover the caption once, each lit while its own words are heard.

    `cuts` are the places where a caption may be divided; without any inside a clause, the clause is one beat.
    """
    found: list[Beat] = []
    for clause, (start, end) in zip(clauses, spans, strict=True):
        pieces = _pieces(clause, cuts)
        total = sum(weight for _, _, weight in pieces) or 1.0
        so_far = 0.0
        for first, last, weight in pieces:
            begun = start + (end - start) * so_far / total
            so_far += weight
            found.append(Beat(first, last, round(begun, 3), round(start + (end - start) * so_far / total, 3)))
    return tuple(found)


def _pieces(clause: Clause, cuts: Sequence[int]) -> list[tuple[int, int, float]]:
    """The clause divided at the cuts, with syllables; a silent piece goes with its neighbour."""
    edges = [clause.first, *(cut for cut in cuts if clause.first < cut < clause.last), clause.last]
    pieces: list[tuple[int, int, float]] = []
    opening = clause.first
    for first, last in itertools.pairwise(edges):
        weight = _weight(clause, first, last)
        if weight:
            pieces.append((opening, last, weight))
            opening = last
        elif pieces:
            begun, _, before = pieces.pop()
            pieces.append((begun, last, before))
            opening = last
    return pieces or [(clause.first, clause.last, 1.0)]


def _weight(clause: Clause, first: int, last: int) -> float:
    total = 0.0
    for part in clause.parts:
        shared = min(last, part.last) - max(first, part.first)
        if shared > 0:
            total += syllables(part.text) * shared / (part.last - part.first)
    return total
