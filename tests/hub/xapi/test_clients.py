"""Programs that others wrote speak with the store, over real HTTP."""

import json
import shutil
import subprocess
from pathlib import Path

import httpx
import pytest
import tincan

from elderapp.hub.storage import credentials
from elderapp.hub.storage.engine import transact
from elderapp.hub.xapi.door import MOST_BODY
from elderapp.records.statements import Verb
from tests.hub.xapi.test_rules import BAD, GOOD, statement, verdict

HERE = Path(__file__).parent
NODE = HERE.parents[1] / "node_modules" / "@xapi"
by_node = pytest.mark.skipif(
    not (NODE.exists() and shutil.which("node")), reason="npm ci --prefix tests brings these clients"
)


@pytest.fixture
def credential(small_hub):
    """A hub with a tablet's statements, and a credential for it."""
    tablet = small_hub.tablet()
    tablet.say(Verb.INITIALIZED, "demo-01", "pay-fps-check-payee", version="1", nth=1)
    tablet.say(Verb.ANSWERED, "demo-01", "pay-fps-check-payee/alone/amount", outcome="alone", key=True)
    assert 200 == tablet.push().status_code
    return transact(
        small_hub.engine,
        lambda connection: credentials.make(connection, 1, "Funder", may_write=True, who="chow", now=1),
    )


def test_tincan_reads_and_writes(small_hub, credential):
    name, secret = credential
    lrs = tincan.RemoteLRS(endpoint=f"{small_hub.address}/xapi/", version="1.0.1", username=name, password=secret)
    agent = tincan.Agent(name="Ling", mbox="mailto:ling@centre.example")
    activity = tincan.Activity(id="http://centre.example/talks/py", definition={"name": {"en": "Talk"}})
    one = tincan.Statement(actor=agent, verb=tincan.Verb(id="http://adlnet.gov/expapi/verbs/attended"), object=activity)
    saved = lrs.save_statement(one)
    assert saved.success, saved.data
    told = lrs.retrieve_statement(saved.content.id)
    assert "http://centre.example/talks/py" == told.content.object.id
    assert lrs.save_statements([one, one]).success is False  # both have one id
    found = lrs.query_statements({"agent": agent, "limit": 1})
    assert 1 == len(found.content.statements)
    everything = lrs.query_statements({"limit": 1})
    more = lrs.more_statements(everything.content)
    assert (True, 1) == (more.success, len(more.content.statements))
    state = tincan.StateDocument(agent=agent, activity=activity, id="s", content="x", content_type="text/plain")
    assert lrs.save_state(state).success
    assert bytearray(b"x") == lrs.retrieve_state(activity, agent, "s").content.content
    assert lrs.clear_state(activity, agent).success
    profile = tincan.ActivityProfileDocument(activity=activity, id="p", content="{}", content_type="application/json")
    profile.etag = "*"
    assert not lrs.save_activity_profile(profile).success  # there is none that could match


@by_node
@pytest.mark.parametrize("version", ["1.0.3", "2.0.0"])
def test_xapi_js_reads_and_writes_and_learning_locker_finds_no_fault(small_hub, credential, version):
    auth = httpx.BasicAuth(*credential)
    request = next(auth.auth_flow(httpx.Request("GET", small_hub.address)))
    found = node("walk", f"{small_hub.address}/xapi/", request.headers["authorization"], version)

    assert [] == found.pop("faults")
    assert 5 == found.pop("all")
    assert {
        "about": ["1.0.0", "1.0.1", "1.0.2", "1.0.3", "2.0.0"], "several": 2, "told": True, "voided": True, "page": 1,
        "next": 1, "state": {"a": 1, "b": 2}, "profile": {"n": 1}, "ids": ["p"],
        "person": {"objectType": "Person", "mbox": ["mailto:ling@centre.example"]},
    } == found  # fmt: skip


def node(*words):
    done = subprocess.run(["node", HERE / "clients.mjs", *words], capture_output=True, text=True, check=False)
    assert "" == done.stderr
    return json.loads(done.stdout)


@by_node
def test_learning_locker_agrees_on_what_keeps_the_rules(tmp_path):
    told = [(name, statement(**{name: one})) for table in (GOOD, BAD) for name, ones in table.items() for one in ones]
    path = tmp_path / "statements.json"
    path.write_text(json.dumps([one for _, one in told]), encoding="utf-8")
    faults = node("check", str(path))

    we_take = [
        name for (name, one), theirs in zip(told, faults, strict=True) if theirs and not verdict(one, second=False)
    ]
    # Where they are stricter than the standard: an empty list of activities, an offset without its colon.
    assert ["context", "timestamp"] == we_take
    assert 200 < sum(map(bool, faults))


def test_over_the_network(small_hub, credential, stranger):
    headers = {"x-experience-api-version": "1.0.3"}
    with httpx.Client(base_url=small_hub.address, auth=credential, headers=headers, trust_env=False) as client:
        told = client.get("/xapi/statements", params={"limit": 1})
        assert (200, "1.0.3") == (told.status_code, told.headers["x-experience-api-version"])
        page = client.get(told.json()["more"])
        assert (200, 1) == (page.status_code, len(page.json()["statements"]))
        head = client.head("/xapi/statements")
        assert (200, b"", True) == (head.status_code, head.content, int(head.headers["content-length"]) > 2)
        assert 413 == client.post("/xapi/statements", content=b" " * (MOST_BODY + 1)).status_code
        assert 413 == client.post("/xapi/statements", content=iter([b" " * MOST_BODY, b"  "])).status_code
        gone = client.delete(
            "/xapi/activities/state", params={"activityId": "urn:x:y", "agent": '{"openid":"urn:x:y"}'}
        )
        assert (204, b"") == (gone.status_code, gone.content)
        preflight = client.options("/xapi/statements", headers={"origin": "https://tool.example"})
        assert (204, "*") == (preflight.status_code, preflight.headers["access-control-allow-origin"])
        assert 404 == client.get("/xapi/").status_code
        paths = client.get("/schema/openapi.json").json()["paths"]
    assert {"get", "put", "post"} <= paths["/xapi/statements"].keys()
    assert 401 == stranger.get("/xapi/statements", headers=headers).status_code
