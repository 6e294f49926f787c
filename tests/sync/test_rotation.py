import pytest

from elderapp import keys
from elderapp.records.statements import Statement, Verb
from elderapp.sync import client, rotation
from elderapp.sync.errors import HubRefused, HubUnreachable


def test_the_new_key_signs_what_comes_and_unsent_work_goes_with_it(hub, store, link):
    old = store.private_key
    store.record([Statement(Verb.EXPERIENCED, "c1", "pay/together/one", {"n": 1}, attempt="a1")])

    public = rotation.rotate(store, link)

    assert (public, public) == (keys.public_of(store.private_key).hex(), hub.devices["t1"].hex())
    assert old != store.private_key
    assert 1 == client.push(store, link)
    assert not rotation.is_half_done(store)


def test_a_lost_reply_is_asked_for_again_with_the_new_key(hub, store, link):
    hub.lose_replies = 1
    with pytest.raises(HubUnreachable):
        rotation.rotate(store, link)
    assert rotation.is_half_done(store)
    assert keys.public_of(store.private_key) != hub.devices["t1"]

    public = rotation.rotate(store, link)

    assert (public, public) == (keys.public_of(store.private_key).hex(), hub.devices["t1"].hex())


def test_a_hub_that_knows_neither_key_leaves_the_old_one(hub, store, link):
    old = store.private_key
    hub.devices["t1"] = keys.public_of(keys.new_private())

    with pytest.raises(HubRefused):
        rotation.rotate(store, link)

    assert (old, old) == (store.private_key, link.private_key)
