"""Looks a tablet over: its file, disk, packs, its way to the hub. Codes and facts; their words stand with the command.

Nothing is changed by it, and nothing is sent that a visit would not send.
"""

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

from elderapp import clock, keys
from elderapp.errors import ElderError
from elderapp.packs import format as packs
from elderapp.packs.errors import PackDamaged, PackTooNew, PackUntrusted
from elderapp.packs.trust import Trust
from elderapp.store import Store
from elderapp.sync import client, discovery, meeting, pinned, rotation
from elderapp.sync.errors import HubRefused, HubUnreachable
from elderapp.sync.hub import Hub
from elderapp.sync.signing import TOLERANCE_MS

LITTLE, FULL = 500 * 2**20, 16 * 2**20
"""Bytes free on the disk: packs may not fit any more; nothing may."""
EARLIEST = 1_735_689_600_000  # 2025: a clock before this was never set
OFF = 60_000
"""Milliseconds by which a clock may be wrong without anybody looking at it."""
LONG_UNSENT = 7 * 24 * 60 * 60 * 1000


class Finding(Struct, frozen=True):
    """One thing looked at: its code, whether it is well, and the fact to tell with it."""

    code: str
    ok: bool
    fact: str = ""


def of_tablet(store: Store, folder: Path, trust: Trust, *, seconds: float = discovery.SEARCH) -> list[Finding]:
    """Everything of a tablet, what is near first; `folder` is that of its packs, `seconds` how long a hub is sought."""
    return [
        *of_file(store),
        of_room(store.path.parent),
        *of_packs(store, folder, trust),
        of_clock(),
        *of_way(store, seconds=seconds),
    ]


def of_file(store: Store) -> Iterator[Finding]:
    """Whether the log is whole, and how much waits."""
    try:
        store.verify()
    except ElderError as error:
        yield Finding("file-damaged", ok=False, fact=str(error))
        return
    yield Finding("file-sound", ok=True)
    waiting = [epoch for epoch in store.epochs() if epoch.acked < epoch.last]
    count = sum(epoch.last - epoch.acked for epoch in waiting)
    oldest = store.unsent(waiting[0].acked, 1, epoch=waiting[0].epoch) if waiting else []
    is_old = bool(oldest) and clock.wall_ms() - oldest[0].wall > LONG_UNSENT
    yield Finding("unsent-long" if is_old else "unsent", ok=not is_old, fact=str(count))
    if rotation.is_half_done(store):
        yield Finding("key-half-changed", ok=False)


def of_room(folder: Path) -> Finding:
    """Whether the disk has room."""
    free = shutil.disk_usage(folder).free
    code = "disk-full" if free < FULL else "disk-little" if free < LITTLE else "disk-room"
    return Finding(code, ok=free >= LITTLE, fact=f"{free // 2**20} MB")


def of_packs(store: Store, folder: Path, trust: Trust) -> Iterator[Finding]:
    """Whether each pack is as its publisher made it."""
    files = sorted(folder.glob("*.pack"))
    if not files:
        yield Finding("packs-none", ok=False)
        return
    bad = [path.name for path in files if not _is_whole(path, trust)]
    missing = [pack.id for pack in store.packs() if not (folder / pack.file).exists()]
    for name in (*bad, *missing):
        yield Finding("pack-damaged", ok=False, fact=name)
    if not bad and not missing:
        yield Finding("packs-whole", ok=True, fact=str(len(files)))


def of_clock() -> Finding:
    """Whether the clock was ever set."""
    is_set = clock.wall_ms() >= EARLIEST
    return Finding("clock-set" if is_set else "clock-unset", ok=is_set)


def of_sound(cards: Path = Path("/proc/asound/cards")) -> Finding | None:
    """Whether there is something that can sound; None where the system does not tell."""
    if not cards.exists():
        return None
    has_one = "no soundcards" not in cards.read_text(encoding="utf-8", errors="replace")
    return Finding("sound" if has_one else "sound-none", ok=has_one)


