"""The Statements resource: statements put, posted and asked for."""

import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import msgspec
from sqlalchemy import Connection, Engine

from elderapp import clock
from elderapp.hub.storage.credentials import Credential
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.unsettled import Unsettled
from elderapp.hub.xapi import formats, multipart, native, taking, views
from elderapp.hub.xapi import reading as statements
from elderapp.hub.xapi.asking import Question, question
from elderapp.hub.xapi.refusals import Refused, need
from elderapp.hub.xapi.requests import BASE, Answer, Meant
from elderapp.hub.xapi.shapes import check_uuid

Said = dict[str, Any]


class Statements:
    """Statements of one hub."""

    def __init__(self, engine: Engine, unsettled: Unsettled) -> None:
        """Reads and writes with `engine`; what is being written is `unsettled`."""
        self._engine, self._unsettled = engine, unsettled

    def serve(self, asked: Meant, who: Credential) -> Answer:
        """The answer. Raises `Refused`."""
        match asked.method:
            case "PUT":
                return self._put(asked, who)
            case "POST":
                return self._post(asked, who)
        return self._get(asked, who)

    def _put(self, asked: Meant, who: Credential) -> Answer:
        need(asked.parameters.keys() == {"statementId"}, "a statement is put with statementId, and nothing else")
        id_ = asked.parameters["statementId"]
        check_uuid(id_, "statementId")
        given, parts = _brought(asked)
        need(type(given) is dict, "one statement can be put, no more")
        own = given.setdefault("id", id_)
        need(type(own) is str and own.lower() == id_.lower(), "the statement's id is another than statementId")
        self._take(asked, who, given, parts)
        return Answer(204)

    def _post(self, asked: Meant, who: Credential) -> Answer:
        need(not asked.parameters, "statements are posted without parameters")
        given, parts = _brought(asked)
        return Answer(200, msgspec.json.encode(self._take(asked, who, given, parts)))

    def _take(self, asked: Meant, who: Credential, given: Any, parts: multipart.Parts) -> list[str]:
        second = asked.is_second
        ready = taking.check(given, parts, second=second)
        authority = native.account(who.centre, who.id)

        def act(connection: Connection) -> list[str]:
            return taking.take(connection, who.centre, authority, ready, parts, second=second)

        with self._unsettled.taking():
            return transact(self._engine, act)

    def _get(self, asked: Meant, who: Credential) -> Answer:
        wanted = question(asked.parameters, who.centre)
        with reading(self._engine) as connection:
            if wanted.id:
                return self._one(connection, asked, who, wanted)
            found = statements.page(connection, who.centre, wanted)
            told = [*map(_view(connection, asked, who, wanted), found.statements)]
            more = _more(asked, found.after) if found.after else ""
            headers = {"last-modified": formats.header_date(found.newest)} if told else {}
            return _told(connection, who, wanted, {"statements": told, "more": more}, found.statements, headers)

    def _one(self, connection: Connection, asked: Meant, who: Credential, wanted: Question) -> Answer:
        found = statements.one(connection, who.centre, wanted)
        if found is None:
            raise Refused(404, "there is no such statement")
        said, stored = found
        told = _view(connection, asked, who, wanted)(said)
        return _told(connection, who, wanted, told, [said], {"last-modified": formats.header_date(stored)})


def _brought(asked: Meant) -> tuple[Any, multipart.Parts]:
    """The JSON and the files of a request."""
    body: bytes = asked.body
    parts: multipart.Parts = {}
    if asked.media == "multipart/mixed":
        body, parts = multipart.read(asked.headers["content-type"], asked.body)
    else:
        need(asked.media == "application/json", "statements come as application/json or multipart/mixed")
    try:
        return msgspec.json.decode(body), parts
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise Refused(400, "the body is no JSON") from error


def _view(connection: Connection, asked: Meant, who: Credential, wanted: Question) -> Callable[[Said], Said]:
    """How each statement is told. What is known of an activity is looked up once."""
    if wanted.format == "ids":
        return views.ids_only
    if wanted.format == "exact":
        return lambda said: said
    languages = views.languages(asked.headers.get("accept-language", ""))
    known = functools.cache(functools.partial(statements.definition, connection, who.centre))
    return lambda said: views.canonical(said, known, languages)


def _more(asked: Meant, after: tuple[int, int, int, int]) -> str:
    kept = {name: value for name, value in asked.parameters.items() if name != "cursor"}
    return f"{BASE}/statements?{urlencode({**kept, 'cursor': '_'.join(map(str, after))})}"


def _told(
    connection: Connection, who: Credential, wanted: Question, told: Any, of: list[Said], headers: dict[str, str]
) -> Answer:
    body = msgspec.json.encode(told)
    if not wanted.attachments:
        return Answer(200, body, headers=headers)
    boundary = clock.new_id()
    whole = multipart.write(boundary, body, statements.files(connection, who.centre, of))
    return Answer(200, whole, f"multipart/mixed; boundary={boundary}", headers)
