"""Pairs a tablet with whichever hub in the room knows the code: nobody types an address."""

from urllib.parse import parse_qs

from msgspec import Struct

from elderapp.store import Store
from elderapp.sync import client, discovery
from elderapp.sync.errors import HubRefused, HubUnreachable
from elderapp.tablet.flow.joining import QR

HINT = "hub-hint"
"""The setting with an address to try where no hub announces itself."""


class Asked(Struct, frozen=True):
    """What a code says: the digits.

    From a QR also where the hub is, its key (`keys.key_id`) and its certificate's digest.
    """

    digits: str
    address: str = ""
    key: str = ""
    pin: str = ""


def read(code: str) -> Asked:
    """The eight digits, or a QR's text.

    >>> read("elderapp:pair?hub=http://192.168.1.5:8700&code=12345678&key=0011").key
    '0011'
    """
    if not code.startswith(QR):
        return Asked(code)
    told = parse_qs(code.removeprefix(QR))
    return Asked(*(told.get(name, [""])[0] for name in ("code", "hub", "key", "pin")))


def join(store: Store, code: str, *, seconds: float = discovery.SEARCH) -> str:
    """Pairs the tablet; gives the code of what hindered it, or nothing."""
    asked = read(code)
    known = [asked.address] if asked.address else []
    if not known:
        found = discovery.find(seconds=seconds)
        hint = store.setting(HINT, "") or store.setting("hub-address", "")
        if len({one.key for one in found}) > 1:
            # Anybody may announce a hub. Digits say nothing of which is ours, and whoever hears them may use them.
            found = []
            if not hint:
                return "two-hubs"
        known = [one.address for one in found]
        known += [hint] if hint and hint not in known else []
    why = "hub-unreachable"
    for address in known:
        said = _try(store, address, asked)
        if not said:
            return ""
        # What one hub says of the code tells more than that another one is away.
        why = said if why == "hub-unreachable" or said not in ("hub-unreachable", "pairing-code-wrong") else why
    return why


def _try(store: Store, address: str, asked: Asked) -> str:
    try:
        with client.pair(store, address, asked.digits, key=asked.key, pin=asked.pin):
            return ""
    except HubUnreachable as error:
        return "too-many-attempts" if error.retry_after > 5 else error.code
    except HubRefused as error:
        return "wrong-hub" if error.code == "wrong-certificate" else error.code
