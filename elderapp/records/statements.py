"""Statements: what a learner did, in the field's own verbs, as rows of a tablet's gapless, chained log.

No name, picture or free text ever stands in a row: learners are pseudonymous ids, results small numbers and words.
"""

import hashlib
from enum import StrEnum

import msgspec
from msgspec import Struct

Result = dict[str, str | int | bool]
"""What came of it: small numbers and words from a closed list."""


class Verb(StrEnum):
    """cmi5's verbs, those between them, and those for classes and for mending."""

    INITIALIZED = "initialized"
    ANSWERED = "answered"
    EXPERIENCED = "experienced"
    ASKED = "asked"
    COMPLETED = "completed"
    PASSED = "passed"
    FAILED = "failed"
    TERMINATED = "terminated"
    ATTENDED = "attended"
    VOIDED = "voided"
    CORRECTED = "corrected"
    REASSIGNED = "reassigned"


class Statement(Struct, frozen=True):
    """What is said, before the log gives it a number and a time.

    `object` is a lesson id, ``lesson/stage/step``, or for `attended` the session's id. `attempt` is one run.

    Results: initialized ``{version, nth}`` (the attempts this tablet knew of, with this one) · experienced (a step came
    up) ``{n, of}`` · answered ``{outcome, key, …}`` with outcome alone|hint1|hint2|shown|trainer, for discrimination
    also ``{genuine, guess}`` (booleans: it is, she thinks it is) and ``{action}`` believe|verify|disbelieve, after a
    wrong pick ``{wrong}`` (the author's id of the first) · asked ``{what}`` hand|lowered|hint|again|stuck ·
    completed ``{stage?}`` · passed ``{}`` · terminated ``{why}`` done|left|idle ·
    corrected ``{own_phone, by}`` (staff saw it done on the learner's own phone; false takes it back) · reassigned
    ``{of, by}`` (this attempt at the object, which stood under the name of ``of``, is the learner's).

    Besides: attended ``{status, by}`` (a trainer's mark: present|absent) · answered on ``lesson/tried`` ``{tried}``
    yes|no|stuck (at home, since the last visit) · answered on ``@notice`` ``{understood}`` (what is kept about her) ·
    asked on ``@desk`` ``{topic, phone, outcome, minutes, by, again?}`` (a question at the help desk, nobody's name;
    ``again``: whoever asked the one before asks this too) · asked on a step ``{what: changed, by}`` (the real app looks
    different now). What begins with @ is no lesson.
    """

    verb: Verb
    learner: str
    object: str
    result: Result = {}
    session: str = ""
    attempt: str = ""


class Row(Struct, frozen=True, array_like=True):
    """One row of a tablet's log. Its identity is (device, epoch, seq); `seq` starts at 1 and has no gap.

    `wall` and `mono` are milliseconds (UTC since 1970; since the start of the machine that `boot` names).
    """

    epoch: int
    seq: int
    wall: int
    mono: int
    boot: str
    verb: Verb
    learner: str
    session: str
    attempt: str
    object: str
    result: Result


GENESIS = bytes(32)
"""The digest before the first row of an epoch."""


_SORTED = msgspec.json.Encoder(order="sorted").encode


def canonical(row: Row) -> bytes:
    """The row as a JSON array in UTF-8 without spaces, keys of the result sorted: what the chain is computed over."""
    return _SORTED(row)


def chain(before: bytes, row: Row) -> bytes:
    """SHA-256 over the digest before and the canonical row (32 bytes)."""
    return chain_written(before, canonical(row))


def chain_written(before: bytes, written: bytes) -> bytes:
    """The same for a row as it was written down, whether or not we understand it."""
    return hashlib.sha256(before + written).digest()
