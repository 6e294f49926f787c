"""A tablet that knows no hub finds one and is paired by what stands on paper: real hub, real multicast."""

import threading

import pytest

from elderapp import clock, keys
from elderapp.hub import demo
from elderapp.hub.server import Running
from elderapp.hub.settings import Settings
from elderapp.hub.storage.engine import open_engine
from elderapp.store import Store
from elderapp.sync import discovery
from elderapp.workshop import joining


@pytest.fixture
def place(tmp_path):
    settings = Settings(data=tmp_path / "hub")
    engine = open_engine(settings.url)
    made = demo.fill(engine, clock.wall_ms(), settings)
    engine.dispose()
    with Running(settings) as hub:
        yield hub.address, made.pairing_code, keys.key_id(keys.public_of(keys.load_or_make(tmp_path / "hub/hub.key")))


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "tablet" / "tablet.db") as opened:
        yield opened


def test_digits_alone_are_enough_where_the_hub_announces_itself(place, store, monkeypatch):
    address, code, key = place
    monkeypatch.setattr(discovery, "_open", _on_loopback(discovery._open))
    with discovery.announced(["127.0.0.1"], int(address.rpartition(":")[2]), key):
        assert "pairing-code-wrong" == joining.join(store, "00000000", seconds=5.0)
        assert "" == joining.join(store, code, seconds=5.0)
    assert (address, True) == (store.setting("hub-address", ""), len(store.setting("hub-box", "")) == 64)


def test_digits_are_told_to_nobody_where_two_hubs_announce_themselves(place, store, monkeypatch):
    address, code, key = place
    both = [discovery.Found("http://127.0.0.1:1", "00aa"), discovery.Found(address, key)]
    monkeypatch.setattr(discovery, "find", lambda **_: both)

    assert "two-hubs" == joining.join(store, code)

    store.set_setting(joining.HINT, address)
    assert "" == joining.join(store, code)


def test_a_code_is_told_to_no_hub_but_the_one_on_the_sheet(place, store):
    address, code, key = place

    assert "wrong-hub" == joining.join(store, f"elderapp:pair?hub={address}&code={code}&key=0123")
    assert "hub-unreachable" == joining.join(store, f"elderapp:pair?hub=http://127.0.0.1:1&code={code}&key={key}")
    assert "" == joining.join(store, f"elderapp:pair?hub={address}&code={code}&key={key}")
    assert not [thread for thread in threading.enumerate() if thread.name == "join"]


def _on_loopback(opened):
    return lambda _interfaces: opened(["127.0.0.1"])
