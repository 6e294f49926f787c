"""The OpenAPI document: Litestar's own, and the tablets' side, which is no Litestar route, described by hand."""

from typing import Any

from litestar import Request, Router
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Server

from elderapp import __version__
from elderapp.hub.auth import EVERYBODY
from elderapp.sync import signing
from elderapp.sync.protocol import BASE, JSON, PROBLEM_JSON, STATUS

_DEFLATED = "application/octet-stream"
_ROUTES: tuple[tuple[str, str, str, str, str], ...] = (
    ("/pair", "post", "Pair a tablet with a one-time code", JSON, "PairRequest → PairReply"),
    ("/hello", "get", "Who this hub is", "", "Hello, signed by the hub over `nonce`"),
    ("/{device}/key", "post", "Change a tablet's key", JSON, "KeyChange, signed with the old key → KeyReply"),
    ("/{device}", "post", "Hand in a batch of statements", _DEFLATED, "deflated Batch → Receipt, or 409 Conflict"),
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
    )


class _WithTablets(JsonRenderPlugin):
    """The document with the tablets' side in it."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """The document as JSON."""
        paths = {**openapi_schema.get("paths", {})}
        for path, method, summary, media, said in _ROUTES:
            paths.setdefault(BASE + path, {})[method] = _operation(path, method, summary, media, said)
        return super().render(request, {**openapi_schema, "paths": paths})


def _operation(path: str, method: str, summary: str, media: str, said: str) -> dict[str, Any]:
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    headers = (signing.DEVICE, signing.TIME, signing.NONCE, signing.SIGNATURE)
    text = {"type": "string"}
    parameters = [{"name": name, "in": "path", "required": True, "schema": text} for name in names]
    parameters += [{"name": name, "in": "header", "required": True, "schema": text} for name in headers]
    if path.endswith(("roster", "live")):
        parameters.append({"name": "after", "in": "query", "required": False, "schema": {"type": "integer"}})
    if path == "/hello":
        parameters = [{"name": "nonce", "in": "query", "required": True, "schema": text}]
    problem = {"description": "refused", "content": {PROBLEM_JSON: {"schema": {"type": "object"}}}}
    answer = _DEFLATED if "digest" in path else JSON
    operation: dict[str, Any] = {
        "summary": summary,
        "description": said,
        "operationId": f"tablets-{method}{path.replace('/', '-').replace('{', '').replace('}', '')}",
        "parameters": parameters,
        "responses": {
            "200": {"description": said, "content": {answer: {"schema": {}}}},
            **{str(status): problem for status in sorted({400, 404, 405, 408, 500, *STATUS.values()})},
        },
    }
    if media:
        operation["requestBody"] = {"required": True, "content": {media: {"schema": {}}}}
    return operation
