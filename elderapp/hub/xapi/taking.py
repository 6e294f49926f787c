"""Stores others' statements: all of a request's or none, each id once and for ever the same."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select, update

from elderapp import clock
from elderapp.hub.storage.schema_privacy import erased
from elderapp.hub.storage.schema_xapi import activity, attachment, counter, statement, statement_key
from elderapp.hub.storage.writer import add, put
from elderapp.hub.xapi import forgetting, log, meaning, multipart, native
from elderapp.hub.xapi.activities import merged
from elderapp.hub.xapi.formats import moment, written
from elderapp.hub.xapi.refusals import Refused, need
from elderapp.hub.xapi.rules import check_statement

MOST = 2000
"""Statements of one request."""
Said = dict[str, Any]
_ENCODE = msgspec.json.Encoder().encode


class Ready(Struct, frozen=True):
    """A statement that keeps every rule, and what is needed to compare it and to find it."""

    said: Said
    fingerprint: bytes
    ref: str
    is_voiding: bool

    @property
    def id(self) -> str:
        """Its id, in lower case."""
        return str(self.said["id"])


def check(given: Any, parts: multipart.Parts, *, second: bool) -> list[Ready]:
    """What came in a request, checked before the database is asked for anything. Raises `Refused`."""
    several = given if type(given) is list else [given]
    need(len(several) <= MOST, f"a request may bring {MOST} statements")
    ready, seen = [], set()
    for said in several:
        check_statement(said, second=second)
        said["id"] = said["id"].lower() if "id" in said else str(uuid.UUID(clock.new_id()))
        need(said["id"] not in seen, "two statements of a request have the same id")
        seen.add(said["id"])
        ref, is_voiding = meaning.reference_of(said), meaning.is_voiding(said)
        ready.append(Ready(said, meaning.fingerprint(said), ref, is_voiding))
    multipart.check_attachments((one.said for one in ready), parts)
    return ready


def take(
    connection: Connection, centre: int, authority: Said, ready: Sequence[Ready], parts: multipart.Parts, *,
    second: bool,
) -> list[str]:  # fmt: skip
    """Stores what is new, in the caller's transaction; gives the ids. Raises `Refused` (400, 403, 409)."""
    n, stored = turn(connection, centre)
    new = _new(connection, centre, ready)
    rows, keys = [], []
    for one in new:
        n += 1
        said = _completed(one.said, authority, stored, second=second)
        found = meaning.keys_of(said)
        if one.ref and (target := log.find(connection, centre, one.ref)):
            for k, direct in meaning.keys_of(native.statement_of(target)).items():
                found[k] = found.get(k, False) or direct
        keys += [{"centre": centre, "k": k, "n": n, "direct": direct} for k, direct in found.items()]
        rows.append(
            {"centre": centre, "n": n, "id": one.id, "stored": stored, "ref": one.ref, "voiding": one.is_voiding,
             "voided": False, "fingerprint": one.fingerprint, "json": _ENCODE(said)}
        )  # fmt: skip
    add(connection, statement, rows)
    add(connection, statement_key, keys)
    _void(connection, centre, new)
    _forget_erased(connection, centre, new)
    _learn_activities(connection, centre, (one.said for one in new))
    files = [{"centre": centre, "sha2": sha2, "body": part.body} for sha2, part in parts.items()]
    add(connection, attachment, files)
    connection.execute(update(counter).where(counter.c.centre == centre).values(n=n, stored=stored))
    return [one.id for one in ready]


def turn(connection: Connection, centre: int) -> tuple[int, int]:
    """The last number given, and the moment at which what comes now is stored; nobody else stores until we are done."""
    chosen = select(counter.c.n, counter.c.stored).where(counter.c.centre == centre).with_for_update()
    found = connection.execute(chosen).first()
    if found is None:
        add(connection, counter, [{"centre": centre, "n": 0, "stored": 0}])
        found = connection.execute(chosen).one()
    return found.n, max(clock.wall_ms(), found.stored)  # a clock set back must not change the order


def _new(connection: Connection, centre: int, ready: Sequence[Ready]) -> list[Ready]:
    """Those that are not there yet; one that is must say the same."""
    known: dict[str, bytes] = {}
    for some in _slices([one.id for one in ready]):
        chosen = select(statement.c.id, statement.c.fingerprint).where(
            statement.c.centre == centre, statement.c.id.in_(some)
        )
        known |= {row.id: bytes(row.fingerprint) for row in connection.execute(chosen)}
    digests = log.digests(connection, centre)
    new = []
    for one in ready:
        there = known.get(one.id)
        if there is None and native.place_of(one.id)[0] in digests:
            row = log.find(connection, centre, one.id)
            there = meaning.fingerprint(native.statement_of(row)) if row else None
        if there is None:
            new.append(one)
        elif one.fingerprint != there and one.fingerprint not in _as_told(connection, centre, one.id):
            raise Refused(409, f"statement {one.id} is there already and says something else")
    return new


