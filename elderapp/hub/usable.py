"""Which of a tablet's rows the hub can use: read, bounded, in words it knows. The rest is kept as it came."""

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from elderapp.records.statements import Row, Verb
from elderapp.sync.batches import together

LONGEST = 200
"""Characters of any text in a row that the hub can use."""
LATEST = 4_102_444_800_000  # 2100-01-01: a clock beyond it says nothing
_INT64 = 2**63
_SORTED = msgspec.json.Encoder(order="sorted").encode
_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)

Texts = tuple[str, str, str, str, str]
"""Learner, session, attempt, object, and the result as JSON."""


class Said(Struct, frozen=True):
    """A row as it was understood, with its texts; or a stable code that says why the hub cannot use it."""

    row: Row | None
    texts: Texts = ("",) * 5
    code: str = ""


def understood(written: Sequence[bytes]) -> list[Said]:
    """What each row says. All are read at once where all can be read, which is nearly always."""
    try:
        return [_said(row) for row in together(written, Row)]
    except _UNREADABLE:
        return [_alone(one) for one in written]


def texts_of(row: Row) -> Texts:
    """What of a row is text."""
    result = _SORTED(row.result).decode() if row.result else ""
    return row.learner, row.session, row.attempt, row.object, result


def _alone(written: bytes) -> Said:
    try:
        return _said(msgspec.json.decode(written, type=Row))
    except _UNREADABLE:
        return Said(None, code=_why_not(written))


def _why_not(written: bytes) -> str:
    """An app that is newer than this hub may say what it has no word for."""
    try:
        verb = msgspec.json.decode(written)[5]
    except (*_UNREADABLE, IndexError, KeyError, TypeError):
        return "unreadable-row"
    return "unreadable-row" if verb in list(Verb) else "unknown-verb"


def _said(row: Row) -> Said:
    texts = texts_of(row)
    for value in row.result.values():
        if isinstance(value, int) and not -_INT64 <= value < _INT64:
            return Said(row, texts, "number-impossible")
    return Said(row, texts, _unusable(row, texts))


def _unusable(row: Row, texts: Texts) -> str:
    every = "".join(texts)  # one look at all is enough for nearly every row
    if len(every) > LONGEST and max(map(len, texts)) > LONGEST:
        return "text-too-long"
    # In JSON within a text a NUL is written out; PostgreSQL stores it in neither way.
    if ("\0" in every or "\\u0000" in every) and any("\0" in text or "\\u0000" in text for text in texts):
        return "text-unstorable"
    return "" if 0 <= row.wall < LATEST else "time-impossible"
