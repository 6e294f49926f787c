"""How a tablet stands: for the trainer's corner, and for the hub's page of tablets."""

import datetime as dt
import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from elderapp import __version__, clock, keys
from elderapp.errors import ElderError
from elderapp.packs.model import Clip
from elderapp.store import Store
from elderapp.sync.standing import Status
from elderapp.tablet import volumes

if TYPE_CHECKING:
    from elderapp.tablet.flow import Facts
    from elderapp.tablet.link import Link
    from elderapp.tablet.stick import Stick

REACHED = "hub-reached"
"""The setting that says when the hub was reached last (ms)."""
TELL_EVERY = 5 * 60.0
"""Seconds after which a hub is told again how the tablet stands, though only numbers have moved."""


def facts(store: Store, link: "Link | None" = None, stick: "Stick | None" = None) -> "Facts":
    """For the trainer's corner."""
    from elderapp.tablet.flow import Facts

    try:
        unsent = sum(epoch.last - epoch.acked for epoch in store.epochs())
    except ElderError as error:
        return Facts(trouble=error.code)
    reached = store.setting(REACHED, 0)
    at = dt.datetime.fromtimestamp(reached / 1000, clock.HONG_KONG).strftime("%H:%M") if reached else ""
    told = Facts(unsent, at, battery(), link.trouble if link else "")
    if stick is None:
        return told
    plugged = volumes.sticks()
    acked = stick.taken.acked if stick.taken.found else -1
    return replace(
        told, usb=str(plugged[0]) if plugged else "", exported=stick.exported, usb_said=stick.said, usb_acked=acked
    )


def status(store: Store, *, voice: str = "", mute: bool = False, late: int = 0, trouble: str = "") -> Status:
    """For the hub."""
    epochs = store.epochs()
    behind = next((epoch for epoch in epochs if epoch.acked < epoch.last), None)
    oldest = store.unsent(behind.acked, 1, epoch=behind.epoch) if behind else []
    disk = shutil.disk_usage(store.path.parent)
    return Status(
        unsent=sum(epoch.last - epoch.acked for epoch in epochs),
        since=oldest[0].wall if oldest else 0,
        people=len(store.unsent_people()),
        app=__version__,
        packs={pack.id: pack.version for pack in store.packs()},
        voice=voice,
        free=disk.free,
        room=disk.total,
        battery=battery(),
        mute=mute,
        late=late,
        trouble=trouble,
        box=keys.box_of(store.private_key).hex(),
        made=clock.wall_ms(),
    )


def voice_of(clips: Mapping[str, tuple[Path, Clip]]) -> str:
    """Who speaks most of the clips that are installed; nothing where there are none."""
    speakers = Counter(clip.engine for _, clip in clips.values() if clip.engine)
    return speakers.most_common(1)[0][0] if speakers else ""


class Teller:
    """Says how the tablet stands when it has changed, and now and then: not with every statement."""

    def __init__(self) -> None:
        """Nothing was said yet."""
        self._said = Status()
        self._at = 0.0

    def due(self, now: Status) -> Status | None:
        """This, if it is to be said now."""
        if _gist(now) == _gist(self._said) and clock.monotonic() - self._at < TELL_EVERY:
            return None
        self._said, self._at = now, clock.monotonic()
        return now


def battery() -> int:
    """The battery in percent; -1 where the machine tells of none."""
    for path in sorted(Path("/sys/class/power_supply").glob("*/capacity")):
        try:
            return int(path.read_text(encoding="ascii"))
        except (OSError, ValueError):
            continue
    return -1


def _gist(status: Status) -> Status:
    """Without the numbers that move all the time. What is unsent is sent in the same visit."""
    return replace(status, made=0, free=0, battery=0, unsent=0, since=0, people=0)
