"""States and profiles: documents of others, kept by name, changed only by who knows what is there."""

import hashlib
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, delete, select

from elderapp.hub.storage.schema_xapi import document
from elderapp.hub.storage.writer import put
from elderapp.hub.xapi import meaning
from elderapp.hub.xapi.refusals import Refused, need

JSON = "application/json"


class Spot(Struct, frozen=True):
    """Where documents lie: `kind` is state, activity or agent; `registration` only narrows states."""

    kind: str
    activity: str = ""
    agent: str = ""
    registration: str = ""

    @property
    def digest(self) -> bytes:
        """Where all of them lie, whatever their registration."""
        return _digest(self.kind, self.activity, self.agent)


class Document(Struct, frozen=True):
    """One document; `etag` is quoted, `updated` in ms."""

    media: str
    body: bytes
    etag: str
    updated: int


class Condition(Struct, frozen=True):
    """What If-Match and If-None-Match say; None where they are not there."""

    match: str | None = None
    none_match: str | None = None

    def check(self, there: Document | None) -> None:
        """Raises `Refused` with 412 unless what is there is as it was believed to be."""
        if self.match is not None and not _is_among(self.match, there):
            raise Refused(412, "the document is not what If-Match says: read it again")
        if self.none_match is not None and _is_among(self.none_match, there):
            raise Refused(412, "there is a document already, which If-None-Match excludes")

    @property
    def is_given(self) -> bool:
        """Whether there is any."""
        return self.match is not None or self.none_match is not None


def _is_among(tags: str, there: Document | None) -> bool:
    given = [tag.strip().removeprefix("W/").strip('"') for tag in tags.split(",")]
    return there is not None and (tags.strip() == "*" or there.etag.strip('"') in given)


def _digest(*parts: str) -> bytes:
    return hashlib.sha256(msgspec.json.encode(parts)).digest()


def etag_of(body: bytes) -> str:
    """The SHA-1 of the contents in quotes, as the standard has it."""
    return f'"{hashlib.sha1(body, usedforsecurity=False).hexdigest()}"'


def ids(connection: Connection, centre: int, spot: Spot, since: int | None) -> list[str]:
    """The ids of the documents that lie there, of those changed after `since` (µs) if given."""
    chosen = select(document.c.id).where(*_at(centre, spot))
    if since is not None:
        chosen = chosen.where(document.c.updated > since // 1000)
    return list(dict.fromkeys(connection.scalars(chosen.order_by(document.c.updated, document.c.id))))


def clear(connection: Connection, centre: int, spot: Spot) -> None:
    """Deletes all that lie there."""
    connection.execute(delete(document).where(*_at(centre, spot)))


def _at(centre: int, spot: Spot) -> tuple[Any, ...]:
    at = (document.c.centre == centre, document.c.place == spot.digest)
    return (*at, document.c.registration == spot.registration) if spot.registration else at


def _this(centre: int, spot: Spot, id_: str) -> tuple[Any, ...]:
    key = _digest(spot.registration, id_)
    return document.c.centre == centre, document.c.place == spot.digest, document.c.k == key


def get(connection: Connection, centre: int, spot: Spot, id_: str) -> Document | None:
    """One document."""
    columns = (document.c.media, document.c.body, document.c.etag, document.c.updated)
    found = connection.execute(select(*columns).where(*_this(centre, spot, id_))).first()
    return Document(found.media, bytes(found.body), found.etag, found.updated) if found else None


def remove(connection: Connection, centre: int, spot: Spot, id_: str, condition: Condition) -> None:
    """Deletes one document."""
    condition.check(get(connection, centre, spot, id_))
    connection.execute(delete(document).where(*_this(centre, spot, id_)))


def replace(
    connection: Connection, centre: int, spot: Spot, id_: str, given: Document, condition: Condition, *, second: bool
) -> None:
    """Puts a document there, in the place of what is."""
    there = get(connection, centre, spot, id_)
    condition.check(there)
    if not condition.is_given and (spot.kind != "state" or second):
        if there:
            raise Refused(409, "there is a document: read it, then say with If-Match which one yours replaces")
        need(spot.kind == "state", "say with If-Match or If-None-Match what your document replaces")
    if _is_json(given.media):
        _object(given.body, must_be_object=False)
    _save(connection, centre, spot, id_, given)


def join(connection: Connection, centre: int, spot: Spot, id_: str, given: Document, condition: Condition) -> Document:
    """Joins a JSON object's properties to the document that is there; where there is none, it becomes it."""
    there = get(connection, centre, spot, id_)
    condition.check(there)
    told = _object(given.body) if _is_json(given.media) else {}
    if there:
        need(_is_json(given.media) and _is_json(there.media), "only JSON objects can be joined")
        body = msgspec.json.encode({**_object(there.body), **told})
        given = Document(given.media, body, etag_of(body), given.updated)
    _save(connection, centre, spot, id_, given)
    return given


def _is_json(media: str) -> bool:
    return media.partition(";")[0].strip().lower() == JSON


def _object(body: bytes, *, must_be_object: bool = True) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(body)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise Refused(400, "the document is no JSON") from error
    need(type(found) is dict or not must_be_object, "the document must be a JSON object")
    return found if type(found) is dict else {}


def _save(connection: Connection, centre: int, spot: Spot, id_: str, given: Document) -> None:
    row = {"centre": centre, "place": spot.digest, "k": _digest(spot.registration, id_), "id": id_}
    row["agent"] = meaning.key("agent", spot.agent) if spot.agent else b""
    row |= {"registration": spot.registration, "media": given.media, "etag": given.etag}
    put(connection, document, [{**row, "updated": given.updated, "body": given.body}])
