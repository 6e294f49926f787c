"""A hub and its parent, over real HTTP: what goes up, once; what comes down; what breaks off and goes on."""

import shutil
from contextlib import ExitStack, contextmanager

import pytest
from msgspec.structs import replace
from sqlalchemy import func, select

from elderapp import clock, keys
from elderapp.hub import backups, children, demo, desk, downward, figures, messenger, recount, reports, upward
from elderapp.hub.app import shelf_of
from elderapp.hub.desk import Enquiry
from elderapp.hub.server import Running
from elderapp.hub.settings import Settings, secret
from elderapp.hub.storage import above, below, courses, devices, erasing, people, places, schema
from elderapp.hub.storage.engine import open_engine, reading, transact
from elderapp.hub.storage.schema_parent import climb, told
from elderapp.records.people import Learner
from elderapp.records.statements import GENESIS, Verb
from elderapp.sync import batches, protocol
from elderapp.sync.below import Below, Register, Somebody
from elderapp.sync.errors import HubRefused, HubUnreachable
from elderapp.sync.hub import Hub
from tests.hub.conftest import Place, Tablet, put_tables

LESSON = "pay-fps-send"


class Family:
    """A centre's hub with its demo class, and a headquarters' hub above it, which has a centre of its own."""

    def __init__(self, child: Place, parent: Place) -> None:
        self.child, self.parent, self.centre = child, parent, 0

    def invite(self, title: str = "灣仔長者中心", number: int = 0) -> children.Invited:
        key = secret(self.parent.settings.data)
        now = clock.wall_ms()
        made = transact(self.parent.engine, lambda c: children.invite(c, key, title, "operator", now, number=number))
        self.centre = made.centre
        return made

    def pair(self, number: int = 0):
        made = self.invite(number=number)
        return upward.pair(self.child.engine, self.child.settings, 1, self.parent.address, made.code)

    def caller(self, **given):
        place = self.child
        return upward.Caller(place.engine, place.settings, shelf_of(place.settings), 1, **given)

    def visit(self):
        return self.caller().visit()

    def report(self, place: Place, centre: int):
        now = clock.wall_ms()
        with reading(place.engine) as connection:
            return figures.report(connection, {centre: ""}, figures.Asked(figures.month_of(now)), now, lambda _: None)

    def count(self, place: Place, centre: int) -> int:
        with reading(place.engine) as connection:
            chosen = select(func.count()).select_from(schema.event).where(schema.event.c.centre == centre)
            return connection.scalar(chosen)


@contextmanager
def running(folder, database=""):
    settings = Settings(data=folder, database=database, trust=folder / "trust.json", backups=folder.parent / "disk")
    put_tables(settings.url)
    engine = open_engine(settings.url)
    filled = demo.fill(engine, clock.wall_ms(), settings)
    with Running(settings) as hub:
        place = Place(hub, engine, settings, filled)
        yield place
    place.engine.dispose()


@pytest.fixture
def family(database, tmp_path, monkeypatch):
    """The child on each kind of database."""
    monkeypatch.setattr(messenger.Messenger, "first_after", 3600.0)  # visits are made by the tests
    with ExitStack() as stack:
        child = stack.enter_context(running(tmp_path / "child", "" if database.startswith("sqlite") else database))
        parent = stack.enter_context(running(tmp_path / "parent"))
        yield Family(child, parent)


@pytest.fixture
def small_family(tmp_path, monkeypatch):
    """Both on SQLite, where the database plays no part."""
    monkeypatch.setattr(messenger.Messenger, "first_after", 3600.0)
    with ExitStack() as stack:
        child = stack.enter_context(running(tmp_path / "child"))
        yield Family(child, stack.enter_context(running(tmp_path / "parent")))


def learn(tablet, session, *people):
    for person in people:
        tablet.say(Verb.INITIALIZED, person, LESSON, session, nth=1)
        tablet.say(Verb.COMPLETED, person, LESSON, session, nth=1)
    assert 200 == tablet.push().status_code


