"""Statements stored, compared, voided, found and told: the standard's communication part, without a network."""

import base64
import datetime as dt
import json
import time
import uuid
from urllib.parse import unquote_plus, urlencode

import pytest
from sqlalchemy import update

from elderapp import clock
from elderapp.hub.storage.schema_xapi import statement
from elderapp.hub.xapi import taking

VOID = "http://adlnet.gov/expapi/verbs/voided"


def new_id():
    return str(uuid.UUID(clock.new_id()))


def voiding(said, id_):
    return said({"verb": {"id": VOID}, "object": {"objectType": "StatementRef", "id": id_}})


def pointing(said, id_):
    return said(object={"objectType": "StatementRef", "id": id_})


def status(answer):
    return answer.status


def test_what_is_posted_is_told_with_what_the_store_adds(lrs, said):
    one = said()
    assert [one["id"]] == lrs.post(one)
    told = lrs.get("statements", statementId=one["id"].upper())

    assert one == {name: told[name] for name in one}
    assert {"stored", "authority", "version", "timestamp"} == told.keys() - one.keys()
    assert ("1.0.0" if lrs.version == "1.0.3" else "2.0.0") == told["version"]
    assert lrs.name == told["authority"]["account"]["name"]
    assert told["stored"] == told["timestamp"]


def test_what_others_say_of_storing_is_overwritten(lrs, said):
    one = said(stored="2001-01-01T00:00:00Z", authority={"mbox": "mailto:boss@centre.example"}, version="1.0.9")
    lrs.post(one)
    told = lrs.get("statements", statementId=one["id"])

    assert "2001" not in told["stored"]
    assert "mbox" not in told["authority"]
    assert "1.0.9" == told["version"]


def test_a_statement_without_id_gets_one_and_one_is_put_under_its_own(lrs, said):
    one = said(id=None)
    [made] = lrs.post(one)
    assert made == lrs.get("statements", statementId=made)["id"]

    id_ = new_id()
    assert 204 == status(lrs.ask("PUT", "statements", one, statementId=id_))
    assert 204 == status(lrs.ask("PUT", "statements", {**one, "id": id_}, statementId=id_))
    assert 400 == status(lrs.ask("PUT", "statements", {**one, "id": new_id()}, statementId=id_))
    assert 400 == status(lrs.ask("PUT", "statements", one))
    assert 400 == status(lrs.ask("PUT", "statements", one, statementId="7"))
    assert 400 == status(lrs.ask("PUT", "statements", [one], statementId=id_))
    assert 400 == status(lrs.ask("PUT", "statements", one, statementId=id_, format="exact"))
    assert 400 == status(lrs.ask("POST", "statements", one, statementId=id_))


def test_the_same_again_is_a_success_and_something_else_a_conflict(lrs, said):
    one = said({"result.duration": "PT1.239S", "timestamp": "2026-11-27T08:00:00.000Z"})
    lrs.post(one)
    told = lrs.get("statements", statementId=one["id"])
    same = [
        one, told, {**one, "timestamp": "2026-11-27T16:00:00+08:00"}, {**one, "result": {"duration": "PT1.23S"}},
        {**one, "stored": "2001-01-01T00:00:00Z"},
    ]  # fmt: skip
    other = [
        {**one, "result": {"duration": "PT2S"}}, {**one, "verb": {"id": "urn:x:y"}},
        {**one, "timestamp": "2026-11-27T08:00:01Z"},
    ]  # fmt: skip

    assert [200] * len(same) == [status(lrs.ask("POST", "statements", each)) for each in same]
    assert [409] * len(other) == [status(lrs.ask("POST", "statements", each)) for each in other]
    assert [204, 409] == [
        status(lrs.ask("PUT", "statements", each, statementId=one["id"])) for each in (same[2], other[0])
    ]
    assert told == lrs.get("statements", statementId=one["id"])


