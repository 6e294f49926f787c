"""What the OpenAPI document says of the learning record store, which is no Litestar route. Pure."""

from typing import Any

from elderapp.hub.xapi.requests import BASE, VERSION

_TEXT = {"type": "string"}
_VERSIONS = {"type": "string", "enum": ["1.0.3", "2.0.0"]}
_STATE = ("activityId", "agent")
_ASKED = (
    "statementId", "voidedStatementId", "agent", "verb", "activity", "registration", "related_activities",
    "related_agents", "since", "until", "limit", "format", "attachments", "ascending",
)  # fmt: skip
_RESOURCES: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "/about": ("Editions spoken here", (), ()),
    "/activities": ("One activity", ("activityId",), ()),
    "/agents": ("One agent", ("agent",), ()),
    "/activities/state": ("Documents of one activity and agent", _STATE, ("stateId", "registration", "since")),
    "/activities/profile": ("Documents of one activity", ("activityId",), ("profileId", "since")),
    "/agents/profile": ("Documents of one agent", ("agent",), ("profileId", "since")),
}
_STATUSES = ("400", "401", "403", "404", "405", "408", "409", "412", "413", "500", "503")
_JSON, _ANY = "application/json", "*/*"


def paths() -> dict[str, Any]:
    """The store's paths as OpenAPI has them."""
    found: dict[str, Any] = {
        f"{BASE}/statements": {
            "get": _operation("/statements", "get", "Statements that suit", (), _ASKED),
            "put": _operation("/statements", "put", "Store one statement under its id", ("statementId",), (), _JSON),
            "post": _operation("/statements", "post", "Store statements", (), (), _JSON),
        }
    }
    for path, (summary, needed, known) in _RESOURCES.items():
        found[BASE + path] = {"get": _operation(path, "get", summary, needed, known)}
        if "profileId" in known or "stateId" in known:
            for method in ("put", "post", "delete"):
                body = "" if method == "delete" else _ANY
                found[BASE + path][method] = _operation(path, method, summary, needed, known, body)
    return found


def _operation(
    path: str, method: str, summary: str, needed: tuple[str, ...], known: tuple[str, ...], body: str = ""
) -> dict[str, Any]:
    is_needed = path != "/about"
    version = {"name": VERSION, "in": "header", "required": is_needed, "schema": _VERSIONS if is_needed else _TEXT}
    parameters = [version, *({"name": name, "in": "query", "required": True, "schema": _TEXT} for name in needed)]
    parameters += [{"name": name, "in": "query", "required": False, "schema": _TEXT} for name in known]
    refused = {"description": "refused", "content": {_JSON: {"schema": {"type": "object"}}}}
    operation: dict[str, Any] = {
        "summary": summary,
        "description": "xAPI 1.0.3 and 2.0 (IEEE 9274.1.1); Basic log-in with a credential of one centre",
        "operationId": f"xapi-{method}{path.replace('/', '-')}",
        "parameters": parameters,
        "responses": {
            "200": {"description": summary, "content": {_ANY: {"schema": {}}}},
            "204": {"description": "done"},
            **dict.fromkeys(_STATUSES, refused),
        },
    }
    if body:
        operation["requestBody"] = {"required": True, "content": {body: {"schema": {}}}}
    return operation