def test_what_the_centre_counts_is_what_headquarters_counts_and_nobody_is_named(family):
    family.pair()
    tablet, session = family.child.tablet(), family.child.demo.session
    tablet.say(Verb.ATTENDED, "demo-06", session, session, status="absent", by="chow")
    learn(tablet, session, "demo-01", "demo-02")
    now = clock.wall_ms()

    def on_the_pages(connection):
        for person, status in (("demo-01", "present"), ("demo-02", "late"), ("demo-03", "absent")):
            reports.add_mark(connection, 1, session, reports.Mark(person, status, "chow", now, ""))
        reports.add_mark(connection, 1, session, reports.Mark("demo-03", "present", "chow", now + 5, "mistake"))
        for name in ("q1", "q2"):
            desk.note(connection, 1, Enquiry(name, now, "pay", "android", "solved", "", 10), "chow")
        desk.take_back(connection, 1, "q2", "chow", now)
        people.save(connection, 1, people.Person("demo-04", "陳秘密", band="75-84", living="single", member="M-9"))
        assert people.merge(connection, 1, "demo-05", "demo-04")

    transact(family.child.engine, on_the_pages)
    visit = family.visit()

    assert (1, 7) == (visit.batches, visit.rows)
    here, there = family.report(family.child, 1), family.report(family.parent, family.centre)
    for field in (
        "total",
        "completions",
        "desk_visits",
        "enquiries",
        "bands",
        "livings",
        "young",
        "unmarked",
        "months",
    ):
        assert getattr(here, field) == getattr(there, field), field
    assert 3 == there.total.visits
    assert 1 == there.enquiries
    with reading(family.parent.engine) as connection:
        known = connection.execute(select(schema.learner).where(schema.learner.c.centre == family.centre)).all()
        everything = repr([connection.execute(select(one)).all() for one in schema.metadata.sorted_tables])
    assert {""} == {row.name for row in known}
    assert {""} == {row.member for row in known}
    assert "陳秘密" not in everything
    assert "M-9" not in everything

    assert upward.Visit() == family.visit()
    assert there.total == family.report(family.parent, family.centre).total
    assert ([], []) == (recount.check(family.child.engine, 1), recount.check(family.parent.engine, family.centre))


def test_a_statement_keeps_its_tablet_its_number_its_signature_and_its_time(small_family):
    small_family.pair()
    tablet = small_family.child.tablet()
    tablet.say(Verb.COMPLETED, "demo-01", LESSON, nth=1, wall=clock.wall_ms() + 3_600_000)
    assert 200 == tablet.push(wall=clock.wall_ms() + 3_600_000).status_code
    small_family.visit()

    def stored(place, centre):
        with reading(place.engine) as connection:
            log = connection.execute(
                select(schema.log).where(schema.log.c.centre == centre, schema.log.c.device == tablet.device)
            ).one()
            body = connection.scalar(
                select(schema.batch.c.body).where(schema.batch.c.centre == centre, schema.batch.c.dk == log.dk)
            )
            event = connection.execute(
                select(schema.event.c.t.label("made"), schema.event.c.wall).where(
                    schema.event.c.centre == centre, schema.event.c.dk == log.dk
                )
            ).one()
            return (log.epoch, log.seq, bytes(log.head), bytes(body), tuple(event))

    assert stored(small_family.child, 1) == stored(small_family.parent, small_family.centre)


def test_a_code_for_a_hub_pairs_no_tablet_and_one_for_a_tablet_no_hub(small_family):
    made = small_family.invite()
    tablet = Tablet(small_family.parent.address)

    assert "pairing-code-wrong" == tablet.pair(made.code).json()["code"]
    with pytest.raises(HubRefused, match="no such code") as caught:
        upward.pair(
            small_family.child.engine,
            small_family.child.settings,
            1,
            small_family.parent.address,
            small_family.parent.code(),
        )
    assert "pairing-code-wrong" == caught.value.code
    with pytest.raises(HubRefused, match="itself"):
        upward.pair(small_family.child.engine, small_family.child.settings, 1, small_family.child.address, made.code)
    with pytest.raises(HubRefused, match="not the hub"):
        upward.pair(
            small_family.child.engine,
            small_family.child.settings,
            1,
            small_family.parent.address,
            made.code,
            key="0" * 16,
        )
    assert "灣仔長者中心" == upward.pair(
        small_family.child.engine, small_family.child.settings, 1, small_family.parent.address, made.code
    ).title  # fmt: skip


def test_a_tablet_speaks_for_nobody_else_and_a_hub_for_no_tablet_it_cannot_name(small_family):
    small_family.pair()
    tablet = small_family.parent.tablet()
    with Hub(small_family.parent.address, tablet.device, tablet.private) as posing, pytest.raises(HubRefused) as caught:
        posing.tell(Register(people=(Somebody("x"),)))
    assert "unknown-device" == caught.value.code

    with reading(small_family.child.engine) as connection:
        link = above.link(connection, 1)
    private = keys.load_or_make(small_family.child.settings.data / "hub.key")
    strange = keys.public_of(keys.new_private()).hex()
    with Hub(small_family.parent.address, link.device, private) as hub:
        assert ("1-0123456789abcdef",) == hub.tell(Register((Below("1-0123456789abcdef", (strange,)),))).aside
        with pytest.raises(HubRefused, match="not told"):
            hub.forward(tablet.device, protocol.deflate(Register()), taken=1, skew=0)


