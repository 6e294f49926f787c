"""Rules of safety: nothing in a lesson may open a live page, ring a stranger, or look like somebody's papers."""

import re
from collections.abc import Iterator

from elderapp.lesson.given import Given
from elderapp.lesson.lines import parts_of
from elderapp.lesson.mock import Mock
from elderapp.lesson.model import Call, Lesson, Spot
from elderapp.lesson.problems import Problem
from elderapp.lesson.rules_words import texts_of

ALLOWED_HOSTS = ("gov.hk", "ha.org.hk", "cyberdefender.hk", "octopus.com.hk", "mtr.com.hk")
"""Official addresses that a lesson may show, with all below them."""

_HOST = re.compile(r"(?<![\w@.-])((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,})(?![\w-])")
_SAFE_ENDS = (".example", ".test", ".invalid")
_PHONE = re.compile(r"(?<![\d$.,-])(?:\+?852[ -]?)?([235-9]\d{3})[ -]?(\d{4})(?![\d-]|\.\d|,\d)")
_DATE = re.compile(r"20\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\Z")
_HKID = re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,2}[ ]?\d{6}[ ]?(?:[(（][0-9A][)）]|[0-9A])(?![A-Za-z0-9])")
_CARD = re.compile(r"(?<!\d)\d{4}([ -]?)\d{4}\1\d{4}\1\d{1,7}(?!\d)")


def of_lesson(lesson: Lesson, given: Given) -> Iterator[Problem]:
    """What is unsafe in the words of a lesson."""
    for line, _ in parts_of(lesson):
        yield from _of_text(line.text, given, line.id, lesson.id)
    for stage in lesson.stages:
        for step in stage.steps:
            path = f"{lesson.id}/{step.id}"
            if isinstance(step, Spot):
                message = step.message
                text = "".join(part.text for part in message.parts)
                yield from _of_text(text, given, f"{path}#message", path)
                if not step.genuine:
                    yield from _official(text, given, f"{path}#message", path)
                for key, words in (("from", message.sender), ("number", message.number)):
                    yield from _of_text(words, given, f"{path}#{key}", f"{path}#message", path)
            if isinstance(step, Call):
                for key, words in (("caller", step.caller), ("number", step.number)):
                    yield from _of_text(words, given, f"{path}#{key}", path)
    for name, mock in lesson.mocks.items():
        filled_by = f"{lesson.id}/variant" if "@" in name else lesson.id
        for path, text in texts_of(mock):
            yield from _of_text(text, given, path, filled_by, lesson.id)


def of_mock(mock: Mock, given: Given) -> Iterator[Problem]:
    """What is unsafe on a practice phone."""
    for path, text in texts_of(mock):
        yield from _of_text(text, given, path, mock.id)


def _of_text(text: str, given: Given, *at: str) -> Iterator[Problem]:
    for match in _HOST.finditer(text):
        host = match.group(1).lower()
        is_placeholder = text[: match.start()].endswith("{")  # {fact.police}: that it is unknown is told already
        if not is_placeholder and not is_safe_host(host):
            yield given.problem("L401", *at, word=match.group(1))
    for match in _CARD.finditer(text):
        if not _is_blank(match.group()):
            yield given.problem("L404", *at, word=match.group())
            return
    for match in _HKID.finditer(text):
        yield given.problem("L403", *at, word=match.group())
    for match in _PHONE.finditer(text):
        if not is_safe_number(match.group(1) + match.group(2), given):
            yield given.problem("L402", *at, word=match.group())


def _official(text: str, given: Given, *at: str) -> Iterator[Problem]:
    """A true official address in a message that is fake teaches to distrust it."""
    for match in _HOST.finditer(text):
        if is_safe_host(match.group(1).lower()) and not match.group(1).lower().endswith(_SAFE_ENDS):
            yield given.problem("L401", *at, word=match.group(1))


def is_safe_host(host: str) -> bool:
    """Whether nobody can be led astray by this address.

    >>> is_safe_host("parcel.example"), is_safe_host("www.gov.hk"), is_safe_host("bank-hk.com")
    (True, True, False)
    """
    if host.endswith(_SAFE_ENDS):
        return True
    return any(host == allowed or host.endswith(f".{allowed}") for allowed in ALLOWED_HOSTS)


def is_safe_number(digits: str, given: Given) -> bool:
    """Whether eight digits are plainly invented (6000 0000 and its like), a hotline from the facts, or a date."""
    if digits[1:4] == "000" and digits[4:7] == "000":
        return True
    if digits[4:] == "0000" and digits[:4] == digits[0] * 4:
        return True
    if _DATE.match(digits):
        return True
    return any(digits in re.sub(r"\D", "", fact.value) for fact in given.facts.values())


def _is_blank(number: str) -> bool:
    """Noughts alone after the first four are nobody's card."""
    return not re.sub(r"\D", "", number)[4:].strip("0")
