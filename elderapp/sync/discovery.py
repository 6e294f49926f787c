"""Where the hub is: it says so in its own network by multicast DNS, and shows by its key that it is the one.

No name server, no internet and no right clock are needed. An announcement is a hint, nothing more: anybody in the room
may announce anything, so a tablet that is paired goes only where the pinned key answers.
"""

import contextlib
import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from elderapp import keys
from elderapp.store import Store
from elderapp.sync.errors import HubRefused, HubUnreachable
from elderapp.sync.hub import Hub
from elderapp.sync.protocol import WIRE

if TYPE_CHECKING:
    from ssl import SSLContext

    from zeroconf import Zeroconf

SERVICE = "_elderapp._tcp.local."
SEARCH = 3.0
"""Seconds for which answers are waited for: a hub in the same room answers within one."""


OTHERS = 0.7
"""Seconds for which another hub may answer after the first one."""


class Found(Struct, frozen=True, order=True):
    """A hub that announced itself: where, and whose key (`keys.key_id`) it says it has."""

    address: str
    key: str


@contextlib.contextmanager
def announced(
    addresses: Sequence[str], port: int, key: str, *, scheme: str = "http", interfaces: Sequence[str] | None = None
) -> Iterator[None]:
    """A hub with this key (`keys.key_id`) can be found at `addresses` meanwhile. Raises `OSError` without multicast."""
    from zeroconf import ServiceInfo

    zeroconf = _open(interfaces)
    try:
        info = ServiceInfo(
            SERVICE,
            f"ElderApp-{key}.{SERVICE}",
            port=port,
            parsed_addresses=list(addresses),
            properties={"key": key, "wire": str(WIRE), "scheme": scheme},
            server=f"elderapp-{key}.local.",
        )
        zeroconf.register_service(info, allow_name_change=True)
        yield
    finally:
        zeroconf.close()  # says good-bye too


def own_addresses() -> list[str]:
    """This machine's addresses in its networks, also in one that it makes itself and that leads nowhere (a hotspot)."""
    import ifaddr

    found = [ip.ip for adapter in ifaddr.get_adapters() for ip in adapter.ips if ip.is_IPv4]
    return sorted(str(ip) for ip in found if not str(ip).startswith(("127.", "169.254.")))


def find(*, key: str = "", seconds: float = SEARCH, interfaces: Sequence[str] | None = None) -> list[Found]:
    """The hubs in this network, or as soon as it answers the one with this key. None where multicast does not work."""
    from zeroconf import ServiceBrowser, ServiceStateChange, Zeroconf

    found: set[Found] = set()
    enough = threading.Event()

    def changed(zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange) -> None:
        if state_change is ServiceStateChange.Removed:
            return
        info = zeroconf.get_service_info(service_type, name, timeout=int(seconds * 1000))
        for one in _hubs(info):
            if key in ("", one.key):
                found.add(one)
                enough.set()

    try:
        zeroconf = _open(interfaces)
    except OSError:
        return []
    try:
        ServiceBrowser(zeroconf, SERVICE, handlers=[changed])
        if enough.wait(seconds) and not key:
            enough.clear()
            enough.wait(min(seconds, OTHERS))
    finally:
        zeroconf.close()
    return sorted(found)


def moved(store: Store, hub: Hub, *, seconds: float = SEARCH, interfaces: Sequence[str] | None = None) -> bool:
    """Whether this tablet's own hub was found at another address; `hub` and the tablet's settings then name that."""
    key = keys.unhex(store.setting("hub-key", ""))
    if not key:
        return False
    for one in find(key=keys.key_id(key), seconds=seconds, interfaces=interfaces):
        if one.address == hub.address or is_weaker(one.address, hub.address):
            continue
        if is_there(one.address, key, verify=hub.verify):
            hub.address = one.address
            store.set_setting("hub-address", one.address)
            return True
    return False


def is_weaker(address: str, known: str) -> bool:
    """Whether one would go there without the encryption that there was: whoever says so is not to be believed."""
    return known.startswith("https:") and not address.startswith("https:")


def is_there(address: str, key: bytes, *, verify: "SSLContext | bool" = True) -> bool:
    """Whether the hub that answers at this address has this key: it signs what it was just asked."""
    with Hub(address, "", keys.new_private(), verify=verify) as hub:
        try:
            return hub.hello().key == key.hex()
        except (HubUnreachable, HubRefused):
            return False


def _hubs(info: object) -> list[Found]:
    """What one announcement says; nothing that is no address of ours."""
    from zeroconf import IPVersion, ServiceInfo

    if not isinstance(info, ServiceInfo) or info.port is None:
        return []
    told = {name.decode("ascii", "replace"): (value or b"").decode("ascii", "replace")
            for name, value in info.properties.items()}  # fmt: skip
    scheme = "https" if told.get("scheme") == "https" else "http"
    hosts = info.parsed_addresses(IPVersion.V4Only)
    return [Found(f"{scheme}://{host}:{info.port}", told.get("key", "")) for host in hosts]


def _open(interfaces: Sequence[str] | None) -> "Zeroconf":
    from zeroconf import InterfaceChoice, IPVersion, Zeroconf

    return Zeroconf(interfaces=list(interfaces) if interfaces else InterfaceChoice.All, ip_version=IPVersion.V4Only)
