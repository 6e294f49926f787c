"""Who may do what, in which centre; and many at once."""

import base64
import json
import threading
import uuid

import pytest

from elderapp import clock, keys
from elderapp.hub import ingest
from elderapp.hub.storage import credentials, devices, places
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.xapi import native
from elderapp.hub.xapi.requests import Request
from elderapp.hub.xapi.service import DOCUMENT_METHODS, METHODS
from elderapp.records.statements import GENESIS, Row, Verb
from elderapp.sync import protocol
from elderapp.sync.batches import make_batch

RESOURCES = ("statements", "activities", "agents", "activities/state", "activities/profile", "agents/profile")
AGENT = {"mbox": "mailto:ling@centre.example"}
STATE = {"activityId": "urn:a:a", "agent": AGENT, "stateId": "s"}
PROFILE = {"activityId": "urn:a:a", "profileId": "p"}
HERS = {"agent": AGENT, "profileId": "p"}
DOCUMENTS = (("activities/state", STATE), ("activities/profile", PROFILE), ("agents/profile", HERS))


def native_row(engine, centre):
    """One statement of a tablet of this centre; gives its id."""
    private, digest, now = keys.new_private(), devices.code_digest(b"k" * 32, clock.pairing_code()), clock.wall_ms()

    def act(connection):
        places.new_centre(connection, centre, "中心")
        connection.execute(devices.pairing.insert().values(centre=centre, digest=digest, expires=now + 9**9))
        return devices.pair(connection, digest, keys.public_of(private), "", now).device

    device = transact(engine, act)
    row = Row(1, 1, now, 0, "boot", Verb.PASSED, "1" * 32, "", "", "pay-fps", {})
    batch = make_batch(private, device, 1, 1, GENESIS, (row,))
    ingest.take(engine, ingest.Arrival(centre, device, keys.public_of(private), batch, protocol.deflate(batch), now))
    return native.id_of(device, 1, 1)


def test_nobody_comes_in_without_a_good_credential(first, said):
    name, secret = first.name, first.secret
    for user, password in (("", ""), (name, ""), (name, secret + "x"), ("1-nobody", secret), ("x", secret), ("2", "2")):
        first.name, first.secret = user, password
        for path in RESOURCES:
            for method in METHODS.get(path, DOCUMENT_METHODS):
                answer = first.ask(method, path, {} if method in ("PUT", "POST") else None)
                assert (401, True) == (answer.status, answer.headers["www-authenticate"].startswith("Basic"))
    first.name, first.secret = name, secret
    for header in ("", "Basic", "Basic:eDp5", "Basic !", "Bearer x", "Basic eA==", "Basic /////w=="):
        assert 401 == first.ask("GET", "statements", None, {"authorization": header}).status
    assert 200 == first.ask("GET", "about", None, {"authorization": ""}).status
    assert 200 == first.ask("GET", "statements", limit=1).status


def test_a_revoked_credential_opens_nothing(new_asker, engine):
    lrs = new_asker()
    assert 200 == lrs.ask("GET", "statements").status
    with reading(engine) as connection:
        [one] = credentials.credentials(connection, 1)
    assert (lrs.name, "Funder", True, 0) == (one.id, one.title, one.may_write, one.revoked)
    assert one.used > 0
    now = clock.wall_ms()
    assert not transact(engine, lambda connection: credentials.revoke(connection, 2, one.id, now))
    assert transact(engine, lambda connection: credentials.revoke(connection, 1, one.id, now))
    assert not transact(engine, lambda connection: credentials.revoke(connection, 1, one.id, now))
    assert 401 == lrs.ask("GET", "statements").status


def test_what_needs_no_body_is_answered_before_one_is_waited_for(new_asker):
    lrs = new_asker(may_write=False)
    login = base64.b64encode(f"{lrs.name}:{lrs.secret}".encode()).decode()
    known = {"authorization": f"Basic {login}", "x-experience-api-version": "1.0.3"}

    def before(method, path, headers, query=""):
        early = lrs.store.before(Request(method, path, query, headers, b""))
        return early.status if early else 0

    version = {"x-experience-api-version": "1.0.3"}
    told = [
        before("POST", "statements", version), before("POST", "statements", {**known, "x-experience-api-version": ""}),
        before("POST", "statements", known), before("TRACE", "statements", version), before("POST", "nothing", version),
        before("POST", "about", {}), before("OPTIONS", "statements", {}), before("GET", "statements", known),
        before("POST", "agents", {"authorization": known["authorization"]}, "method=GET"),
        before("POST", "agents", {"authorization": "Basic bWU6bWU="}, "method=GET"),
    ]  # fmt: skip
    assert [401, 400, 403, 405, 404, 405, 204, 0, 0, 401] == told


