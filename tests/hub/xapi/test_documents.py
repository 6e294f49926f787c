"""States and profiles: kept by name, joined, and changed only by who knows what is there."""

import hashlib
import json
import uuid

import pytest

from elderapp import clock

AGENT = {"mbox": "mailto:ling@centre.example"}
KINDS = {
    "activities/state": ("stateId", {"activityId", "agent"}),
    "activities/profile": ("profileId", {"activityId"}),
    "agents/profile": ("profileId", {"agent"}),
}


@pytest.fixture(params=sorted(KINDS))
def where(request):
    """A resource, and the address of a document of its own."""
    id_name, needed = KINDS[request.param]
    given = {"activityId": f"urn:activity:{clock.new_id()}", "agent": {"mbox": f"mailto:{clock.new_id()}@b.example"}}
    return request.param, id_name, {name: given[name] for name in needed}


def status(answer):
    return answer.status


def test_a_document_of_any_kind_comes_back_as_it_was(lrs, where):
    path, id_name, at = where
    for number, (media, body) in enumerate(
        (("application/json", b'{"a": 1}'), ("image/png", bytes(range(256))), ("text/plain; charset=utf-8", b""))
    ):
        this = {**at, id_name: f"第 {number}/&"}
        assert 204 == status(lrs.ask("PUT", path, body, {"content-type": media, "if-none-match": "*"}, **this))
        told = lrs.ask("GET", path, **this)
        tag = f'"{hashlib.sha1(body).hexdigest()}"'
        assert (200, body, media, tag) == (told.status, told.body, told.media, told.headers["etag"])
        assert "last-modified" in told.headers
        assert 200 == status(lrs.ask("HEAD", path, **this))
    assert ["第 0/&", "第 1/&", "第 2/&"] == lrs.get(path, **at)
    assert 204 == status(lrs.ask("DELETE", path, **at, **{id_name: "第 1/&"}))
    assert 404 == status(lrs.ask("GET", path, **at, **{id_name: "第 1/&"}))
    assert ["第 0/&", "第 2/&"] == lrs.get(path, **at)


def test_json_objects_are_joined_at_their_first_level(lrs, where):
    path, id_name, at = where
    this = {**at, id_name: "d"}
    assert 204 == status(lrs.ask("POST", path, {"a": {"x": 1}, "b": 1}, **this))
    assert 204 == status(lrs.ask("POST", path, {"a": {"y": 2}, "c": None}, **this))
    assert {"a": {"y": 2}, "b": 1, "c": None} == lrs.get(path, **this)
    for body, media in ((b"[1]", "application/json"), (b"{", "application/json"), (b"x", "text/plain")):
        assert 400 == status(lrs.ask("POST", path, body, {"content-type": media}, **this))
    assert {"a": {"y": 2}, "b": 1, "c": None} == lrs.get(path, **this)

    other = {**at, id_name: "text"}
    assert 204 == status(lrs.ask("POST", path, b"x", {"content-type": "text/plain"}, **other))
    assert 400 == status(lrs.ask("POST", path, {"a": 1}, **other))
    assert b"x" == lrs.ask("GET", path, **other).body
    assert 400 == status(lrs.ask("PUT", path, b"{", {"content-type": "application/json", "if-match": "*"}, **this))


def test_who_does_not_know_what_is_there_changes_nothing(lrs, where):
    path, id_name, at = where
    this = {**at, id_name: "d"}
    lrs.ask("POST", path, {"n": 1}, **this)
    tag = lrs.ask("GET", path, **this).headers["etag"]
    wrong = '"' + "0" * 40 + '"'
    for method in ("PUT", "POST", "DELETE"):
        body = None if method == "DELETE" else {"n": 2}
        assert 412 == status(lrs.ask(method, path, body, {"if-match": wrong}, **this))
        assert 412 == status(lrs.ask(method, path, body, {"if-none-match": "*"}, **this))
        assert 412 == status(lrs.ask(method, path, body, {"if-none-match": f"{wrong}, {tag}"}, **this))
        assert 412 == status(lrs.ask(method, path, body, {"if-match": "*"}, **{**this, id_name: "none"}))
    assert {"n": 1} == lrs.get(path, **this)
    assert 204 == status(lrs.ask("PUT", path, {"n": 3}, {"if-match": f"{wrong}, {tag}"}, **this))
    tag = lrs.ask("GET", path, **this).headers["etag"]
    assert 204 == status(lrs.ask("POST", path, {"m": 1}, {"if-match": tag}, **this))
    assert {"n": 3, "m": 1} == lrs.get(path, **this)
    assert 204 == status(lrs.ask("DELETE", path, None, {"if-match": "*"}, **this))