def test_what_is_no_part_of_a_statement_makes_no_other_of_it(lrs, said):
    """xAPI Data 2.3.1: displays, definitions, the order of members and the case of what has none."""
    here, there = {"mbox": "mailto:a@centre.example"}, {"mbox_sha1sum": "ab" * 20}
    group = {"objectType": "Group", "member": [here, there]}
    turned = {"objectType": "Group", "member": [{"mbox_sha1sum": "AB" * 20}, {"mbox": "mailto:a@Centre.Example"}]}
    place, run, told = f"http://centre.example/{new_id()}", new_id(), new_id()
    inner = {"objectType": "SubStatement", "actor": group, "verb": {"id": "urn:x:y"}, "object": {"id": place}}
    one = said({
        "actor": group, "object": inner, "context.registration": run, "context.team": group,
        "context.statement": {"objectType": "StatementRef", "id": told},
        "context.contextActivities.parent": [{"id": place}],
    })  # fmt: skip
    same = said({
        "id": one["id"].upper(), "actor": turned, "verb.display": {"en": "another"},
        "object": {**inner, "actor": turned, "object": {"id": place, "definition": {"name": {"en": "Place"}}}},
        "context.registration": run.upper(), "context.team": turned,
        "context.statement": {"objectType": "StatementRef", "id": told.upper()},
        "context.contextActivities.parent": {"id": place, "objectType": "Activity"},
    })  # fmt: skip
    lrs.post(one)
    assert [one["id"]] == lrs.post(same)
    for name, value in (
        ("actor", {**group, "member": [here]}), ("context.team", {**group, "member": [there]}),
        ("context.registration", new_id()), ("object", {**inner, "verb": {"id": "urn:x:z"}}),
    ):  # fmt: skip
        assert 409 == status(lrs.ask("POST", "statements", said({"id": one["id"], name: value})))


def test_the_order_of_members_is_nothing_in_the_second_edition_s_groups_either(second, said):
    members = [{"mbox": "mailto:a@centre.example"}, {"mbox": "mailto:b@centre.example"}]

    def involved(members):
        return [{"objectType": "contextGroup", "group": {"objectType": "Group", "member": members}}]

    one = said({"context.contextGroups": involved(members)})
    second.post(one)
    assert [one["id"]] == second.post({**one, "context": {"contextGroups": involved(members[::-1])}})
    other = {**one, "context": {"contextGroups": involved(members[:1])}}
    assert 409 == status(second.ask("POST", "statements", other))


def test_a_statement_that_was_stored_when_others_were_compared_is_known_again(lrs, said, quiet_engine):
    one, timed = said(), said(timestamp="2026-11-27T08:00:00Z")
    lrs.post(one, timed)
    with quiet_engine.begin() as connection:
        connection.execute(update(statement).values(fingerprint=b"another way"))
    assert [one["id"], timed["id"]] == lrs.post(one, timed)
    assert 409 == status(lrs.ask("POST", "statements", {**one, "verb": {"id": "urn:x:y"}}))
    assert 409 == status(lrs.ask("POST", "statements", {**timed, "timestamp": "2026-11-27T08:00:01Z"}))


def test_a_request_is_taken_whole_or_not_at_all(lrs, said):
    good, known = said(), said()
    lrs.post(known)
    for bad, answer in ((said(verb={}), 400), ({**known, "verb": {"id": "urn:x:y"}}, 409), (5, 400), ([good], 400)):
        assert answer == status(lrs.ask("POST", "statements", [good, bad]))
        assert 404 == status(lrs.ask("GET", "statements", statementId=good["id"]))
    assert 400 == status(lrs.ask("POST", "statements", [good, good]))
    assert 200 == status(lrs.ask("POST", "statements", []))


def test_what_is_no_json_is_refused(lrs):
    for body in (b"", b"{", b"\xff", b'{"a":1}x', b"[" * 5000, b"NaN"):
        answer = lrs.ask("POST", "statements", body, {"content-type": "application/json"})
        assert 400 == status(answer)
        assert json.loads(answer.body)["error"]
    assert 400 == status(lrs.ask("POST", "statements", b"{}", {"content-type": "text/plain"}))


