"""A request as it came, and as it is meant: parameters, log-in, version, the first edition's other syntax. Pure."""

import base64
import binascii
from urllib.parse import parse_qsl

from msgspec import Struct
from msgspec.structs import replace

from elderapp.hub.xapi import formats
from elderapp.hub.xapi.refusals import Refused, need

BASE = "/xapi"
VERSION = "x-experience-api-version"
FIRST, SECOND = "1.0.3", "2.0.0"
MOST_PARAMETERS = 50
_AS_HEADERS = frozenset(
    {"authorization", VERSION, "content-type", "content-length", "if-match", "if-none-match", "accept-language"}
)
_BY_FORMS = ("navigate", "no-cors")
"""How browsers name what a page of somebody else's may send without being asked (Sec-Fetch-Mode)."""


class Request(Struct, frozen=True):
    """One request; `path` is what follows the store's address, header names are in lower case."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes

    @property
    def is_form(self) -> bool:
        """Whether its body may be a form that holds another request."""
        return self.method == "POST" and "method=" in self.query


class Meant(Struct, frozen=True):
    """The same with its parameters by name."""

    method: str
    path: str
    parameters: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def version(self) -> str:
        """The edition asked for, as it was written; empty when none was."""
        return self.headers.get(VERSION, "")

    @property
    def is_second(self) -> bool:
        """Whether the second edition is spoken."""
        return formats.is_version_2(self.version)

    @property
    def media(self) -> str:
        """The body's media type without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Answer(Struct, frozen=True):
    """What is answered."""

    status: int
    body: bytes = b""
    media: str = "application/json"
    headers: dict[str, str] = {}


def meant(request: Request) -> Meant:
    """Raises `Refused`."""
    parameters = _pairs(request.query)
    made = Meant(request.method, request.path, parameters, request.headers, request.body)
    return _other_syntax(made) if request.method == "POST" and "method" in parameters else made


def _pairs(text: str) -> dict[str, str]:
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS)
    except ValueError as error:
        raise Refused(400, "the parameters cannot be read") from error
    found = dict(pairs)
    need(len(found) == len(pairs), "a parameter stands there twice")
    need(not any("\0" in one for pair in pairs for one in pair), "a parameter has a character that cannot be kept")
    return found


def _other_syntax(made: Meant) -> Meant:
    """A POST whose form holds the parameters, headers and content of another request."""
    need(made.parameters.keys() == {"method"}, "all parameters of an alternate request stand in its form")
    if made.headers.get("sec-fetch-mode") in _BY_FORMS:
        raise Refused(403, "another site's page may not write here")
    try:
        form = _pairs(made.body.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Refused(400, "the form is not UTF-8") from error
    method = made.parameters["method"].upper()
    need(method in ("GET", "HEAD", "PUT", "POST", "DELETE"), "the method is none of the standard's")
    content = form.pop("content", None)
    need(content is not None or method != "PUT", "a request that sends something needs content in its form")
    headers = {name: value for name, value in made.headers.items() if name not in ("content-type", "content-length")}
    headers["content-type"] = "application/json"
    headers |= {name.lower(): value for name, value in form.items() if name.lower() in _AS_HEADERS}
    parameters = {name: value for name, value in form.items() if name.lower() not in _AS_HEADERS}
    need(not formats.is_version_2(headers.get(VERSION, "")), "the second edition has no alternate request syntax")
    return replace(made, method=method, parameters=parameters, headers=headers, body=(content or "").encode("utf-8"))


def check_version(asked: Meant) -> None:
    """Raises `Refused` unless the request names an edition that is spoken here."""
    known = formats.is_version_1(asked.version) or formats.is_version_2(asked.version)
    need(known, f"X-Experience-API-Version must be there, and be {FIRST} or {SECOND}")


def basic(headers: dict[str, str]) -> tuple[str, str]:
    """The name and secret of HTTP's Basic log-in; two empty texts where there is none."""
    kind, _, given = headers.get("authorization", "").partition(" ")
    if kind.lower() != "basic":
        return "", ""
    try:
        name, _, secret = base64.b64decode(given.strip(), validate=True).decode("utf-8").partition(":")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return "", ""
    return ("", "") if "\0" in name else (name, secret)
