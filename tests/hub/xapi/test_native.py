"""The tablets' statements as others read them: ids for ever the same, nobody's name, one order with foreign ones."""

import json
import uuid
from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from elderapp import clock, keys
from elderapp.hub import demo, demo_history, ingest
from elderapp.hub.settings import Settings
from elderapp.hub.storage import devices, places, schema
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.xapi import log, native
from elderapp.hub.xapi.formats import written
from elderapp.records.statements import GENESIS, Row, Verb, chain, chain_written
from elderapp.sync import protocol
from elderapp.sync.batches import make_batch

HERS, HIS = "1" * 32, "2" * 32
RUN = str(uuid.UUID(int=7, version=4)).replace("-", "")
HOME = "https://elderapp.example"


class Tablet:
    """Hands in batches without a network."""

    def __init__(self, engine, centre=1):
        self.engine, self.centre, self.private = engine, centre, keys.new_private()
        digest = devices.code_digest(b"k" * 32, clock.pairing_code())
        now = clock.wall_ms()

        def act(connection):
            places.new_centre(connection, centre, "中心") if not places.centre_title(connection, centre) else None
            connection.execute(devices.pairing.insert().values(centre=centre, digest=digest, expires=now + 9**9))
            return devices.pair(connection, digest, keys.public_of(self.private), "", now).device

        self.device = transact(engine, act)
        self.seq, self.head = 0, GENESIS

    def hand_in(self, *said, received=0):
        """Rows of (verb, learner, object, result); they are received one after the other."""
        first, rows, head = self.seq + 1, [], self.head
        for verb, learner, thing, result in said:
            self.seq += 1
            row = Row(1, self.seq, clock.wall_ms(), 0, "boot", verb, learner, "s-1", RUN, thing, result)
            rows.append(row)
            head = chain(head, row)
        batch = make_batch(self.private, self.device, 1, first, self.head, tuple(rows))
        self.head = head
        now = received or clock.wall_ms()
        arrival = ingest.Arrival(
            self.centre, self.device, keys.public_of(self.private), batch, protocol.deflate(batch), now
        )
        assert isinstance(ingest.take(self.engine, arrival), protocol.Receipt)
        return [native.id_of(self.device, 1, row.seq) for row in rows]


DAY = (
    (Verb.INITIALIZED, HERS, "pay-fps", {"version": "1", "nth": 1}),
    (Verb.EXPERIENCED, HERS, "pay-fps/alone/amount", {"n": 1, "of": 3}),
    (Verb.ANSWERED, HERS, "pay-fps/alone/amount", {"outcome": "hint1", "key": True, "by": "chow"}),
    (Verb.COMPLETED, HERS, "pay-fps", {}),
    (Verb.PASSED, HERS, "pay-fps", {}),
    (Verb.ATTENDED, HIS, "s-1", {"status": "present", "by": "chow"}),
    (Verb.ASKED, "", "@desk", {"topic": "app", "minutes": 3}),
    (Verb.CORRECTED, HIS, "scam-call", {"own_phone": True}),
)


@given(st.text(min_size=1), st.integers(1, 2**50), st.integers(1, 2**40 - 1))
def test_an_id_tells_its_place_and_is_a_uuid(device, epoch, seq):
    id_ = native.id_of(device, epoch, seq)
    made = uuid.UUID(id_)

    assert (native.log_digest(device, epoch), seq) == native.place_of(id_)
    assert (5, uuid.RFC_4122, id_) == (made.version, made.variant, str(made))
    assert id_ != native.id_of(device, epoch + 1, seq)


def test_the_ids_of_old_statements_are_what_they_were():
    assert "f440fd96-7df9-5ad7-868a-880000000001" == native.id_of("0123456789abcdef", 1, 1)
    assert "b90ec8e9-74d4-59ba-aee2-e20000011170" == native.id_of("0123456789abcdef", 2, 70_000)


