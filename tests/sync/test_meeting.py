"""A hub with TLS of its own: the certificate is pinned at pairing, and no other is believed afterwards."""

import pytest

from elderapp import clock, keys
from elderapp.hub import certificate, demo
from elderapp.hub.server import Running
from elderapp.hub.settings import Settings
from elderapp.hub.storage.engine import open_engine
from elderapp.store import Store
from elderapp.sync import checkup, client, discovery, meeting, pinned
from elderapp.sync.errors import HubRefused, HubUnreachable


@pytest.fixture
def place(tmp_path):
    settings = Settings(data=tmp_path / "hub", tls=True)
    engine = open_engine(settings.url)
    code = demo.fill(engine, clock.wall_ms(), settings).pairing_code
    engine.dispose()
    return settings, code


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "tablet" / "tablet.db") as opened:
        yield opened


def test_the_certificate_of_the_sheet_is_pinned_and_another_one_is_refused(place, store):
    settings, code = place
    own = keys.public_of(keys.load_or_make(settings.data / "hub.key"))
    with Running(settings) as running:
        assert "https" == running.address[:5]
        given = {"key": keys.key_id(own), "pin": certificate.pin(settings.data)}
        for wrong, why in (({**given, "pin": "00"}, "wrong-certificate"), ({**given, "key": "00"}, "wrong-hub")):
            with pytest.raises(HubRefused) as caught:
                client.pair(store, running.address, code, **wrong)
            assert why == caught.value.code
        client.pair(store, running.address, code, **given).close()
        with client.known_hub(store) as hub:
            assert client.sync_once(store, hub).roster
            assert discovery.is_there(running.address, own, verify=hub.verify)
        assert not discovery.is_there(running.address, own)
        port = int(running.address.rpartition(":")[2])
    for name in ("hub.crt", "hub.tls"):
        (settings.data / name).unlink()
    with Running(settings, port=port), client.known_hub(store) as hub:
        with pytest.raises(HubUnreachable) as lost:
            client.sync_once(store, hub)
        assert pinned.is_unknown(lost.value)
        assert ["hub-changed"] == [one.code for one in checkup.of_way(store, seconds=0.1)]


def test_digits_alone_believe_the_certificate_that_is_seen_first(place, store):
    settings, code = place
    with Running(settings) as running:
        client.pair(store, running.address, code).close()
        with client.known_hub(store) as hub:
            assert client.sync_once(store, hub).roster
    assert certificate.files(settings.data)[0].read_text() == store.setting("hub-pem", "")
    assert 0o600 == certificate.files(settings.data)[1].stat().st_mode & 0o777


def test_a_hub_that_an_authority_vouches_for_is_not_pinned(place, store, monkeypatch):
    settings, _ = place
    with Running(settings) as running:
        made = pinned.context(certificate.files(settings.data)[0].read_text())
        monkeypatch.setattr(pinned.ssl, "create_default_context", lambda: made)
        assert "" == meeting.certificate(running.address, "")


def test_without_tls_there_is_nothing_to_pin(store):
    assert ("", True) == (meeting.certificate("http://127.0.0.1:1", ""), meeting.trusted(store))
    with pytest.raises(HubUnreachable):
        meeting.certificate("https://127.0.0.1:1", "")