def test_a_tablet_that_goes_over_to_the_parent_is_counted_once_whatever_got_lost(small_family):
    """What the centre took and could not confirm the tablet sends again, under new numbers, to the parent."""
    small_family.pair()
    tablet, session = small_family.child.tablet(), small_family.child.demo.session
    learn(tablet, session, "demo-01")
    small_family.visit()
    learn(tablet, session, "demo-02", "demo-03")  # the parent has not heard of these, nor the tablet of the receipt
    unheard = tablet.rows[2:]

    key = secret(small_family.parent.settings.data)
    code = transact(
        small_family.parent.engine, lambda c: devices.new_code(c, small_family.centre, key, "operator", clock.wall_ms())
    )
    over = Tablet(small_family.parent.address)
    over.private = tablet.private
    assert 200 == over.pair(code).status_code
    over.rows = [*unheard]
    over.say(Verb.COMPLETED, "demo-04", LESSON, session, nth=1)
    push_anew(over, 9)
    assert 7 == small_family.count(small_family.parent, small_family.centre)
    small_family.visit()

    assert 7 == small_family.count(small_family.parent, small_family.centre)
    assert 4 == small_family.report(small_family.parent, small_family.centre).completions
    with reading(small_family.parent.engine) as connection:
        codes = connection.execute(
            select(schema.quarantine.c.code).where(schema.quarantine.c.centre == small_family.centre)
        )
        assert {"said-before"} == set(codes.scalars())
        assert [0] == [one.aside for one in devices.devices(connection, small_family.centre) if one.device.name == ""]


def push_anew(tablet, epoch):
    """Its rows from the first on, in another epoch."""
    rows = [replace(row, epoch=epoch, seq=n) for n, row in enumerate(tablet.rows, 1)]
    batch = batches.make_batch(tablet.private, tablet.device, epoch, 1, GENESIS, rows)
    assert 200 == tablet.ask("POST", f"/{tablet.device}", protocol.deflate(batch)).status_code


def test_a_visit_that_breaks_off_anywhere_is_gone_on_with(small_family):
    small_family.pair()
    tablet, session = small_family.child.tablet(), small_family.child.demo.session
    for person in ("demo-01", "demo-02", "demo-03"):
        learn(tablet, session, person)
    steps = iter([True, True, False])

    small_family.caller(going=lambda: next(steps, False)).visit()
    with reading(small_family.child.engine) as connection:
        (before,) = (one for one in above.logs(connection, 1) if one.device == tablet.device)
    assert 0 < before.left < 6
    small_family.visit()

    assert 6 == small_family.count(small_family.parent, small_family.centre)


def test_a_parent_that_is_away_costs_nothing_and_is_noted(small_family):
    small_family.pair()
    learn(small_family.child.tablet(), small_family.child.demo.session, "demo-01")
    small_family.parent.end()

    with pytest.raises(HubUnreachable):
        small_family.visit()

    with reading(small_family.child.engine) as connection:
        link = above.link(connection, 1)
    assert "hub-unreachable" == link.trouble
    assert link.tried > link.met == 0


def test_a_child_put_back_from_a_backup_says_nothing_twice(family):
    family.pair()
    tablet, session = family.child.tablet(), family.child.demo.session
    now = clock.wall_ms()

    def mark(person, status, made):
        one = reports.Mark(person, status, "chow", made, "")
        transact(family.child.engine, lambda c: reports.add_mark(c, 1, session, one))

    mark("demo-01", "present", now)
    learn(tablet, session, "demo-01")
    made = backups.back_up(family.child.settings, family.child.engine)  # the parent has heard nothing of it yet
    mark("demo-02", "present", now + 1)
    learn(tablet, session, "demo-02")
    family.visit()
    family.child.end()
    family.child.engine.dispose()
    backups.restore(family.child.settings, family.child.settings.backup_folder / made.file)
    family.child.engine = open_engine(family.child.settings.url)
    with Running(family.child.settings) as again:
        tablet.address = again.address
        tablet.sent, tablet.head = 0, bytes(32)
        assert 200 == tablet.push().status_code
        mark("demo-03", "present", now + 2)
        family.visit()
        family.visit()

    assert 4 + 3 == family.count(family.parent, family.centre)
    assert 3 == family.report(family.parent, family.centre).total.visits


