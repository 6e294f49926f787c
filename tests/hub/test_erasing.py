"""A learner is erased: her name is nowhere, what is counted stays, and she does not come back."""

from contextlib import closing

import msgspec
import pytest
from sqlalchemy import select

from elderapp import clock
from elderapp.hub import figures, reports
from elderapp.hub.storage import courses, erasing, people, places, schema
from elderapp.hub.storage.engine import reading, transact
from elderapp.hub.storage.schema import metadata
from elderapp.records.people import Learner, Roster
from elderapp.records.statements import Verb
from elderapp.store.file import Store
from elderapp.sync import protocol

SECRET = "梁秘密"


def test_every_table_with_a_learner_has_been_thought_about():
    """A table that is in neither list is emptied of her; whoever made it decides which is right."""
    assert {table.name for table in erasing.about_learners()} <= erasing.COUNTED | erasing.PERSONAL


def everything(engine) -> str:
    with reading(engine) as connection:
        return "\n".join(
            f"{table.name} {tuple(row)}"
            for table in metadata.sorted_tables
            for row in connection.execute(select(table))
        )


def counted(hub):
    """What the page and the report count."""
    now = clock.wall_ms()
    with reading(hub.engine) as connection:
        meeting = places.find_meeting(connection, 1, hub.demo.session)
        sheet = reports.sheet(connection, 1, meeting, now)
        found = figures.report(connection, {1: ""}, figures.Asked(figures.month_of(now)), now, lambda _: None)
        return (
            {status: sheet.count(status) for status in reports.STATUSES}, len(sheet.lines), found.total, found.bands,
            found.livings, found.young, found.completions,
        )  # fmt: skip


@pytest.fixture
def walk_in(hub):
    """Somebody whom a tablet wrote down, who was in class and marked, and finished a lesson; she has an older id."""
    tablet, person = hub.tablet(), clock.new_id()
    people_message = protocol.People(
        (protocol.WalkIn(person, SECRET, "bird", clock.wall_ms(), session=hub.demo.session, secret="bird,bird,bird"),)
    )
    assert 200 == tablet.ask("POST", f"/{tablet.device}/people", protocol.deflate(people_message)).status_code
    tablet.say(Verb.INITIALIZED, person, "pay-fps-send", hub.demo.session)
    tablet.say(Verb.COMPLETED, person, "pay-fps-send", hub.demo.session, nth=1)
    assert 200 == tablet.push().status_code

    def act(connection):
        older = people.Person("older", SECRET, member="M-77", band="75-84", district="觀塘", living="single", added=1)
        people.save(connection, 1, older)
        courses.enrol(connection, 1, "smartphone-b", ["older"], clock.wall_ms() - 10_000)
        mark = reports.Mark(person, "present", "chow", clock.wall_ms(), "")
        reports.add_mark(connection, 1, hub.demo.session, mark)
        assert people.merge(connection, 1, person, "older")

    transact(hub.engine, act)
    return tablet, person, people_message


def test_who_she_was_goes_and_what_is_counted_stays(hub, walk_in, manager):
    _, person, _ = walk_in
    before = counted(hub)
    assert SECRET in everything(hub.engine)

    asked = manager.get("/learners/older/erase").text
    assert SECRET in asked
    assert "唔可以還原" in asked
    assert 422 == manager.submit("/learners/older/erase", page="/learners/older/erase").status_code
    assert SECRET in everything(hub.engine)
    done = manager.submit("/learners/older/erase", {"sure": "yes"}, page="/learners/older/erase")
    assert "/privacy?done=erased" == done.headers["location"]

    left = everything(hub.engine)
    assert [] == [word for word in (SECRET, "M-77", "觀塘", "bird,bird,bird") if word in left]
    assert before == counted(hub)
    assert 404 == manager.get("/learners/older").status_code
    assert 404 == manager.get(f"/learners/{person}/data").status_code
    roll = manager.get(f"/attendance?session={hub.demo.session}").text
    assert "（已刪除）" in roll
    assert "刪除學員資料" in manager.get("/audit").text


def test_she_stays_erased_when_a_tablet_hands_her_in_again_and_goes_from_the_tablet(hub, walk_in, tmp_path):
    tablet, person, message = walk_in
    transact(hub.engine, lambda connection: erasing.erase(connection, 1, person, clock.wall_ms()))

    again = tablet.ask("POST", f"/{tablet.device}/people", protocol.deflate(message))
    assert [person] == again.json()["done"]
    tablet.say(Verb.TERMINATED, person, "pay-fps-send", hub.demo.session)
    assert 200 == tablet.push().status_code
    assert SECRET not in everything(hub.engine)

    answer = tablet.ask("GET", f"/{tablet.device}/roster?after=0")
    assert SECRET not in answer.text
    roster = protocol.decode(answer.content, protocol.RosterReply).roster
    assert {person, "older"} == set(roster.erased)
    with closing(Store.open(tmp_path / "tablet.db")) as store:
        store.add_person(Learner(person, SECRET, "bird"))
        store.add_person(Learner("somebody", "陳太", "bird"))
        store.save_roster(roster)
        assert ["somebody"] == [one.id for one in store.walk_ins()]
        assert ["somebody"] == [met.learner.id for met in store.unsent_people()]


def test_no_chain_breaks_and_erasing_twice_or_nobody_changes_nothing(engine):
    def act(connection):
        places.new_centre(connection, 1, "一")
        places.new_cohort(connection, 1, "c", "班", [Learner("p", "陳太", "bird"), Learner("q", "李生", "bird")])
        first = erasing.erase(connection, 1, "p", 5)
        people.save(connection, 1, people.Person("p", "陳太"))
        return first, erasing.erase(connection, 1, "p", 6), erasing.erase(connection, 2, "q", 7)

    assert (["p"], [], []) == transact(engine, act)
    with reading(engine) as connection:
        assert ["q"] == [one.id for one in people.people(connection, 1)]
        assert {"p"} == erasing.among(connection, 1, ["p", "q", "r"])
        assert set() == erasing.among(connection, 2, ["p"])
        assert ("p",) == erasing.newest(connection, 1)
        assert 1 == erasing.count(connection, 1)
        ended = dict(connection.execute(select(schema.enrolment.c.learner, schema.enrolment.c.ended)).all())
    assert {"p": 5, "q": 0} == ended


def test_an_old_tablet_reads_a_roster_with_what_it_has_no_word_for():
    told = msgspec.json.encode({"centre": "一", "tablet": "01", "erased": ["p"], "of-tomorrow": 1})
    assert ("p",) == msgspec.json.decode(told, type=Roster).erased
