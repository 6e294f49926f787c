"""The small parts of which statements are made, checked. Each raises `Refused`. Pure."""

from typing import Any, TypeGuard

from elderapp.hub.xapi import formats
from elderapp.hub.xapi.refusals import Refused, need

DEEPEST = 40
"""Levels of objects within objects that an extension may have."""
_NOTHING: frozenset[str] = frozenset()


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether it is a JSON number: true and false are none."""
    return type(value) in (int, float)


def check_object(value: Any, where: str, known: frozenset[str], required: frozenset[str] = _NOTHING) -> None:
    """An object with no property but the known, none of them null, and the required ones there."""
    if type(value) is not dict:
        raise Refused(400, f"{where} must be an object")
    if strange := value.keys() - known:
        raise Refused(400, f"{where} has an unknown property: {min(strange)[:60]}")
    if missing := required - value.keys():
        raise Refused(400, f"{where} lacks {min(missing)}")
    if None in value.values():
        raise Refused(400, f"{where} has a property that is null")


def check_text(value: Any, where: str) -> None:
    """A string."""
    need(type(value) is str, f"{where} must be a string")


def check_flag(value: Any, where: str) -> None:
    """True or false."""
    need(type(value) is bool, f"{where} must be true or false")


def check_iri(value: Any, where: str) -> None:
    """An IRI with its scheme."""
    if type(value) is not str or not formats.IRI.fullmatch(value):
        raise Refused(400, f"{where} must be an IRI")


def check_uuid(value: Any, where: str) -> None:
    """A UUID in its usual form."""
    if type(value) is not str or not formats.UUID.fullmatch(value):
        raise Refused(400, f"{where} must be a UUID")


def check_language(value: Any, where: str) -> None:
    """A language tag."""
    if type(value) is not str or not formats.LANGUAGE.fullmatch(value):
        raise Refused(400, f"{where} must be a language tag of RFC 5646")


def check_moment(value: Any, where: str) -> int:
    """An ISO 8601 moment; gives it in microseconds since 1970."""
    found = formats.moment(value) if type(value) is str else None
    if found is None:
        raise Refused(400, f"{where} must be an ISO 8601 timestamp")
    return found


def check_list(value: Any, where: str) -> None:
    """An array."""
    need(type(value) is list, f"{where} must be an array")


def check_words(value: Any, where: str) -> None:
    """A map from language tags to texts."""
    need(type(value) is dict, f"{where} must be a language map")
    for tag, text in value.items():
        check_language(tag, f"a key of {where}")
        check_text(text, where)


def check_extensions(value: Any, where: str) -> None:
    """A map from IRIs to whatever their makers like."""
    need(type(value) is dict, f"{where} must be an object")
    for name, given in value.items():
        check_iri(name, f"a key of {where}")
        if type(given) in (dict, list):
            check_depth(given, where)


def check_depth(value: Any, where: str) -> None:
    """Objects within objects, but not without end."""
    level: list[Any] = [value]
    for _ in range(DEEPEST):
        within = (one.values() if type(one) is dict else one for one in level)
        level = [inner for some in within for inner in some if type(inner) in (dict, list)]
        if not level:
            return
    raise Refused(400, f"{where} is nested more than {DEEPEST} levels deep")
