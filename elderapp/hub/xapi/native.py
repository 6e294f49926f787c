"""The hub's own statements as others read them: addresses, ids, and nobody's name. Pure.

An id tells where its statement stands (which log, which row), so that one is found without an index of ids.
"""

import hashlib
import uuid
from typing import Any

from msgspec import Struct

from elderapp.hub.xapi.formats import written
from elderapp.records.statements import Result, Verb

HOME = "https://elderapp.example"
"""What every address of ours begins with: a name, no place to visit."""
ADL = "http://adlnet.gov/expapi"
TABLET = "tablet-"
"""What the account of a tablet begins with."""
OWN_VERBS = (Verb.CORRECTED, Verb.REASSIGNED)
VERB_IDS: dict[Verb, str] = {
    verb: f"{HOME}/verbs/{verb.value}" if verb in OWN_VERBS else f"{ADL}/verbs/{verb.value}"
    for verb in Verb
    if verb is not Verb.VOIDED  # no tablet writes one
}
VERBS = {iri: verb for verb, iri in VERB_IDS.items()}
_KINDS = {"lessons": f"{ADL}/activities/lesson", "sessions": f"{ADL}/activities/meeting"}
_STEP = f"{ADL}/activities/interaction"
_SUCCESS = {Verb.PASSED: True, Verb.FAILED: False}


class Native(Struct, frozen=True):
    """One row of a tablet's log as the hub has it; `time` is the hub's, `received` when it came (ms)."""

    centre: int
    device: str
    epoch: int
    seq: int
    time: int
    received: int
    verb: Verb
    learner: str
    session: str
    attempt: str
    object: str
    result: Result


class Wanted(Struct, frozen=True):
    """Which native statements are asked for, as texts of the log; empty means all. Times are milliseconds.

    `actor` is the name of an account; `objects` are class meetings where `are_meetings`.
    """

    verb: Verb | None = None
    actor: str = ""
    attempt: str = ""
    are_meetings: bool = False
    objects: tuple[str, ...] = ()
    within: str = ""
    sessions: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None


def log_digest(device: str, epoch: int) -> int:
    """60 bits that tell a tablet's log from every other."""
    return int.from_bytes(hashlib.sha256(f"{HOME}/{device}/{epoch}".encode()).digest()[:8], "big") >> 4


def id_of(device: str, epoch: int, seq: int) -> str:
    """The statement's id, for ever the same: 60 bits of the log's digest, 22 of the row's, and `seq`.

    A name-based UUID says version 5, though `seq` stands in it as it is; some clients refuse version 8, made for such.
    """
    log = log_digest(device, epoch)
    check = int.from_bytes(hashlib.sha256(f"{HOME}/{device}/{epoch}/{seq}".encode()).digest()[:4], "big") >> 10
    number = (log >> 12) << 80 | 0x5 << 76 | (log & 0xFFF) << 64 | 0b10 << 62 | check << 40 | seq & (2**40 - 1)
    return str(uuid.UUID(int=number))


def place_of(id_: str) -> tuple[int, int]:
    """The log's digest and the row that an id would name; whether it does, `id_of` tells."""
    number = uuid.UUID(id_).int
    return (number >> 80) << 12 | (number >> 64) & 0xFFF, number & (2**40 - 1)


def account(centre: int, name: str) -> dict[str, Any]:
    """Somebody of a centre, by a pseudonym."""
    return {"objectType": "Agent", "account": {"homePage": f"{HOME}/centres/{centre}", "name": name}}


def activity_id(text: str, kind: str = "lessons") -> str:
    """The address of what a row is about."""
    return f"{HOME}/{text[1:]}" if text.startswith("@") else f"{HOME}/{kind}/{text}"


def object_of(iri: str) -> tuple[str, str]:
    """The kind (lessons, sessions, or none) and the row's own text of an address; two empty texts where it is not ours.

    >>> object_of(activity_id("pay-fps/alone/amount"))
    ('lessons', 'pay-fps/alone/amount')
    """
    if not iri.startswith(f"{HOME}/"):
        return "", ""
    kind, _, text = iri.removeprefix(f"{HOME}/").partition("/")
    if kind in _KINDS:
        return (kind, text) if text else ("", "")
    return ("", "") if text or kind in ("centres", "verbs") else ("others", f"@{kind}")


def activity(text: str, kind: str = "lessons") -> dict[str, Any]:
    """What a row is about, as an activity."""
    made: dict[str, Any] = {"objectType": "Activity", "id": activity_id(text, kind)}
    if not text.startswith("@"):
        made["definition"] = {"type": _STEP if kind == "lessons" and "/" in text else _KINDS[kind]}
    return made


def registration_of(attempt: str) -> str:
    """One run of a lesson as the standard's registration; empty for what is no number of ours."""
    is_ours = len(attempt) == 32 and attempt.isascii() and attempt.isalnum()
    try:
        return str(uuid.UUID(attempt)) if is_ours else ""
    except ValueError:
        return ""


def statement_of(row: Native) -> dict[str, Any]:
    """The row as a statement. It is made of the row alone, so it never changes."""
    kind = "sessions" if row.verb is Verb.ATTENDED and not row.object.startswith("@") else "lessons"
    said: dict[str, Any] = {
        "id": id_of(row.device, row.epoch, row.seq),
        "actor": account(row.centre, row.learner or f"{TABLET}{row.device}"),
        "verb": {"id": VERB_IDS[row.verb], "display": {"en": row.verb.value}},
        "object": activity(row.object, kind),
        "context": _context(row, kind),
        "timestamp": written(row.time),
        "stored": written(row.received),
        "authority": account(row.centre, "hub"),
        "version": "1.0.0",
    }
    if result := _result(row):
        said["result"] = result
    return said


def _context(row: Native, kind: str) -> dict[str, Any]:
    places: dict[str, Any] = {}
    if kind == "lessons" and "/" in row.object:
        places["parent"] = [activity(row.object.partition("/")[0])]
    if row.session and kind == "lessons":
        places["grouping"] = [activity(row.session, "sessions")]
    context: dict[str, Any] = {"platform": "ElderApp"}
    if registration := registration_of(row.attempt):
        context["registration"] = registration
    if places:
        context["contextActivities"] = places
    return context


def _result(row: Native) -> dict[str, Any]:
    """Small numbers and words; which member of staff it was stays in the hub."""
    result: dict[str, Any] = {}
    if row.verb in _SUCCESS:
        result["success"] = _SUCCESS[row.verb]
    if row.verb is Verb.COMPLETED and not row.result.get("stage"):
        result["completion"] = True
    given = {f"{HOME}/result/{name}": value for name, value in row.result.items() if name != "by"}
    if given:
        result["extensions"] = given
    return result
