"""How a tablet and its hub come to know each other: key and certificate, at pairing and ever after."""

from contextlib import suppress
from typing import TYPE_CHECKING

from elderapp import keys
from elderapp.store import Store
from elderapp.sync import pinned
from elderapp.sync.errors import HubRefused, HubUnreachable
from elderapp.sync.hub import Hub
from elderapp.sync.protocol import PairReply

if TYPE_CHECKING:
    from ssl import SSLContext


SIGNS = "hub-signs"
"""The setting that says that this hub signs its answers: from then on one without a signature is not believed."""


def certificate(address: str, pin: str) -> str:
    """The certificate (PEM) to pin at an address; empty without TLS, or where an authority vouches for the hub."""
    if not address.startswith("https://"):
        return ""
    return pinned.fetch(address, pin) if pin else pinned.seen(address)


def expect(hub: Hub, key: str) -> None:
    """Goes no further with a hub that cannot show this key (`keys.key_id`); any will do where none is named."""
    if key and keys.key_id(keys.unhex(hub.hello().key)) != key:
        raise HubRefused("wrong-hub", f"{hub.address} is not the hub that the code names")


def trusted(store: Store) -> "SSLContext | bool":
    """Which certificates of this tablet's hub are believed: the pinned one, else those that authorities vouch for."""
    pem = store.setting("hub-pem", "")
    return pinned.context(pem) if pem else True


def keep(store: Store, hub: Hub, reply: PairReply, pem: str) -> None:
    """Remembers the hub, and who this tablet is there."""
    for key, value in {
        "hub-address": hub.address,
        "hub-device": reply.device,
        "hub-key": reply.hub_key,
        "hub-box": reply.hub_box,
        "hub-pem": pem,
        "tablet": reply.tablet,
        "centre": reply.centre,
    }.items():
        store.set_setting(key, value)
    store.set_setting(SIGNS, hub.signs)


def learn_signs(store: Store, hub: Hub) -> None:
    """A hub that was updated signs its answers from now on, and so it will always."""
    if hub.signs and not store.setting(SIGNS, False):
        store.set_setting(SIGNS, True)


def learn_box(store: Store, hub: Hub) -> None:
    """What work on a USB stick is sealed with: a tablet that was paired before hubs took sticks asks for it once."""
    if store.setting("hub-box", "") or not store.setting("hub-key", ""):
        return
    with suppress(HubUnreachable, HubRefused):  # an older hub has none; the rest of the visit does not depend on it
        hello = hub.hello()
        if hello.key == store.setting("hub-key", ""):
            store.set_setting("hub-box", hello.box)