def test_a_day_at_the_centre_as_statements(new_asker, engine):
    ids = Tablet(engine).hand_in(*DAY)
    lrs = new_asker(may_write=False)
    found = {one["id"]: one for one in lrs.get("statements")["statements"]}
    assert ids == list(found)[::-1]
    started, step, answered, done, passed, came, asked, own = (found[id_] for id_ in ids)

    assert {"homePage": f"{HOME}/centres/1", "name": HERS} == started["actor"]["account"]
    assert {"http://adlnet.gov/expapi/verbs/" + verb for verb in (
        "initialized", "experienced", "answered", "completed", "passed", "attended", "asked"
    )} | {f"{HOME}/verbs/corrected"} == {one["verb"]["id"] for one in found.values()}  # fmt: skip
    assert f"{HOME}/lessons/pay-fps/alone/amount" == step["object"]["id"]
    assert f"{HOME}/lessons/pay-fps" == answered["context"]["contextActivities"]["parent"][0]["id"]
    assert (
        f"{HOME}/sessions/s-1" == answered["context"]["contextActivities"]["grouping"][0]["id"] == came["object"]["id"]
    )
    assert str(uuid.UUID(RUN)) == answered["context"]["registration"]
    assert {f"{HOME}/result/outcome": "hint1", f"{HOME}/result/key": True} == answered["result"]["extensions"]
    assert (True, True) == (done["result"]["completion"], passed["result"]["success"])
    assert (f"{HOME}/desk", True) == (asked["object"]["id"], asked["actor"]["account"]["name"].startswith("tablet-"))
    assert HIS == own["actor"]["account"]["name"]
    assert "chow" not in json.dumps(found)
    for id_, one in found.items():
        assert one == lrs.get("statements", statementId=id_.upper())
    assert 404 == lrs.ask("GET", "statements", statementId=native.id_of("nobody", 1, 1)).status
    assert 404 == lrs.ask("GET", "statements", statementId=ids[0][:-1] + ("0" if ids[0][-1] != "0" else "1")).status


def test_native_statements_are_found_by_every_filter(new_asker, engine):
    ids = Tablet(engine).hand_in(*DAY)
    lrs = new_asker()

    def found(**asked):
        return [ids.index(id_) for id_ in lrs.ids(ascending="true", **asked)]

    def learner(name):
        return {"account": {"homePage": f"{HOME}/centres/1", "name": name}}

    lesson, meeting = f"{HOME}/lessons/pay-fps", f"{HOME}/sessions/s-1"
    assert [0, 1, 2, 3, 4] == found(agent=learner(HERS))
    assert [] == found(agent={"account": {"homePage": f"{HOME}/centres/2", "name": HERS}})
    assert [] == found(agent=learner("nobody")) == found(agent=learner("")) == found(agent=learner("tablet-"))
    assert [] == found(agent=learner(""), related_agents="true")
    desk = lrs.get("statements", statementId=ids[6])["actor"]
    assert [6] == found(agent=desk) == found(agent=desk, related_agents="true")
    assert list(range(8)) == found(agent=learner("hub"), related_agents="true")
    assert [0, 3, 4] == found(activity=lesson)
    assert [0, 1, 2, 3, 4] == found(activity=lesson, related_activities="true")
    assert [1, 2] == found(activity=f"{lesson}/alone/amount", related_activities="true")
    assert [] == found(activity=f"{lesson}/alone", related_activities="true") == found(activity=f"{lesson}/alone")
    assert [] == found(activity=f"{HOME}/sessions/pay-fps") == found(activity=f"{HOME}/lessons/s-1")
    assert [5] == found(activity=meeting)
    assert list(range(8)) == found(activity=meeting, related_activities="true")
    assert [6] == found(activity=f"{HOME}/desk")
    assert [] == found(activity=f"{HOME}/nothing/here") == found(activity="urn:x:y")
    assert [5] == found(verb="http://adlnet.gov/expapi/verbs/attended")
    assert [] == found(verb="http://adlnet.gov/expapi/verbs/voided")
    assert list(range(8)) == found(registration=str(uuid.UUID(RUN)))
    assert [2] == found(
        agent=learner(HERS), verb="http://adlnet.gov/expapi/verbs/answered", activity=f"{lesson}/alone/amount"
    )
    told = lrs.get("statements", activity=f"{lesson}/alone/amount", format="ids")["statements"]
    assert {"id": f"{lesson}/alone/amount"} == told[0]["object"]
    assert "definition" in lrs.get("activities", activityId=lesson)
    assert "definition" not in lrs.get("activities", activityId=f"{HOME}/desk")


def test_what_points_at_a_native_statement_is_found_by_what_that_is_itself_found_by(new_asker, engine, said):
    [id_] = Tablet(engine).hand_in(DAY[1])
    lrs = new_asker()
    native_one = lrs.get("statements", statementId=id_)
    about = said(object={"objectType": "StatementRef", "id": id_})
    lrs.post(about)

    for asked, related in (
        ({"activity": f"{HOME}/lessons/pay-fps"}, {"related_activities": "true"}),
        ({"agent": native_one["authority"]}, {"related_agents": "true"}),
    ):
        assert [] == lrs.ids(**asked)
        assert {id_, about["id"]} == set(lrs.ids(**asked, **related))
    for asked in ({"activity": native_one["object"]["id"]}, {"agent": native_one["actor"]}):
        assert {id_, about["id"]} == set(lrs.ids(**asked))