def of_way(store: Store, *, seconds: float = discovery.SEARCH) -> Iterator[Finding]:
    """From being paired to being known: the first thing that is in the way ends it."""
    address, key = store.setting("hub-address", ""), store.setting("hub-key", "")
    if not store.setting("hub-device", ""):
        yield Finding("not-paired", ok=False)
        return
    host = urlsplit(address).hostname or ""
    if not discovery.own_addresses() and not host.startswith("127."):
        yield Finding("no-network", ok=False)
        return
    with Hub(address, "", keys.new_private(), verify=meeting.trusted(store)) as stranger:
        try:
            hello = stranger.hello()
        except (HubUnreachable, HubRefused) as error:
            if pinned.is_unknown(error):
                yield Finding("hub-changed", ok=False, fact=address)
                return
            yield _unreached(address, keys.key_id(keys.unhex(key)), str(error), seconds)
            return
    if hello.key != key:
        yield Finding("hub-changed", ok=False, fact=address)
        return
    yield Finding("hub-there", ok=True, fact=address)
    off = clock.wall_ms() - hello.now
    code = "clock-wrong" if abs(off) > TOLERANCE_MS else "clock-off" if abs(off) > OFF else "clock-right"
    yield Finding(code, ok=code == "clock-right", fact=_lasting(off))
    yield _known(store)


def _known(store: Store) -> Finding:
    """Whether the hub takes this tablet."""
    hub = client.known_hub(store)
    assert hub is not None
    with hub:
        try:
            hub.roster(0)
        except HubRefused as error:
            return Finding(error.code, ok=False)
        except HubUnreachable as error:
            return Finding("hub-busy", ok=False, fact=str(error))
    return Finding("hub-knows", ok=True)


def _unreached(address: str, key: str, why: str, seconds: float) -> Finding:
    """Why the hub does not answer there, as far as one can tell from here."""
    for one in discovery.find(key=key, seconds=seconds) if key else []:
        if one.address != address:
            return Finding("hub-moved", ok=False, fact=one.address)
    how = _knock(address)
    if how == "open":
        return Finding("not-a-hub", ok=False, fact=address)
    if how == "refused":
        return Finding("hub-off", ok=False, fact=address)
    if how == "unnamed":
        return Finding("wrong-address", ok=False, fact=address)
    is_near = _is_near(urlsplit(address).hostname or "")
    return Finding("isolated" if is_near else "other-network", ok=False, fact=f"{address} ({why})")


def _knock(address: str, *, seconds: float = 3.0) -> str:
    """How the door answers: open, refused, silent, or unnamed (there is no such name)."""
    parts = urlsplit(address)
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        with socket.create_connection((parts.hostname or "", port), timeout=seconds):
            return "open"
    except ConnectionRefusedError:
        return "refused"
    except (socket.gaierror, ValueError, UnicodeError):
        return "unnamed"
    except OSError:
        return "silent"


def _is_near(host: str) -> bool:
    """Whether the hub would be in the same network, as most are cut: the first three numbers agree."""
    front = host.rpartition(".")[0]
    return bool(front) and any(own.rpartition(".")[0] == front for own in discovery.own_addresses())


def _is_whole(path: Path, trust: Trust) -> bool:
    try:
        packs.read(path, trust, verify=True)
    except (PackDamaged, PackTooNew, PackUntrusted, OSError):
        return False
    return True


def _lasting(ms: int) -> str:
    """How far off, in words that need no language.

    >>> _lasting(-125_000), _lasting(10_000), _lasting(2 * 86_400_000)
    ('-2 min', '+0 min', '+2 d')
    """
    sign, minutes = ("-" if ms < 0 else "+"), abs(ms) // 60_000
    return f"{sign}{minutes // 1440} d" if minutes >= 1440 else f"{sign}{minutes} min"
