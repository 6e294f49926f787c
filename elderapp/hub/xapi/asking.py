"""What is asked of the Statements resource, taken out of an address. Pure."""

from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from elderapp.hub.xapi import meaning, native
from elderapp.hub.xapi.actors import check_actor, key_of
from elderapp.hub.xapi.native import Wanted
from elderapp.hub.xapi.refusals import Refused, need
from elderapp.hub.xapi.shapes import check_iri, check_moment, check_uuid
from elderapp.hub.xapi.views import FORMATS

MOST = 500
"""Statements of one page."""
USUAL = 100
MOST_WITH_FILES = 25
"""Statements of one page that brings their files: it is held in memory whole."""
_ONE = frozenset({"statementId", "voidedStatementId", "format", "attachments"})
_FLAGS = ("attachments", "ascending", "related_agents", "related_activities")
_ALL = _ONE | {"agent", "verb", "activity", "registration", "since", "until", "limit", "cursor", *_FLAGS}
Cursor = tuple[int, int, int, int]
"""The last statement seen of others, then the last place in the log; -1 before the first."""


class Filter(Struct, frozen=True):
    """Statements with this digest; `direct` where a relation is not enough."""

    key: bytes
    direct: bool


class Question(Struct, frozen=True):
    """One statement (`id`), or those that pass every filter. Times in milliseconds, `since` left out, `until` in."""

    id: str = ""
    voided: bool = False
    format: str = "exact"
    attachments: bool = False
    filters: tuple[Filter, ...] = ()
    native: Wanted | None = Wanted()
    since: int | None = None
    until: int | None = None
    limit: int = USUAL
    up: bool = False
    cursor: Cursor | None = None


def question(asked: dict[str, str], centre: int) -> Question:
    """Raises `Refused` where the standard has no such question."""
    if strange := asked.keys() - _ALL:
        raise Refused(400, f"unknown parameter: {min(strange)[:60]}")
    flags = {name: _flag(asked, name) for name in _FLAGS}
    need(asked.get("format", "exact") in FORMATS, "format must be ids, exact or canonical")
    common = Question(format=asked.get("format", "exact"), attachments=flags["attachments"])
    ids = [asked[name] for name in ("statementId", "voidedStatementId") if name in asked]
    if ids:
        need(len(ids) == 1, "statementId and voidedStatementId exclude each other")
        need(asked.keys() <= _ONE, "one statement is asked for with format and attachments alone")
        check_uuid(ids[0], "the statement's id")
        return replace(common, id=ids[0].lower(), voided="voidedStatementId" in asked)
    since, until = (check_moment(asked[name], name) // 1000 if name in asked else None for name in ("since", "until"))
    most = MOST_WITH_FILES if common.attachments else MOST
    return replace(
        common, filters=tuple(_filters(asked, flags)), native=_native(asked, flags, centre, since, until), since=since,
        until=until, limit=min(_limit(asked), most), up=flags["ascending"], cursor=_cursor(asked),
    )  # fmt: skip


def _flag(asked: dict[str, str], name: str) -> bool:
    value = asked.get(name, "false")
    need(value in ("true", "false"), f"{name} must be true or false")
    return value == "true"


def _limit(asked: dict[str, str]) -> int:
    text = asked.get("limit", "0")
    need(text.isascii() and text.isdigit() and len(text) < 10, "limit must be a whole number that is not negative")
    return int(text) or USUAL


def _cursor(asked: dict[str, str]) -> Cursor | None:
    if "cursor" not in asked:
        return None
    numbers = asked["cursor"].split("_")
    good = len(numbers) == 4 and all(one.lstrip("-").isdigit() and one.isascii() and len(one) < 19 for one in numbers)
    need(good, "the cursor is none of ours: begin with the first page")
    n, received, dk, seq = (int(one) for one in numbers)
    return n, received, dk, seq


def actor_in(text: str) -> dict[str, Any]:
    """The actor that a parameter holds as JSON."""
    try:
        found = msgspec.json.decode(text)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise Refused(400, "agent must be JSON") from error
    check_actor(found, "agent")
    need(key_of(found), "agent must be known by an identifier")
    assert isinstance(found, dict)
    return found


def _filters(asked: dict[str, str], flags: dict[str, bool]) -> list[Filter]:
    filters = []
    if "agent" in asked:
        who = key_of(actor_in(asked["agent"]))
        filters.append(Filter(meaning.key("agent", who), not flags["related_agents"]))
    for name in ("verb", "activity"):
        if name in asked:
            check_iri(asked[name], name)
            direct = name == "verb" or not flags["related_activities"]
            filters.append(Filter(meaning.key(name, asked[name]), direct))
    if "registration" in asked:
        check_uuid(asked["registration"], "registration")
        filters.append(Filter(meaning.key("registration", asked["registration"].lower()), True))
    return filters


def _native(
    asked: dict[str, str], flags: dict[str, bool], centre: int, since: int | None, until: int | None
) -> Wanted | None:
    """The same question to the tablets' log; None where none of its statements can answer."""
    verb, actor, attempt = None, "", ""
    if "agent" in asked:
        account = actor_in(asked["agent"]).get("account", {})
        if account.get("homePage") != f"{native.HOME}/centres/{centre}":
            return None
        actor = account["name"]
        if not actor:
            return None
        if actor == "hub" and flags["related_agents"]:
            actor = ""
    if "verb" in asked:
        verb = native.VERBS.get(asked["verb"])
        if verb is None:
            return None
    if "registration" in asked:
        attempt = asked["registration"].lower().replace("-", "")
    wanted = Wanted(verb=verb, actor=actor, attempt=attempt, since=since, until=until)
    return _about(wanted, asked["activity"], flags["related_activities"]) if "activity" in asked else wanted


def _about(wanted: Wanted, iri: str, related: bool) -> Wanted | None:
    kind, text = native.object_of(iri)
    if not kind:
        return None
    changes: dict[str, Any] = {"objects": (text,), "are_meetings": kind == "sessions"}
    if related and kind == "lessons" and "/" not in text:  # a step names its lesson, and nothing between the two
        changes["within"] = text
    if related and kind == "sessions":
        changes["sessions"] = (text,)
    return replace(wanted, **changes)