def test_a_parent_put_back_from_a_backup_gets_again_what_it_lost(small_family):
    small_family.pair()
    tablet, session = small_family.child.tablet(), small_family.child.demo.session
    learn(tablet, session, "demo-01")
    small_family.visit()
    made = backups.back_up(small_family.parent.settings, small_family.parent.engine)
    for person in ("demo-02", "demo-03"):
        learn(tablet, session, person)
        one = reports.Mark(person, "present", "chow", clock.wall_ms(), "")
        transact(small_family.child.engine, lambda c, one=one: reports.add_mark(c, 1, session, one))
        transact(
            small_family.child.engine, lambda c, p=person: courses.save(c, 1, courses.Cohort(f"later-{p}", "新班"))
        )
        small_family.visit()
    wanted = small_family.report(small_family.parent, small_family.centre)
    small_family.parent.end()
    small_family.parent.engine.dispose()
    backups.restore(small_family.parent.settings, small_family.parent.settings.backup_folder / made.file)
    small_family.parent.engine = open_engine(small_family.parent.settings.url)
    with Running(small_family.parent.settings) as again:
        transact(small_family.child.engine, lambda c: above.note(c, 1, address=again.address))
        small_family.visit()
        again_report = small_family.report(small_family.parent, small_family.centre)

    assert 8 == small_family.count(small_family.parent, small_family.centre)
    assert (wanted.total, wanted.completions) == (again_report.total, again_report.completions)
    with reading(small_family.parent.engine) as connection:
        titles = connection.scalars(select(schema.cohort.c.cohort).where(schema.cohort.c.centre == small_family.centre))
        assert {"later-demo-02", "later-demo-03"} <= set(titles)


def test_who_is_erased_at_the_centre_is_erased_above_and_still_counted(small_family):
    small_family.pair()
    tablet, session = small_family.child.tablet(), small_family.child.demo.session
    learn(tablet, session, "demo-01")
    one = reports.Mark("demo-01", "present", "chow", clock.wall_ms(), "")
    transact(small_family.child.engine, lambda c: reports.add_mark(c, 1, session, one))
    small_family.visit()
    before = small_family.report(small_family.parent, small_family.centre)
    transact(small_family.child.engine, lambda c: erasing.erase(c, 1, "demo-01", clock.wall_ms()))
    small_family.visit()

    with reading(small_family.parent.engine) as connection:
        assert {"demo-01"} == erasing.among(connection, small_family.centre, ["demo-01"])
        assert people.person(connection, small_family.centre, "demo-01") is None
    assert before.total == small_family.report(small_family.parent, small_family.centre).total


def test_packs_come_down_and_people_whom_headquarters_wrote_down(small_family, make_lesson):
    small_family.pair()
    make_lesson(small_family.parent, LESSON)
    shutil.copy(small_family.parent.settings.trust, small_family.child.settings.trust)
    now = clock.wall_ms()

    def at_headquarters(connection):
        people.save(connection, small_family.centre, people.Person("hq-1", "黃太", added=now))
        courses.save(connection, small_family.centre, courses.Cohort("hq-c", "總部班"))
        courses.enrol(connection, small_family.centre, "hq-c", ["hq-1"], now - 10_000)
        row = ("hq-s", "hq-c", "總部班 1", now - 1000, now + 3_600_000, "", "", "")
        places.new_meeting(connection, small_family.centre, places.Meeting(*row))

    transact(small_family.parent.engine, at_headquarters)
    visit = small_family.visit()

    assert (("e-payments",), 1) == (visit.packs, visit.people)
    assert LESSON == shelf_of(small_family.child.settings).lesson(LESSON).id
    with reading(small_family.child.engine) as connection:
        assert "黃太" == people.person(connection, 1, "hq-1").name
        meeting = places.find_meeting(connection, 1, "hq-s")
        assert ["黃太"] == [one.learner.name for one in places.people_of(connection, 1, meeting)]
    small_family.visit()  # she goes up as an id, and keeps her name there
    with reading(small_family.parent.engine) as connection:
        assert "黃太" == people.person(connection, small_family.centre, "hq-1").name
    assert () == downward.fetch_packs(
        Empty(), shelf_of(small_family.child.settings), small_family.child.settings.data, lambda: 1
    )


class Empty:
    def packs(self):
        return ()


