"""A whole statement checked against the standard: the first fault found raises `Refused`. Pure."""

from typing import Any

from elderapp.hub.xapi import formats
from elderapp.hub.xapi.activities import check_activity
from elderapp.hub.xapi.actors import IDENTIFIERS, check_actor, check_agent, check_group
from elderapp.hub.xapi.refusals import Refused, need
from elderapp.hub.xapi.shapes import (
    check_extensions,
    check_flag,
    check_iri,
    check_language,
    check_list,
    check_moment,
    check_object,
    check_text,
    check_uuid,
    check_words,
    is_number,
)

VOIDED = "http://adlnet.gov/expapi/verbs/voided"
SIGNATURE = "http://adlnet.gov/expapi/attachments/signature"

_SAID = frozenset({"actor", "verb", "object", "result", "context", "timestamp", "attachments"})
_REQUIRED = frozenset({"actor", "verb", "object"})
_STATEMENT, _SUB = _SAID | {"id", "stored", "authority", "version"}, _SAID | {"objectType"}
_VERB, _ID = frozenset({"id", "display"}), frozenset({"id"})
_REFERENCE = frozenset({"objectType", "id"})
_RESULT = frozenset({"score", "success", "completion", "response", "duration", "extensions"})
_SCORE = frozenset({"scaled", "raw", "min", "max"})
_CONTEXT_1 = frozenset(
    {"registration", "instructor", "team", "contextActivities", "revision", "platform", "language", "statement",
     "extensions"}
)  # fmt: skip
_CONTEXT_2 = _CONTEXT_1 | {"contextAgents", "contextGroups"}
PLACES = ("parent", "grouping", "category", "other")
_PLACES = frozenset(PLACES)
_ATTACHED = frozenset({"usageType", "display", "contentType", "length", "sha2"})
_ATTACHMENT = _ATTACHED | {"description", "fileUrl"}
_INVOLVED = (
    ("contextAgents", "contextAgent", "agent", check_agent),
    ("contextGroups", "contextGroup", "group", check_group),
)


def check_statement(value: Any, *, second: bool) -> None:
    """A statement as it comes in; `second` when it comes by the second edition.

    A context activity that stands alone becomes a list of one, as the standard has it.
    """
    check_object(value, "the statement", _STATEMENT, _REQUIRED)
    _check_said(value, second=second, within=False)
    if "id" in value:
        check_uuid(value["id"], "the statement's id")
    if "stored" in value:
        check_moment(value["stored"], "stored")
    if "version" in value:
        _check_version(value["version"], second=second)
    if "authority" in value:
        _check_authority(value["authority"])


def _check_version(value: Any, *, second: bool) -> None:
    known = type(value) is str and (formats.is_version_1(value) or (second and formats.is_version_2(value)))
    need(known, "the statement's version is none of this edition")


def _check_authority(value: Any) -> None:
    check_actor(value, "the authority")
    if value.get("objectType") == "Group":
        anonymous = not any(name in value for name in IDENTIFIERS)
        need(anonymous and len(value.get("member", ())) == 2, "an authority that is a group has two members, no more")


def _check_said(value: dict[str, Any], *, second: bool, within: bool) -> None:
    """What statements and sub-statements have in common."""
    check_actor(value["actor"], "the actor")
    verb = value["verb"]
    check_object(verb, "the verb", _VERB, _ID)
    check_iri(verb["id"], "the verb's id")
    if "display" in verb:
        check_words(verb["display"], "the verb's display")
    kind = _check_thing(value["object"], second=second, within=within)
    if verb["id"] == VOIDED:
        need(kind == "StatementRef" and not within, "voiding needs a StatementRef as its object")
    if "result" in value:
        _check_result(value["result"])
    if "context" in value:
        _check_context(value["context"], second=second, is_activity=kind == "Activity")
    if "timestamp" in value:
        check_moment(value["timestamp"], "the timestamp")
    if "attachments" in value:
        check_list(value["attachments"], "attachments")
        for one in value["attachments"]:
            _check_attachment(one)