def test_a_profile_is_not_overwritten_blindly(lrs, where):
    path, id_name, at = where
    this = {**at, id_name: "d"}
    is_state = path == "activities/state"
    answer = lrs.ask("PUT", path, {"n": 1}, **this)
    assert (204 if is_state else 400) == answer.status
    lrs.ask("POST", path, {"n": 1}, **this)
    answer = lrs.ask("PUT", path, {"n": 2}, **this)
    may = is_state and lrs.version == "1.0.3"
    assert (204 if may else 409) == answer.status
    assert may or "If-Match" in json.loads(answer.body)["error"]
    assert {"n": 2 if may else 1} == lrs.get(path, **this)


def test_what_is_missing_unknown_or_malformed_is_refused(lrs, where):
    path, id_name, at = where
    for method in ("GET", "PUT", "POST", "DELETE"):
        body = {"n": 1} if method in ("PUT", "POST") else None
        for name in at:
            rest = {key: value for key, value in at.items() if key != name}
            assert 400 == status(lrs.ask(method, path, body, **rest, **{id_name: "d"}))
            for wrong in ("", "x", "[]", {"name": "x"}):
                assert 400 == status(lrs.ask(method, path, body, **rest, **{id_name: "d", name: wrong}))
        assert 400 == status(lrs.ask(method, path, body, **at, **{id_name: "d", "x": "1"}))
        if body or path != "activities/state":
            assert (200 if method == "GET" else 400) == status(lrs.ask(method, path, body, **at))
    assert 400 == status(lrs.ask("GET", path, **at, since="yesterday"))
    assert 405 == status(lrs.ask("PATCH", path, {}, **at, **{id_name: "d"}))
    assert 400 == status(lrs.ask("POST", path, b"x", {"content-type": "x\r\ny"}, **at, **{id_name: "d"}))


def test_documents_are_listed_since(lrs, where):
    path, id_name, at = where
    lrs.ask("POST", path, {}, **at, **{id_name: "d"})
    assert ["d"] == lrs.get(path, **at, since="2026-01-01T00:00:00+08:00")
    assert [] == lrs.get(path, **at, since="2096-01-01T00:00:00Z")


def test_states_of_a_registration_lie_apart(lrs):
    path, at = "activities/state", {"activityId": f"urn:a:{clock.new_id()}", "agent": AGENT}
    registration = str(uuid.UUID(clock.new_id()))
    lrs.ask("POST", path, {"n": 0}, **at, stateId="s")
    lrs.ask("POST", path, {"n": 1}, **at, stateId="s", registration=registration)
    lrs.ask("POST", path, {"n": 2}, **at, stateId="t", registration=registration)

    assert {"n": 1} == lrs.get(path, **at, stateId="s", registration=registration.upper())
    assert {"n": 0} == lrs.get(path, **at, stateId="s")
    assert ["s", "t"] == lrs.get(path, **at, registration=registration)
    assert ["s", "t"] == sorted(lrs.get(path, **at))
    assert 400 == status(lrs.ask("GET", path, **at, registration="7"))
    assert 204 == status(lrs.ask("DELETE", path, **at, registration=registration))
    assert ["s"] == lrs.get(path, **at)
    assert 204 == status(lrs.ask("DELETE", path, **at))
    assert [] == lrs.get(path, **at)


def test_only_the_second_edition_tells_the_tag_when_it_writes(lrs):
    at = {"activityId": f"urn:a:{clock.new_id()}", "profileId": "p"}
    answer = lrs.ask("PUT", "activities/profile", {"n": 1}, {"if-none-match": "*"}, **at)

    assert (lrs.version == "2.0.0") == ("etag" in answer.headers)