def test_what_the_demo_has_behind_it_is_told_as_any_centre_s_log_is(new_asker, engine, tmp_path):
    now = clock.wall_ms()
    demo.fill(engine, now, Settings(data=tmp_path))

    def act(connection):
        demo_history.fill(connection, 1, demo.COHORT, demo.TRAINER.id, now, ["pay-fps"])
        return connection.scalar(select(func.count()).select_from(schema.event))

    rows = transact(engine, act)
    told = list(pages(new_asker(), limit=500, ascending="true"))
    assert rows == len(told) > 500
    assert all(one["timestamp"] <= one["stored"] <= written(now) for one in told)
    assert any("registration" in one["context"] for one in told)
    with reading(engine) as connection:
        log_ = connection.execute(select(schema.log.c.dk, schema.log.c.head)).one()
        held = connection.scalars(select(schema.batch.c.body).order_by(schema.batch.c.first)).all()
        head = GENESIS
        for body in held:
            made = protocol.decode(protocol.inflate(bytes(body)), protocol.Batch)
            assert head.hex() == made.prev
            for raw in made.events:
                head = chain_written(head, bytes(raw))
    assert bytes(log_.head) == head


def test_both_kinds_stand_in_one_order_and_every_page_goes_on(new_asker, engine, said, monkeypatch):
    monkeypatch.setattr(log, "MOST_WINDOWS", 2)
    lrs = new_asker()
    begin = clock.wall_ms() - 60_000
    one, two = Tablet(engine), Tablet(engine)
    ids = []
    for moment in range(4):  # two batches received at the same moment, then others' statements
        ids += one.hand_in(*DAY[:3], received=begin + moment)
        ids += two.hand_in(*DAY[3:5], received=begin + moment)
    ids += lrs.post(said(), said())
    ids += one.hand_in(DAY[0], received=clock.wall_ms() + 60_000)
    everything = set(ids)
    for window, limit in ((1, 1), (1, 7), (2, 3), (64, 2), (64, 100)):
        monkeypatch.setattr(log, "WINDOW", window)
        for up in ("true", "false"):
            told = list(pages(lrs, limit=limit, ascending=up))
            stored = [each["stored"] for each in told]
            assert (everything, len(ids)) == ({each["id"] for each in told}, len(told))
            assert stored == sorted(stored, reverse=up == "false")
    monkeypatch.setattr(log, "WINDOW", 2)
    hers = {"account": {"homePage": f"{HOME}/centres/1", "name": HERS}}
    passed = list(pages(lrs, agent=hers, verb="http://adlnet.gov/expapi/verbs/passed", limit=2))
    assert 4 == len(passed)
    cut = passed[1]["stored"]
    later = list(pages(lrs, since=cut, limit=2))
    assert later
    assert all(each["stored"] > cut for each in later)
    assert len(ids) - len(later) == len(list(pages(lrs, until=cut, limit=2)))


def pages(lrs, **asked):
    page = lrs.get("statements", **asked)
    yield from page["statements"]
    while page["more"]:
        page = lrs.get("statements", **dict(parse_qsl(page["more"].partition("?")[2])))
        yield from page["statements"]


def test_others_neither_void_nor_overwrite_what_the_tablets_said(new_asker, engine, said):
    [id_] = Tablet(engine).hand_in(DAY[0])
    lrs = new_asker()
    told = lrs.get("statements", statementId=id_)
    void = said({"verb": {"id": "http://adlnet.gov/expapi/verbs/voided"}})
    void["object"] = {"objectType": "StatementRef", "id": id_}

    assert 403 == lrs.ask("POST", "statements", void).status
    assert 409 == lrs.ask("POST", "statements", said(id=id_)).status
    assert 200 == lrs.ask("POST", "statements", told).status
    about = said(object={"objectType": "StatementRef", "id": id_})
    lrs.post(about)
    assert {id_, about["id"]} == set(lrs.ids(activity=f"{HOME}/lessons/pay-fps"))
    lrs.post(said({"object.id": f"{HOME}/lessons/pay-fps", "object.definition": {"name": {"en": "Hacked"}}}))
    assert "name" not in lrs.get("activities", activityId=f"{HOME}/lessons/pay-fps")["definition"]
    assert 1 == lrs.get("statements", activity=f"{HOME}/lessons/pay-fps", verb=told["verb"]["id"])["statements"].count(
        told
    )
