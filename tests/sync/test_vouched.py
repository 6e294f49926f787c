"""Who stands between a tablet and its hub can neither make rows leave nor put anything in the hub's mouth."""

import pytest
from msgspec.structs import replace

from elderapp import keys
from elderapp.records.people import Learner
from elderapp.records.statements import Statement, Verb
from elderapp.sync import client, discovery, forks, meeting, protocol, signing
from elderapp.sync.errors import OtherHub
from elderapp.sync.hub import Hub
from elderapp.sync.protocol import Receipt

SAID = Statement(Verb.ANSWERED, "p1", "wifi/alone/tap", {"outcome": "alone"}, "s1", "a1")


def receipt(store, safe):
    """One that is right, but for who gives it."""
    epoch = store.epochs()[-1]
    return protocol.encode(Receipt(epoch.last, store.digest_at(epoch.last).hex(), safe))


def test_no_row_leaves_by_a_receipt_that_nobody_signed(hub, store, link):
    store.record([SAID] * 3)
    hub.signs, hub.safe = False, 3

    client.push(store, link)

    assert (3, 0) == (store.epochs()[-1].acked, store.epochs()[-1].safe)
    assert 3 == len(store.unsent(0, 10))


def test_rows_go_once_an_older_hub_was_updated(hub, store, link):
    store.record([SAID] * 3)
    hub.signs, hub.safe = False, 3
    client.push(store, link)
    hub.signs = True

    client.push(store, link)

    assert [3] == [row.seq for row in store.unsent(0, 10)]


def test_a_hub_that_signed_once_is_not_believed_without_its_signature(hub, store, link):
    client.sync_once(store, link)
    store.record([SAID] * 3)
    hub.signs = False
    hub.say = [(200, receipt(store, 3), {})]

    with pytest.raises(OtherHub):
        client.push(store, link)

    assert (0, 0) == (store.epochs()[-1].acked, store.epochs()[-1].safe)
    assert store.setting(meeting.SIGNS, False) is True


def test_what_was_said_to_another_request_is_no_answer(hub, store, link):
    store.record([SAID] * 3)
    body = receipt(store, 3)
    another = signing.sign_reply(hub.private, "00" * 64, 200, body)
    hub.signs = False
    hub.say = [(200, body, {signing.HUB_SIGNATURE: another})]

    with pytest.raises(OtherHub):
        client.push(store, link)

    assert 0 == store.epochs()[-1].acked


def test_a_refusal_by_somebody_else_stops_nobody(hub, store, link, refusal):
    client.push(store, link)
    hub.signs = False
    hub.say = [refusal("revoked-device")]

    with pytest.raises(OtherHub):
        client.push(store, link)


def test_a_hub_signs_from_the_moment_of_pairing_on(hub, store):
    with client.pair(store, hub.address, hub.code) as link:
        assert link.signs

    assert store.setting(meeting.SIGNS, False) is True
    with client.known_hub(store) as known:
        assert (True, keys.public_of(hub.private)) == (known.signs, known.key)


@pytest.mark.parametrize(
    ("address", "known", "weaker"),
    [
        ("http://10.0.0.9:8700", "https://10.0.0.5:8700", True),
        ("https://10.0.0.9:8700", "https://10.0.0.5:8700", False),
        ("http://10.0.0.9:8700", "http://10.0.0.5:8700", False),
        ("https://10.0.0.9:8700", "http://10.0.0.5:8700", False),
    ],
)
def test_nobody_leads_a_tablet_away_from_encryption(address, known, weaker):
    assert weaker == discovery.is_weaker(address, known)


def test_a_tablet_does_not_follow_its_hub_where_nothing_is_encrypted(hub, store, monkeypatch):
    store.set_setting("hub-key", keys.public_of(hub.private).hex())
    monkeypatch.setattr(discovery, "find", lambda **_: [discovery.Found(hub.address, "k")])
    with Hub("https://10.0.0.5:8700", "t1", store.private_key) as link:
        assert not discovery.moved(store, link)
        assert "https://10.0.0.5:8700" == link.address


def test_what_she_chose_during_the_visit_goes_with_the_next(hub, store, link, monkeypatch):
    chan = Learner("p1", "陳太", "flower")
    store.add_person(chan)
    push = Hub.push_people

    def slow(self, people):
        done = push(self, people)
        store.add_person(replace(chan, language="cmn"))
        return done

    monkeypatch.setattr(Hub, "push_people", slow)
    client.push_people(store, link)

    assert ["cmn"] == [met.learner.language for met in store.unsent_people()]


def test_a_power_cut_between_a_gap_and_its_mending_is_mended_at_the_next_visit(hub, store, link):
    store.record([SAID] * 5)
    hub.safe = 4
    client.push(store, link)
    del hub.digests[store.epoch][1:], hub.rows[store.epoch][:]
    hub.safe = 0
    with pytest.raises(forks.Lost):
        client._push_all(store, link, None)

    store.record([SAID])
    client.push(store, link)

    assert 3 == sum(len(rows) for rows in hub.rows.values())


def test_a_tablet_that_a_hub_put_back_calls_otherwise_says_again_what_was_not_safe(hub, store):
    hub.life = "one"
    with client.pair(store, hub.address, hub.code) as link:
        store.record([SAID] * 4)
        hub.safe = 1
        client.push(store, link)
    hub.life, hub.device, hub.digests, hub.rows = "two", "t2", {}, {}

    with client.pair(store, hub.address, hub.code) as link:
        client.push(store, link)

    assert 3 == sum(len(rows) for rows in hub.rows.values())