def test_whoever_may_read_writes_nothing(new_asker, said):
    reader, writer = new_asker(may_write=False), new_asker()
    one = said()
    writer.post(one)
    for path, at in DOCUMENTS:
        assert 204 == writer.ask("POST", path, {"n": 1}, **at).status
    tries = [reader.ask("POST", "statements", said()), reader.ask("PUT", "statements", one, statementId=one["id"])]
    kind = {"content-type": "application/x-www-form-urlencoded"}
    tries += [reader.ask("POST", "statements", b"content=[]", kind, method="POST")]
    tries += [
        reader.ask(method, path, None if method == "DELETE" else {"n": 2}, {"if-match": "*"}, **at)
        for path, at in DOCUMENTS
        for method in ("PUT", "POST", "DELETE")
    ]
    assert {403} == {answer.status for answer in tries}
    assert [one["id"]] == reader.ids()
    assert {1} == {reader.get(path, **at)["n"] for path, at in DOCUMENTS}


def test_a_credential_sees_and_changes_its_own_centre_alone(new_asker, engine, said):
    ours, theirs = new_asker(), new_asker(centre=2)
    theirs_native, ours_native = native_row(engine, 2), native_row(engine, 1)
    one = said({"object.definition": {"name": {"en": "Secret"}}, "actor": AGENT})
    gone = said()
    void = said({"verb": {"id": "http://adlnet.gov/expapi/verbs/voided"}})
    void["object"] = {"objectType": "StatementRef", "id": gone["id"]}
    theirs.post(one, gone, void)
    for path, at in DOCUMENTS:
        theirs.ask("POST", path, {"secret": 1}, **at)

    assert [ours_native] == ours.ids()
    for asked in ({"statementId": one["id"]}, {"statementId": theirs_native}, {"voidedStatementId": gone["id"]}):
        assert 404 == ours.ask("GET", "statements", **asked).status
        assert 200 == theirs.ask("GET", "statements", **asked).status
    hers = {"account": {"homePage": "https://elderapp.example/centres/2", "name": "1" * 32}}
    for asked in ({"activity": one["object"]["id"]}, {"agent": AGENT}, {"agent": hers}, {"verb": void["verb"]["id"]}):
        assert [] == ours.ids(**asked)
    assert [ours_native] == ours.ids(cursor="9999_9999999999999_9_9")
    assert "definition" not in ours.get("activities", activityId=one["object"]["id"])
    for path, at in DOCUMENTS:
        assert 404 == ours.ask("GET", path, **at).status
        assert [] == ours.get(
            path, **{name: value for name, value in at.items() if name not in ("stateId", "profileId")}
        )
        assert 204 == ours.ask("DELETE", path, **at).status
        assert {"secret": 1} == theirs.get(path, **at)
    # What another centre has under an id neither stands in the way nor is touched.
    mine = said(id=one["id"])
    assert [one["id"]] == ours.post(mine)
    void["object"]["id"], void["id"] = theirs_native, clock_id()
    assert 200 == ours.ask("POST", "statements", void).status
    assert theirs.get("statements", statementId=one["id"])["object"] == one["object"]
    assert 200 == theirs.ask("GET", "statements", statementId=theirs_native).status


def clock_id():
    return str(uuid.UUID(clock.new_id()))


def test_many_at_once_store_each_statement_once(new_asker, said):
    lrs = new_asker()
    same = [said() for _ in range(20)]
    answers = at_once([lambda: lrs.ask("POST", "statements", same).status] * 4)
    assert [200] * 4 == answers
    assert 20 == len(lrs.ids())

    rivals = [said(id=same[0]["id"][:-4] + "abcd") for _ in range(4)]
    answers = at_once([lambda one=one: lrs.ask("POST", "statements", one).status for one in rivals])
    assert [200, 409, 409, 409] == sorted(answers)
    told = lrs.get("statements", ascending="true")["statements"]
    assert sorted(one["stored"] for one in told) == [one["stored"] for one in told]

    new = {"if-none-match": "*"}
    tries = [lambda n=n: lrs.ask("PUT", "agents/profile", {"n": n}, new, **HERS).status for n in range(4)]
    assert [204, 412, 412, 412] == sorted(at_once(tries))
    joins = [lambda n=n: lrs.ask("POST", "agents/profile", {f"n{n}": n}, **HERS).status for n in range(4)]
    assert [204] * 4 == at_once(joins)
    assert {"n", "n0", "n1", "n2", "n3"} == lrs.get("agents/profile", **HERS).keys()


def at_once(acts):
    answers = []
    threads = [threading.Thread(target=lambda act=act: answers.append(act())) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.parametrize("body", [b'{"a":' * 100_000, b"[" * 100_000, b'"' + b"a" * 100_000])
def test_a_body_made_to_break_the_reader_is_refused(first, body):
    answer = first.ask("POST", "statements", body, {"content-type": "application/json"})
    assert (400, ["error"]) == (answer.status, list(json.loads(answer.body)))
    assert 400 == first.ask("GET", "statements", agent=body.decode()).status
