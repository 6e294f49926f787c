"""A tablet takes a new key: the old one signs the change, and at no moment is neither of them good."""

import contextlib
from pathlib import Path

from elderapp import keys
from elderapp.store import Store
from elderapp.sync.errors import HubRefused
from elderapp.sync.hub import Hub
from elderapp.sync.standing import KeyChange


def rotate(store: Store, hub: Hub) -> str:
    """The public key (hex) from now on. The new key lies on the disk before the hub hears of it.

    Whatever broke off an earlier change is finished first: a reply that was lost is asked for again with both keys.
    Raises `HubRefused`, `HubUnreachable`; the old key is then still there.
    """
    fresh = _waiting(store)
    private = keys.load_or_make(fresh)
    public = keys.public_of(private).hex()
    change = KeyChange(public, keys.sign(private, KeyChange.message(hub.device, public)).hex())
    try:
        hub.change_key(change)
    except HubRefused as error:
        if error.code != "bad-signature":
            raise
        hub.private_key = private  # it heard of the new key already, and its answer was lost
        try:
            hub.change_key(change)
        except HubRefused:
            hub.private_key = store.private_key
            raise
    fresh.replace(_current(store))
    hub.private_key = store.private_key
    with contextlib.suppress(OSError):
        _current(store).chmod(0o600)
    store.set_setting("key-changed", public)
    return public


def is_half_done(store: Store) -> bool:
    """Whether an earlier change broke off before its answer came."""
    return _waiting(store).exists()


def _current(store: Store) -> Path:
    return store.path.with_name(f"{store.path.stem}.key")


def _waiting(store: Store) -> Path:
    return store.path.with_name(f"{store.path.stem}.key-next")
