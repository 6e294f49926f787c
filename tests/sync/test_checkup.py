"""What the doctor finds, each trouble made for real: a closed port, a page that is no hub, a clock, a torn pack."""

import socket

import pytest

from elderapp import clock, keys
from elderapp.packs.trust import Trust
from elderapp.records.statements import Statement, Verb
from elderapp.store import Store
from elderapp.store.people import Installed
from elderapp.sync import checkup, discovery, rotation


@pytest.fixture
def paired(store, hub, link):
    for key, value in (
        ("hub-device", "t1"), ("hub-address", hub.address), ("hub-key", keys.public_of(hub.private).hex())
    ):  # fmt: skip
        store.set_setting(key, value)
    return store


def way(store):
    return [(one.code, one.ok) for one in checkup.of_way(store, seconds=0.2)]


def test_a_tablet_that_is_well_is_told_so(paired):
    assert [("hub-there", True), ("clock-right", True), ("hub-knows", True)] == way(paired)


@pytest.mark.parametrize(("ahead", "code"), [(-3_600_000, "clock-wrong"), (120_000, "clock-off")])
def test_a_wrong_clock_is_told_and_hides_nothing_else(paired, hub, ahead, code):
    hub.ahead = ahead

    assert [("hub-there", True), (code, False), ("hub-knows", True)] == way(paired)


def test_who_is_not_paired_or_not_known_any_more_is_told(store, paired, hub):
    hub.devices["t1"] = keys.public_of(keys.new_private())
    assert ("bad-signature", False) == way(paired)[-1]
    del hub.devices["t1"]
    assert ("unknown-device", False) == way(paired)[-1]
    store.set_setting("hub-device", "")
    assert [("not-paired", False)] == way(store)


def test_what_answers_in_the_hub_s_place_is_told_apart(paired, hub, monkeypatch):
    hub.private = keys.new_private()
    assert [("hub-changed", False)] == way(paired)

    hub.say = [(200, b"<html>log in to this Wi-Fi</html>", {})]
    assert [("not-a-hub", False)] == way(paired)
    paired.set_setting("hub-address", "http://127.0.0.1:1")
    assert [("hub-off", False)] == way(paired)
    paired.set_setting("hub-address", "http://no.such.name.invalid:8700")
    monkeypatch.setattr(discovery, "own_addresses", lambda: ["192.168.1.7"])
    assert [("wrong-address", False)] == way(paired)
    monkeypatch.setattr(discovery, "own_addresses", list)
    assert [("no-network", False)] == way(paired)


@pytest.mark.parametrize(("own", "code"), [("192.0.2.7", "isolated"), ("10.0.0.7", "other-network")])
def test_silence_in_the_same_network_is_isolation(paired, monkeypatch, own, code):
    def silent(*_args, **_given):
        raise TimeoutError("timed out")

    paired.set_setting("hub-address", "http://192.0.2.99:8700")
    monkeypatch.setattr(discovery, "own_addresses", lambda: [own])
    monkeypatch.setattr(socket, "create_connection", silent)

    assert [(code, False)] == way(paired)


def test_a_hub_that_has_moved_is_found(paired, monkeypatch):
    paired.set_setting("hub-address", "http://127.0.0.1:1")
    monkeypatch.setattr(discovery, "find", lambda **_: [discovery.Found("http://127.0.0.1:8700", "k")])

    assert [("hub-moved", False)] == way(paired)


def test_file_room_and_packs_are_looked_at(store, tmp_path, monkeypatch, pack_maker):
    store.record([Statement(Verb.EXPERIENCED, "c1", "pay/together/one", {"n": 1}, attempt="a")])
    assert [("file-sound", ""), ("unsent", "1")] == [(one.code, one.fact) for one in checkup.of_file(store)]
    keys.load_or_make(rotation._waiting(store))
    monkeypatch.setattr(clock, "wall_ms", lambda: 2**43)
    assert ["file-sound", "unsent-long", "key-half-changed"] == [one.code for one in checkup.of_file(store)]

    folder = tmp_path / "packs"
    folder.mkdir()
    assert ["packs-none"] == [one.code for one in checkup.of_packs(store, folder, Trust())]
    (folder / "torn-1.pack").write_bytes(b"PK")
    store.pack_installed(Installed("gone", "1", "00", "gone.pack"))
    assert ["torn-1.pack", "gone"] == [one.fact for one in checkup.of_packs(store, folder, Trust())]

    rooms = []
    for free in (2**40, 100 * 2**20, 2**20):
        usage = type("Usage", (), {"free": free})()
        monkeypatch.setattr("shutil.disk_usage", lambda _path, usage=usage: usage)
        rooms.append(checkup.of_room(tmp_path).code)
    assert ["disk-room", "disk-little", "disk-full"] == rooms


def test_a_clock_that_was_never_set_and_a_machine_without_sound_are_told(tmp_path, monkeypatch):
    cards = tmp_path / "cards"
    assert checkup.of_sound(cards) is None
    cards.write_text("--- no soundcards ---\n")
    assert "sound-none" == checkup.of_sound(cards).code
    cards.write_text(" 0 [PCH ]: HDA-Intel\n")
    assert "sound" == checkup.of_sound(cards).code
    assert checkup.of_clock().ok
    monkeypatch.setattr(clock, "wall_ms", lambda: 0)
    assert "clock-unset" == checkup.of_clock().code


def test_everything_of_a_tablet_is_looked_at_near_things_first(paired, tmp_path):
    found = checkup.of_tablet(paired, tmp_path / "none", Trust(), seconds=0.2)

    assert ["file-sound", "unsent", "disk-room", "packs-none", "clock-set"] == [one.code for one in found[:5]]
    assert "hub-knows" == found[-1].code


def test_a_log_that_was_changed_is_found(tmp_path):
    with Store.open(tmp_path / "t" / "tablet.db") as store:
        store.record([Statement(Verb.EXPERIENCED, "c1", "pay/together/one", {"n": 1}, attempt="a")])
        with store.mending() as conn:
            conn.execute("update log set learner = 'c2'")

        assert ["file-damaged"] == [one.code for one in checkup.of_file(store)]