def _as_told(connection: Connection, centre: int, id_: str) -> set[bytes]:
    """The fingerprints of a statement as the store tells it, and without the time that the store gave it.

    Whoever read it may send it back as it was read; how statements are compared may have changed since it was stored.
    """
    found = connection.scalar(select(statement.c.json).where(statement.c.centre == centre, statement.c.id == id_))
    if not found:
        return set()
    told = msgspec.json.decode(found, type=dict[str, Any])
    same = {meaning.fingerprint(told)}
    if told["timestamp"] == told["stored"]:
        del told["timestamp"]
        same.add(meaning.fingerprint(told))
    return same


def _slices(ids: list[str]) -> Iterable[list[str]]:
    return (ids[start : start + 400] for start in range(0, len(ids), 400))


def _forget_erased(connection: Connection, centre: int, new: Sequence[Ready]) -> None:
    """What is said of somebody who was erased is known to have come, and is not kept."""
    named = {name for one in new for name in forgetting.learners_in(one.said, centre)}
    for some in _slices(sorted(named)):
        chosen = select(erased.c.learner).where(erased.c.centre == centre, erased.c.learner.in_(some))
        if gone := list(connection.scalars(chosen)):
            forgetting.forget(connection, centre, gone, clock.wall_ms())


def _completed(said: Said, authority: Said, stored: int, *, second: bool) -> Said:
    """The statement with what the store says of it."""
    now = written(stored)
    done = {**said, "stored": now, "authority": authority}
    done.setdefault("timestamp", now)
    if second:  # the second edition tells every moment in UTC
        done["timestamp"] = _in_utc(done["timestamp"])
        if "timestamp" in done["object"]:
            done["object"] = {**done["object"], "timestamp": _in_utc(done["object"]["timestamp"])}
    done.setdefault("version", "2.0.0" if second else "1.0.0")
    return done


def _in_utc(text: str) -> str:
    there = moment(text)
    assert there is not None
    return written(there // 1000)


def _void(connection: Connection, centre: int, new: Sequence[Ready]) -> None:
    """Takes back what was voided, now or by a statement that came before its target."""
    targets = {one.ref for one in new if one.is_voiding}
    for target in targets:
        if log.find(connection, centre, target):
            raise Refused(403, "the hub's own statements are mended at the centre, not by others")
    for some in _slices(sorted(targets)):
        of = (statement.c.centre == centre, statement.c.id.in_(some))
        if connection.execute(select(statement.c.n).where(*of, statement.c.voiding).limit(1)).first():
            raise Refused(400, "a statement that voids another cannot be voided")
        connection.execute(update(statement).where(*of).values(voided=True))
    for some in _slices([one.id for one in new]):
        earlier = select(statement.c.ref, statement.c.id).where(
            statement.c.centre == centre, statement.c.ref.in_(some), statement.c.voiding
        )
        gone = {row.ref for row in connection.execute(earlier)}
        if gone:
            voided = (statement.c.centre == centre, statement.c.id.in_(sorted(gone)), statement.c.voiding.is_(False))
            connection.execute(update(statement).where(*voided).values(voided=True))


def _learn_activities(connection: Connection, centre: int, several: Iterable[Said]) -> None:
    """What statements tell of activities is joined to what was known. Ours are told by nobody else."""
    told: dict[bytes, Said] = {}
    for said in several:
        for one, _ in meaning.all_activities(said):
            if one.get("definition") and not one["id"].startswith(f"{native.HOME}/"):
                k = meaning.key("activity", one["id"])
                told[k] = merged(told.get(k, {}), one["definition"])
    if not told:
        return
    chosen = select(activity.c.k, activity.c.definition).where(activity.c.centre == centre)
    known: dict[bytes, bytes] = {}
    digests = sorted(told)
    for start in range(0, len(digests), 400):
        some = digests[start : start + 400]
        known |= {
            bytes(row.k): bytes(row.definition) for row in connection.execute(chosen.where(activity.c.k.in_(some)))
        }
    for k, definition in told.items():
        old = known.get(k)
        whole = _ENCODE(merged(msgspec.json.decode(old), definition) if old else definition)
        if whole != old:
            put(connection, activity, [{"centre": centre, "k": k, "definition": whole}])
