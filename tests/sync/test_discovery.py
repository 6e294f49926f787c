import pytest

from elderapp import keys
from elderapp.store import Store
from elderapp.sync import client, discovery
from elderapp.sync.discovery import Found

LOOPBACK = ["127.0.0.1"]
PORT = 8700


def test_a_hub_is_found_by_its_key_and_no_more_once_it_has_ended():
    with discovery.announced(LOOPBACK, PORT, "0011", interfaces=LOOPBACK):
        assert [Found("http://127.0.0.1:8700", "0011")] == discovery.find(key="0011", interfaces=LOOPBACK)
        assert [] == discovery.find(key="2233", seconds=0.5, interfaces=LOOPBACK)

    assert [] == discovery.find(seconds=0.5, interfaces=LOOPBACK)


@pytest.fixture
def tablet(tmp_path):
    with Store.open(tmp_path / "tablet.db") as store:
        yield store


def test_a_tablet_follows_its_own_hub_to_another_address_and_nobody_else(tablet, hub):
    key = keys.public_of(hub.private)
    tablet.set_setting("hub-key", key.hex())
    tablet.set_setting("hub-device", "t1")
    tablet.set_setting("hub-address", "http://127.0.0.1:1")
    port = int(hub.address.rpartition(":")[2])
    announced = discovery.announced(LOOPBACK, port, keys.key_id(key), interfaces=LOOPBACK)
    with client.known_hub(tablet) as lost, announced:
        assert discovery.moved(tablet, lost, interfaces=LOOPBACK)
        assert (hub.address, hub.address) == (lost.address, tablet.setting("hub-address", ""))
        hub.private = keys.new_private()  # somebody who announces another's key, and has it not
        lost.address = "http://127.0.0.1:1"
        assert not discovery.moved(tablet, lost, interfaces=LOOPBACK)


def test_a_machine_s_own_addresses_are_those_of_its_networks_alone():
    assert not any(one.startswith("127.") for one in discovery.own_addresses())
