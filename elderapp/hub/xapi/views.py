"""A statement as it was asked for: exact, with ids alone, or with canonical definitions in one language. Pure."""

from collections.abc import Callable, Sequence
from typing import Any

from elderapp.hub.xapi.activities import LISTS, WORDS
from elderapp.hub.xapi.actors import IDENTIFIERS
from elderapp.hub.xapi.meaning import INVOLVED

FORMATS = ("exact", "ids", "canonical")
Definition = Callable[[str], dict[str, Any] | None]
"""The definition known of an activity, by its id."""


def ids_only(said: dict[str, Any]) -> dict[str, Any]:
    """The least that tells actors, activities and verbs apart."""
    short = {**said, "actor": _who(said["actor"]), "verb": {"id": said["verb"]["id"]}}
    thing = said["object"]
    match thing.get("objectType", "Activity"):
        case "Activity":
            short["object"] = {"id": thing["id"]}
        case "Agent" | "Group":
            short["object"] = _who(thing)
        case "SubStatement":
            short["object"] = ids_only(thing)
    if "authority" in said:
        short["authority"] = _who(said["authority"])
    if "context" in said:
        short["context"] = _short_context(said["context"])
    return short


def _short_context(context: dict[str, Any]) -> dict[str, Any]:
    short = dict(context)
    for name in ("instructor", "team"):
        if name in context:
            short[name] = _who(context[name])
    for name, field in INVOLVED:
        if name in context:
            short[name] = [{**one, field: _who(one[field])} for one in context[name]]
    if "contextActivities" in context:
        places = context["contextActivities"]
        short["contextActivities"] = {name: [{"id": one["id"]} for one in places[name]] for name in places}
    return short


def _who(actor: dict[str, Any]) -> dict[str, Any]:
    short = {name: actor[name] for name in ("objectType", *IDENTIFIERS) if name in actor}
    if not any(name in actor for name in IDENTIFIERS):
        short["member"] = [_who(one) for one in actor.get("member", ())]
    return short


def languages(header: str) -> list[str]:
    """The languages of an Accept-Language header, the dearest first.

    >>> languages("en;q=0.5, zh-HK, *;q=0.1")
    ['zh-hk', 'en']
    """
    asked = []
    for number, part in enumerate(header[:1000].split(",")):
        tag, _, weight = part.partition(";")
        try:
            dear = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            dear = 0
        if tag.strip() not in ("", "*") and dear > 0:
            asked.append((-dear, number, tag.strip().lower()))
    return [tag for _, _, tag in sorted(asked)]


def in_one_language(words: dict[str, str], wanted: Sequence[str]) -> dict[str, str]:
    """The one entry of a language map that suits best: what is not there is sought by ever less of its tag.

    >>> in_one_language({"fr": "F", "en": "E", "zh": "Z"}, ["zh-hk", "en"])
    {'zh': 'Z'}
    """
    for tag in wanted:
        pieces = tag.split("-")
        for length in range(len(pieces), 0, -1):
            part = "-".join(pieces[:length])
            for known in words:
                if known.lower() == part or known.lower().startswith(f"{part}-"):
                    return {known: words[known]}
    return dict(list(words.items())[:1])


def canonical(said: dict[str, Any], known: Definition, wanted: Sequence[str]) -> dict[str, Any]:
    """With each activity as it is known here, and one language of each text."""
    full = {**said, "verb": dict(said["verb"])}
    if "display" in full["verb"]:
        full["verb"]["display"] = in_one_language(full["verb"]["display"], wanted)
    match said["object"].get("objectType", "Activity"):
        case "Activity":
            full["object"] = _canonical_activity(said["object"], known, wanted)
        case "SubStatement":
            full["object"] = canonical(said["object"], known, wanted)
    places = said.get("context", {}).get("contextActivities")
    if places:
        several = {name: [_canonical_activity(one, known, wanted) for one in places[name]] for name in places}
        full["context"] = {**said["context"], "contextActivities": several}
    return full


def _canonical_activity(activity: dict[str, Any], known: Definition, wanted: Sequence[str]) -> dict[str, Any]:
    definition = known(activity["id"]) or activity.get("definition")
    if not definition:
        return activity
    chosen = dict(definition)
    for name in WORDS:
        if name in chosen:
            chosen[name] = in_one_language(chosen[name], wanted)
    for name in LISTS:
        if name in chosen:
            chosen[name] = [
                {**one, "description": in_one_language(one["description"], wanted)} if "description" in one else one
                for one in chosen[name]
            ]
    return {**activity, "definition": chosen}