def test_what_was_voided_is_told_only_when_asked_for(lrs, said):
    one, other = said(), said()
    lrs.post(one, other)
    gone = voiding(said, one["id"])
    lrs.post(gone)

    assert 404 == status(lrs.ask("GET", "statements", statementId=one["id"]))
    assert one["id"] == lrs.get("statements", voidedStatementId=one["id"])["id"]
    assert gone["id"] == lrs.get("statements", statementId=gone["id"])["id"]
    for id_ in (gone["id"], other["id"], new_id()):
        assert 404 == status(lrs.ask("GET", "statements", voidedStatementId=id_))
    # What points at a voided statement is found by it still.
    assert [gone["id"]] == lrs.ids(activity=one["object"]["id"])


def test_a_voiding_statement_stays_and_one_that_comes_first_counts(lrs, said):
    one = said()
    early = voiding(said, one["id"])
    lrs.post(early)
    assert 400 == status(lrs.ask("POST", "statements", voiding(said, early["id"])))
    lrs.post(one)
    assert 404 == status(lrs.ask("GET", "statements", statementId=one["id"]))
    assert early["id"] == lrs.get("statements", statementId=early["id"])["id"]

    both = said()
    lrs.post(both, voiding(said, both["id"]))
    assert 404 == status(lrs.ask("GET", "statements", statementId=both["id"]))
    unknown = voiding(said, new_id())
    assert [unknown["id"]] == lrs.post(unknown)


def test_filters(lrs, said):
    place, who = f"http://centre.example/{new_id()}", {"mbox": f"mailto:{new_id()}@centre.example"}
    account = {"account": {"homePage": "http://centre.example", "name": new_id()}}
    registration, verb = new_id(), f"urn:verb:{new_id()}"
    about = said({"object.id": place})
    parent = said({"context.contextActivities.parent": [{"id": place}]})
    sub = {"objectType": "SubStatement", "actor": who, "verb": {"id": "urn:x:y"}, "object": {"id": place}}
    within = said(object=sub)
    hers = said(actor=who)
    member = said(actor={"objectType": "Group", **account, "member": [who]})
    to_her = said(object={"objectType": "Agent", **who})
    led = said({"context.instructor": who, "context.registration": registration})
    done = said(verb={"id": verb})
    lrs.post(about, parent, within, hers, member, to_her, led, done)

    def found(**asked):
        return set(lrs.ids(**asked))

    def ids(*several):
        return {one["id"] for one in several}

    assert ids(about) == found(activity=place)
    assert ids(about, parent, within) == found(activity=place, related_activities="true")
    assert ids(hers, member, to_her) == found(agent=who)
    assert ids(hers, member, to_her, led, within) == found(agent=who, related_agents="true")
    assert ids(member) == found(agent={"objectType": "Group", **account})
    assert ids(led) == found(registration=registration.upper())
    assert ids(done) == found(verb=verb)
    assert ids(led) == found(registration=registration, agent=who, related_agents="true")
    assert set() == found(registration=registration, agent=who)
    assert set() == found(agent={"mbox": "mailto:nobody@centre.example"})
    assert set() == found(activity=place.upper())
    assert ids(about, parent, within, hers, member, to_her, led, done) <= found(
        agent={"account": {"homePage": "https://elderapp.example/centres/1", "name": lrs.name}}, related_agents="true"
    )


def test_what_points_at_what_was_found_is_found_however_far(lrs, said):
    one = said()
    near = pointing(said, one["id"])
    far = pointing(said, near["id"])
    lrs.post(far, near, one)

    assert {one["id"], near["id"], far["id"]} == set(lrs.ids(activity=one["object"]["id"]))


def test_order_pages_and_times(lrs, said):
    place = f"http://centre.example/{new_id()}"
    several = [said({"object.id": place}) for _ in range(7)]
    for one in several:
        lrs.post(one)
    wanted = [one["id"] for one in several]
    times = [lrs.get("statements", statementId=id_)["stored"] for id_ in wanted]

    assert wanted[::-1] == lrs.ids(activity=place)
    assert wanted == lrs.ids(activity=place, ascending="true", limit=0)
    assert wanted[:2] == lrs.ids(activity=place, ascending="true", limit=2)
    after = [id_ for id_, time in zip(wanted, times, strict=True) if time > times[3]]
    assert after == lrs.ids(activity=place, ascending="true", since=times[3])
    until = [id_ for id_, time in zip(wanted, times, strict=True) if time <= times[3]]
    assert until == lrs.ids(activity=place, ascending="true", until=times[3])
    for order in ("true", "false"):
        assert wanted[:: 1 if order == "true" else -1] == walked(lrs, activity=place, limit=3, ascending=order)


