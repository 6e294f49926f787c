"""The OpenAPI document: Litestar's own, and the sides for tablets and others' tools, described by hand."""

from functools import lru_cache
from typing import Any

import msgspec
from litestar import Request, Router
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme, Server
from msgspec import Struct

from elderapp import __version__
from elderapp.hub.auth import COOKIE, EVERYBODY
from elderapp.hub.xapi import description
from elderapp.sync import signing
from elderapp.sync.below import RegisterReply
from elderapp.sync.protocol import (
    BASE,
    JSON,
    PROBLEM_JSON,
    STATUS,
    Conflict,
    Live,
    PackList,
    PairReply,
    PairRequest,
    PeopleReply,
    Receipt,
    Refusal,
    RosterReply,
)
from elderapp.sync.standing import Hello, KeyChange, KeyReply

_DEFLATED = "application/octet-stream"
_MESSAGES: dict[str, type[Struct]] = {
    "/pair": PairReply, "/{device}": Receipt, "/{device}/people": PeopleReply, "/{device}/roster": RosterReply,
    "/{device}/live": Live, "/{device}/packs": PackList, "/{device}/key": KeyReply, "/hello": Hello,
    "/{device}/below": RegisterReply, "/{device}/below/{tablet}": Receipt,
}  # fmt: skip
"""What is answered where, as far as it is JSON."""
_BODIES: dict[str, type[Struct]] = {"/pair": PairRequest, "/{device}/key": KeyChange}
_PATTERNS = {"code": "^[0-9]{8}$", "public_key": "^[0-9a-f]{64}$"}
"""What a pairing request's texts look like."""
_ROUTES: tuple[tuple[str, str, str, str, str], ...] = (
    ("/pair", "post", "Pair a tablet with a one-time code", JSON, "PairRequest → PairReply"),
    ("/hello", "get", "Who this hub is", "", "Hello, signed by the hub over `nonce`"),
    ("/{device}/key", "post", "Change a tablet's key", JSON, "KeyChange, signed with the old key → KeyReply"),
    ("/{device}", "post", "Hand in a batch of statements", _DEFLATED, "deflated Batch → Receipt, or 409 Conflict"),
    ("/{device}/below", "post", "A hub tells its parent", _DEFLATED, "deflated Register → RegisterReply"),
    ("/{device}/below/{tablet}", "post", "A hub forwards a batch", _DEFLATED, "a tablet's → Receipt or 409"),
    ("/{device}/people", "post", "Hand in walk-ins", _DEFLATED, "deflated People → PeopleReply"),
    ("/{device}/roster", "get", "The open class and its people", "", "RosterReply; `after` is the cursor known"),
    ("/{device}/live", "get", "What is wanted now", "", "Live; waits while it is what `after` names"),
    ("/{device}/packs", "get", "Packs to have", "", "PackList"),
    ("/{device}/packs/{digest}", "get", "One pack's file", "", "the file; Range is honoured"),
)


def config() -> OpenAPIConfig:
    """Where the document is, and what stands at its top."""
    return OpenAPIConfig(
        title="ElderApp hub",
        version=__version__,
        openapi_router=Router(path="/schema", route_handlers=[], opt=EVERYBODY, include_in_schema=False),
        render_plugins=[_WithTablets()],
        servers=[Server(url="/")],
        components=Components(security_schemes={
            "token": SecurityScheme(type="http", scheme="bearer", description="a token that a manager made"),
            "login": SecurityScheme(type="apiKey", name=COOKIE, security_scheme_in="cookie", description="a log-in"),
        }),
    )  # fmt: skip


class _WithTablets(JsonRenderPlugin):
    """The document with the sides in it that are no Litestar routes."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """The document as JSON."""
        paths = {**openapi_schema.get("paths", {})}
        for path, method, summary, media, said in _ROUTES:
            paths.setdefault(BASE + path, {})[method] = _operation(path, method, summary, media, said)
        components = {**openapi_schema.get("components", {})}
        components["schemas"] = {**components.get("schemas", {}), **_schemas()[1]}
        return super().render(
            request, {**openapi_schema, "paths": paths | description.paths(), "components": components}
        )


@lru_cache
def _schemas() -> tuple[dict[type[Struct], dict[str, Any]], dict[str, Any]]:
    """A reference to each of the tablets' messages, and what they refer to."""
    messages: list[type[Struct]] = [*_MESSAGES.values(), *_BODIES.values(), Refusal, Conflict]
    references, components = msgspec.json.schema_components(messages, ref_template="#/components/schemas/{name}")
    for name, pattern in _PATTERNS.items():
        components["PairRequest"]["properties"][name]["pattern"] = pattern
    return dict(zip(messages, references, strict=True)), components


def _schema(messages: dict[str, type[Struct]], path: str) -> dict[str, Any]:
    """What is sent there, as far as it is JSON; anything at all otherwise."""
    return _schemas()[0][messages[path]] if path in messages else {}


def _operation(path: str, method: str, summary: str, media: str, said: str) -> dict[str, Any]:
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    headers = (signing.DEVICE, signing.TIME, signing.NONCE, signing.SIGNATURE)
    text = {"type": "string"}
    parameters = [{"name": name, "in": "path", "required": True, "schema": text} for name in names]
    parameters += [{"name": name, "in": "header", "required": True, "schema": text} for name in headers]
    if path.endswith(("roster", "live")):
        parameters.append({"name": "after", "in": "query", "required": False, "schema": {"type": "integer"}})
    if path == "/hello":
        parameters = [{"name": "nonce", "in": "query", "required": True, "schema": {**text, "minLength": 1}}]
    known = _schemas()[0]
    problem = {"description": "refused", "content": {PROBLEM_JSON: {"schema": known[Refusal]}}}
    answer = _DEFLATED if "digest" in path else JSON
    operation: dict[str, Any] = {
        "summary": summary,
        "description": said,
        "operationId": f"tablets-{method}{path.replace('/', '-').replace('{', '').replace('}', '')}",
        "parameters": parameters,
        "responses": {
            "200": {"description": said, "content": {answer: {"schema": _schema(_MESSAGES, path)}}},
            **{str(status): problem for status in sorted({400, 404, 405, 408, 500, *STATUS.values()})},
            "409": {"description": "a gap or a fork", "content": {JSON: {"schema": known[Conflict]}}},
        },
    }
    if media:
        operation["requestBody"] = {"required": True, "content": {media: {"schema": _schema(_BODIES, path)}}}
    return operation
