"""A stick between a real tablet's file and a real hub: what it carries, and everything it must survive."""

import errno
import time

import pytest
from msgspec.structs import replace
from sqlalchemy import delete, func, select, update

from elderapp import keys
from elderapp.hub import ingest, newcomers
from elderapp.hub import usb as hub_usb
from elderapp.hub.shelf import Shelf
from elderapp.hub.storage import devices, schema, standing
from elderapp.hub.storage.engine import transact
from elderapp.hub.unsettled import Unsettled
from elderapp.hub.usb import Desk
from elderapp.packs.trust import Trust
from elderapp.records.people import Learner
from elderapp.records.statements import Statement, Verb
from elderapp.store import Store
from elderapp.sync import client, usb, usb_tablet
from elderapp.sync.errors import HubRefused
from elderapp.sync.usb import UsbRefused
from elderapp.sync.usb_tablet import Taken

TRUST = Trust(frozenset({keys.public_of(bytes(range(32))).hex()}))


class Case:
    """One tablet with its file, one hub, one stick."""

    def __init__(self, place, folder):
        self.place, self.folder, self.stick = place, folder, folder / "stick"
        self.stick.mkdir(parents=True)
        self.packs = folder / "tablet-packs"
        self.store = Store.open(folder / "tablet.db")
        self.pair()
        self.desk = Desk(place.engine, place.settings, Shelf(place.settings.pack_folder, place.settings.trust))

    def pair(self):
        client.pair(self.store, self.place.address, self.place.code()).close()
        self.device = self.store.setting("hub-device", "")

    def work(self, count, verb=Verb.EXPERIENCED):
        for number in range(count):
            self.store.record([Statement(verb, "demo-01", "pay/together/one", {"n": number}, attempt="a1")])

    def carry(self):
        return usb_tablet.carry(self.store, self.stick)

    def hand_in(self):
        return [taken for _, taken in self.desk.exchange(self.stick)]

    def take_in(self):
        return usb_tablet.take_in(self.store, self.stick, self.packs, TRUST)

    @property
    def unsent(self):
        return sum(epoch.last - epoch.acked for epoch in self.store.epochs())

    @property
    def path(self):
        return usb.place(self.stick, "to-hub", self.device)

    @property
    def answer(self):
        return usb.place(self.stick, "to-tablet", self.device)

    def held(self):
        with self.place.engine.connect() as connection:
            return connection.scalar(select(func.count()).select_from(schema.event))


@pytest.fixture
def case(hub, tmp_path):
    made = Case(hub, tmp_path / "case")
    yield made
    made.store.close()


@pytest.fixture
def small(small_hub, tmp_path):
    made = Case(small_hub, tmp_path / "case")
    yield made
    made.store.close()


def refused(act):
    with pytest.raises((UsbRefused, HubRefused)) as caught:
        act()
    return caught.value.code


def test_a_stick_adds_so_many_people_and_leaves_the_others_for_the_next(small):
    for number in range(newcomers.MOST + 3):
        small.store.add_person(Learner(f"w{number:03d}", "路過", "bird"))
    for left in (3, 0):
        small.carry()
        small.hand_in()
        small.take_in()
        assert left == len(small.store.unsent_people())


def test_work_goes_up_and_receipts_people_roster_and_packs_come_down(case, make_lesson):
    make_lesson(case.place, "pay")
    case.work(620)  # two batches
    case.store.add_person(Learner("new-1", "黃伯", "bird"), session=case.place.demo.session)

    assert 621 == case.carry()
    assert 620 == case.unsent
    (taken,) = case.hand_in()
    assert ("01", 620, 1, "", 620) == (taken.tablet, taken.rows, taken.people, taken.code, case.held())
    assert (1, []) == case.desk.put_packs(case.stick)
    assert Taken(found=True, acked=620, roster=True, packs=("e-payments",)) == case.take_in()
    assert (0, [], "晴川長者學堂") == (case.unsent, case.store.unsent_people(), case.store.roster().centre)
    assert ["e-payments"] == [pack.id for pack in case.store.packs()]


