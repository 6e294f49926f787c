"""A learner is erased: what other systems wrote of her goes too, and does not come back."""

import json

import pytest
from sqlalchemy import select

from elderapp import clock
from elderapp.hub import dossier
from elderapp.hub.storage import erasing, people, schema_xapi
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.xapi import native
from elderapp.hub.xapi.meaning import key
from tests.hub.xapi.test_attachments import file, mixed, part, send

SECRET = "梁秘密"
STATE = {"activityId": "http://centre.example/talks/9", "stateId": "bookmark"}


def her(name):
    return {**native.account(1, name), "name": SECRET}


@pytest.fixture
def learner(quiet_engine):
    """Somebody with an older id, and somebody else."""
    name = clock.new_id()

    def act(connection):
        for one in (name, f"{name}-old", f"{name}-other"):
            people.save(connection, 1, people.Person(one, SECRET, band="75-84", added=1))
        assert people.merge(connection, 1, f"{name}-old", name)

    transact(quiet_engine, act)
    return name


def erase(engine, name):
    return transact(engine, lambda connection: erasing.erase(connection, 1, name, clock.wall_ms()))


def everything(engine):
    tables = [table for table in schema_xapi.metadata.sorted_tables if table.name.startswith("xapi_")]
    with reading(engine) as connection:
        rows = [tuple(row) for table in tables for row in connection.execute(select(table))]
    return repr(rows).encode() + b"".join(cell for row in rows for cell in row if isinstance(cell, bytes))


def test_every_place_where_she_can_stand_is_emptied_and_others_stay(lrs, said, learner, quiet_engine):
    me = her(learner)
    group = {"objectType": "Group", "member": [her(f"{learner}-old"), {"mbox": "mailto:x@a.example"}]}
    hers = [
        said(actor=me),
        said(actor=group),
        said(object=me, verb={"id": "http://v.example/praised"}),
        said({"context.instructor": me}),
        said({"context.team": {"objectType": "Group", "member": [me]}}),
        said(object={
            "objectType": "SubStatement", "actor": me, "verb": {"id": "http://v.example/will"},
            "object": {"id": "http://a.example/1"},
        }),
    ]  # fmt: skip
    others = [said(actor=her(f"{learner}-other")), said()]
    pointing = said(object={"objectType": "StatementRef", "id": hers[0]["id"]})
    lrs.post(*hers, *others, pointing)
    note = f"{SECRET}嘅功課".encode()
    with_file = said(actor=me, attachments=[file(note)])
    assert 200 == send(lrs, mixed(with_file, part(note))).status
    for agent in (me, her(f"{learner}-other")):
        assert 204 == lrs.ask("PUT", "activities/state", b"page 3", agent=agent, **STATE).status
        answer = lrs.ask("PUT", "agents/profile", b"likes tea", {"if-none-match": "*"}, agent=agent, profileId="p")
        assert 204 == answer.status
    with reading(quiet_engine) as connection:
        told = dossier.gather(connection, 1, SECRET, learner, 1)
    assert {one["id"] for one in (*hers, with_file)} == {one["id"] for one in told.others}

    assert {learner, f"{learner}-old"} == set(erase(quiet_engine, learner))

    agent = native.account(1, learner)
    assert [] == lrs.ids(agent=agent, related_agents="true")
    for one in (*hers, with_file):
        assert 404 == lrs.ask("GET", "statements", statementId=one["id"]).status
    everybody = lrs.ids(limit=500)
    assert not {one["id"] for one in hers} & set(everybody)
    assert {one["id"] for one in (*others, pointing)} <= set(everybody)
    assert 404 == lrs.ask("GET", "activities/state", agent=agent, **STATE).status
    assert 404 == lrs.ask("GET", "agents/profile", agent=agent, profileId="p").status
    assert 200 == lrs.ask("GET", "activities/state", agent=native.account(1, f"{learner}-other"), **STATE).status
    erase(quiet_engine, f"{learner}-other")
    left = everything(quiet_engine)
    assert SECRET.encode() not in left
    assert note not in left
    assert learner.encode() not in left


def test_she_does_not_come_back(lrs, said, learner, quiet_engine):
    """What is sent again is known, what is new of her is not kept; whoever sends it hears nothing of why."""
    before = said(actor=her(learner))
    lrs.post(before)
    erase(quiet_engine, learner)

    after = said(actor=her(learner))
    assert [before["id"]] == lrs.post(before)
    assert [after["id"]] == lrs.post(after)
    assert 409 == lrs.ask("POST", "statements", {**after, "verb": {"id": "http://v.example/other"}}).status
    assert 204 == lrs.ask("PUT", "activities/state", b"page 3", agent=her(learner), **STATE).status
    for one in (before, after):
        assert 404 == lrs.ask("GET", "statements", statementId=one["id"]).status
    assert 404 == lrs.ask("GET", "activities/state", agent=her(learner), **STATE).status
    assert SECRET.encode() not in everything(quiet_engine)


def test_a_file_that_another_statement_has_stays(first, said, learner, quiet_engine):
    body = clock.new_id().encode()
    hers, other = said(actor=her(learner), attachments=[file(body)]), said(attachments=[file(body)])
    for one in (hers, other):
        assert 200 == send(first, mixed(one, part(body))).status

    erase(quiet_engine, learner)

    assert body in first.ask("GET", "statements", statementId=other["id"], attachments="true").body


def test_what_a_voided_statement_said_goes_and_it_stays_void(first, said, learner, quiet_engine):
    one = said(actor=her(learner))
    first.post(one)
    voiding = said(
        verb={"id": "http://adlnet.gov/expapi/verbs/voided"}, object={"objectType": "StatementRef", "id": one["id"]}
    )
    first.post(voiding)
    erase(quiet_engine, learner)

    assert 404 == first.ask("GET", "statements", voidedStatementId=one["id"]).status
    found = first.ask("GET", "statements", statementId=voiding["id"])
    assert one["id"] == json.loads(found.body)["object"]["id"]


def test_nobody_elses_centre_is_touched(quiet_engine, learner):
    digest = key("agent", "account x y")
    with quiet_engine.begin() as connection:
        row = {"centre": 2, "k": digest, "n": 1, "direct": True}
        connection.execute(schema_xapi.statement_key.insert().values(row))
    erase(quiet_engine, learner)
    with reading(quiet_engine) as connection:
        chosen = select(schema_xapi.statement_key.c.n).where(schema_xapi.statement_key.c.centre == 2)
        assert [1] == list(connection.scalars(chosen))
    with quiet_engine.begin() as connection:
        connection.execute(schema_xapi.statement_key.delete().where(schema_xapi.statement_key.c.centre == 2))