def test_shut_out_above_it_stops_and_leaving_forgets_the_parent_alone(small_family):
    link = small_family.pair()
    learn(small_family.child.tablet(), small_family.child.demo.session, "demo-01")
    transact(small_family.parent.engine, lambda c: devices.revoke(c, small_family.centre, link.device, clock.wall_ms()))

    with pytest.raises(HubRefused):
        small_family.visit()
    assert 2 == small_family.count(small_family.child, 1)
    with reading(small_family.child.engine) as connection:
        assert "revoked-device" == above.link(connection, 1).trouble
    assert transact(small_family.child.engine, lambda c: above.leave(c, 1))
    with reading(small_family.child.engine) as connection:
        assert above.link(connection, 1) is None
        assert [] == connection.execute(select(climb)).all() + connection.execute(select(told)).all()
    assert 2 == small_family.count(small_family.child, 1)
    with pytest.raises(upward.NoParent):
        small_family.caller()


def test_one_tablets_trouble_holds_up_no_other(small_family):
    small_family.pair()
    session = small_family.child.demo.session
    one, other = small_family.child.tablet(), small_family.child.tablet()
    learn(one, session, "demo-01")
    small_family.visit()
    learn(one, session, "demo-02")
    learn(other, session, "demo-03")
    with small_family.parent.engine.begin() as connection:  # the parent holds other rows of this tablet
        chosen = (schema.log.c.centre == small_family.centre) & (schema.log.c.device == one.device)
        connection.execute(schema.log.update().where(chosen).values(head=b"x" * 32))

    small_family.visit()

    with reading(small_family.child.engine) as connection:
        found = {line.device: (line.left, line.trouble) for line in above.logs(connection, 1)}
    assert {one.device: (2, "fork"), other.device: (0, "")} == found


def test_the_thread_visits_when_it_is_time_and_waits_longer_after_a_failure(small_family):
    small_family.pair()
    working = messenger.Messenger(
        small_family.child.engine, small_family.child.settings, shelf_of(small_family.child.settings)
    )

    assert [1, 0] == [working.look(), working.look()]
    with reading(small_family.child.engine) as connection:
        assert above.link(connection, 1).met > 0
    with reading(small_family.parent.engine) as connection:
        assert [(small_family.centre, 0)] == [(one.centre, one.revoked) for one in below.children(connection)]


def test_a_hub_below_a_hub_below_a_hub(small_family, tmp_path):
    """What comes from two floors below goes up as it was signed."""
    small_family.pair()
    with running(tmp_path / "third") as third:
        made = children.invite
        key, now = secret(small_family.child.settings.data), clock.wall_ms()
        invited = transact(small_family.child.engine, lambda c: made(c, key, "", "operator", now, number=1))
        upward.pair(third.engine, third.settings, 1, small_family.child.address, invited.code)
        tablet = third.tablet()
        learn(tablet, third.demo.session, "demo-01")
        upward.Caller(third.engine, third.settings, shelf_of(third.settings), 1).visit()
        small_family.visit()

    with reading(small_family.parent.engine) as connection:
        logs = connection.scalars(select(schema.log.c.device).where(schema.log.c.centre == small_family.centre)).all()
    assert tablet.device in logs


def test_what_no_hub_would_say_is_set_aside(small_family):
    link = small_family.pair()
    private = keys.load_or_make(small_family.child.settings.data / "hub.key")
    bad = (Somebody(""), Somebody("x" * 300), Somebody("a", band="99"), Somebody("b", gone=-1), Somebody("c\n"))
    with Hub(small_family.parent.address, link.device, private) as hub:
        assert ("", "x" * 300, "a", "b", "c\n") == hub.tell(Register(people=(*bad, Somebody("good")))).aside
        with pytest.raises(HubRefused) as caught:
            hub.tell(Register(people=tuple(Somebody(f"p{n}") for n in range(401))))
    assert "batch-too-large" == caught.value.code
    with reading(small_family.parent.engine) as connection:
        assert Learner("good", "", "flower") == places.names(connection, small_family.centre, ["good"])["good"]


def test_a_log_that_was_refused_once_is_tried_again(small_family):
    """A line that garbles a request makes the parent say that its signature is wrong."""
    small_family.pair()
    tablet = small_family.child.tablet()
    learn(tablet, small_family.child.demo.session, "demo-01")
    with reading(small_family.child.engine) as connection:
        [one] = above.logs(connection, 1)
    transact(small_family.child.engine, lambda connection: above.climbed(connection, 1, one.dk, 0, "bad-signature"))

    small_family.visit()

    with reading(small_family.child.engine) as connection:
        assert [(0, "")] == [(line.left, line.trouble) for line in above.logs(connection, 1)]