def walked(lrs, **asked):
    """The ids of every page, following `more`."""
    page = lrs.get("statements", **asked)
    found = [one["id"] for one in page["statements"]]
    while page["more"]:
        path, _, query = page["more"].partition("?")
        assert "/xapi/statements" == path
        pairs = dict(pair.split("=") for pair in query.split("&"))
        answer = lrs.ask("GET", "statements", **{name: unquote_plus(value) for name, value in pairs.items()})
        page = json.loads(answer.body)
        assert len(page["statements"]) <= 3
        found += [one["id"] for one in page["statements"]]
    return found


@pytest.mark.parametrize(
    "asked",
    [
        {"x": "1"}, {"StatementId": "7"}, {"statementId": "7"}, {"voidedStatementId": "x"}, {"limit": "-1"},
        {"limit": "x"}, {"limit": "1.5"}, {"format": "short"}, {"ascending": "yes"}, {"attachments": "1"},
        {"related_agents": ""}, {"related_activities": "TRUE"}, {"since": "today"}, {"until": "x"}, {"verb": "x"},
        {"activity": "x"}, {"registration": "x"}, {"agent": "x"}, {"agent": "[]"}, {"agent": '{"name":"x"}'},
        {"agent": '{"mbox":"x"}'}, {"cursor": "x"}, {"cursor": "1_2_3"}, {"cursor": "1_2_3_99999999999999999999"},
        {"verb": "urn:x:\x00"},
    ],
)  # fmt: skip
def test_a_question_the_standard_does_not_know_is_refused(lrs, asked):
    assert 400 == status(lrs.ask("GET", "statements", **asked))


def test_one_statement_is_asked_for_alone(lrs, said):
    [id_] = lrs.post(said())
    others = {
        "agent": '{"mbox":"mailto:a@b.example"}', "verb": "urn:x:y", "activity": "urn:x:y", "registration": new_id(),
        "related_activities": "true", "related_agents": "true", "since": "2026-01-01T00:00:00Z", "limit": 1,
        "until": "2026-01-01T00:00:00Z", "ascending": "true", "voidedStatementId": id_,
    }  # fmt: skip
    for name, value in others.items():
        assert 400 == status(lrs.ask("GET", "statements", statementId=id_, **{name: value}))
        if name != "voidedStatementId":
            assert 400 == status(lrs.ask("GET", "statements", voidedStatementId=id_, **{name: value}))
    assert 200 == status(lrs.ask("GET", "statements", statementId=id_, format="ids", attachments="false"))


def test_ids_alone_and_canonical_definitions_in_one_language(lrs, said):
    group = {"objectType": "Group", "name": "Class", "member": [{"mbox": "mailto:a@b.example", "name": "A"}]}
    definition = {"name": {"en-GB": "Talk", "zh-HK": "講座"}, "type": "urn:t:t"}
    one = said({
        "actor": group, "object.definition": definition,
        "context.instructor": {"mbox": "mailto:i@b.example", "name": "I"},
        "context.contextActivities.parent": [{"id": "urn:p:p", "definition": {"name": {"en": "P"}}}],
    })  # fmt: skip
    lrs.post(one, said({"object.id": one["object"]["id"], "object.definition": {"description": {"en": "Long"}}}))
    short = lrs.get("statements", statementId=one["id"], format="ids")

    assert {"objectType": "Group", "member": [{"mbox": "mailto:a@b.example"}]} == short["actor"]
    assert {"id": one["verb"]["id"]} == short["verb"]
    assert {"id": one["object"]["id"]} == short["object"]
    assert {"mbox": "mailto:i@b.example"} == short["context"]["instructor"]
    assert [{"id": "urn:p:p"}] == short["context"]["contextActivities"]["parent"]

    answer = lrs.ask(
        "GET",
        "statements",
        None,
        {"accept-language": "zh;q=0.9, en;q=0.1"},
        statementId=one["id"],
        format="canonical",
    )
    told = json.loads(answer.body)
    assert {"zh-HK": "出席"} == told["verb"]["display"]
    assert {"name": {"zh-HK": "講座"}, "type": "urn:t:t", "description": {"en": "Long"}} == told["object"]["definition"]
    assert one["object"] == lrs.get("statements", statementId=one["id"])["object"]
    assert [one["id"]] == [
        each["id"]
        for each in lrs.get("statements", activity=one["object"]["id"], format="ids", limit=1, ascending="true")[
            "statements"
        ]
    ]


