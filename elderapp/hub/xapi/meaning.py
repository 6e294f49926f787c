"""What a statement says, for comparing and for finding it: its fingerprint, its actors, its activities. Pure."""

import hashlib
from collections.abc import Iterator
from typing import Any

import msgspec

from elderapp.hub.xapi import formats
from elderapp.hub.xapi.actors import key_of
from elderapp.hub.xapi.rules import VOIDED

Keys = dict[bytes, bool]
"""Digests under which a statement is found; true where it is about the thing itself, false where only related."""

_ENCODE = msgspec.json.Encoder(order="sorted").encode
INVOLVED = (("contextAgents", "agent"), ("contextGroups", "group"))
"""Who else had a part in it, as the second edition has it, and where in each it is said who."""
_NOT_COMPARED = frozenset({"id", "stored", "authority", "version", "timestamp", "attachments"})


def fingerprint(statement: dict[str, Any]) -> bytes:
    """What two statements with one id must share to be the same (32 bytes).

    Whatever a store sets itself, attachments, how verbs and activities are described, the order of a group's members
    and the case of what has none are left out; moments and lengths of time are compared by what they mean.
    """
    return hashlib.sha256(_ENCODE(_compared(statement))).digest()


def _compared(statement: dict[str, Any]) -> dict[str, Any]:
    said = {name: value for name, value in statement.items() if name not in _NOT_COMPARED}
    said |= {"actor": _same_actor(said["actor"]), "verb": said["verb"]["id"], "object": _same_thing(said["object"])}
    if "timestamp" in statement:
        said["timestamp"] = formats.moment(statement["timestamp"])
    duration = statement.get("result", {}).get("duration")
    if duration:
        said["result"] = {**said["result"], "duration": formats.comparable_duration(duration)}
    if "context" in said:
        said["context"] = _same_context(said["context"])
    return said


def _same_thing(thing: dict[str, Any]) -> Any:
    match thing.get("objectType", "Activity"):
        case "Activity":
            return thing["id"]
        case "StatementRef":
            return _same_reference(thing)
        case "SubStatement":
            return _compared(thing)
    return _same_actor(thing)


def _same_reference(reference: dict[str, Any]) -> dict[str, Any]:
    return {**reference, "id": reference["id"].lower()}


def _same_actor(actor: dict[str, Any]) -> dict[str, Any]:
    same = dict(actor)
    if "mbox" in actor:
        name, _, host = actor["mbox"].rpartition("@")
        same["mbox"] = f"{name}@{host.lower()}"
    if "mbox_sha1sum" in actor:
        same["mbox_sha1sum"] = actor["mbox_sha1sum"].lower()
    if "member" in actor:
        same["member"] = sorted(map(_same_actor, actor["member"]), key=_ENCODE)
    return same


def _same_context(context: dict[str, Any]) -> dict[str, Any]:
    same = dict(context)
    if "registration" in context:
        same["registration"] = context["registration"].lower()
    if "statement" in context:
        same["statement"] = _same_reference(context["statement"])
    for name in ("instructor", "team"):
        if name in context:
            same[name] = _same_actor(context[name])
    for name, field in INVOLVED:
        if name in context:
            same[name] = [{**one, field: _same_actor(one[field])} for one in context[name]]
    if "contextActivities" in context:
        places = context["contextActivities"]
        same["contextActivities"] = {name: [one["id"] for one in places[name]] for name in places}
    return same


def key(kind: str, text: str) -> bytes:
    """The digest under which statements about something are found (16 bytes)."""
    return hashlib.sha256(f"{kind} {text}".encode()).digest()[:16]


def keys_of(statement: dict[str, Any]) -> Keys:
    """Everything a statement can be asked for by."""
    found = {key("verb", statement["verb"]["id"]): True}
    if registration := statement.get("context", {}).get("registration"):
        found[key("registration", registration.lower())] = True
    for kind, pairs in (("agent", _agents(statement)), ("activity", _activities(statement))):
        for text, direct in pairs:
            digest = key(kind, text)
            found[digest] = found.get(digest, False) or direct
    return found


def reference_of(statement: dict[str, Any]) -> str:
    """The id of the statement that this one is about; empty for most."""
    thing = statement["object"]
    return thing["id"].lower() if thing.get("objectType") == "StatementRef" else ""


def is_voiding(statement: dict[str, Any]) -> bool:
    """Whether it takes another back."""
    return bool(statement["verb"]["id"] == VOIDED)


def _actor(actor: dict[str, Any] | None, direct: bool) -> Iterator[tuple[str, bool]]:
    if actor is None:
        return
    if known := key_of(actor):
        yield known, direct
    for member in actor.get("member", ()):
        yield key_of(member), direct


def _agents(said: dict[str, Any], *, top: bool = True) -> Iterator[tuple[str, bool]]:
    yield from _actor(said["actor"], top)
    thing = said["object"]
    match thing.get("objectType"):
        case "Agent" | "Group":
            yield from _actor(thing, top)
        case "SubStatement":
            yield from _agents(thing, top=False)
    context = said.get("context", {})
    others = [context.get("instructor"), context.get("team"), said.get("authority")]
    others += [one["agent"] for one in context.get("contextAgents", ())]
    others += [one["group"] for one in context.get("contextGroups", ())]
    for one in others:
        yield from _actor(one, False)


def _activities(said: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    for one, direct in all_activities(said):
        yield one["id"], direct


def all_activities(said: dict[str, Any], *, top: bool = True) -> Iterator[tuple[dict[str, Any], bool]]:
    """Every activity a statement names, and whether it is what the statement is about."""
    thing = said["object"]
    match thing.get("objectType", "Activity"):
        case "Activity":
            yield thing, top
        case "SubStatement":
            yield from all_activities(thing, top=False)
    for several in said.get("context", {}).get("contextActivities", {}).values():
        for one in several:
            yield one, False


def all_attachments(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every attachment of a statement and of what stands within it."""
    yield from said.get("attachments", ())
    if said["object"].get("objectType") == "SubStatement":
        yield from said["object"].get("attachments", ())