def test_what_a_stick_brings_is_dated_and_held_back_until_it_can_be_read(small, monkeypatch):
    small.work(900)
    small.carry()
    unsettled, seen = Unsettled(), []
    small.desk = Desk(small.place.engine, small.place.settings, small.desk._shelf, unsettled)

    def taken(engine, came):
        time.sleep(0.01)
        receipt = take(engine, came)
        seen.append((unsettled.through(), came.received))
        return receipt

    take = ingest.take
    monkeypatch.setattr(ingest, "take", taken)
    small.hand_in()
    assert len({received for _, received in seen}) == len(seen) > 1
    assert all(through < received < unsettled.through() for through, received in seen)


def test_repeated_and_older_files_change_nothing(small):
    small.work(3)
    small.carry()
    old = small.path.read_bytes()
    assert [3, 0] == [small.hand_in()[0].rows for _ in range(2)]
    older_answer = small.answer.read_bytes()
    small.work(2)
    small.carry()
    small.hand_in()
    small.take_in()
    assert Taken(found=True) == small.take_in()

    small.path.write_bytes(old)
    assert (0, "") == (small.hand_in()[0].rows, small.hand_in()[0].code)
    small.answer.write_bytes(older_answer)
    assert "usb-older" == refused(small.take_in)
    assert (5, 0) == (small.held(), small.unsent)


def test_how_somebody_wants_things_is_not_turned_back_by_an_older_stick(small):
    small.store.add_person(Learner("w", "黃伯", "bird", scale=1.0))
    small.carry()
    old = small.path.read_bytes()
    small.store.add_person(Learner("w", "黃伯", "bird", scale=1.5))
    with client.known_hub(small.store) as hub:
        told = replace(hub_status(), made=2**50)
        client.sync_once(small.store, hub, status=told)

    small.path.write_bytes(old)
    small.hand_in()

    with small.place.engine.connect() as connection:
        wishes = connection.scalar(select(schema.learner.c.wishes).where(schema.learner.c.learner == "w"))
    assert '"scale":1.5' in wishes


def test_who_has_changed_since_the_stick_was_made_is_sent_again(small):
    small.store.add_person(Learner("w", "黃伯", "bird"))
    small.carry()
    small.hand_in()
    small.store.add_person(Learner("w", "黃伯", "bird", scale=1.5))
    with small.place.engine.connect() as connection:
        tablet = devices.find(connection, small.device)
    (small.stick / f"{small.device} (1).elder").write_bytes(small.desk.answer(tablet, 2**50))  # as a browser saved it
    small.answer.unlink()

    assert small.take_in().found
    assert [1.5] == [met.learner.scale for met in small.store.unsent_people()]


def hub_status():
    from elderapp.sync.standing import Status

    return Status(app="9.9", unsent=4)


def test_torn_and_foreign_files_are_refused_with_their_reason_and_the_others_go_on(small, tmp_path):
    small.work(4)
    small.carry()
    whole = small.path.read_bytes()
    strange = {
        "a-torn": whole[:-20],
        "b-empty": b"",
        "c-photo": b"\xff\xd8\xff\xe0 holiday",
        "d-newer": whole.replace(b"usb 1", b"usb 9", 1),
        "e-answer": b"",
    }
    for name, data in strange.items():
        small.path.with_name(f"{name}.elder").write_bytes(data)
    small.path.with_name(".half.part").write_bytes(whole[:50])

    found = dict(small.desk.exchange(small.stick))

    codes = {name.removesuffix(".elder"): taken.code for name, taken in found.items()}
    assert {
        "a-torn": "usb-damaged", "b-empty": "usb-not-ours", "c-photo": "usb-not-ours", "d-newer": "usb-too-new",
        "e-answer": "usb-not-ours", small.device: "",
    } == codes  # fmt: skip
    assert 4 == small.held()
    small.answer.write_bytes(small.answer.read_bytes()[:-1])
    assert "usb-damaged" == refused(small.take_in)
    assert 4 == small.unsent


