"""Serves the standard's resources: from a whole request to an answer, in the centre of whoever asks and no other."""

from collections.abc import Callable

import msgspec
from msgspec.structs import replace
from sqlalchemy import Engine

from elderapp import clock
from elderapp.hub.settings import Settings
from elderapp.hub.storage import credentials
from elderapp.hub.storage.credentials import Credential
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.unsettled import Unsettled
from elderapp.hub.xapi import formats
from elderapp.hub.xapi.actors import person
from elderapp.hub.xapi.asking import actor_in
from elderapp.hub.xapi.document_resources import Documents
from elderapp.hub.xapi.reading import definition
from elderapp.hub.xapi.refusals import Refused, need
from elderapp.hub.xapi.requests import FIRST, SECOND, VERSION, Answer, Meant, Request, basic, check_version, meant
from elderapp.hub.xapi.shapes import check_iri
from elderapp.hub.xapi.statement_resource import Statements

VERSIONS = ("1.0.0", "1.0.1", "1.0.2", FIRST, SECOND)
READS = ("GET", "HEAD")
METHODS = {"statements": (*READS, "PUT", "POST"), "about": READS, "activities": READS, "agents": READS}
"""What may be asked of each resource; of the others, which keep documents, all of the standard's methods."""
DOCUMENT_METHODS = (*READS, "PUT", "POST", "DELETE")
CONSISTENT = "x-experience-api-consistent-through"
_CORS = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": f"ETag, Last-Modified, WWW-Authenticate, {VERSION}, {CONSISTENT}",
}
_PREFLIGHT = {
    "access-control-allow-methods": "GET, HEAD, PUT, POST, DELETE, OPTIONS",
    "access-control-allow-headers": "Authorization, Content-Type, Accept-Language, If-Match, If-None-Match, "
    f"{VERSION}, X-Experience-API-Hash",
    "access-control-max-age": "86400",
}
Resource = Callable[[Meant, Credential], Answer]


class Store:
    """The learning record store of one hub. `unsettled` knows what is being taken in, here and elsewhere in the hub."""

    def __init__(self, engine: Engine, settings: Settings, unsettled: Unsettled) -> None:
        """Nothing was asked yet."""
        self._engine, self._default, self._unsettled = engine, settings.xapi_version, unsettled
        documents = Documents(engine)
        self._resources: dict[str, Resource] = {
            "statements": Statements(engine, unsettled).serve,
            "activities": self._activity,
            "agents": self._person,
            **dict.fromkeys(documents.paths, documents.serve),
        }

    def serve(self, request: Request) -> Answer:
        """The answer, refusals included. Blocks on the database."""
        spoken, through = request.headers.get(VERSION, ""), formats.written(self._unsettled.through())
        try:
            asked = meant(request)
            spoken = asked.version
            answer = self._answer(asked)
        except Refused as no:
            answer = _refused(no, request.path)
        return replace(answer, headers={**answer.headers, **self.beside(spoken), CONSISTENT: through})

    def beside(self, spoken: str) -> dict[str, str]:
        """What every answer carries, to whoever speaks this edition or none."""
        return {**_CORS, VERSION: self._version(spoken)}

    def before(self, request: Request) -> Answer | None:
        """The answer for which no body need be waited, above all to whoever is not known; None where one is needed.

        Blocks on the database.
        """
        if request.method == "OPTIONS" or request.path == "about":
            return self.serve(request)
        try:
            if request.is_form:
                self._who(request.headers)
            else:
                self._enter(Meant(request.method, request.path, {}, request.headers, b""))
        except Refused as no:
            return _refused(no, request.path)
        return None

    def _version(self, spoken: str) -> str:
        if formats.is_version_1(spoken):
            return FIRST
        return SECOND if formats.is_version_2(spoken) else self._default

    def _answer(self, asked: Meant) -> Answer:
        if asked.method == "OPTIONS":
            return Answer(204, headers=_PREFLIGHT)
        if asked.path == "about":
            _check_method(asked)
            return _json({"version": VERSIONS})
        resource, who = self._enter(asked)
        return resource(asked, who)

    def _enter(self, asked: Meant) -> tuple[Resource, Credential]:
        """Who asks for what. Raises `Refused` where nobody may."""
        resource = self._resources.get(asked.path)
        if resource is None:
            raise Refused(404, "there is no such resource")
        _check_method(asked)
        check_version(asked)
        who = self._who(asked.headers)
        if asked.method not in READS and not who.may_write:
            raise Refused(403, "this credential may read only")
        return resource, who

    def _who(self, headers: dict[str, str]) -> Credential:
        name, secret = basic(headers)
        with reading(self._engine) as connection:
            found = credentials.check(connection, name, secret)
        if found is None:
            raise Refused(401, "log in with a credential that a manager of the centre made")
        now = clock.wall_ms()
        if now - found.used >= credentials.USED_EVERY:
            transact(self._engine, lambda connection: credentials.note_use(connection, found, now))
        return found

    def _activity(self, asked: Meant, who: Credential) -> Answer:
        need(asked.parameters.keys() == {"activityId"}, "an activity is asked for by activityId alone")
        id_ = asked.parameters["activityId"]
        check_iri(id_, "activityId")
        with reading(self._engine) as connection:
            known = definition(connection, who.centre, id_)
        return _json({"objectType": "Activity", "id": id_, **({"definition": known} if known else {})})

    def _person(self, asked: Meant, who: Credential) -> Answer:
        need(asked.parameters.keys() == {"agent"}, "an agent is asked for by agent alone")
        return _json(person(actor_in(asked.parameters["agent"])))


def _refused(no: Refused, path: str) -> Answer:
    """A refusal with what HTTP wants beside it."""
    headers = {"allow": ", ".join(_methods(path))} if no.status == 405 else {}
    if no.status == 401:
        headers = {"www-authenticate": 'Basic realm="xAPI", charset="UTF-8"'}
    return Answer(no.status, msgspec.json.encode({"error": no.why}), headers=headers)


def _methods(path: str) -> tuple[str, ...]:
    return METHODS.get(path, DOCUMENT_METHODS)


def _check_method(asked: Meant) -> None:
    if asked.method not in _methods(asked.path):
        raise Refused(405, "the standard has no such method here")


def _json(value: object) -> Answer:
    return Answer(200, msgspec.json.encode(value))
