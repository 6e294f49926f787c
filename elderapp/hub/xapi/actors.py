"""Agents and groups: what they must look like, and what tells one from another. Pure."""

from typing import Any

from elderapp.hub.xapi import formats
from elderapp.hub.xapi.refusals import need
from elderapp.hub.xapi.shapes import check_iri, check_list, check_object, check_text

IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")
"""The inverse functional identifiers: whoever shares one is the same."""
_AGENT = frozenset({"objectType", "name", *IDENTIFIERS})
_GROUP = _AGENT | {"member"}
_ACCOUNT = frozenset({"homePage", "name"})


def check_actor(value: Any, where: str) -> None:
    """An agent, or a group where it says so."""
    need(type(value) is dict, f"{where} must be an object")
    if value.get("objectType") == "Group":
        check_group(value, where)
    else:
        check_agent(value, where)


def check_agent(value: Any, where: str) -> None:
    """Somebody, by exactly one identifier."""
    check_object(value, where, _AGENT)
    need(value.get("objectType", "Agent") == "Agent", f"{where} must be an Agent or a Group")
    need(_count(value, where) == 1, f"{where} needs exactly one of mbox, mbox_sha1sum, openid, account")


def check_group(value: Any, where: str) -> None:
    """Several: known by one identifier, or by their members alone."""
    check_object(value, where, _GROUP)
    need(value.get("objectType") == "Group", f"{where} must be a Group")
    known = _count(value, where)
    need(known <= 1, f"{where} may have one identifier only")
    need(known or value.get("member"), f"{where} has neither identifier nor members")
    if "member" in value:
        check_list(value["member"], f"the member of {where}")
        for one in value["member"]:
            check_agent(one, f"a member of {where}")


def _count(value: dict[str, Any], where: str) -> int:
    """How many identifiers there are, each well formed."""
    if "name" in value:
        check_text(value["name"], f"the name of {where}")
    found = [name for name in IDENTIFIERS if name in value]
    for name in found:
        _check_identifier(name, value[name], where)
    return len(found)


def _check_identifier(name: str, given: Any, where: str) -> None:
    if name == "account":
        check_object(given, f"the account of {where}", _ACCOUNT, _ACCOUNT)
        check_iri(given["homePage"], f"the homePage of {where}")
        check_text(given["name"], f"the account name of {where}")
    elif name == "openid":
        check_iri(given, f"the openid of {where}")
    else:
        pattern = formats.MBOX if name == "mbox" else formats.SHA1
        need(type(given) is str and pattern.fullmatch(given), f"the {name} of {where} is malformed")


def key_of(actor: dict[str, Any]) -> str:
    """What makes this actor who it is; empty for a group that only its members make.

    >>> key_of({"mbox": "mailto:ling@centre.example"})
    'mbox mailto:ling@centre.example'
    """
    for name in IDENTIFIERS:
        if name in actor:
            given = actor[name]
            if name == "account":
                return f"account {given['homePage']} {given['name']}"
            return f"{name} {given.lower() if name == 'mbox_sha1sum' else given}"
    return ""


def person(actor: dict[str, Any]) -> dict[str, Any]:
    """What is known of an agent as the Agents resource tells it: what was asked with, in arrays."""
    known = {name: [actor[name]] for name in ("name", *IDENTIFIERS) if name in actor}
    return {"objectType": "Person", **known}