def test_another_tablet_s_answer_another_hub_s_work_and_a_revoked_tablet_are_refused(small, tmp_path, monkeypatch):
    other = Case(small.place, tmp_path / "other")
    for each in (small, other):
        each.work(1)
        each.carry()
        each.hand_in()
    small.answer.write_bytes(other.answer.read_bytes())
    assert "usb-other-tablet" == refused(small.take_in)

    monkeypatch.setattr(small.desk, "_id", "another")
    assert "usb-other-hub" == small.hand_in()[0].code
    monkeypatch.undo()
    revoke = update(schema.device).where(schema.device.c.device == small.device).values(revoked=1)
    transact(small.place.engine, lambda connection: connection.execute(revoke))
    assert "revoked-device" == small.desk.take(small.path.read_bytes()).code
    assert "unknown-device" == other.desk.take(other.path.read_bytes(), centre=2).code
    other.store.set_setting("hub-key", keys.public_of(keys.new_private()).hex())
    assert "usb-other-hub" == refused(other.take_in)
    other.store.close()


def test_a_full_stick_and_one_that_is_pulled_out_lose_nothing(small, monkeypatch, make_lesson):
    small.work(2)
    small.carry()
    old = small.path.read_bytes()
    small.work(2)

    def full(_handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="space") as caught:
        small.carry()
    monkeypatch.undo()
    assert ("usb-full", old, 4) == (usb_tablet.code_of(caught.value), small.path.read_bytes(), small.unsent)
    assert "usb-gone" == usb_tablet.code_of(OSError(errno.EIO, "Input/output error"))

    make_lesson(small.place, "pay")
    monkeypatch.setattr(hub_usb, "SPARE", 2**60)
    assert (0, ["e-payments"]) == small.desk.put_packs(small.stick)


def test_a_hub_that_was_put_back_to_an_older_state_gets_everything_again(small):
    small.work(3)
    small.carry()
    small.hand_in()
    small.take_in()
    small.work(2)

    def forget(connection):
        for table in (schema.event, schema.batch, schema.log):
            connection.execute(delete(table))

    transact(small.place.engine, forget)
    small.carry()
    assert "gap" == small.hand_in()[0].code
    small.take_in()
    assert 5 == small.unsent
    small.carry()
    assert [("", 5)] == [(taken.code, taken.rows) for taken in small.hand_in()]


def test_a_copy_of_a_tablet_that_wrote_other_rows_is_told_apart(small, tmp_path):
    small.work(2)
    small.carry()
    small.hand_in()
    with small.place.engine.connect() as connection:
        tablet = devices.find(connection, small.device)
        (stand,) = standing.stands(connection, tablet)
    wrong = update(schema.log).values(head=bytes(32))
    transact(small.place.engine, lambda connection: connection.execute(wrong))
    small.work(1)
    small.carry()

    assert "fork" == small.hand_in()[0].code
    assert "fork" == refused(small.take_in)
    assert (2, 3) == (stand.seq, small.unsent)


def test_a_tablet_that_was_paired_before_hubs_took_sticks_learns_how_at_its_next_visit(small):
    small.store.set_setting("hub-box", "")
    assert "usb-not-paired" == refused(small.carry)

    with client.known_hub(small.store) as hub:
        client.sync_once(small.store, hub, status=replace(hub_status(), box=keys.box_of(small.store.private_key).hex()))

    assert 0 == small.carry()
    with small.place.engine.connect() as connection:
        tablet = devices.find(connection, small.device)
        known = standing.of(connection, tablet)
    assert ("9.9", 4) == (known.status.app, known.status.unsent)


def test_an_answer_lies_ready_for_tablets_that_brought_nothing(small):
    assert [] == small.hand_in()
    assert small.answer.exists()
    assert small.take_in().roster
