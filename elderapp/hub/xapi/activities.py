"""Activities, their definitions and questions: what they must look like. Pure."""

from typing import Any

from elderapp.hub.xapi.refusals import Refused, need
from elderapp.hub.xapi.shapes import check_extensions, check_iri, check_list, check_object, check_text, check_words

COMPONENTS = {
    "choice": frozenset({"choices"}),
    "sequencing": frozenset({"choices"}),
    "likert": frozenset({"scale"}),
    "matching": frozenset({"source", "target"}),
    "performance": frozenset({"steps"}),
    **dict.fromkeys(("true-false", "fill-in", "long-fill-in", "numeric", "other"), frozenset[str]()),
}
"""The kinds of question, and the lists each may have."""
LISTS = ("choices", "scale", "source", "target", "steps")
WORDS = ("name", "description")
_ACTIVITY, _ID = frozenset({"objectType", "id", "definition"}), frozenset({"id"})
_DEFINITION = frozenset(
    {*WORDS, *LISTS, "type", "moreInfo", "extensions", "interactionType", "correctResponsesPattern"}
)
_COMPONENT = frozenset({"id", "description"})


def check_activity(value: Any, where: str) -> None:
    """Something that is done, by its IRI."""
    check_object(value, where, _ACTIVITY, _ID)
    need(value.get("objectType", "Activity") == "Activity", f"{where} must be an Activity")
    check_iri(value["id"], f"the id of {where}")
    if "definition" in value:
        _check_definition(value["definition"], f"the definition of {where}")


def _check_definition(value: Any, where: str) -> None:
    check_object(value, where, _DEFINITION)
    for name in WORDS:
        if name in value:
            check_words(value[name], f"{name} in {where}")
    for name in ("type", "moreInfo"):
        if name in value:
            check_iri(value[name], f"{name} in {where}")
    if "extensions" in value:
        check_extensions(value["extensions"], f"extensions in {where}")
    _check_question(value, where)


def _check_question(value: dict[str, Any], where: str) -> None:
    kind = value.get("interactionType")
    if kind is None:
        need(not {*LISTS, "correctResponsesPattern"} & value.keys(), f"{where} is a question without interactionType")
        return
    if type(kind) is not str or kind not in COMPONENTS:
        raise Refused(400, f"interactionType in {where} is none of the standard's")
    if "correctResponsesPattern" in value:
        check_list(value["correctResponsesPattern"], f"correctResponsesPattern in {where}")
        for one in value["correctResponsesPattern"]:
            check_text(one, f"a correct response in {where}")
    for name in LISTS:
        if name in value:
            need(name in COMPONENTS[kind], f"{where}: {kind} has no {name}")
            _check_components(value[name], f"{name} in {where}")


def _check_components(value: Any, where: str) -> None:
    check_list(value, where)
    seen = set()
    for one in value:
        check_object(one, f"one of {where}", _COMPONENT, _ID)
        check_text(one["id"], f"an id of {where}")
        need(one["id"] not in seen, f"{where} has an id twice")
        seen.add(one["id"])
        if "description" in one:
            check_words(one["description"], f"a description of {where}")


def merged(known: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    """A definition with what was told anew; maps are joined, all else is replaced.

    >>> merged({"name": {"en": "One"}}, {"name": {"zh-HK": "一"}, "type": "x:y"})
    {'name': {'en': 'One', 'zh-HK': '一'}, 'type': 'x:y'}
    """
    joined = dict(known)
    for name, value in told.items():
        old = joined.get(name)
        joined[name] = {**old, **value} if type(old) is dict and type(value) is dict else value
    return joined
