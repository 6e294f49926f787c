"""The State, Activity Profile and Agent Profile resources."""

from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, Engine

from elderapp import clock
from elderapp.hub.storage.credentials import Credential
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.xapi import documents, forgetting, formats, taking
from elderapp.hub.xapi.actors import key_of
from elderapp.hub.xapi.asking import actor_in
from elderapp.hub.xapi.documents import Condition, Document, Spot
from elderapp.hub.xapi.refusals import Refused, need
from elderapp.hub.xapi.requests import Answer, Meant
from elderapp.hub.xapi.shapes import check_iri, check_moment, check_uuid


class _Kind(NamedTuple):
    """One resource: which parameters it must have, which it may, which of them names a document."""

    kind: str
    needed: tuple[str, ...]
    id_name: str
    registration: bool = False


_KINDS = {
    "activities/state": _Kind("state", ("activityId", "agent"), "stateId", registration=True),
    "activities/profile": _Kind("activity", ("activityId",), "profileId"),
    "agents/profile": _Kind("agent", ("agent",), "profileId"),
}


class Documents:
    """Documents of one hub."""

    paths = tuple(_KINDS)

    def __init__(self, engine: Engine) -> None:
        """Reads and writes with `engine`."""
        self._engine = engine

    def serve(self, asked: Meant, who: Credential) -> Answer:
        """The answer. Raises `Refused`."""
        kind = _KINDS[asked.path]
        spot, since = _spot(kind, asked.parameters)
        id_ = asked.parameters.get(kind.id_name)
        if id_ is None:
            return self._several(asked, who, kind, spot, since)
        if asked.method in ("GET", "HEAD"):
            return self._get(who, spot, id_)
        return self._change(asked, who, spot, id_)

    def _several(self, asked: Meant, who: Credential, kind: _Kind, spot: Spot, since: int | None) -> Answer:
        if asked.method in ("GET", "HEAD"):
            with reading(self._engine) as connection:
                return Answer(200, msgspec.json.encode(documents.ids(connection, who.centre, spot, since)))
        need(asked.method == "DELETE" and kind.kind == "state", f"{kind.id_name} is missing")
        transact(self._engine, lambda connection: documents.clear(connection, who.centre, spot))
        return Answer(204)

    def _get(self, who: Credential, spot: Spot, id_: str) -> Answer:
        with reading(self._engine) as connection:
            found = documents.get(connection, who.centre, spot, id_)
        if found is None:
            raise Refused(404, "there is no such document")
        headers = {"etag": found.etag, "last-modified": formats.header_date(found.updated)}
        return Answer(200, found.body, found.media, headers)

    def _change(self, asked: Meant, who: Credential, spot: Spot, id_: str) -> Answer:
        condition = Condition(asked.headers.get("if-match"), asked.headers.get("if-none-match"))
        media = asked.headers.get("content-type") or "application/octet-stream"
        need(formats.MEDIA.fullmatch(media), "Content-Type must be a media type")
        given = Document(media, asked.body, documents.etag_of(asked.body), clock.wall_ms())

        def act(connection: Connection) -> str:
            taking.turn(connection, who.centre)  # what is compared must still be there when it is changed
            at = (connection, who.centre, spot, id_)
            if spot.agent and forgetting.is_erased(connection, who.centre, spot.agent):
                return ""
            match asked.method:
                case "DELETE":
                    documents.remove(*at, condition)
                    return ""
                case "PUT":
                    documents.replace(*at, given, condition, second=asked.is_second)
                    return given.etag
            return documents.join(*at, given, condition).etag

        etag = transact(self._engine, act)
        return Answer(204, headers={"etag": etag} if etag and asked.is_second else {})


def _spot(kind: _Kind, given: dict[str, str]) -> tuple[Spot, int | None]:
    """Where the documents lie that are meant, and since when (µs)."""
    known = {*kind.needed, kind.id_name, "since", *(("registration",) if kind.registration else ())}
    if strange := given.keys() - known:
        raise Refused(400, f"unknown parameter: {min(strange)[:60]}")
    for name in kind.needed:
        need(name in given, f"{name} is missing")
    if "activityId" in given:
        check_iri(given["activityId"], "activityId")
    who = key_of(actor_in(given["agent"])) if "agent" in given else ""
    if "registration" in given:
        check_uuid(given["registration"], "registration")
    since = check_moment(given["since"], "since") if "since" in given else None
    return Spot(kind.kind, given.get("activityId", ""), who, given.get("registration", "").lower()), since