def _check_thing(value: Any, *, second: bool, within: bool) -> str:
    """The object; gives what kind it is."""
    need(type(value) is dict, "the object must be an object")
    kind = value.get("objectType", "Activity")
    match kind:
        case "Activity":
            check_activity(value, "the object")
        case "Agent" | "Group":
            check_actor(value, "the object")
        case "StatementRef":
            _check_reference(value, "the object")
        case "SubStatement" if not within:
            check_object(value, "the sub-statement", _SUB, _REQUIRED)
            _check_said(value, second=second, within=True)
        case _:
            raise Refused(400, "the object's objectType is none that may stand here")
    return str(kind)


def _check_reference(value: Any, where: str) -> None:
    check_object(value, where, _REFERENCE, _REFERENCE)
    need(value["objectType"] == "StatementRef", f"{where} must be a StatementRef")
    check_uuid(value["id"], f"the id of {where}")


def _check_result(value: Any) -> None:
    check_object(value, "the result", _RESULT)
    for name in ("success", "completion"):
        if name in value:
            check_flag(value[name], name)
    if "response" in value:
        check_text(value["response"], "the response")
    if "duration" in value:
        lasting = value["duration"]
        need(type(lasting) is str and formats.is_duration(lasting), "the duration must be one of ISO 8601")
    if "extensions" in value:
        check_extensions(value["extensions"], "the result's extensions")
    if "score" in value:
        _check_score(value["score"])


def _check_score(value: Any) -> None:
    check_object(value, "the score", _SCORE)
    need(all(is_number(one) for one in value.values()), "a score is made of numbers")
    if "scaled" in value:
        need(-1 <= value["scaled"] <= 1, "a scaled score lies between -1 and 1")
    least, most, raw = value.get("min"), value.get("max"), value.get("raw")
    need(least is None or most is None or least < most, "the least score must lie below the greatest")
    need(raw is None or least is None or least <= raw, "the raw score lies below the least")
    need(raw is None or most is None or raw <= most, "the raw score lies above the greatest")


def _check_context(value: Any, *, second: bool, is_activity: bool) -> None:
    check_object(value, "the context", _CONTEXT_2 if second else _CONTEXT_1)
    if "registration" in value:
        check_uuid(value["registration"], "the registration")
    if "instructor" in value:
        check_actor(value["instructor"], "the instructor")
    if "team" in value:
        check_group(value["team"], "the team")
    for name in ("revision", "platform"):
        if name in value:
            check_text(value[name], name)
            need(is_activity, f"{name} may stand only where the object is an Activity")
    if "language" in value:
        check_language(value["language"], "the context's language")
    if "statement" in value:
        _check_reference(value["statement"], "the context's statement")
    if "extensions" in value:
        check_extensions(value["extensions"], "the context's extensions")
    if "contextActivities" in value:
        _check_places(value["contextActivities"])
    for name, kind, field, check in _INVOLVED:
        if name in value:
            check_list(value[name], name)
            for one in value[name]:
                _check_involved(one, name, kind, field, check)


def _check_places(value: Any) -> None:
    check_object(value, "contextActivities", _PLACES)
    for name, given in value.items():
        if type(given) is dict:
            value[name] = given = [given]
        check_list(given, name)
        for one in given:
            check_activity(one, name)


def _check_involved(value: Any, name: str, kind: str, field: str, check: Any) -> None:
    check_object(value, name, frozenset({"objectType", field, "relevantTypes"}), frozenset({"objectType", field}))
    need(value["objectType"] == kind, f"the objectType in {name} must be {kind}")
    check(value[field], f"the {field} in {name}")
    if "relevantTypes" in value:
        check_list(value["relevantTypes"], "relevantTypes")
        need(value["relevantTypes"], "relevantTypes may not be empty")
        for one in value["relevantTypes"]:
            check_iri(one, "a relevant type")


def _check_attachment(value: Any) -> None:
    check_object(value, "an attachment", _ATTACHMENT, _ATTACHED)
    check_iri(value["usageType"], "the usageType")
    check_words(value["display"], "the attachment's display")
    if "description" in value:
        check_words(value["description"], "the attachment's description")
    need(
        type(value["contentType"]) is str and formats.MEDIA.fullmatch(value["contentType"]),
        "the contentType must be a media type",
    )
    need(type(value["length"]) is int and value["length"] >= 0, "the length of an attachment is a whole number")
    need(type(value["sha2"]) is str and formats.SHA2.fullmatch(value["sha2"]), "sha2 must be a digest in hexadecimal")
    if "fileUrl" in value:
        check_iri(value["fileUrl"], "the fileUrl")