def test_activities_and_agents_are_told(lrs, said):
    one = said({"object.definition": {"name": {"en": "Talk"}}})
    lrs.post(one)
    id_ = one["object"]["id"]
    assert {"objectType": "Activity", "id": id_, "definition": {"name": {"en": "Talk"}}} == lrs.get(
        "activities", activityId=id_
    )
    assert {"objectType": "Activity", "id": "urn:x:never"} == lrs.get("activities", activityId="urn:x:never")
    assert {"objectType": "Person", "name": ["Ling"], "mbox": ["mailto:l@b.example"]} == lrs.get(
        "agents", agent={"name": "Ling", "mbox": "mailto:l@b.example"}
    )
    for path, asked in (
        ("activities", {}), ("activities", {"activityId": "x"}), ("activities", {"activityId": "urn:x:y", "x": 1}),
        ("agents", {}), ("agents", {"agent": "x"}), ("agents", {"agent": {"name": "x"}}), ("agents", {"agent": "[]"}),
    ):  # fmt: skip
        assert 400 == status(lrs.ask("GET", path, **asked))
    assert 405 == status(lrs.ask("PUT", "agents", {}))


def test_the_store_tells_its_versions_and_when_it_is_consistent(lrs, said):
    about = lrs.ask("GET", "about", None, {"authorization": "", "x-experience-api-version": ""})
    assert (200, ["1.0.0", "1.0.1", "1.0.2", "1.0.3", "2.0.0"]) == (about.status, json.loads(about.body)["version"])
    assert "2.0.0" == about.headers["x-experience-api-version"]

    one = said()
    lrs.post(one)
    answer = lrs.ask("GET", "statements", statementId=one["id"])
    assert lrs.version == answer.headers["x-experience-api-version"]
    stored = json.loads(answer.body)["stored"]
    assert stored <= answer.headers["x-experience-api-consistent-through"]
    dt.datetime.strptime(answer.headers["last-modified"], "%a, %d %b %Y %H:%M:%S GMT")  # noqa: DTZ007  it ends in GMT
    page = lrs.ask("GET", "statements", limit=1)
    assert {"last-modified", "x-experience-api-consistent-through"} <= page.headers.keys()


def test_what_is_being_written_holds_the_consistent_time_back(lrs, said, monkeypatch):
    one, seen = said(), []

    def turned(connection, centre):
        n, stored = turn(connection, centre)
        time.sleep(0.01)
        seen.append(lrs.ask("GET", "statements", limit=1).headers["x-experience-api-consistent-through"])
        return n, stored

    turn = taking.turn
    monkeypatch.setattr(taking, "turn", turned)
    lrs.post(one)
    stored = lrs.get("statements", statementId=one["id"])["stored"]
    after = lrs.ask("GET", "statements", limit=1).headers["x-experience-api-consistent-through"]
    assert seen[0] < stored <= after
    assert [one["id"]] == lrs.ids(activity=one["object"]["id"], ascending="true", since=seen[0])


@pytest.mark.parametrize("version", ["", "1", "1.1", "0.9.5", "3.0.0", "2.1.0", "x"])
def test_a_version_that_is_not_spoken_is_refused(first, said, version):
    for method, path, body in (("GET", "statements", None), ("POST", "statements", said()), ("GET", "agents", None)):
        answer = first.ask(method, path, body, {"x-experience-api-version": version})
        assert (400, "2.0.0") == (answer.status, answer.headers["x-experience-api-version"])


def test_every_patch_of_an_edition_is_spoken(first, second):
    for asker, versions in ((first, ("1.0", "1.0.0", "1.0.17")), (second, ("2.0", "2.0.0", "2.0.5"))):
        for version in versions:
            answer = asker.ask("GET", "statements", None, {"x-experience-api-version": version}, limit=1)
            assert (200, asker.version) == (answer.status, answer.headers["x-experience-api-version"])


def test_the_second_edition_tells_moments_in_utc_to_the_millisecond(second, said):
    one = said(timestamp="2026-11-27T16:00:00.1234567+08:00")
    inner = {name: one[name] for name in ("actor", "verb", "object", "timestamp")}
    one["object"] = {**inner, "objectType": "SubStatement"}
    second.post(one)
    told = second.get("statements", statementId=one["id"])
    assert ["2026-11-27T08:00:00.123Z"] * 2 == [told["timestamp"], told["object"]["timestamp"]]
    assert [one["id"]] == second.post(one) == second.post(told)


def test_unknown_resources_and_methods(lrs, said):
    assert 404 == status(lrs.ask("GET", "nothing"))
    assert 404 == status(lrs.ask("GET", "statements/7"))
    assert 405 == status(lrs.ask("DELETE", "statements"))
    assert 405 == status(lrs.ask("POST", "about", {}))
    assert 200 == status(lrs.ask("HEAD", "statements", limit=1))
    preflight = lrs.ask("OPTIONS", "statements", None, {"authorization": "", "x-experience-api-version": ""})
    assert (204, "*") == (preflight.status, preflight.headers["access-control-allow-origin"])


def form(**fields):
    return urlencode(fields).encode()


def test_the_first_edition_may_put_its_request_into_a_form(first, said):
    one, kind = said(), {"content-type": "application/x-www-form-urlencoded"}
    body = form(statementId=one["id"], content=json.dumps(one))
    assert 204 == status(first.ask("POST", "statements", body, kind, method="PUT"))
    login = base64.b64encode(f"{first.name}:{first.secret}".encode()).decode()
    inside = form(**{"statementId": one["id"], "Authorization": f"Basic {login}", "X-Experience-API-Version": "1.0.3"})
    bare = {**kind, "authorization": "", "x-experience-api-version": ""}
    answer = first.ask("POST", "statements", inside, bare, method="GET")
    assert (200, one["id"]) == (answer.status, json.loads(answer.body)["id"])
    assert 200 == status(first.ask("POST", "statements", form(limit=1), kind, method="get"))
    posted = form(content=json.dumps([said()]))
    assert 200 == status(first.ask("POST", "statements", posted, kind, method="POST"))


def test_a_form_that_is_not_whole_or_comes_by_another_site_is_refused(first, second, said):
    one, kind = said(), {"content-type": "application/x-www-form-urlencoded"}
    body = form(statementId=one["id"], content=json.dumps(one))
    assert 400 == status(first.ask("POST", "statements", body, kind, method="PUT", statementId=one["id"]))
    assert 400 == status(first.ask("POST", "statements", form(statementId=one["id"]), kind, method="PUT"))
    assert 400 == status(first.ask("POST", "statements", body, kind, method="BREW"))
    assert 400 == status(first.ask("POST", "statements", json.dumps(one).encode(), kind, method="PUT"))
    assert 400 == status(first.ask("GET", "statements", body, kind, method="PUT"))
    assert 400 == status(second.ask("POST", "statements", body, kind, method="PUT"))
    within = form(**{"limit": 1, "X-Experience-API-Version": "2.0.0"})
    for headers in (kind, {**kind, "x-experience-api-version": ""}):
        assert 400 == status(first.ask("POST", "statements", within, headers, method="GET"))
    by_page = {**kind, "sec-fetch-mode": "no-cors"}
    assert 403 == status(first.ask("POST", "statements", body, by_page, method="PUT"))
    assert 404 == status(first.ask("GET", "statements", statementId=one["id"]))
